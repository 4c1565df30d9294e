"""`jisr assembly elections lots`: a delegation commits and reveals; the chair draws."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jisr.assembly.counting import lots
from jisr.assembly.elections import actions
from jisr.assembly.elections.model import Election, LotsDraw
from jisr.assembly.elections.wire import told_draw
from jisr.errors import FileUnwritable, NotFound, to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.ledger.commands import read_bounded

group = typer.Typer(help="Lots among the tied, by commitment and reveal.", no_args_is_help=True)
ElectionId = Annotated[str, typer.Argument(help="The election's id.", metavar="ELECTION")]
ValueFile = Annotated[
    Path, typer.Option(help="Keeps your secret value between commitment and reveal.")
]
VALUE_FILE = Path("lot.value")
_OURS_ALONE = 0o600


def add_to(app: typer.Typer) -> None:
    """Add `lots` to the commands of elections."""
    app.add_typer(group, name="lots")


@command(group, "open")
def open_lots(session: Session, election: ElectionId) -> None:
    """Open a draw among the tied, as the chair."""
    _change(session, actions.open_lots, election)


@command(group, "commit")
def commit(session: Session, election: ElectionId, *, value_file: ValueFile = VALUE_FILE) -> None:
    """Choose a secret value for your delegation, keep it in a file, and publish its hash."""
    with session.database.reading() as transaction:
        view = actions.read_election(transaction, election)
        member = actions.delegation_of(transaction, election, session.officer)
    if not view.draws:
        raise NotFound(thing=to_translate("draw of lots"))
    value = secrets.token_bytes(lots.VALUE_BYTES)
    hashed = lots.commitment(view.draws[-1].id, member, value).hex()
    _keep(value_file, value.hex())

    def run(transaction: Transaction, acting: str, election: str) -> LotsDraw:
        return actions.commit(transaction, acting, election, hashed)

    _change(session, run, election)


@command(group, "close")
def close_commitments(session: Session, election: ElectionId) -> None:
    """Take no more hashes, as the chair: the values are revealed."""
    _change(session, actions.close_commitments, election)


@command(group, "reveal")
def reveal(session: Session, election: ElectionId, *, value_file: ValueFile = VALUE_FILE) -> None:
    """Reveal the value that your delegation committed to."""
    content = read_bounded(value_file, 2 * lots.VALUE_BYTES + 1)
    value = content.decode("ascii", "replace").strip()

    def run(transaction: Transaction, acting: str, election: str) -> LotsDraw:
        return actions.reveal(transaction, acting, election, value)

    _change(session, run, election)


@command(group, "draw")
def draw_lots(session: Session, election: ElectionId) -> None:
    """Draw, as the chair: the revealed values alone say who wins."""

    def run(transaction: Transaction) -> tuple[Election, LotsDraw]:
        after = actions.draw_lots(transaction, session.officer, election)
        return after, actions.read_election(transaction, election).draws[-1]

    _, draw = session.database.in_transaction(run)
    _show(session, draw)


@command(group, "void")
def void_lots(session: Session, election: ElectionId) -> None:
    """Declare the draw void and name who did not reveal, as the chair."""
    _change(session, actions.void_lots, election)


def _change(
    session: Session, run: Callable[[Transaction, str, str], LotsDraw], election: str
) -> None:
    _show(session, session.database.in_transaction(run, session.officer, election))


def _show(session: Session, draw: LotsDraw) -> None:
    if session.as_json:
        session.show_json(told_draw(draw).model_dump(mode="json"))
        return
    session.say(
        "Draw {id}: {state}; {committed} hashes, {revealed} values.",
        id=draw.id,
        state=draw.state.value,
        committed=len(draw.commitments),
        revealed=len(draw.values),
    )
    if draw.order:
        session.show_table((to_translate("Order"),), ([each] for each in draw.order))
    if draw.refusers:
        session.say("Did not reveal: {members}.", members=", ".join(draw.refusers))


def _keep(path: Path, value: str) -> None:
    """Write a secret value where only its owner reads it; an older one is never overwritten."""
    try:
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS_ALONE), "w"
        ) as file:
            file.write(value)
    except OSError as error:
        raise FileUnwritable(path=path) from error
