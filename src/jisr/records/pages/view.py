"""A record as a page shows it: each field in pieces that a template sets, in the reader's words."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any

from jisr.access.countries import resolve
from jisr.access.titles import PURPOSES
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.words import Words
from jisr.records.document import kind_of
from jisr.records.model import (
    Confidentiality,
    DocumentReference,
    HandlingCode,
    Kind,
    Name,
    Person,
    PersonStatus,
    Record,
    Subject,
)
from jisr.records.pages import titles
from jisr.records.profiles import document_types, fraud_types, statuses
from jisr.site.formats import Formats
from jisr.values import LanguageMap, PartialDate

TITLE_FIELDS = ("name", "plate", "vin", "imo", "number", "serial", "engine_number", "mmsi")
"""What a thing is called in a list: the first of these that it has."""
NUMBERS = frozenset(
    {
        *("number", "vin", "engine_number", "plate", "imo", "hull_id", "mmsi", "call_sign"),
        *("serial", "registration", "batch"),
    }
)
COUNTRIES = frozenset(
    {"nationalities", "country", "theft_country", "plate_country", "flag", "made_in"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of a field. kind: `name`, `number`, `text` (as given) or `words` (ours).

    `notes` stand under it: the Latin and machine-readable forms of a name, say.
    """

    kind: str
    text: str
    label: str = ""
    notes: tuple["Piece", ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """How a field may be used, in words."""

    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with its values; `code` is None where the owner says nothing of its use."""

    name: str
    title: str
    pieces: tuple[Piece, ...]
    code: Code | None = None

    @property
    def text(self) -> str:
        """The values in one line, for a table of differences."""
        return " · ".join(
            " / ".join([each.text, *(note.text for note in each.notes)]) for each in self.pieces
        )


class RecordWords:
    """Says what records hold in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.formats = Formats(words.language)

    def title(self, record: Record) -> Piece:
        """Return what a record is called in a list: its first name or number."""
        subject = record.subject
        if isinstance(subject, Person):
            text = subject.names[0].text if subject.names else ""
            return Piece("name", text) if text else self._untitled(record)
        for field in TITLE_FIELDS:
            text = getattr(subject, field, "")
            if text:
                return Piece("name" if field == "name" else "number", text)
        return self._untitled(record)

    def subject(self, record: Record, *, every: bool = True) -> list[Shown]:
        """Return the fields of what a record is about; those that are empty only with `every`."""
        shown = []
        for field in dataclasses.fields(record.subject):
            value = getattr(record.subject, field.name)
            code = record.handling.get(field.name)
            if value or every:
                pieces = self.pieces(record.subject, field.name, value)
                shown.append(Shown(field.name, self.field(field.name), pieces, self.code(code)))
        return shown

    def metadata(self, record: Record) -> list[Shown]:
        """Return what every record carries beside its subject (RPD Art. 37)."""
        data = record.metadata
        given = [
            ("status", self._words(self.status(data.status))),
            ("purpose", self._words(self.words.say(PURPOSES[data.purpose]))),
            ("event", self._text(data.event)),
            ("event_date", self._words(self._date(data.event_date))),
            ("relevance", self._text(data.relevance)),
            ("confidentiality", self._words(self._level(data.confidentiality))),
            ("reference", self._text(data.reference)),
            ("source", self._text(data.source)),
            ("recorded_on", self._words(self._date(data.recorded_on))),
            ("retained_until", self._words(self._date(data.retained_until))),
            ("flags", tuple(Piece("words", each) for each in self.flags(record))),
        ]
        return [Shown(name, self.field(name), pieces) for name, pieces in given]

    def whole(self, record: Record) -> list[Shown]:
        """Return everything that a version says, for a comparison of two."""
        audience = record.audience
        parts = [*audience.members, *audience.groups, *(f"−{each}" for each in audience.excluded)]
        told = self._say(to_translate("All members")) if audience.everyone else ""
        purposes = [self._say(PURPOSES[each]) for each in sorted(audience.purposes)]
        handling = [
            f"{self.field(name)}: {self._say(titles.CODES[code])}"
            for name, code in sorted(record.handling.items())
        ]
        return [
            *self.subject(record),
            *self.metadata(record),
            Shown(
                "audience",
                self.field("audience"),
                tuple(Piece("words", each) for each in [told, *sorted(parts), *purposes] if each),
            ),
            Shown("handling", self.field("handling"), tuple(Piece("words", e) for e in handling)),
            Shown(
                "state", self.field("state"), self._words(self._say(titles.STATES[record.state]))
            ),
        ]

    def pieces(self, subject: Subject, name: str, value: Any) -> tuple[Piece, ...]:
        """Return the values of one field."""
        values: list[Any] = list(value) if isinstance(value, tuple) else [value] if value else []
        return tuple(self._piece(subject, name, each) for each in values)

    def field(self, name: str) -> str:
        """Return what a field is called."""
        return self._say(titles.FIELDS[name])

    def field_or(self, name: str) -> str:
        """Return what a field is called; a word that is no field, as it is."""
        return self._say(titles.FIELDS.get(name, name))

    def code(self, code: HandlingCode | None) -> Code | None:
        """Return how a field may be used, in words."""
        if code is None:
            return None
        return Code(self._say(titles.CODES[code]), self._say(titles.CODE_MEANINGS[code]))

    def status(self, status: PersonStatus | None) -> str:
        """Return in what capacity a person is recorded."""
        return "" if status is None else statuses()[status].title.best(self.words.language)

    def flags(self, record: Record) -> list[str]:
        """Return what must be recognisable whenever the record is shown."""
        return [self._say(titles.FLAGS[each]) for each in sorted(record.flags)]

    def country(self, code: str) -> str:
        """Return a country's name with its code; of an unknown code, the code."""
        try:
            found = resolve(code)
        except ValueMalformed:
            return code
        return f"{found.name.best(self.words.language)} ({found.code})"

    def kind(self, record: Record) -> str:
        """Return what a record is about."""
        return self._say(titles.KINDS[kind_of(record.subject)])

    def _piece(self, subject: Subject, name: str, value: Any) -> Piece:
        if isinstance(value, Name):
            return self._name(value)
        if isinstance(value, DocumentReference):
            return self._document(value)
        if isinstance(value, str):
            return self._line(subject, name, value)
        if isinstance(value, LanguageMap):
            return Piece("text", value.best(self.words.language))
        return Piece("words", self._date(value))

    def _line(self, subject: Subject, name: str, value: str) -> Piece:
        if name in NUMBERS:
            return Piece("number", value)
        told = ""
        if name in COUNTRIES:
            told = self.country(value)
        elif kind_of(subject) is Kind.DOCUMENT and name in {"type", "fraud_type"}:
            told = document_word(name, value, self.words.language)
        elif name == "sex" and value in titles.SEXES:
            told = self._say(titles.SEXES[value])
        if told:
            return Piece("words", told)
        return Piece("name" if name in {"name", "former_names"} else "text", value)

    def _name(self, name: Name) -> Piece:
        notes = []
        if name.latin:
            notes.append(Piece("name", name.latin, self._say(to_translate("Latin letters"))))
        if name.mrz:
            notes.append(Piece("number", name.mrz, self._say(to_translate("Machine-readable"))))
        return Piece("name", name.text, self._say(titles.NAME_KINDS[name.kind]), tuple(notes))

    def _document(self, reference: DocumentReference) -> Piece:
        about = []
        if reference.type:
            told = document_word("type", reference.type, self.words.language)
            about.append(Piece("words", told))
        if reference.country:
            about.append(Piece("words", self.country(reference.country)))
        return Piece("number", reference.number, notes=tuple(about))

    def _level(self, level: Confidentiality) -> str:
        return self._say(titles.CONFIDENTIALITY[level])

    def _date(self, date: PartialDate | datetime.date | None) -> str:
        return "" if date is None else self.formats.day(date)

    def _untitled(self, record: Record) -> Piece:
        return Piece(
            "words", self._say(to_translate("{kind} without a name"), kind=self.kind(record))
        )

    def _text(self, text: str) -> tuple[Piece, ...]:
        return (Piece("text", text),) if text else ()

    def _words(self, text: str) -> tuple[Piece, ...]:
        return (Piece("words", text),) if text else ()

    def _say(self, sentence: str, **details: object) -> str:
        return self.words.say(sentence, **details)


def document_word(name: str, code: str, language: str) -> str:
    """Return the title of a document's type or of what happened to it; an unknown code as it is."""
    table = document_types() if name == "type" else fraud_types()
    return table[code].title.best(language) if code in table else code


def differences(before: list[Shown], after: list[Shown]) -> list[tuple[str, str, str]]:
    """Return name, old and new value of every field that two versions say differently."""
    old = {each.name: each for each in before}
    new = {each.name: each for each in after}
    found = []
    for name in dict.fromkeys([*old, *new]):
        texts = [side[name].text if name in side else "" for side in (old, new)]
        if texts[0] != texts[1]:
            title = new[name].title if name in new else old[name].title
            found.append((title, *texts))
    return [(title, one, other) for title, one, other in found]
