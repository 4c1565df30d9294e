"""What an officer reads on the command line: the answer, its reasons, and what to do next.

Every text of a record stands between isolation marks (U+2068, U+2069), so that a name in another
direction never turns the line around it; a value that equals a sentence is not translated either.
"""

import dataclasses
import datetime
import enum
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from rich.table import Table

from jisr.catalogues import isolated
from jisr.checks.model import (
    Basis,
    ListAccount,
    ResultCode,
    Trace,
    TraceTerms,
)
from jisr.client.answers import ToldAnswer, ToldHit
from jisr.errors import to_translate
from jisr.kit.clock import instant_text
from jisr.kit.console import Session
from jisr.kit.words import Words
from jisr.names import EvidenceRow, sentence
from jisr.records.model import Flag, Kind, PersonStatus
from jisr.records.profiles import document_types, fraud_types, statuses
from jisr.values import LanguageMap

PRESUMED = to_translate("This is presumed, not proven: ask the owner before any coercive measure.")
FLAGS: Mapping[Flag, str] = {
    Flag.MINOR: to_translate("minor: protect, never treat as a suspect"),
    Flag.NO_RESTRICTIVE_MEASURES: to_translate(
        "victim or witness: no restrictive measure is allowed"
    ),
    Flag.SENSITIVE: to_translate("holds particularly sensitive data"),
    Flag.DECEASED: to_translate("deceased"),
    Flag.PUBLIC_SOURCE: to_translate("from a public source: never the only ground for a measure"),
}
"""What the flags of a record mean for whoever reads it."""

KINDS: Mapping[Kind, str] = {
    Kind.PERSON: to_translate("person"),
    Kind.DOCUMENT: to_translate("document"),
    Kind.VEHICLE: to_translate("vehicle"),
    Kind.VESSEL: to_translate("vessel"),
    Kind.FIREARM: to_translate("firearm"),
}
FIELDS: Mapping[str, str] = {
    "batch": to_translate("batch"),
    "birth_date": to_translate("birth date"),
    "birth_dates": to_translate("birth dates"),
    "birth_places": to_translate("birth places"),
    "calibre": to_translate("calibre"),
    "call_sign": to_translate("call sign"),
    "colour": to_translate("colour"),
    "country": to_translate("country"),
    "document_country": to_translate("issuing country"),
    "document_number": to_translate("document number"),
    "document_type": to_translate("document type"),
    "documents": to_translate("documents"),
    "engine_number": to_translate("engine number"),
    "expires": to_translate("expires"),
    "flag": to_translate("flag state"),
    "former_names": to_translate("former names"),
    "fraud_type": to_translate("what is wrong with it"),
    "hull_id": to_translate("hull number"),
    "imo": to_translate("IMO number"),
    "issued": to_translate("issued"),
    "made_in": to_translate("made in"),
    "make": to_translate("make"),
    "mmsi": to_translate("MMSI"),
    "model": to_translate("model"),
    "name": to_translate("name"),
    "names": to_translate("names"),
    "nationalities": to_translate("nationalities"),
    "nationality": to_translate("nationality"),
    "number": to_translate("number"),
    "plate": to_translate("registration plate"),
    "plate_country": to_translate("country of the plate"),
    "registration": to_translate("registration"),
    "serial": to_translate("serial number"),
    "sex": to_translate("sex"),
    "status": to_translate("status"),
    "stolen": to_translate("stolen on"),
    "theft_country": to_translate("country of theft"),
    "type": to_translate("type"),
    "vin": to_translate("vehicle identification number"),
}
"""What the fields of questions and records are called."""

EXACT: Mapping[str, str] = {
    "qualified": to_translate("the number {right} is the same, and so is what belongs to it"),
    "bare": to_translate("the number {right} is the same; what belongs to it is not known"),
}
"""The sentences of the exact engine, by rule."""

OUTCOMES: Mapping[ResultCode, str] = {
    ResultCode.NO_ERROR: to_translate("Presumed matches: {count}"),
    ResultCode.TOO_MANY_ANSWER: to_translate(
        "Presumed matches: {count}, and there are more. Add a birth date or a number."
    ),
    ResultCode.NO_ANSWER: to_translate("Nothing was found."),
    ResultCode.INVALID_SEARCH_ERROR: to_translate(
        "There was nothing to look for. Give a name or a number."
    ),
    ResultCode.ACCESS_DENIED: to_translate("You may not ask this."),
}


def reason(words: Words, row: EvidenceRow) -> str:
    """Return one reason as a sentence, without its weight."""
    if row.rule in EXACT:
        return words.say(EXACT[row.rule], right=isolated(row.right))
    said, values = sentence(row)
    return words.say(said, **{name: isolated(value) for name, value in values.items()})


def show_answer(session: Session, answer: ToldAnswer) -> None:
    """Print an answer, found here or by a hub, for a person or as JSON."""
    if session.as_json:
        session.show_json(msgspec.to_builtins(answer))
        return
    say, out = session.words.say, session.out
    for number, hit in enumerate(answer.hits, 1):
        _show_hit(session, number, hit)
    if answer.notice:
        out.print(answer.notice)
    footer = say(
        to_translate("{time} · position {position} · trace {trace}"),
        time=answer.answered_at,
        position=str(answer.position),
        trace=answer.trace,
    )
    out.print(f"{answer.text} {footer}")
    for warning in answer.warnings:
        session.notes.print(warning.text)
    if answer.is_stale:
        session.say(
            to_translate("These data are {minutes} minutes old. Ask again when the line is back."),
            minutes=int(answer.age_seconds // 60),
        )


def _show_hit(session: Session, number: int, hit: ToldHit) -> None:
    say, out = session.words.say, session.out
    title = (
        to_translate("{number}. Same number, {kind}")
        if hit.basis == Basis.EXACT_NUMBER
        else to_translate("{number}. Presumed the same {kind}: {bits} bits of evidence")
    )
    # A score of 0.9 is no chance of 90 %, so the weight is shown.
    values = {"number": number, "kind": say(KINDS[Kind(hit.kind)]), "bits": f"{hit.bits:.1f}"}
    out.print(say(title, **values), style="bold")
    out.print(_reasons(session.words, hit))
    for name, value in _facts(session.words, hit):
        out.print(f"   {say(name)}: {isolated(value)}")
    for flag in hit.flags:
        out.print(f"   ! {flag.text}", style="yellow")
    if hit.owner_can_confirm_more:
        out.print(f"   {say(to_translate('The owner can confirm more.'))}")
    out.print(f"   → {hit.instruction}")
    out.print()


def _reasons(words: Words, hit: ToldHit) -> Table:
    """Lay out what was asked beside what is recorded, piece by piece, with its weight."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in (
        to_translate("asked"),
        to_translate("recorded"),
        to_translate("reason"),
        to_translate("bits"),
    ):
        table.add_column(words.say(column), overflow="fold")
    for row in hit.reasons:
        table.add_row(isolated(row.asked), isolated(row.recorded), row.text, f"{row.bits:+.1f}")
    return table


def _facts(words: Words, hit: ToldHit) -> list[tuple[str, str]]:
    facts = [
        (to_translate("record"), hit.record),
        (to_translate("owner"), hit.owner),
        (to_translate("reference"), hit.reference),
    ]
    facts += [
        (FIELDS[name], _titled(name, value, words.language)) for name, value in hit.shown.items()
    ]
    return [(name, value) for name, value in facts if value]


def _titled(name: str, value: str, language: str) -> str:
    """Return a code of the record's tables in words, anything else as it is."""
    if name == "status":
        return statuses()[PersonStatus(value)].title.best(language)
    if name == "type" and value in document_types():
        return document_types()[value].title.best(language)
    if name == "fraud_type" and value in fraud_types():
        return fraud_types()[value].title.best(language)
    return value


def show_traces(session: Session, found: tuple[Trace, ...]) -> None:
    """Print traces without their terms."""
    if session.as_json:
        session.show_json([plain(each) for each in found])
        return
    columns = (
        to_translate("time"),
        to_translate("officer"),
        to_translate("purpose"),
        to_translate("case"),
        to_translate("kind"),
        to_translate("outcome"),
        to_translate("hits"),
        to_translate("trace"),
    )
    rows = [
        (
            instant_text(each.asked_at),
            each.officer,
            each.purpose,
            isolated(each.case),
            each.kind,
            each.code,
            str(each.hit_count),
            each.id,
        )
        for each in found
    ]
    session.show_table(columns, rows)


def show_terms(session: Session, terms: TraceTerms) -> None:
    """Print a trace with what was asked, to someone entitled."""
    if session.as_json:
        session.show_json(plain(terms))
        return
    show_traces(session, (terms.trace,))
    if terms.query is None:
        session.say(to_translate("The terms of this check were erased when their time had passed."))
        return
    for name, value in terms.query.items():
        text = value if isinstance(value, str) else ", ".join(value)
        session.out.print(f"{session.words.say(FIELDS[name])}: {isolated(text)}")
    for record, version in terms.records:
        session.out.print(f"→ {record} ({version})")


def show_account(session: Session, account: ListAccount, alerts: Path, rejects: Path) -> None:
    """Print what became of a list, and where the results are."""
    if session.as_json:
        session.show_json(plain(account))
        return
    say = session.words.say
    rows = (
        (to_translate("read"), account.read),
        (to_translate("checked"), account.checked),
        (to_translate("with an alert"), account.alerted),
        (to_translate("alerts"), account.hits),
        (to_translate("rejected"), account.rejected),
        (to_translate("cells left out"), account.left_out),
    )
    session.show_table(
        (to_translate("rows"), to_translate("count")),
        [(say(name), f"{count:,}") for name, count in rows],
    )
    rate = account.checked / account.seconds if account.seconds else 0.0
    session.say(
        to_translate("{seconds} seconds, {rate} rows per second"),
        seconds=f"{account.seconds:.1f}",
        rate=f"{rate:,.0f}",
    )
    session.say(to_translate("The alerts are in {path}."), path=isolated(str(alerts)))
    if account.rejected or account.left_out:
        session.say(
            to_translate("What could not be read, with line, column and reason, is in {path}."),
            path=isolated(str(rejects)),
        )
    if account.unknown_columns:
        session.say(
            to_translate("These columns are not understood and were left out: {columns}"),
            columns=isolated(", ".join(account.unknown_columns)),
        )


def plain(value: Any) -> Any:
    """Return a model as JSON values: sets sorted, dates and instants as text."""
    if isinstance(value, LanguageMap):
        value = value.texts
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, frozenset | list | tuple):
        members = sorted(value) if isinstance(value, frozenset) else value
        return [plain(each) for each in members]
    if isinstance(value, datetime.datetime):
        return instant_text(value)
    return value.value if isinstance(value, enum.Enum) else value
