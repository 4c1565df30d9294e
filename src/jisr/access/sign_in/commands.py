"""`jisr machine-keys`, `passkeys`, `identities` and `tokens`: how officers show who they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.access.sign_in import actions, identities, machines, passkeys, proving
from jisr.access.sign_in.machines import MACHINE_SCOPES, NewKey
from jisr.access.sign_in.model import MachineKey, Scope
from jisr.errors import FileUnreadable, ValueMalformed, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.kit.outputs import whole_file

machine_keys = typer.Typer(help="The public keys of machines.", no_args_is_help=True)
passkey_group = typer.Typer(help="The passkeys of officers.", no_args_is_help=True)
identity_group = typer.Typer(
    help="Who officers are at the national provider.", no_args_is_help=True
)
token_group = typer.Typer(help="The access tokens that are still good.", no_args_is_help=True)

KEY_BYTES_MAX = 4_096
TOKENS_SHOWN_MAX = 1_000
"""The newest; who must end more than these changes a machine's key or the officer."""
OfOfficer = Annotated[str, typer.Argument(help="Whose: the officer's id.")]
Issuer = Annotated[str, typer.Option(help="The provider; without it the hub's own.")]
Subject = Annotated[str, typer.Argument(help="What the provider calls the officer (sub).")]
Machine = Annotated[str, typer.Argument(help="Whose keys: an officer with the role machine.")]


def add_to(app: typer.Typer) -> None:
    """Add the groups of sign-in to the program."""
    app.add_typer(machine_keys, name="machine-keys")
    app.add_typer(passkey_group, name="passkeys")
    app.add_typer(identity_group, name="identities")
    app.add_typer(token_group, name="tokens")


@command(machine_keys, "list")
def list_keys(session: Session, machine: Machine) -> None:
    """Show the keys of a machine, also those that were revoked."""
    with session.database.reading() as transaction:
        acting = access.officer(transaction, session.officer)
        found = machines.keys_shown(transaction, acting, machine)
    _show(session, found)


@command(machine_keys, "add")
def add_key(
    session: Session,
    *,
    machine: Machine,
    file: Annotated[Path, typer.Argument(help="The public key: Ed25519, PEM.")],
    name: Annotated[str, typer.Option(help="What you call it: the site, the year.")],
    scope: Annotated[list[Scope] | None, typer.Option(help="Repeat for each one.")] = None,
    purpose: Annotated[
        list[Purpose] | None, typer.Option(help="Only for this purpose; repeat for each one.")
    ] = None,
) -> None:
    """Register a public key of a machine."""
    new = NewKey(
        officer=machine,
        public=read_public(file),
        name=name,
        scopes=frozenset(scope or MACHINE_SCOPES),
        purposes=frozenset(purpose or ()),
    )
    added = session.database.in_transaction(machines.add_key, session.officer, new)
    _show(session, [added])


@command(machine_keys, "revoke")
def revoke_key(
    session: Session,
    machine: Machine,
    key: Annotated[str, typer.Argument(help="Which key ends now.")],
) -> None:
    """Take a key of a machine out of use."""
    session.database.in_transaction(machines.revoke_key, session.officer, machine, key)
    session.say(to_translate("The key is revoked; no token is given for it any more."))


@command(machine_keys, "prove")
def prove_key(
    session: Session,
    key: Annotated[str, typer.Argument(help="The key, also a passkey, also a revoked one.")],
    out: Annotated[Path, typer.Option(help="The proof to write.")],
) -> None:
    """Write a proof of whose key it is, for `jisr verify FILE --signed-with`."""
    with session.database.reading() as transaction:
        acting = access.officer(transaction, session.officer)
        bundle = proving.prove_key(transaction, session.network, acting, key)
    with whole_file(out) as file:
        file.write(bundle.encode().decode())
    session.say(to_translate("The proof of the key is in {path}."), path=out)


@command(passkey_group, "invite")
def invite(session: Session, officer_id: OfOfficer) -> None:
    """Print an invitation with which an officer makes a passkey, once, within a day."""
    invitation = session.database.in_transaction(passkeys.invite, session.officer, officer_id)
    session.out.print(invitation)
    session.say(
        to_translate("Tell {officer} this in person; it is good at the page /sign-in for a day."),
        officer=officer_id,
    )


@command(passkey_group, "list")
def list_passkeys(session: Session, officer_id: OfOfficer) -> None:
    """Show the passkeys of an officer, also those that were revoked."""
    with session.database.reading() as transaction:
        acting = access.officer(transaction, session.officer)
        found = passkeys.passkeys_shown(transaction, acting, officer_id)
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "added_at": instant_text(each.added_at),
            "revoked_at": instant_text(each.revoked_at) if each.revoked_at else "",
        }
        for each in found
    ]
    columns = (
        to_translate("Id"),
        to_translate("Name"),
        to_translate("Added"),
        to_translate("Revoked"),
    )
    _show_rows(session, columns, rows)


@command(passkey_group, "revoke")
def revoke_passkey(
    session: Session,
    officer_id: OfOfficer,
    passkey: Annotated[str, typer.Argument(help="Which passkey ends now.")],
) -> None:
    """Take a passkey out of use."""
    session.database.in_transaction(passkeys.revoke, session.officer, officer_id, passkey)
    session.say(to_translate("The passkey is revoked; nobody signs in with it any more."))


@command(identity_group, "link")
def link(session: Session, officer_id: OfOfficer, subject: Subject, issuer: Issuer = "") -> None:
    """Let an officer sign in at the national provider."""
    issuer = issuer or session.settings.oidc_issuer
    session.database.in_transaction(identities.link, session.officer, officer_id, issuer, subject)
    session.say(to_translate("{officer} signs in at {issuer}."), officer=officer_id, issuer=issuer)


@command(identity_group, "list")
def list_identities(session: Session, officer_id: OfOfficer) -> None:
    """Show who an officer is at providers."""
    with session.database.reading() as transaction:
        acting = access.officer(transaction, session.officer)
        found = identities.identities_shown(transaction, acting, officer_id)
    rows = [{"issuer": each.issuer, "subject": each.subject} for each in found]
    _show_rows(session, (to_translate("Provider"), to_translate("Subject")), rows)


@command(identity_group, "unlink")
def unlink(session: Session, officer_id: OfOfficer, subject: Subject, issuer: Issuer = "") -> None:
    """Take a link to the national provider away."""
    issuer = issuer or session.settings.oidc_issuer
    session.database.in_transaction(identities.unlink, session.officer, officer_id, issuer, subject)
    session.say(to_translate("{officer} no longer signs in there."), officer=officer_id)


@command(token_group, "list")
def list_tokens(session: Session) -> None:
    """Show your good tokens, or your bureau's if you are its head or security officer."""
    with session.database.reading() as transaction:
        caller = actions.here(transaction, session.officer)
        found = actions.tokens_shown(transaction, caller, "", "", TOKENS_SHOWN_MAX)
    rows = [
        {
            "id": each.id,
            "officer": each.officer,
            "issued_at": instant_text(each.issued_at),
            "expires_at": instant_text(each.expires_at),
            "key": each.key,
        }
        for each in found
    ]
    columns = (
        to_translate("Id"),
        to_translate("Officer"),
        to_translate("Issued"),
        to_translate("Ends"),
        to_translate("Key"),
    )
    _show_rows(session, columns, rows)


@command(token_group, "revoke")
def revoke_token(
    session: Session,
    credential: Annotated[str, typer.Argument(help="Which token or session ends now: its id.")],
) -> None:
    """Take a token or a session out of use, everywhere within a second."""

    def revoke(transaction: Transaction) -> None:
        caller = actions.here(transaction, session.officer)
        actions.revoke(transaction, caller, credential)

    session.database.in_transaction(revoke)
    session.say(to_translate("It is revoked: nobody is answered with it any more."))


def read_public(path: Path) -> bytes:
    """Return the 32 bytes of an Ed25519 public key in a PEM file.

    Raises:
        FileUnreadable: the file cannot be opened.
        ValueMalformed: it holds no such key.
    """
    try:
        with path.open("rb") as file:
            pem = file.read(KEY_BYTES_MAX)
    except OSError as error:
        raise FileUnreadable(path=path) from error
    try:
        public = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_key() from error
    if not isinstance(public, Ed25519PublicKey):
        raise _no_key()
    return public.public_bytes_raw()


def _no_key() -> ValueMalformed:
    return ValueMalformed(
        field=to_translate("key file"),
        why=to_translate("it holds no Ed25519 public key in PEM"),
    )


def _show(session: Session, keys: Sequence[MachineKey]) -> None:
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "scopes": " ".join(sorted(each.scopes)),
            "purposes": " ".join(sorted(each.purposes)),
            "added_at": instant_text(each.added_at),
            "revoked_at": instant_text(each.revoked_at) if each.revoked_at else "",
        }
        for each in keys
    ]
    columns = (
        to_translate("Id"),
        to_translate("Name"),
        to_translate("Scopes"),
        to_translate("Purposes"),
        to_translate("Added"),
        to_translate("Revoked"),
    )
    _show_rows(session, columns, rows)


def _show_rows(session: Session, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    if session.as_json:
        session.show_json(rows)
    else:
        session.show_table(columns, [list(row.values()) for row in rows])
