"""Shows hits on the command line, for people and as JSON."""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from jisr.catalogues import isolated
from jisr.checks.dialogue.model import (
    Reason,
    Side,
    State,
    Word,
)
from jisr.checks.dialogue.tables import dismissals, outcomes
from jisr.checks.show import FIELDS
from jisr.client.shapes import (
    Attachment,
    Figures,
    Hit,
    HitSummary,
    Preference,
    Statement,
    Statistics,
)
from jisr.errors import to_translate
from jisr.kit.console import Session

STATES: Mapping[str, str] = MappingProxyType(
    {
        State.PRESUMED: to_translate("presumed"),
        State.ASKED: to_translate("asked"),
        State.CONFIRMED: to_translate("confirmed"),
        State.NOT_THE_SAME: to_translate("not the same"),
        State.CANNOT_SAY: to_translate("cannot say"),
        State.CLOSED: to_translate("closed"),
        State.DISMISSED: to_translate("dismissed"),
        State.REFERRED: to_translate("with the legal reviewer"),
        State.BLIND: to_translate("known to you alone"),
        State.LIFTING: to_translate("to be lifted"),
        State.ERASED: to_translate("erased"),
    }
)
WORDS: Mapping[str, str] = MappingProxyType(
    {
        Word.OPENED: to_translate("taken up"),
        Word.REFERRED: to_translate("referred to the legal reviewer"),
        Word.NOTICED: to_translate("the owner was told"),
        Word.ASKED: to_translate("asked"),
        Word.DISMISSED: to_translate("dismissed"),
        Word.ANSWERED: to_translate("answered"),
        Word.MESSAGE: to_translate("wrote"),
        Word.ATTACHED: to_translate("added a file"),
        Word.OUTCOME: to_translate("told the outcome"),
        Word.LIFTING: to_translate("wants to lift the restriction"),
        Word.OBJECTED: to_translate("objected"),
        Word.REVEALED: to_translate("the restriction was lifted for this hit"),
        Word.REMINDED: to_translate("the owner was reminded"),
        Word.ESCALATED: to_translate("the secretariat was told"),
    }
)


def show_hits(session: Session, hits: Sequence[HitSummary]) -> None:
    """Print a list of hits."""
    if session.as_json:
        session.show_json(msgspec.to_builtins(hits))
        return
    columns = (
        to_translate("time"),
        to_translate("hit"),
        to_translate("version"),
        to_translate("state"),
        to_translate("due"),
        to_translate("asking bureau"),
        to_translate("owner"),
        to_translate("reference"),
    )
    say = session.words.say
    rows = [
        (
            each.opened_at,
            each.id,
            str(each.version),
            say(STATES.get(each.state, each.state)) + (" !" if each.overdue else ""),
            each.due_at,
            each.asking,
            each.owner,
            isolated(each.asking_reference),
        )
        for each in hits
    ]
    session.show_table(columns, rows)


def show_hit(session: Session, hit: Hit) -> None:
    """Print one hit: what may follow from it first, then what was said."""
    if session.as_json:
        session.show_json(msgspec.to_builtins(hit))
        return
    say, out = session.words.say, session.out
    out.print(hit.warning, style="bold")
    facts = (
        (to_translate("hit"), hit.id),
        (to_translate("version"), str(hit.version)),
        (to_translate("state"), say(STATES.get(hit.state, hit.state))),
        (to_translate("record"), hit.record),
        (to_translate("asking bureau"), hit.asking),
        (to_translate("its reference"), isolated(hit.asking_reference)),
        (to_translate("owner"), hit.owner),
        (to_translate("the owner's reference"), isolated(hit.owner_reference)),
        (to_translate("due"), hit.due_at),
        (to_translate("outcome"), _code(session, Word.OUTCOME, hit.side, hit.outcome)),
    )
    for name, value in facts:
        if value:
            out.print(f"   {say(name)}: {value}")
    for name, value in hit.record_data.items():
        out.print(f"   {say(FIELDS[name])}: {isolated(value)}")
    if hit.overdue:
        out.print(f"   {say(to_translate('The time to answer has passed.'))}", style="yellow")
    for statement in hit.statements:
        out.print(_line(session, statement))


def _line(session: Session, statement: Statement) -> str:
    speaker = statement.officer or statement.bureau
    code = _code(session, statement.word, statement.side, statement.code)
    parts = (
        statement.said_at,
        speaker,
        session.words.say(WORDS.get(statement.word, statement.word)),
        code if statement.word != Word.ATTACHED else statement.attachment,
        isolated(statement.text),
    )
    return " · ".join(filter(None, parts))


def _code(session: Session, word: str, side: str, code: str) -> str:
    """Return a code of the lists in words; an answer or an urgency as it is written."""
    tables: dict[str, Mapping[str, Reason]] = {Word.OUTCOME: outcomes()}
    if side in set(Side):
        tables[Word.DISMISSED] = dismissals(Side(side))
    known = tables.get(word, {})
    return known[code].title.best(session.words.language) if code in known else code


def show_statistics(session: Session, found: Statistics) -> None:
    """Print the published figures."""
    if session.as_json:
        session.show_json(msgspec.to_builtins(found))
        return
    columns = (
        to_translate("clock"),
        to_translate("asked"),
        to_translate("answered"),
        to_translate("in time"),
        to_translate("escalated"),
        to_translate("median to the first answer"),
    )
    say = session.words.say
    rows = [
        (say(to_translate("urgent")), *_figures(session, found.urgent)),
        (say(to_translate("routine")), *_figures(session, found.routine)),
    ]
    session.show_table(columns, rows)


def _figures(session: Session, figures: Figures) -> tuple[str, ...]:
    median = "—"
    if figures.median_seconds is not None:
        median = session.words.say(to_translate("{seconds} s"), seconds=figures.median_seconds)
    counts = (figures.asked, figures.answered, figures.in_time, figures.escalated)
    return (*map(str, counts), median)


def show_preference(session: Session, preference: Preference) -> None:
    """Print how a bureau is told of hits."""
    if session.as_json:
        session.show_json(msgspec.to_builtins(preference))
        return
    columns = (to_translate("bureau"), to_translate("channel"), to_translate("address"))
    session.show_table(columns, [(preference.bureau, preference.channel, preference.address)])
    session.say(
        to_translate("Our webhooks are signed with the Ed25519 key {key}."),
        key=preference.verify_key,
    )


def show_attachment(session: Session, attachment: Attachment) -> None:
    """Print what a file is."""
    if session.as_json:
        session.show_json(msgspec.to_builtins(attachment))
        return
    _show_file(session, attachment.hit, attachment.id, attachment.length, attachment.sha256)


def show_saved(session: Session, hit: str, attachment: str, content: bytes) -> None:
    """Print what was saved, with the hash that was sealed when it was added."""
    sha256 = hashlib.sha256(content).hexdigest()
    if session.as_json:
        told = {"id": attachment, "hit": hit, "length": len(content), "sha256": sha256}
        session.show_json(told)
        return
    _show_file(session, hit, attachment, len(content), sha256)


def _show_file(session: Session, hit: str, attachment: str, length: int, sha256: str) -> None:
    session.say(
        to_translate("File {id} of hit {hit}: {length} bytes, SHA-256 {sha256}."),
        id=attachment,
        hit=hit,
        length=length,
        sha256=sha256,
    )
