"""How an item comes on the agenda and who reads its papers."""

import datetime
from dataclasses import replace

import pytest

from jisr.assembly.texts.agenda import may_enter, may_read
from jisr.assembly.texts.model import AgendaItem, Reader
from jisr.assembly.texts.reasons import ALLOWED
from jisr.values import Decision, LanguageMap

OPENING = datetime.date(2026, 11, 23)
LAST_DAY = datetime.date(2026, 9, 24)
ITEM = AgendaItem(
    "i1",
    7,
    LanguageMap({"en": "Documents"}),
    "MAR",
    LAST_DAY,
    has_report=True,
    has_draft=True,
)
YES = Decision(allowed=True, why=ALLOWED)


def test_request_on_the_last_day_enters() -> None:
    """Sixty days before the opening is in time."""
    assert may_enter(ITEM, OPENING) == YES


def test_request_a_day_late_needs_the_assembly() -> None:
    """The next day is late, and the answer names the last day."""
    late = replace(ITEM, requested_on=LAST_DAY + datetime.timedelta(days=1))
    assert may_enter(late, OPENING) == Decision(
        allowed=False, why="texts.item_late", details={"last_day": "2026-09-24"}
    )


@pytest.mark.parametrize("item", [replace(ITEM, has_report=False), replace(ITEM, has_draft=False)])
def test_request_without_its_papers_does_not_enter(item: AgendaItem) -> None:
    """Report and draft resolution come with the request."""
    assert may_enter(item, OPENING) == Decision(allowed=False, why="texts.item_incomplete")


@pytest.mark.parametrize(
    ("reader", "sees"),
    [
        (Reader.MEMBER, True),
        (Reader.SECRETARIAT, True),
        (Reader.OBSERVER, False),
        (Reader.PUBLIC, False),
    ],
)
def test_closed_item_is_for_few(reader: Reader, *, sees: bool) -> None:
    """Items are closed unless marked; a public one is read by everybody."""
    closed = Decision(allowed=False, why="texts.item_closed")
    assert may_read(ITEM, reader, OPENING) == (YES if sees else closed)
    assert may_read(replace(ITEM, is_public=True), reader, OPENING) == YES
