"""`jisr booth`, `jisr trustee`, `jisr witness`: programs on the machines of those who hold keys.

They speak to the hub like anybody else, and believe it nothing that they can check themselves.
"""

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from jisr.assembly.ballot.booth import Sealed, sign_entry
from jisr.assembly.ballot.spelling import to_text
from jisr.assembly.boards.wire import text_of
from jisr.assembly.machines import booth as booths
from jisr.assembly.machines import keys
from jisr.assembly.machines.booth import Booth, Cast
from jisr.assembly.machines.copies import BoardCopy
from jisr.assembly.machines.folder import Folder
from jisr.assembly.machines.showing import DID, WAITS, done_of, numbered, shown_hash
from jisr.assembly.machines.trustee import ACTS, Step, TrusteeMachine
from jisr.assembly.sessions.model import KeyUse
from jisr.client.calling import called
from jisr.client.client import Client
from jisr.errors import (
    Conflict,
    Denied,
    HubAddressWrong,
    HubUnreachable,
    NotFound,
    ValueMalformed,
    to_translate,
)
from jisr.kit.console import Home, Session, command

booth_group = typer.Typer(
    help="A delegate’s booth: seal a ballot, audit or cast it, find it again.", no_args_is_help=True
)
trustee_group = typer.Typer(
    help="A trustee’s machine: make the key together, open the sums at the end.",
    no_args_is_help=True,
)
witness_group = typer.Typer(
    help="A witness’s machine: check the closed board and sign its head.", no_args_is_help=True
)
FOLDER_VARIABLE = "JISR_MACHINE"
LOOK_SECONDS = 1.0
"""How often a waiting trustee asks for new lines."""

Place = Annotated[
    Path | None,
    typer.Option(help="Where this machine keeps its keys (or JISR_MACHINE); else below ~/.jisr."),
]
OfSession = Annotated[int, typer.Option("--session", help="The number of the session.")]
IsNew = Annotated[
    bool, typer.Option("--new", help="Make another key: the one before is lost or revoked.")
]
Vote = Annotated[str, typer.Argument(help="The id of the vote.", metavar="VOTE")]


def add_to(app: typer.Typer) -> None:
    """Add the three groups to the program."""
    app.add_typer(booth_group, name="booth")
    app.add_typer(trustee_group, name="trustee")
    app.add_typer(witness_group, name="witness")


# ── keys ──────────────────────────────────────────────────────────────────────────────────────


@command(booth_group, "key", home=Home.AS_IS, over_hub=True)
def booth_key(
    session: Session, number: OfSession, *, new: IsNew = False, folder: Place = None
) -> None:
    """Make your hall key for a session on this machine, and register its public half."""
    _register(session, folder, number, KeyUse.VOTE, is_new=new)


@command(trustee_group, "key", home=Home.AS_IS, over_hub=True)
def trustee_key(
    session: Session, number: OfSession, *, new: IsNew = False, folder: Place = None
) -> None:
    """Make a trustee’s two keys for a session, and register their public halves."""
    _register(session, folder, number, KeyUse.TRUSTEE, is_new=new)


@command(witness_group, "key", home=Home.AS_IS, over_hub=True)
def witness_key(
    session: Session, number: OfSession, *, new: IsNew = False, folder: Place = None
) -> None:
    """Make a witness’s key for a session, and register its public half."""
    _register(session, folder, number, KeyUse.WITNESS, is_new=new)


def _register(
    session: Session, folder: Path | None, number: int, use: KeyUse, *, is_new: bool
) -> None:
    with _at(session, folder, use) as (hub, place):
        key = keys.register(hub, place, number, use, is_new=is_new)
    if session.as_json:
        session.show_json({"id": key.id, "member": key.member, "public": key.public})
        return
    session.say(
        "The key {key} is registered for {member} in session {number}. Its private half is in "
        "{folder} and nowhere else.",
        key=key.id,
        member=key.member,
        number=key.session,
        folder=place.path,
    )


# ── the booth ─────────────────────────────────────────────────────────────────────────────────


@command(booth_group, "vote", home=Home.AS_IS, over_hub=True)
def vote(
    session: Session,
    vote_id: Vote,
    *,
    mark: Annotated[
        list[int] | None, typer.Option(help="The number of an option; repeat it for several.")
    ] = None,
    then: Annotated[
        str, typer.Option("--then", help="audit or cast; without it you are asked.")
    ] = "",
    opening: Annotated[
        Path | None, typer.Option(help="Where an audit writes what opens the ballot.")
    ] = None,
    folder: Place = None,
) -> None:
    """Seal a ballot, note its tracker, then audit it on a second device or cast it."""
    with _at(session, folder, KeyUse.VOTE) as (hub, place):
        booth = Booth(_checked(session, hub, place, vote_id))
        cast = booth.cast_before()
        if cast is not None:
            _say_cast(session, cast, is_again=True)
            return
        booth.copy.require_open()
        _show_ballot(session, booth.copy)
        sealed = booth.seal(_marks(session, booth.copy, mark or []))
        session.say("Tracker: {tracker}. Note it before you choose.", tracker=sealed.tracker)
        if _choice(session, then) == "cast":
            _say_cast(session, booth.cast(sealed))
        else:
            file = opening or place.path / f"opening-{sealed.tracker}.json"
            _audit(session, booth, sealed, file)


def _show_ballot(session: Session, copy: BoardCopy) -> None:
    language = session.words.language
    session.notes.print(text_of(copy.manifest["titles"], language))
    session.say(
        "Manifest {hash}: compare it with the one shown in the hall.", hash=shown_hash(copy.board)
    )
    for number, name in numbered(copy.manifest["options"], language):
        session.notes.print(f"{number:>4}  {name}")


def _marks(session: Session, copy: BoardCopy, given: Sequence[int]) -> list[int]:
    """Return 0 or 1 for each option, from the numbers that were given or are typed now."""
    options = copy.manifest["options"]
    if not given:
        least, most = copy.manifest["marks_min"], copy.manifest["marks_max"]
        asked = (
            session.words.say("Your choice, one number")
            if least == most == 1
            else session.words.say(
                "Your choice, {least} to {most} numbers with spaces between them",
                least=least,
                most=most,
            )
        )
        typed = typer.prompt(asked, err=True).split()
        given = [int(each) if each.isascii() and each.isdecimal() else 0 for each in typed]
    chosen = set(given)
    if len(chosen) != len(given) or not chosen <= set(range(1, len(options) + 1)):
        raise ValueMalformed(field="mark", why=to_translate("use each number of the list once"))
    return [int(place in chosen) for place in range(1, len(options) + 1)]


def _choice(session: Session, given: str) -> str:
    choice = given or typer.prompt(session.words.say("Type audit or cast"), err=True).strip()
    if choice not in {"audit", "cast"}:
        raise ValueMalformed(field="then", why=to_translate("type audit or cast"))
    return str(choice)


def _say_cast(session: Session, cast: Cast, *, is_again: bool = False) -> None:
    receipt = cast.receipt
    if session.as_json:
        session.show_json({"tracker": cast.tracker, "n": receipt.n, "entry": receipt.entry})
        return
    if is_again:
        session.say("You have voted; this is the ballot that counts.")
    session.say(
        "The ballot {tracker} stands on the board at entry {n}. Its receipt holds and is kept.",
        tracker=cast.tracker,
        n=receipt.n,
    )


def _audit(session: Session, booth: Booth, sealed: Sealed, file: Path) -> None:
    booth.audit(sealed, file)
    if session.as_json:
        session.show_json({"tracker": sealed.tracker, "opening": str(file)})
        return
    session.say(
        "This ballot is burnt and never counts. Take {file} to a second device and run "
        "`jisr booth check` there; then vote again.",
        file=file,
    )


@command(booth_group, "check", home=Home.AS_IS, over_hub=True)
def check(
    session: Session,
    file: Annotated[Path, typer.Argument(help="What an audit wrote.")],
    *,
    folder: Place = None,
) -> None:
    """Check on a second device that an audited ballot sealed what was chosen."""
    told = booths.read_opening(file)
    with _at(session, folder, KeyUse.VOTE) as (hub, place):
        copy = _checked(session, hub, place, told["board"])
        found = booths.check_opening(copy, told, file)
    if session.as_json:
        session.show_json(asdict(found))
    else:
        _show_ballot(session, copy)
        marked = [str(place) for place, mark in enumerate(found.marks, start=1) if mark]
        session.say(
            "The ballot {tracker} of {member} seals these marks: {marks}. If they are not those "
            "that were chosen, the booth is false.",
            tracker=found.tracker,
            member=found.member,
            marks=", ".join(marked) or "–",
        )
        if not found.is_burnt:
            session.say("It is not burnt on the board: it could still be cast.")
    if not found.holds:
        raise Denied(why=to_translate("the ballot does not seal these marks: the booth is false"))


@command(booth_group, "find", home=Home.AS_IS, over_hub=True)
def find(
    session: Session,
    tracker: Annotated[str, typer.Argument(help="The tracker that you noted.")],
    *,
    vote_id: Annotated[
        str, typer.Option("--vote", help="The id of the vote; needed on another machine.")
    ] = "",
    folder: Place = None,
) -> None:
    """Find your ballot on the board again by its tracker."""
    with _at(session, folder, KeyUse.VOTE) as (hub, place):
        board_id = vote_id or booths.board_of_tracker(place, tracker)
        copy = _checked(session, hub, place, board_id)
    n = copy.find(tracker)
    if n is None:
        raise NotFound(thing=to_translate("ballot on this board"))
    if session.as_json:
        session.show_json({"tracker": tracker, "n": n})
        return
    session.say("The ballot {tracker} stands on the board at entry {n}.", tracker=tracker, n=n)


# ── the trustee ───────────────────────────────────────────────────────────────────────────────


@command(trustee_group, "work", home=Home.AS_IS, over_hub=True)
def work(
    session: Session,
    vote_id: Vote,
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what can be done, do not wait.")] = False,
    folder: Place = None,
) -> None:
    """Promise, reveal, check your parts, and open the sums at the end; wait between."""
    with _at(session, folder, KeyUse.TRUSTEE) as (hub, place):
        copy = _checked(session, hub, place, vote_id)
        machine = TrusteeMachine(copy)
        session.say(
            "Manifest {hash}: compare it with the one shown in the hall.",
            hash=shown_hash(copy.board),
        )
        while (step := machine.next_step()) is not Step.DONE:
            if step in ACTS:
                machine.act(step)
                session.say(DID[step])
                copy.catch_up()
            elif once:
                session.say(WAITS[step])
                return
            else:
                _wait(session, machine, step)
    session.say("There is nothing more to do at this ballot.")


def _wait(session: Session, machine: TrusteeMachine, step: Step) -> None:
    copy = machine.copy
    with session.progress(WAITS[step], done_of(copy.board, step)[1]) as tell:
        while machine.next_step() is step:
            tell(done_of(copy.board, step)[0])
            time.sleep(LOOK_SECONDS)
            with contextlib.suppress(HubUnreachable):  # a hub that restarts is waited for
                copy.catch_up()


# ── the witness ───────────────────────────────────────────────────────────────────────────────


@command(witness_group, "sign", home=Home.AS_IS, over_hub=True)
def sign(session: Session, vote_id: Vote, *, folder: Place = None) -> None:
    """Check the closed board from its first line and sign its head."""
    with _at(session, folder, KeyUse.WITNESS) as (hub, place):
        copy = _checked(session, hub, place, vote_id)
        found = copy.own("witness")
        if found is None:
            raise Denied(why=to_translate("no key of this machine is a witness’s of this ballot"))
        name, key = found
        board = copy.board
        if not board.closed_head:
            raise Conflict(why=to_translate("the ballot is not closed yet"))
        if name not in board.witnesses:
            body = {"head": to_text(board.closed_head)}
            sig = sign_entry(board, key.private, "witness", name, body)
            hub.assembly.submit(vote_id, kind="witness", author=name, body=body, sig=sig)
    if session.as_json:
        session.show_json({"head": board.closed_head.hex(), "ballots": len(board.ballots)})
        return
    session.say(
        "The board with {count} ballots holds, and you have signed its head {head}. Note it: every "
        "recount must show the same.",
        count=len(board.ballots),
        head=board.closed_head.hex(),
    )


# ── what all need ─────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def _at(session: Session, given: Path | None, use: KeyUse) -> Iterator[tuple[Client, Folder]]:
    """Give the hub and the machine's folder, which no other command uses meanwhile."""
    if not session.hub:
        raise HubAddressWrong(why=to_translate("name it with --hub or JISR_HUB"))
    named = given or os.environ.get(FOLDER_VARIABLE)
    place = Folder(Path(named) if named else Path.home() / ".jisr" / use.value)
    with place.held(), called(session) as hub:
        yield hub, place


def _checked(session: Session, hub: Client, place: Folder, vote_id: str) -> BoardCopy:
    """Return the board, downloaded and checked from its first line."""
    copy = BoardCopy(hub.assembly, vote_id, place)
    with session.progress(to_translate("Checking the board"), None):
        copy.catch_up()
    return copy
