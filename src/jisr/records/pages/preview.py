"""What a form tells while it is filled in: proposals, verdicts, and who would see the record."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from jisr.access.callers import AskingNow
from jisr.access.countries import by_name, resolve
from jisr.access.model import Asking, DatabaseName
from jisr.access.viewing import Page, PageNow
from jisr.errors import CheckDigitWrong, InputRefused, JisrError, ValueMalformed, to_translate
from jisr.identifiers.cleaning import WARNINGS
from jisr.identifiers.kinds import clean
from jisr.identifiers.transliteration import FILLER, to_mrz_parts
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import JsonBytes
from jisr.names.propose import Proposal, latin_parts, propose_latin
from jisr.records import actions
from jisr.records.actions.drafting import judge_draft
from jisr.records.identity import CLEANED
from jisr.records.model import Draft, Kind, Vehicle, Viewer
from jisr.records.pages.audience import seen_by
from jisr.records.pages.drafts import Plain, audience_of, pruned, read_plain, read_whole
from jisr.records.pages.view import COUNTRIES, RecordWords
from jisr.records.profiles import SUBJECT_TYPES, profile
from jisr.values import Decision

router = APIRouter(prefix="/records", include_in_schema=False)

NAMES_MAX = 20
"""Names of one form for which something is proposed."""
TEXT_MAX = 200
CHECK_DIGIT_WRONG = to_translate("The check digit does not fit: look again.")
COUNTRY_UNKNOWN = to_translate("No country has this code: write its three letters.")
COUNTRY_MEANT = to_translate("Write its code: {code}.")


@dataclass(frozen=True, slots=True)
class NameHelp:
    """What is proposed for one name; `marks` are characters in it that turn the writing."""

    place: int
    latin: Proposal
    mrz: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a number or country is, or what is wrong with it.

    With `warnings` the number can be recorded, but somebody should look at it again.
    """

    name: str
    is_good: bool
    text: str
    warnings: tuple[str, ...] = ()


@router.post("/preview")
def preview(page: PageNow, asking: AskingNow, body: JsonBytes) -> Response:
    """Return help for a form as far as it is filled in; nothing of it is kept."""
    plain = read_plain(body)
    subject = plain.get("subject")
    subject = subject if isinstance(subject, dict) else {}
    kind = _kind(plain)
    whole = read_whole(pruned(plain), asking.purpose)
    with page.hub.database.reading() as transaction:
        viewers = _viewers(transaction, asking, plain)
        decision = None if isinstance(whole, JisrError) else judge_draft(transaction, asking, whole)
    return page.show(
        "records/preview.html",
        names=[_name_help(n, each) for n, each in enumerate(_names(subject))],
        verdicts=_verdicts(page, kind, subject),
        seen=seen_by(viewers, page.words),
        standing=_standing(page, whole, decision),
        is_ready=decision is not None and decision.allowed,
    )


def _viewers(transaction: Transaction, asking: Asking, plain: Plain) -> tuple[Viewer, ...]:
    """Return who would see what the form says, however much of it is missing yet."""
    audience, purpose = audience_of(plain, asking.purpose)
    stub = Draft(DatabaseName.VEHICLES, Vehicle(), purpose, audience=audience)
    return actions.who_would_see(transaction, asking, stub)


def _standing(page: Page, whole: Draft | JisrError, decision: Decision | None) -> str:
    """Return what still stands against recording it, in words; empty if nothing does."""
    if isinstance(whole, JisrError):
        return page.words.error(whole)
    if decision is None or decision.allowed:
        return ""
    details = dict(decision.details)
    if "field" in details:
        said = RecordWords(page.words)
        names = [each.strip() for each in details["field"].split(",")]
        details["field"] = ", ".join(said.field_or(each) for each in names)
    return page.words.reason(decision.why, **details)


def _names(subject: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    names = subject.get("names")
    listed = names if isinstance(names, list) else []
    return [each if isinstance(each, dict) else {} for each in listed[:NAMES_MAX]]


def _name_help(place: int, name: Mapping[str, Any]) -> NameHelp:
    text, latin = _text(name.get("text")), _text(name.get("latin"))
    proposed = propose_latin(text) if text and not latin else Proposal()
    basis = latin or (proposed.spellings[0] if proposed.spellings else text)
    mrz = "" if name.get("mrz") else mrz_of(basis)
    marks = tuple(f"U+{ord(each):04X}" for each in text if unicodedata.category(each) == "Cf")
    return NameHelp(place, proposed, mrz, marks)


def mrz_of(latin: str) -> str:
    """Return a name as the machine-readable zone writes it: SURNAME<<GIVEN<NAMES."""
    given, surname = latin_parts(latin)
    try:
        first = to_mrz_parts(surname) if surname else ""
        rest = to_mrz_parts(given) if given else ""
    except InputRefused:
        return ""
    return f"{first}{FILLER * 2}{rest}" if rest else first


def _verdicts(page: Page, kind: Kind, subject: Mapping[str, Any]) -> list[Verdict]:
    said = RecordWords(page.words)
    found = []
    for name, cleaner in CLEANED[SUBJECT_TYPES[kind]].items():
        if text := _text(subject.get(name)):
            found.append(_number(page, name, cleaner, text))
    for name, value in subject.items():
        texts = value if isinstance(value, list) else [value]
        for place, each in enumerate(texts[:NAMES_MAX]):
            if name in COUNTRIES and _text(each):
                at = f"{name}.{place}" if isinstance(value, list) else name
                found.append(_country(said, at, _text(each)))
            if name == "documents" and isinstance(each, dict) and _text(each.get("number")):
                found.append(_number(page, f"{name}.{place}", "document", _text(each["number"])))
    return found


def _number(page: Page, name: str, cleaner: str, text: str) -> Verdict:
    try:
        checked = clean(cleaner, text)
    except CheckDigitWrong:
        return Verdict(name, is_good=False, text=page.words.say(CHECK_DIGIT_WRONG))
    except InputRefused as error:
        return Verdict(name, is_good=False, text=page.words.error(error))
    warnings = tuple(page.words.say(WARNINGS[each]) for each in checked.warnings)
    return Verdict(name, is_good=not warnings, text=checked.value, warnings=warnings)


def _country(said: RecordWords, name: str, text: str) -> Verdict:
    try:
        return Verdict(name, is_good=True, text=said.country(resolve(text).code))
    except ValueMalformed:
        pass
    meant = by_name(text)
    if meant is None:
        return Verdict(name, is_good=False, text=said.words.say(COUNTRY_UNKNOWN))
    return Verdict(name, is_good=False, text=said.words.say(COUNTRY_MEANT, code=meant.code))


def _text(value: object) -> str:
    return value.strip()[:TEXT_MAX] if isinstance(value, str) else ""


def _kind(plain: Plain) -> Kind:
    name = plain.get("database")
    if not isinstance(name, str) or name not in set(DatabaseName):
        raise ValueMalformed(field="database", why=to_translate("it is not what is expected here"))
    return profile(DatabaseName(name)).kind
