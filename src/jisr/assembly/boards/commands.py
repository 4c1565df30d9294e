"""`jisr assembly boards`, `verify`, `recount-program`: boards are read, recounted, handed on."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from jisr.access import actions as access
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.curve import PlainGroup, Refused
from jisr.assembly.ballot.spelling import tracker
from jisr.assembly.ballot.verify import one_file, read_board, read_lines
from jisr.assembly.boards import actions
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.boards.wire import text_of, told_board
from jisr.client import assembly as told
from jisr.client.calling import called
from jisr.errors import to_translate
from jisr.kit.console import Home, Session, command
from jisr.kit.outputs import whole_path

own = typer.Typer(
    help="Boards of secret ballots: how far one is, and the file to recount it from.",
    no_args_is_help=True,
)
recounting = typer.Typer()
NOT_VERIFIED = 1
"""The exit code of a recount that fails, as that of the recount program."""
BoardId = Annotated[str, typer.Argument(help="The id of the vote.", metavar="VOTE")]


def add_to(app: typer.Typer) -> None:
    """Add `boards`, `verify` and `recount-program` to the assembly's commands."""
    app.add_typer(own, name="boards")
    app.add_typer(recounting)


@command(own, "show", over_hub=True)
def show(session: Session, board_id: BoardId) -> None:
    """Show how far a secret ballot is: who is ready, who voted, who signed, and the result."""
    if session.hub:
        with called(session) as hub:
            found = hub.assembly.board(board_id)
    else:
        registrar = Registrar.at(session.home, session.network)
        with session.database.reading() as transaction:
            found = told_board(actions.read_board(transaction, registrar, board_id))
    if session.as_json:
        session.show_json(msgspec.to_builtins(found))
        return
    rows = [
        (to_translate("State"), found.state),
        (to_translate("Manifest"), found.manifest_hash[:32]),
        (to_translate("Lines"), str(found.size)),
        (to_translate("Ready trustees"), _listed(found.ready)),
        (to_translate("Ballots"), _listed(list(found.ballots))),
        (to_translate("Witnesses"), _listed(found.witnesses)),
        (to_translate("Opened by"), _listed(found.shared)),
        (to_translate("Result"), _totals(found)),
    ]
    said = [[session.words.say(name), value] for name, value in rows]
    session.show_table([to_translate("What"), to_translate("Value")], said)


def _listed(names: list[str]) -> str:
    return f"{len(names)}: {' '.join(sorted(names))}" if names else "0"


def _totals(found: told.Board) -> str:
    return "–" if found.totals is None else " ".join(map(str, found.totals))


@command(own, "bundle", over_hub=True)
def bundle(
    session: Session,
    board_id: BoardId,
    file: Annotated[Path, typer.Argument(help="The file to write.")],
) -> None:
    """Save the board as the file from which anyone recounts it."""
    if session.hub:
        with called(session) as hub:
            content = hub.assembly.bundle(board_id)
    else:
        with session.database.reading() as transaction:
            content = actions.bundle(transaction, board_id)
    with whole_path(file) as beside:
        beside.write_bytes(content)
    session.say("The board is saved in {file}. Recount it: `jisr assembly verify`.", file=file)


@command(own, "revoke", over_hub=True)
def revoke(
    session: Session,
    board_id: BoardId,
    member: Annotated[str, typer.Argument(help="The member’s country code.")],
) -> None:
    """Take no more ballot of a member; one that is cast stays cast."""
    if session.hub:
        with called(session) as hub:
            hub.assembly.revoke(board_id, member.upper())
    else:
        registrar = Registrar.at(session.home, session.network)
        with session.database.reading() as transaction:
            officer = access.officer(transaction, session.officer)
        session.database.in_transaction(
            actions.revoke_by, registrar, officer, board_id, member.upper()
        )
    session.say("No ballot of {member} is taken any more.", member=member.upper())


# ── recounting ────────────────────────────────────────────────────────────────────────────────


@command(recounting, "verify", home=Home.AS_IS, over_hub=True)
def verify(
    session: Session,
    bundle_file: Annotated[Path, typer.Argument(help="The saved board.", metavar="BUNDLE")],
    trackers: Annotated[
        list[str] | None, typer.Argument(help="Trackers to look for on it.")
    ] = None,
) -> None:
    """Recount a secret ballot from its file, without the hub: every signature and every proof."""
    try:
        lines = read_lines(bundle_file)
        with session.progress(to_translate("Recounting"), len(lines)) as tell:
            board = read_board(_counted(lines, tell), PlainGroup())
    except Refused as error:
        sentence = _said(session, error)
        if session.as_json:
            session.show_json({"verifies": False, "why": sentence})
        else:
            session.out.print(session.words.say("NOT VERIFIED."), sentence, style="bold red")
        raise typer.Exit(NOT_VERIFIED) from error
    found = _found(board, lines, trackers or [])
    if session.as_json:
        session.show_json({"verifies": True, **_told(board), "trackers": found})
    else:
        _show(session, board, found)
    if None in found.values():
        raise typer.Exit(NOT_VERIFIED)


@command(recounting, "recount-program", home=Home.AS_IS, over_hub=True)
def recount_program(_session: Session) -> None:
    """Print the recount program: one file that needs Python alone. Read it before you trust it."""
    sys.stdout.write(one_file())


def _counted(lines: Sequence[bytes], tell: Callable[[int], None]) -> Iterator[bytes]:
    for done, line in enumerate(lines):
        tell(done)
        yield line


def _said(session: Session, error: Refused) -> str:
    """Return what the checks said in the reader's language, also what stands inside it."""
    details = {
        name: _said(session, value) if isinstance(value, Refused) else value
        for name, value in error.details.items()
    }
    return session.words.say(error.sentence, **details)


def _found(board: Board, lines: Sequence[bytes], trackers: Sequence[str]) -> dict[str, int | None]:
    """Return where the ballot of each tracker stands."""
    where = {tracker(json.loads(lines[place])["body"]): place for place in board.ballots.values()}
    return {wanted: where.get(wanted) for wanted in trackers}


def _told(board: Board) -> dict[str, Any]:
    return {
        "ballots": len(board.ballots),
        "entries": board.size,
        "manifest_hash": board.manifest_hash.hex(),
        "closed_head": board.closed_head.hex(),
        "options": board.manifest["options"],
        "totals": board.totals,
    }


def _show(session: Session, board: Board, found: Mapping[str, int | None]) -> None:
    words = session.words
    session.out.print(
        words.say(
            "Verified: {ballots} ballots, {entries} entries.",
            ballots=len(board.ballots),
            entries=board.size,
        )
    )
    session.out.print(
        words.say(
            "Manifest {hash}: compare it with the one shown in the hall.",
            hash=board.manifest_hash.hex()[:32],
        )
    )
    session.out.print(
        words.say(
            "Closed head {head}: compare it with your witness’s.", head=board.closed_head.hex()
        )
    )
    for option, total in zip(board.manifest["options"], board.totals or (), strict=True):
        session.out.print(f"{total:6}  {text_of(option, words.language)}")
    for wanted, place in found.items():
        sentence = (
            words.say("Tracker {tracker}: NOT on the board", tracker=wanted)
            if place is None
            else words.say("Tracker {tracker}: entry {n}", tracker=wanted, n=place)
        )
        session.out.print(sentence)
