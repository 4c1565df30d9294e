"""`jisr serve`: the hub over HTTP; `jisr token`: an access token for an officer or a machine."""

import datetime
import ipaddress
import os
import shutil
import signal
import socket
import ssl
import sys
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in import local, passkeys
from jisr.access.sign_in.model import Scope, Terms
from jisr.access.sign_in.oidc import Client
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.web import ENCRYPTED_VARIABLE, HOME_VARIABLE, WORKERS_VARIABLE, token_key
from jisr.demo.screening import DESK
from jisr.errors import (
    AddressTaken,
    BindingRefused,
    DoorMissing,
    PurposeUnknown,
    ValueMalformed,
    to_translate,
)
from jisr.kit.console import Session, command
from jisr.kit.http.certified import PROTOCOL
from jisr.kit.http.forwarded import trusted_networks
from jisr.kit.http.metrics import FOLDER_VARIABLE

own = typer.Typer()
PORT_DEFAULT = 8470
WORKERS_MAX = 64
HEADER_BYTES_MAX = 16_384
STOP_SECONDS_MAX = 20
"""A request that is being answered has so long to end when the hub is stopped."""
METRICS_FOLDER = "metrics"


@command(own, "serve")
def serve(
    session: Session,
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = PORT_DEFAULT,
    workers: Annotated[int, typer.Option(help="Processes that answer.")] = 1,
    certificate: Annotated[
        Path | None, typer.Option(help="The TLS certificate (PEM), with its chain.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="The key of the TLS certificate (PEM).")] = None,
    client_ca: Annotated[
        Path | None,
        typer.Option(help="Who signs client certificates (PEM); tokens are bound to them."),
    ] = None,
) -> None:
    """Run the hub until it is stopped (Ctrl+C)."""
    is_encrypted = check_binding(host, certificate, key, session.settings.trusted_proxy)
    if client_ca is not None and not is_encrypted:
        raise ValueMalformed(
            field=to_translate("client CA"), why=to_translate("name both certificate and key")
        )
    is_demo = check_door(session)
    if not 1 <= workers <= WORKERS_MAX:
        raise ValueMalformed(field=to_translate("workers"), why=to_translate("choose 1 to 64"))
    check_free(host, port)
    _set_environment(session.home, workers, is_encrypted=is_encrypted)
    scheme = "https" if is_encrypted else "http"
    _say_where(session, f"{scheme}://{_shown(host)}:{port}", is_demo=is_demo)
    session.database.close()
    # The server raises the signal again after its orderly end, which would look like a crash.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    uvicorn.run(
        "jisr.app.web:from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http=PROTOCOL,
        log_config=None,
        access_log=False,
        server_header=False,
        # Headers that claim an address are believed from a named proxy alone, by `Proxied`.
        proxy_headers=False,
        h11_max_incomplete_event_size=HEADER_BYTES_MAX,
        timeout_graceful_shutdown=STOP_SECONDS_MAX,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        ssl_ca_certs=client_ca,
        # People show no certificate; what a machine shows must be signed by this CA.
        ssl_cert_reqs=ssl.CERT_NONE if client_ca is None else ssl.CERT_OPTIONAL,
    )


def _say_where(session: Session, url: str, *, is_demo: bool) -> None:
    """Tell where the hub answers and, in a demo, as whom a newcomer signs in."""
    session.say("The hub answers at {url}. Stop it with Ctrl+C.", url=url)
    if not is_demo:
        return
    session.say(
        "This is a demo. Open {url}/ in a browser and sign in as {officer} with the password "
        "{password}, which stands in {file}. {url}/guide says who else you could be.",
        url=url,
        officer=DESK,
        password=local.password_of(session.home),
        file=session.home / local.PASSWORD_FILE,
    )


def check_free(host: str, port: int) -> None:
    """Raise `AddressTaken` unless the hub can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            raise AddressTaken(host=host, port=port) from error


def check_door(session: Session) -> bool:
    """Return whether the network is a demo; in any other somebody must be able to sign in.

    Raises:
        DoorMissing: there is no provider, and no officer has a passkey or an invitation to one.
        SettingInvalid: what the settings say of the provider could not be safe.
    """
    settings = session.settings
    with session.database.reading() as transaction:
        is_demo = access.network(transaction).is_demo
        has_passkey = passkeys.has_any(transaction)
    if settings.oidc_issuer:
        Client(settings.oidc_issuer, settings.oidc_client_id, "", settings.oidc_algorithm)
    elif not is_demo and not has_passkey:
        raise DoorMissing
    return is_demo


def check_binding(
    host: str, certificate: Path | None, key: Path | None, trusted_proxy: str = ""
) -> bool:
    """Return whether the hub itself is encrypted.

    Beyond this machine it must be, or a proxy is named that encrypts for it: then nobody else is
    answered (`Proxied`).

    Raises:
        BindingRefused: another address than this machine's own, without certificate and proxy.
        SettingInvalid: `trusted_proxy` names no addresses.
        ValueMalformed: a certificate without its key, or a key without its certificate.
    """
    has_proxy = bool(trusted_networks(trusted_proxy))
    if (certificate is None) != (key is None):
        raise ValueMalformed(
            field=to_translate("certificate"), why=to_translate("name both certificate and key")
        )
    if certificate is None and not has_proxy and not _is_loopback(host):
        raise BindingRefused(host=host)
    return certificate is not None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _set_environment(home: Path, workers: int, *, is_encrypted: bool) -> None:
    """Tell the worker processes what they cannot be told otherwise."""
    os.environ[HOME_VARIABLE] = str(home)
    os.environ[WORKERS_VARIABLE] = str(workers)
    if is_encrypted:
        os.environ[ENCRYPTED_VARIABLE] = "1"
    if workers > 1:
        folder = home / METRICS_FOLDER
        shutil.rmtree(folder, ignore_errors=True)  # counters of processes that are gone
        folder.mkdir(mode=0o700)
        os.environ[FOLDER_VARIABLE] = str(folder)


@command(own, "token")
def token(
    session: Session,
    *,
    scope: Annotated[str, typer.Option(help="check, read, write, hits …")] = "check read",
    purpose: Annotated[str, typer.Option(help="Fix the purpose of every question.")] = "",
    case: Annotated[str, typer.Option(help="Fix the case of every question.")] = "",
    minutes: Annotated[int, typer.Option(help="How long it is good, at most 720.")] = 15,
) -> None:
    """Print an access token for the acting officer."""
    terms = Terms(
        scopes=_scopes(scope),
        life=datetime.timedelta(minutes=max(0, min(minutes, 1_000))),
        purpose=_purpose(purpose),
        case=case,
    )
    key = TokenKey(token_key(session.home, session.network))
    claims = session.database.in_transaction(sign_in.issue_token, session.officer, terms)
    session.out.print(key.write(claims))


def _scopes(text: str) -> frozenset[Scope]:
    try:
        return frozenset(map(Scope, text.replace(",", " ").split()))
    except ValueError as error:
        raise ValueMalformed(
            field="scope", why=to_translate("use check, read, write, hits, oversee, administer")
        ) from error


def _purpose(text: str) -> Purpose | None:
    try:
        return Purpose(text) if text else None
    except ValueError as error:
        raise PurposeUnknown(given=text[:64], known=", ".join(Purpose)) from error
