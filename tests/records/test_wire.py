"""Records are told in the shapes of the client, whole."""

import datetime

import msgspec

from jisr.access.model import DatabaseName
from jisr.client import shapes
from jisr.kit.words import Words
from jisr.records.document import document_of
from jisr.records.model import Expiring, State, VersionLine, View
from jisr.records.wire import expiring_of, opened_of, version_of
from jisr.values import LanguageMap
from recording import document_draft, record_of


def test_opened_record_is_told_in_the_readers_language() -> None:
    """The document as it is, the instruction in French, and it survives the line."""
    record = record_of(document_draft())
    view = View(
        record=record,
        on_hit=LanguageMap({"en": "Ask.", "fr": "Demandez."}),
        is_accused=False,
        is_expiring=True,
        has_more=True,
        entry_id="e" * 32,
    )
    told = opened_of(view, Words("fr"))
    expected = shapes.RecordOpened(
        record=dict(document_of(record)),
        instruction="Demandez.",
        is_accused=False,
        is_expiring=True,
        has_more=True,
        entry="e" * 32,
    )
    assert told == expected
    assert msgspec.json.decode(msgspec.json.encode(told), type=shapes.RecordOpened) == expected


def test_record_that_ends_soon_is_told_with_its_day() -> None:
    """Days are texts."""
    found = Expiring("a" * 32, DatabaseName.VEHICLES, "R-1", datetime.date(2026, 12, 31))
    assert expiring_of(found) == shapes.Expiring("a" * 32, "vehicles", "R-1", "2026-12-31")


def test_version_whose_document_is_gone_has_no_state() -> None:
    """What was erased later is told as not known."""
    line = VersionLine(1, None, "t", "MAR", "officer", "record.added", "", "e" * 32)
    told = shapes.Version(1, None, "t", "MAR", "officer", "record.added", "", "e" * 32)
    assert version_of(line) == told


def test_version_is_told_with_its_state() -> None:
    """A state is its word."""
    line = VersionLine(2, State.WITHDRAWN, "t", "MAR", "officer", "verb", "why", "e" * 32)
    assert version_of(line).state == "withdrawn"
