"""`jisr assembly elections`: announce, nominate, check, open ballots, tell the result."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from jisr.access import actions as access
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.elections import actions, lots_commands
from jisr.assembly.elections.actions import Proposal
from jisr.assembly.elections.model import Election, ElectionKind, Holder, Nomination, Vacancy
from jisr.assembly.elections.sheets import press_sheet, result_sheet
from jisr.assembly.elections.wire import (
    ElectionDetails,
    told_checked,
    told_committee,
    told_details,
    told_election,
)
from jisr.errors import FileUnwritable, ValueMalformed, to_translate
from jisr.kit.clock import parse_instant
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.ledger.commands import read_bounded

group = typer.Typer(
    help="Elections: nominations, the board's checks, ballots, lots, sheets.", no_args_is_help=True
)
FILE_BYTES_MAX = 100_000
"""Forty holders of a committee take a tenth of it."""
_LIST = {
    "id": to_translate("Election"),
    "title": to_translate("Title"),
    "seats": to_translate("Seats"),
    "has_begun": to_translate("Begun"),
    "ended_at": to_translate("Ended"),
}
_CANDIDATES = (
    to_translate("Nomination"),
    to_translate("Candidate"),
    to_translate("Stands"),
    to_translate("Elected"),
)
ElectionId = Annotated[str, typer.Argument(help="The election's id.", metavar="ELECTION")]
NominationId = Annotated[str, typer.Argument(help="The nomination's id.", metavar="NOMINATION")]
Number = Annotated[int, typer.Argument(help="The session's number.", metavar="SESSION")]
Seen = Annotated[int, typer.Option(help="The version that you read.")]


def add_to(app: typer.Typer) -> None:
    """Add `elections` to the commands of the assembly."""
    lots_commands.add_to(group)
    app.add_typer(group, name="elections")


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@command(group, "list")
def list_elections(
    session: Session,
    number: Number,
    *,
    limit: Annotated[int, typer.Option(help="At most this many rows (200 at most).")] = 50,
) -> None:
    """List the elections of a session."""
    with session.database.reading() as transaction:
        languages = access.network(transaction).languages
        found = actions.list_elections(transaction, number, limit=limit)
    told = [told_election(each, languages) for each in found]
    if session.as_json:
        session.show_json([each.model_dump(mode="json") for each in told])
        return
    language = session.words.language
    rows = [
        [
            each.id,
            each.title.get(language, each.id),
            str(each.seats),
            "✓" if each.has_begun else "",
            each.ended_at,
        ]
        for each in told
    ]
    session.show_table(_LIST.values(), rows)


@command(group, "show")
def show(session: Session, election: ElectionId) -> None:
    """Show an election: who stands, each ballot, and what it waits for."""
    with session.database.reading() as transaction:
        _show(session, _details(transaction, election))


@command(group, "committee")
def show_committee(session: Session, number: Number) -> None:
    """Show the executive committee, as recorded and as elected so far."""
    with session.database.reading() as transaction:
        recorded = actions.committee(transaction, number)
        told = told_committee(recorded, actions.committee_now(transaction, number))
    if session.as_json:
        session.show_json(told.model_dump(mode="json"))
        return
    columns = (to_translate("Post"), to_translate("Name"), to_translate("Member"))
    session.show_table(columns, ([each.post, each.name, each.member] for each in told.now))


# ── the secretary ─────────────────────────────────────────────────────────────────────────────


@command(group, "set-committee")
def record_committee(
    session: Session,
    number: Number,
    file: Annotated[Path, typer.Argument(help="JSON: a list of holders, see --json committee.")],
    *,
    seen: Seen = 0,
) -> None:
    """Record who sits in the executive committee when the session begins, as the secretary."""
    content = read_bounded(file, FILE_BYTES_MAX)
    try:
        if len(content) > FILE_BYTES_MAX:
            raise msgspec.ValidationError
        holders = msgspec.json.decode(content, type=list[Holder])
    except msgspec.MsgspecError as error:
        raise ValueMalformed(
            field="holders", why=to_translate("write a list of post, person, name, member")
        ) from error

    def run(transaction: Transaction) -> None:
        actions.record_committee(transaction, session.officer, number, holders, version=seen)

    session.database.in_transaction(run)
    show_committee(session, number)


@command(group, "announce")
def announce(
    session: Session,
    number: Number,
    kind: Annotated[ElectionKind, typer.Argument(help="What is filled.")],
    *,
    region: Annotated[str, typer.Option(help="Of a Vice-President.")] = "",
    seats: Annotated[int, typer.Option(help="How many delegates.")] = 1,
    for_session: Annotated[int, typer.Option(help="Of a host: the session to be placed.")] = 0,
) -> None:
    """Announce an election, as the secretary."""
    vacancy = Vacancy(kind, region, seats, for_session)

    def run(transaction: Transaction) -> Election:
        return actions.announce(transaction, session.officer, number, vacancy)

    _change(session, run)


@command(group, "embargo")
def set_embargo(
    session: Session,
    election: ElectionId,
    until: Annotated[str, typer.Argument(help="An instant: 2026-11-24T16:00:00.000Z.")] = "",
    *,
    seen: Seen,
) -> None:
    """Say from when every member may fetch the press sheet, as the secretary."""
    instant = parse_instant(until) if until else None

    def run(transaction: Transaction) -> Election:
        return actions.set_embargo(transaction, session.officer, election, instant, version=seen)

    _change(session, run)


# ── nominations ───────────────────────────────────────────────────────────────────────────────


@command(group, "nomination")
def show_nomination(session: Session, nomination: NominationId) -> None:
    """Show a nomination with every formal check."""
    with session.database.reading() as transaction:
        _show_nomination(session, transaction, actions.read_nomination(transaction, nomination))


@command(group, "nominate")
def nominate(
    session: Session,
    election: ElectionId,
    *,
    nominee: Annotated[str, typer.Option(help="The officer's id.")] = "",
    post: Annotated[str, typer.Option(help="The official post at home.")] = "",
    speaks: Annotated[list[str] | None, typer.Option(help="A working language.")] = None,
    place: Annotated[str, typer.Option(help="Of an offer to hold a session: the city.")] = "",
) -> None:
    """Put somebody forward for your member, or offer to hold a session."""
    proposal = Proposal(nominee, post, tuple(speaks or ()), place)

    def run(transaction: Transaction) -> Nomination:
        return actions.nominate(transaction, session.officer, election, proposal)

    _change_nomination(session, run)


@command(group, "accept")
def accept(
    session: Session,
    nomination: NominationId,
    *,
    paper: Annotated[str, typer.Option(help="SHA-256 of the signed paper; none: you sign.")] = "",
) -> None:
    """Accept a nomination as its nominee, or hand in the digest of the signed paper."""

    def run(transaction: Transaction) -> Nomination:
        return actions.accept(transaction, session.officer, nomination, paper)

    _change_nomination(session, run)


@command(group, "review")
def review(
    session: Session,
    nomination: NominationId,
    *,
    refuse: Annotated[str, typer.Option(help="Why it is refused; none: it is accepted.")] = "",
) -> None:
    """Accept or refuse a nomination, for the elections board."""

    def run(transaction: Transaction) -> Nomination:
        acting = session.officer
        return actions.review(transaction, acting, nomination, is_accepted=not refuse, why=refuse)

    _change_nomination(session, run)


@command(group, "dispute")
def dispute(session: Session, nomination: NominationId) -> None:
    """Bring the board's refusal before the assembly, as the member that nominated."""

    def run(transaction: Transaction) -> Nomination:
        return actions.dispute(transaction, session.officer, nomination)

    _change_nomination(session, run)


@command(group, "settle")
def settle(
    session: Session,
    nomination: NominationId,
    vote: Annotated[str, typer.Argument(help="The vote on a question.", metavar="VOTE")],
) -> None:
    """Enter the vote by which the assembly settled a dispute, as the chair."""

    def run(transaction: Transaction) -> Nomination:
        return actions.settle(transaction, session.officer, nomination, vote)

    _change_nomination(session, run)


@command(group, "withdraw")
def withdraw(session: Session, nomination: NominationId) -> None:
    """Withdraw a nomination, as the member or the nominee."""

    def run(transaction: Transaction) -> Nomination:
        return actions.withdraw(transaction, session.officer, nomination)

    _change_nomination(session, run)


# ── ballots and sheets ────────────────────────────────────────────────────────────────────────


@command(group, "open")
def open_ballot(
    session: Session,
    election: ElectionId,
    *,
    closes_at: Annotated[str, typer.Option(help="When it closes by itself.")] = "",
) -> None:
    """Open the next ballot, as the chair; the first one freezes who stands."""
    registrar = Registrar.at(session.home, session.network)
    instant = parse_instant(closes_at) if closes_at else None

    def run(transaction: Transaction) -> Election:
        acting = session.officer
        return actions.open_ballot(transaction, acting, election, registrar, closes_at=instant)

    _change(session, run)


@command(group, "announce-ballot")
def announce_ballot(session: Session, election: ElectionId) -> None:
    """Announce the ballot that was counted, as the chair."""

    def run(transaction: Transaction) -> Election:
        return actions.announce_ballot(transaction, session.officer, election)

    _change(session, run)


@command(group, "sheet")
def sheet(
    session: Session,
    election: ElectionId,
    out: Annotated[Path, typer.Argument(help="The PDF to write.")],
    *,
    press: Annotated[bool, typer.Option("--press", help="The press sheet.")] = False,
) -> None:
    """Write the result sheet, or the press sheet, in the language of --lang."""
    language = session.words.language
    with session.database.reading() as transaction:
        held = actions.read_election(transaction, election).election
        if press:
            officer = access.officer(transaction, session.officer)
            sealed = actions.press_result(transaction, election, officer)
            content = press_sheet(sealed, held.embargo_until, language)
        else:
            sealed = actions.sealed_result(transaction, election)
            content = result_sheet(sealed, held.result_entry, language)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise FileUnwritable(path=out) from error
    session.say("The sheet was written to {path}.", path=os.fspath(out))


def _change(session: Session, run: Callable[[Transaction], Election]) -> None:
    def act(transaction: Transaction) -> ElectionDetails:
        return _details(transaction, run(transaction).id)

    _show(session, session.database.in_transaction(act))


def _details(transaction: Transaction, election: str) -> ElectionDetails:
    languages = access.network(transaction).languages
    return told_details(actions.read_election(transaction, election), languages)


def _show(session: Session, told: ElectionDetails) -> None:
    if session.as_json:
        session.show_json(told.model_dump(mode="json"))
        return
    language = session.words.language
    session.out.print(told.title.get(language, told.id))
    session.say(
        "Election {id}, version {version}; it waits for: {stage}.",
        id=told.id,
        version=told.version,
        stage=told.stage,
    )
    names = {each.nomination: each.name.get(language, each.member) for each in told.candidates}
    rows = [
        [
            each.nomination,
            names[each.nomination],
            "✓" if each.is_standing else "",
            "✓" if each.is_elected else "",
        ]
        for each in told.candidates
    ]
    session.show_table(_CANDIDATES, rows)
    for each in told.ballots:
        session.say(
            "Ballot {number}: {expressed} votes expressed of {entitled} entitled.",
            number=each.number,
            expressed=each.expressed,
            entitled=each.entitled,
        )
        columns = (to_translate("Candidate"), to_translate("Votes obtained"))
        session.show_table(columns, ([names[key], str(votes)] for key, votes in each.results))


def _change_nomination(session: Session, run: Callable[[Transaction], Nomination]) -> None:
    def act(transaction: Transaction) -> None:
        _show_nomination(session, transaction, run(transaction))

    session.database.in_transaction(act)


def _show_nomination(session: Session, transaction: Transaction, nomination: Nomination) -> None:
    checks = actions.checks_of(transaction, nomination)
    if session.as_json:
        session.show_json(told_checked(nomination, checks).model_dump(mode="json"))
        return
    session.say(
        "Nomination {id} of {member}: {name}, {state}.",
        id=nomination.id,
        member=nomination.member,
        name=nomination.name,
        state=nomination.state.value,
    )
    columns = (to_translate("Check"), to_translate("Article"), to_translate("Answer"))
    rows = [
        [
            each.key,
            each.article,
            "✓" if each.decision.allowed else session.words.reason(each.decision.why),
        ]
        for each in checks
    ]
    session.show_table(columns, rows)
