"""Tests of the flags that protect persons."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.model import DatabaseName
from jisr.records.flags import flags_of, is_accused, is_minor
from jisr.records.model import Flag, Person, PersonStatus
from jisr.records.profiles import profile
from jisr.values import PartialDate
from recording import TODAY, document_draft, person_draft, record_of

NOMINAL = profile(DatabaseName.NOMINAL)


@pytest.mark.parametrize(
    ("status", "flags"),
    [
        (PersonStatus.SUSPECT, set()),
        (PersonStatus.VICTIM, {Flag.NO_RESTRICTIVE_MEASURES}),
        (PersonStatus.WITNESS, {Flag.NO_RESTRICTIVE_MEASURES}),
        (PersonStatus.MISSING, {Flag.NO_RESTRICTIVE_MEASURES}),
        (PersonStatus.DECEASED, {Flag.DECEASED}),
        (PersonStatus.UNIDENTIFIED_BODY, {Flag.DECEASED, Flag.NO_RESTRICTIVE_MEASURES}),
    ],
)
def test_status_sets_its_flags(status: PersonStatus, flags: set[Flag]) -> None:
    """What a status implies is set whatever the owner says (RPD Art. 39, 40)."""
    assert flags_of(person_draft(status=status), NOMINAL, TODAY) == flags


def test_flags_of_the_owner_are_kept() -> None:
    """Sensitive data and asylum stay marked."""
    own = frozenset({Flag.SENSITIVE, Flag.ASYLUM})
    draft = person_draft(status=PersonStatus.VICTIM, flags=own)
    assert flags_of(draft, NOMINAL, TODAY) == own | {Flag.NO_RESTRICTIVE_MEASURES}


@pytest.mark.parametrize(
    ("births", "event", "minor"),
    [
        ((PartialDate(2000, 5, 10),), PartialDate(2018, 5, 9), True),
        ((PartialDate(2000, 5, 10),), PartialDate(2018, 5, 10), False),
        ((PartialDate(2000, 5),), PartialDate(2018, 5, 30), True),
        ((PartialDate(2000, 5),), PartialDate(2018, 5, 31), False),
        ((PartialDate(2000),), PartialDate(2018), True),
        ((PartialDate(2000),), PartialDate(2019), False),
        ((PartialDate(2000, 2, 29),), PartialDate(2018, 2, 28), True),
        ((PartialDate(2000, 2, 29),), PartialDate(2018, 3, 1), False),
        ((PartialDate(1990), PartialDate(2005)), PartialDate(2018), True),
        ((PartialDate(2008, 11, 22),), None, True),
        ((PartialDate(2008, 11, 21),), None, False),
        ((), PartialDate(2018), False),
    ],
)
def test_age_counts_at_the_time_of_the_event(
    births: tuple[PartialDate, ...],
    event: PartialDate | None,
    minor: bool,  # noqa: FBT001  the expected answer
) -> None:
    """Under eighteen at the event is a minor; doubt protects (RPD Art. 41)."""
    draft = person_draft(birth_dates=births, event_date=event)
    assert isinstance(draft.subject, Person)
    assert is_minor(draft.subject, event, TODAY) is minor
    assert (Flag.MINOR in flags_of(draft, NOMINAL, TODAY)) is minor


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2020, 1, 1)), st.dates())
def test_less_precise_birth_protects_more(birth: datetime.date, event: datetime.date) -> None:
    """Whoever is a minor by the day is one by the month, and by the year."""
    happened = PartialDate(event.year, event.month, event.day)
    day, month, year = (
        is_minor(Person((), birth_dates=(date,)), happened, TODAY)
        for date in (
            PartialDate(birth.year, birth.month, birth.day),
            PartialDate(birth.year, birth.month),
            PartialDate(birth.year),
        )
    )
    assert day <= month <= year


def test_last_year_of_the_calendar_has_an_age_too() -> None:
    """A birth year that cannot be does not break the rule."""
    assert is_minor(Person((), birth_dates=(PartialDate(9999),)), PartialDate(9999), TODAY)


def test_victim_witness_and_minor_are_never_shown_as_suspected() -> None:
    """Only the accused statuses are shown so, and never with a flag that protects."""
    shown = {
        status
        for status in PersonStatus
        if is_accused(
            record_of(
                person_draft(status=status),
                flags=flags_of(person_draft(status=status), NOMINAL, TODAY),
            ),
            NOMINAL,
        )
    }
    assert shown == {
        PersonStatus.CONVICTED,
        PersonStatus.CHARGED,
        PersonStatus.SUSPECT,
        PersonStatus.CRIMINAL_HISTORY,
        PersonStatus.POSSIBLE_THREAT,
        PersonStatus.UN_SANCTIONS,
    }
    suspect = record_of(person_draft())
    minor = dataclasses.replace(suspect, flags=frozenset({Flag.MINOR}))
    thing = record_of(document_draft())
    assert [is_accused(each, NOMINAL) for each in (suspect, minor, thing)] == [True, False, False]
