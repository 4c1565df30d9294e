"""The form in which a record is written: something new, a next version, or after a conflict."""

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from jisr.access import actions as access
from jisr.access.callers import AskingNow
from jisr.access.countries import countries, special_codes
from jisr.access.model import DatabaseName, Purpose
from jisr.access.titles import PURPOSES
from jisr.access.viewing import Page, PageNow
from jisr.errors import Denied, JisrError, NotFound, ValueMalformed, to_translate
from jisr.kit.clock import parse_instant
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import JsonBytes
from jisr.records import actions
from jisr.records.actions.browsing import Version
from jisr.records.model import (
    Confidentiality,
    Draft,
    Flag,
    HandlingCode,
    Kind,
    Metadata,
    NameKind,
    PersonStatus,
    Record,
    State,
)
from jisr.records.pages import titles
from jisr.records.pages.drafts import (
    NEW,
    PARTS,
    Plain,
    blank,
    changed_parts,
    draft_of,
    read_plain,
    read_whole,
)
from jisr.records.pages.showing import RecordId
from jisr.records.pages.view import RecordWords, Shown
from jisr.records.profiles import SUBJECT_TYPES, handling_order, profile, statuses
from jisr.values import PartialDate

router = APIRouter(prefix="/records", include_in_schema=False)

ROWS = {"names": 4, "birth_dates": 2, "nationalities": 3, "documents": 3}
"""How many rows a field of several values has at least; two more than are filled."""
ROWS_SPARE = 2
OWN_FLAGS = (Flag.MINOR, Flag.SENSITIVE, Flag.PUBLIC_SOURCE, Flag.ASYLUM, Flag.DECEASED)
"""What an owner marks by hand; the status sets the others."""
Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the closed fields of a form offer, in the reader's language."""

    fields: tuple[str, ...]
    titles: Mapping[str, str]
    name_kinds: Options
    sexes: Options
    statuses: Options
    purposes: Options
    confidentiality: Options
    flags: Options
    codes: list[tuple[str, str, str]]
    types: Options
    frauds: Options
    countries: Options
    members: Options
    groups: tuple[str, ...]
    until: datetime.date
    rows: Callable[[str, Plain], int]
    date: Callable[[str], PartialDate | None]


@dataclass(frozen=True, slots=True)
class Clash:
    """A part of a record that was changed by somebody else since the form was opened."""

    name: str
    title: str
    before: str
    theirs: str
    mine: str
    is_both: bool


@router.get("/new/{what}")
def new(page: PageNow, asking: AskingNow, what: Annotated[str, Path(max_length=40)]) -> Response:
    """Return the form in which something new is recorded."""
    if what not in NEW:
        raise NotFound(thing=to_translate("page"))
    draft = blank(NEW[what], asking.purpose)
    return _form(page, draft, None, what)


@router.get("/{record}/edit")
def edit(page: PageNow, asking: AskingNow, record: RecordId) -> Response:
    """Return the form with a record of the own bureau; the reading is sealed."""
    view = page.hub.database.in_transaction(actions.open_record, asking, record)
    found = view.record
    if found.owner != asking.bureau.id:
        raise Denied(why="access.not_owner")
    return _form(page, draft_of(found), found, record)


@router.post("/{record}/merge")
def merge(page: PageNow, asking: AskingNow, record: RecordId, body: JsonBytes) -> Response:
    """Return what somebody else changed since, beside what was typed: a part of the form's page."""
    told = read_plain(body)
    versions = page.hub.database.in_transaction(actions.versions, asking, record)
    mine, newest = told.get("draft"), _newest(versions)
    read = told.get("version")
    before = next((each.record for each in versions if each.line.version == read), None)
    if not isinstance(mine, dict) or newest.record is None or before is None:
        raise ValueMalformed(field="body", why=to_translate("it is not what is expected here"))
    theirs = newest.record
    kind = profile(theirs.database).kind
    mine = {"subject": {}, **mine}
    choices = page.hub.database.in_transaction(_choices, page, kind, theirs.database)
    return page.show(
        "records/merge.html",
        clashes=_clashes(page, before, theirs, mine),
        draft=draft_of(theirs),
        kind=kind,
        choices=choices,
        version=newest.line.version,
        who=newest.line.officer,
        at=parse_instant(newest.line.time),
    )


def _form(page: Page, draft: Plain, record: Record | None, what: str) -> Response:
    database = DatabaseName(draft["database"])
    kind = profile(database).kind
    choices = page.hub.database.in_transaction(_choices, page, kind, database)
    draft.setdefault("retained_until", choices.until.isoformat())
    said = RecordWords(page.words)
    found = profile(database)
    return page.show(
        "records/edit.html",
        kind=kind,
        draft=draft,
        record=record,
        what=what,
        choices=choices,
        heading=None if record is None else said.title(record),
        database=found.title.best(page.reader.language),
        aim=found.aim.best(page.reader.language),
    )


def _choices(transaction: Transaction, page: Page, kind: Kind, database: DatabaseName) -> Choices:
    words, language = page.words, page.reader.language
    found = profile(database)
    today = access.today(transaction)
    fields = tuple(each.name for each in dataclasses.fields(SUBJECT_TYPES[kind]))
    named = [(each.code, each.name.best(language)) for each in countries()]
    named += [(each.code, each.name.best(language)) for each in special_codes()]
    members = {each.country for each in access.network(transaction).members}

    def options(table: Mapping[Any, str], keys: Iterable[Any] | None = None) -> Options:
        wanted = table if keys is None else keys
        return [(str(getattr(e, "value", e)), words.say(table[e])) for e in wanted]

    levels = list(Confidentiality)
    levels = levels[levels.index(found.confidentiality) :]
    longest = max(found.retention_days.values())
    return Choices(
        fields=fields,
        titles={name: words.say(titles.FIELDS[name]) for name in (*fields, *PARTS)},
        name_kinds=options(titles.NAME_KINDS, NameKind),
        sexes=[*options(titles.SEXES), ("", words.say(to_translate("Not known")))],
        statuses=[(e.value, statuses()[e].title.best(language)) for e in PersonStatus],
        purposes=options(PURPOSES, [each for each in PURPOSES if each in found.purposes]),
        confidentiality=options(titles.CONFIDENTIALITY, levels),
        flags=options(titles.FLAGS, OWN_FLAGS),
        codes=[
            (e.value, words.say(titles.CODES[e]), words.say(titles.CODE_MEANINGS[e]))
            for e in handling_order()
            if e is not HandlingCode.OPEN
        ],
        types=[(code, e.title.best(language)) for code, e in found.document_types.items()],
        frauds=[(code, e.title.best(language)) for code, e in found.fraud_types.items()],
        countries=sorted(named, key=lambda each: each[1]),
        members=sorted(
            [(code, name) for code, name in named if code in members], key=lambda each: each[1]
        ),
        groups=tuple(sorted(actions.groups(transaction))),
        until=today + datetime.timedelta(days=longest),
        rows=_rows,
        date=_date,
    )


def _rows(part: str, draft: Plain) -> int:
    """Return how many rows the form has for a field of several values."""
    filled = draft["subject"].get(part, [])
    return max(ROWS[part], (len(filled) if isinstance(filled, list) else 0) + ROWS_SPARE)


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueMalformed:
        return None


def _newest(versions: tuple[Version, ...]) -> Version:
    return max(
        (each for each in versions if each.record is not None),
        key=lambda each: each.line.version,
        default=versions[-1],
    )


def _clashes(page: Page, before: Record, theirs: Record, mine: Plain) -> list[Clash]:
    """Return every part that somebody else changed, those first that both sides changed."""
    said = RecordWords(page.words)
    old, new = draft_of(before), draft_of(theirs)
    changed, typed = changed_parts(old, new), changed_parts(old, mine)
    texts = [_texts(said.whole(before)), _texts(said.whole(theirs))]
    draft = read_whole(mine, before.metadata.purpose)
    if isinstance(draft, JisrError):
        own = {name: _raw(mine, name) for name in changed}
    else:
        own = _texts(said.whole(_record_of(draft, theirs)))
    found = [
        Clash(
            name,
            said.field(name),
            texts[0].get(name, ""),
            texts[1].get(name, ""),
            own.get(name, ""),
            name in typed,
        )
        for name in changed
        if _said_in(new, name) != _said_in(mine, name)
    ]
    return sorted(found, key=lambda each: (not each.is_both, each.title))


def _said_in(draft: Plain, part: str) -> Any:
    return draft.get(part) if part in PARTS else draft["subject"].get(part)


def _texts(shown: list[Shown]) -> dict[str, str]:
    return {each.name: each.text for each in shown}


def _raw(draft: Plain, part: str) -> str:
    """Return a part of an unfinished form as it can be read: its own marks left out."""
    value = _said_in(draft, part)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "" if value is None else text.translate(str.maketrans("", "", '{}[]"'))


def _record_of(draft: Draft, known: Record) -> Record:
    """Return a draft as the record that it would become, for words about it."""
    metadata = Metadata(
        source=draft.source or known.metadata.source,
        recorded_on=known.metadata.recorded_on,
        purpose=Purpose(draft.purpose),
        confidentiality=draft.confidentiality,
        retained_until=draft.retained_until or known.metadata.retained_until,
        relevance=draft.relevance,
        status=draft.status,
        event=draft.event,
        event_date=draft.event_date,
        reference=draft.reference,
    )
    return dataclasses.replace(
        known,
        subject=draft.subject,
        metadata=metadata,
        flags=draft.flags,
        audience=draft.audience,
        handling=draft.handling,
        state=State.ACTIVE,
    )
