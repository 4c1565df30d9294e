"""`jisr assembly votes`: open, cast, close, announce; and `jisr assembly recount`, offline."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from jisr.assembly.counting.model import Outcome
from jisr.assembly.sessions.keys import write_bytes
from jisr.assembly.votes import actions, statements
from jisr.assembly.votes.model import (
    Hands,
    Method,
    Opening,
    Signature,
    SignatureKind,
    Signing,
    Subject,
    SubjectKind,
    Vote,
)
from jisr.assembly.votes.recount import RECORD_BYTES_MAX, recount
from jisr.assembly.votes.schemas import call_out, own_out, result_out, vote_out, vote_summary
from jisr.errors import FileUnwritable, LedgerBroken, to_translate
from jisr.kit.clock import parse_instant
from jisr.kit.console import Home, Session, command
from jisr.kit.db import Transaction
from jisr.ledger.commands import read_bounded
from jisr.ledger.finding import Weight, all_hold
from jisr.ledger.keys import load_key
from jisr.values import LanguageMap

group = typer.Typer(
    help="Votes of the assembly: opened by the chair, cast by delegations, recounted by anyone.",
    no_args_is_help=True,
)
recounting = typer.Typer()
_ROW = {
    "number": to_translate("Number"),
    "id": to_translate("Vote"),
    "title": to_translate("Title"),
    "method": to_translate("Method"),
    "state": to_translate("State"),
    "outcome": to_translate("Outcome"),
}
_ITEMS = {
    "entitled": to_translate("Represented and entitled to vote"),
    "abstentions": to_translate("Abstentions"),
    "invalid": to_translate("Invalid"),
    "expressed": to_translate("Votes expressed"),
    "required": to_translate("Majority required"),
}
VoteId = Annotated[str, typer.Argument(help="The vote's id.", metavar="VOTE")]


def add_to(app: typer.Typer) -> None:
    """Add `votes` and `recount` to the commands of the assembly."""
    app.add_typer(group, name="votes")
    app.add_typer(recounting)


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@command(group, "list")
def list_votes(
    session: Session,
    number: Annotated[int, typer.Argument(help="The session's number.", metavar="SESSION")],
    *,
    limit: Annotated[int, typer.Option(help="At most this many rows (200 at most).")] = 50,
) -> None:
    """List the votes of a session, the newest first."""
    with session.database.reading() as transaction:
        found = actions.list_votes(transaction, number, limit=limit)
    if session.as_json:
        session.show_json([vote_summary(each).model_dump(mode="json") for each in found])
        return
    language = session.words.language
    session.show_table(
        _ROW.values(),
        (
            (
                str(each.number),
                each.id,
                each.title.best(language),
                each.method,
                each.state,
                each.outcome or "",
            )
            for each in found
        ),
    )


@command(group, "show")
def show(session: Session, vote: VoteId) -> None:
    """Show a vote: its roll, who has answered, and what was counted once it is closed."""
    with session.database.reading() as transaction:
        view = actions.read_vote(transaction, vote)
        result = actions.result(transaction, view.vote)
    if session.as_json:
        told = vote_out(view, session.words).model_dump(mode="json")
        told["result"] = None if result is None else result_out(view.vote, result).model_dump()
        session.show_json(told)
        return
    found = view.vote
    session.out.print(found.title.best(session.words.language))
    session.say(
        "Vote {number}: {method}, {state}. {received} of {entitled} members have answered.",
        number=found.number,
        method=found.method,
        state=found.state,
        received=len(view.received),
        entitled=len(found.entitled),
    )
    if found.is_unverified:
        session.say("Counted by eye: these numbers are unverified.")
    if result is not None:
        session.show_table(
            (to_translate("Item"), to_translate("Number")),
            (
                (_item(session, found, name), "–" if number is None else str(number))
                for name, number in result.announcement.items()
            ),
        )
    if found.is_overruled and result is not None and result.decided is not None:
        session.say(
            "The count says {counted}; it was overruled by {officer}: {reason}",
            counted=result.decided.verdict.outcome,
            officer=found.overrulings[-1].officer,
            reason=found.overrulings[-1].reason,
        )
    session.show_table(
        (to_translate("Member"), to_translate("Entry"), to_translate("Signed with")),
        ((each.member, each.choice, each.kind) for each in view.calls),
    )


def _item(session: Session, vote: Vote, name: str) -> str:
    if name in _ITEMS:
        return session.words.say(_ITEMS[name])
    named = {each.key: each.name for each in vote.choices}
    return named[name].best(session.words.language)


@command(group, "own")
def show_own(session: Session, vote: VoteId) -> None:
    """Show what you can do in a vote, or why not, and the entry of your own member."""
    with session.database.reading() as transaction:
        own = actions.own(transaction, session.officer, vote)
        statement = actions.statement(transaction, vote, own.member, "", own.version)
    if session.as_json:
        session.show_json(own_out(own, asdict(statement), session.words).model_dump(mode="json"))
    elif own.call is not None:
        session.say("The entry of {member} arrived: {choice}.", **_told(own.call))
    else:
        session.out.print(session.words.reason(own.may.why))


def _told(call: Any) -> dict[str, object]:
    return {"member": call.member, "choice": call.choice}


@command(group, "record")
def record(
    session: Session,
    vote: VoteId,
    file: Annotated[Path, typer.Argument(help="Where the record is written.", metavar="FILE")],
) -> None:
    """Write the record of a closed vote, from which anyone recounts it."""
    with session.database.reading() as transaction:
        content = actions.record(transaction, session.network, vote)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise FileUnwritable(path=file) from error
    session.say("The record is in {file}; recount it with `jisr assembly recount`.", file=file)


@command(recounting, "recount", home=Home.AS_IS)
def recount_record(
    session: Session,
    file: Annotated[Path, typer.Argument(help="The record of a vote.", metavar="FILE")],
) -> None:
    """Recount a vote from its record alone: no hub is asked."""
    findings = recount(read_bounded(file, RECORD_BYTES_MAX))
    if session.as_json:
        session.show_json([asdict(each) for each in findings])
    else:
        for each in findings:
            style = "bold red" if each.weight is Weight.BROKEN else None
            session.out.print(session.words.say(each.sentence, **each.details), style=style)
    if not all_hold(findings):
        raise LedgerBroken(why=to_translate("see what is written above"))


# ── who presides ──────────────────────────────────────────────────────────────────────────────


@command(group, "open")
def open_vote(
    session: Session,
    number: Annotated[int, typer.Argument(help="The session's number.", metavar="SESSION")],
    *,
    method: Annotated[
        Method, typer.Option(help="consensus, show-of-hands, roll-call or secret.")
    ] = Method.ROLL_CALL,
    rule: Annotated[str, typer.Option(help="The rule that decides it.")] = "resolution",
    kind: Annotated[SubjectKind, typer.Option(help="What is voted on.")] = SubjectKind.QUESTION,
    subject: Annotated[str, typer.Option(help="The id of the text; of a question none.")] = "",
    title: Annotated[
        list[str] | None, typer.Option(help="Of a question, once a language: en=Shall we …?")
    ] = None,
    closes_at: Annotated[str, typer.Option(help="When it closes by itself.")] = "",
) -> None:
    """Open a vote, as the chair."""
    asked = Opening(
        session=number,
        subject=Subject(kind, subject),
        method=method,
        rule=rule,
        title=_title(title),
        closes_at=parse_instant(closes_at) if closes_at else None,
    )
    registrar = actions.Registrar.at(session.home, session.network)

    def act(transaction: Transaction) -> Vote:
        return actions.open_vote(transaction, session.officer, asked, registrar)

    _shown(session, act)


def _title(texts: list[str] | None) -> LanguageMap | None:
    if not texts:
        return None
    return LanguageMap(
        {language: text for language, _, text in (each.partition("=") for each in texts)}
    )


@command(group, "close")
def close_vote(session: Session, vote: VoteId) -> None:
    """Close a vote, as the chair."""
    registrar = actions.Registrar.at(session.home, session.network)

    def act(transaction: Transaction) -> Vote:
        return actions.close_vote(transaction, session.officer, vote, registrar)

    _shown(session, act)


@command(group, "hands")
def count_hands(
    session: Session,
    vote: VoteId,
    *,
    in_favour: Annotated[int, typer.Option(help="Hands in favour.")],
    against: Annotated[int, typer.Option(help="Hands against.")],
    abstentions: Annotated[int, typer.Option(help="Hands of those who abstain.")] = 0,
) -> None:
    """Enter what you counted by eye, as the chair; it stays unverified."""
    hands = Hands(in_favour, against, abstentions)

    def act(transaction: Transaction) -> Vote:
        return actions.count_hands(transaction, session.officer, vote, hands)

    _shown(session, act)


@command(group, "announce")
def announce(session: Session, vote: VoteId) -> None:
    """Announce the result of a closed vote, as the chair."""

    def act(transaction: Transaction) -> Vote:
        return actions.announce(transaction, session.officer, vote)

    _shown(session, act)


@command(group, "annul")
def annul(
    session: Session,
    vote: VoteId,
    *,
    reason: Annotated[str, typer.Option(help="Why; every member reads it.")],
) -> None:
    """Annul a vote that was not announced, as the chair."""
    registrar = actions.Registrar.at(session.home, session.network)

    def act(transaction: Transaction) -> Vote:
        return actions.annul(transaction, session.officer, vote, reason, registrar)

    _shown(session, act)


@command(group, "overrule")
def overrule(
    session: Session,
    vote: VoteId,
    *,
    outcome: Annotated[Outcome, typer.Option(help="adopted or rejected.")],
    reason: Annotated[str, typer.Option(help="Why; every member reads it.")],
    key: Annotated[str, typer.Option(help="The id of your hall key.")] = "",
    key_file: Annotated[Path | None, typer.Option(help="The file that holds it.")] = None,
) -> None:
    """Sign another outcome than the count's, as the chair; both are shown from then on."""

    def act(transaction: Transaction) -> Vote:
        message = actions.overruling_statement(transaction, session.officer, vote, outcome, reason)
        signing = _signed(session, key, key_file, message)
        return actions.overrule(transaction, session.officer, vote, outcome, reason, signing)

    _shown(session, act)


# ── members ───────────────────────────────────────────────────────────────────────────────────


@command(group, "cast")
def cast(
    session: Session,
    vote: VoteId,
    choice: Annotated[str, typer.Argument(help="for, against or abstain.", metavar="CHOICE")],
    *,
    key: Annotated[str, typer.Option(help="The id of your hall key.")] = "",
    key_file: Annotated[Path | None, typer.Option(help="The file that holds it.")] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help="Correct the entry that stands.")
    ] = False,
) -> None:
    """Sign and cast your member's entry in a roll-call."""
    with session.database.reading() as transaction:
        own = actions.own(transaction, session.officer, vote)
        version = own.version if correct else 1
        statement = actions.statement(transaction, vote, own.member, choice, version)
    signing = _signed(session, key, key_file, statements.statement_bytes(statement))
    call = session.database.in_transaction(
        actions.cast, session.officer, vote, choice, signing, version=version
    )
    if session.as_json:
        session.show_json(call_out(call).model_dump(mode="json"))
    else:
        session.say("The entry of {member} arrived: {choice}.", **_told(call))


@command(group, "object")
def object_to(session: Session, vote: VoteId) -> None:
    """Object to a consensus: it ends with this."""

    def act(transaction: Transaction) -> Vote:
        return actions.object_to(transaction, session.officer, vote)

    _shown(session, act)


@command(group, "demand")
def demand_roll_call(session: Session, vote: VoteId) -> None:
    """Demand a roll-call in place of a show of hands; it is open at once."""

    def act(transaction: Transaction) -> Vote:
        return actions.demand_roll_call(transaction, session.officer, vote)

    _shown(session, act)


def _signed(session: Session, key: str, key_file: Path | None, message: bytes) -> Signing:
    """Return a signature by a hall key on this machine; none where no key is named."""
    if key_file is None:
        return Signing()
    value = write_bytes(load_key(key_file, session.network).sign(message))
    return Signing(Signature(SignatureKind.HALL_KEY, key, value))


def _shown(session: Session, act: Callable[[Transaction], Vote]) -> None:
    """Do it and say how the vote stands."""
    vote = session.database.in_transaction(act)
    with session.database.reading() as transaction:
        view = actions.read_vote(transaction, vote.id)
    if session.as_json:
        session.show_json(vote_out(view, session.words).model_dump(mode="json"))
        return
    session.say(
        "Vote {number} ({id}) is {state}.",
        number=vote.number,
        id=vote.id,
        state=vote.state,
    )
