"""`jisr serve`: the hub over HTTP; `jisr token`: an access token for an officer or a machine."""

import datetime
import os
from typing import Annotated

import typer
import uvicorn

from jisr.access.model import Purpose
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import Scope, Terms
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.web import HOME_VARIABLE, token_key
from jisr.kit.console import Session, command

own = typer.Typer()
PORT_DEFAULT = 8470
HEADER_BYTES_MAX = 16_384
STOP_SECONDS_MAX = 20


@command(own, "serve")
def serve(
    session: Session,
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = PORT_DEFAULT,
    workers: Annotated[int, typer.Option(help="Processes that answer.")] = 1,
) -> None:
    """Run the hub until it is stopped (Ctrl+C)."""
    os.environ[HOME_VARIABLE] = str(session.home)
    session.say("The hub answers at {url}. Stop it with Ctrl+C.", url=f"http://{host}:{port}")
    session.database.close()
    uvicorn.run(
        "jisr.app.web:from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http="httptools",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=HEADER_BYTES_MAX,
        timeout_graceful_shutdown=STOP_SECONDS_MAX,
    )


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
        scopes=frozenset(map(Scope, scope.split())),
        life=datetime.timedelta(minutes=minutes),
        purpose=Purpose(purpose) if purpose else None,
        case=case,
    )
    key = TokenKey(token_key(session.home, session.network))
    claims = session.database.in_transaction(sign_in.issue_token, session.officer, terms)
    session.out.print(key.write(claims))
