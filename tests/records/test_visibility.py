"""Tests of which fields an officer is shown."""

import dataclasses

import pytest

from jisr.access.model import Asking, BureauKind, DatabaseName, Role
from jisr.records.model import Confidentiality, Document, HandlingCode, Person, Record
from jisr.records.profiles import profile
from jisr.records.visibility import (
    administers,
    is_owner,
    matchable,
    shown_to,
    visible_fields,
    without,
)
from recording import ask_for, document_draft, person_draft, record_of

NOMINAL = profile(DatabaseName.NOMINAL)
OFFICER = Role.BUREAU_OFFICER
EVERY = {each.name for each in dataclasses.fields(Person)}
HANDLED = record_of(
    person_draft(
        handling={
            "sex": HandlingCode.OPEN,
            "birth_dates": HandlingCode.POLICE_USE,
            "birth_places": HandlingCode.NO_COURT,
            "nationalities": HandlingCode.ORIGINATOR_CONTROL,
            "documents": HandlingCode.CONFIRM_ONLY,
        }
    )
)


@pytest.mark.parametrize(
    ("asking", "hidden"),
    [
        (ask_for("MAR", OFFICER), set()),
        (ask_for("MAR.PORT", OFFICER, kind=BureauKind.AGENCY), set()),
        (ask_for("CCF", Role.CCF_MEMBER), set()),
        (ask_for("GS", Role.COORDINATOR), {"documents"}),
        (ask_for("TUN", OFFICER), {"documents", "nationalities"}),
        (ask_for("TUN", Role.HEAD_OF_BUREAU), {"documents", "nationalities"}),
    ],
)
def test_handling_codes_hide_fields(asking: Asking, hidden: set[str]) -> None:
    """Confirm-only is for owner and oversight, originator-control for the secretariat too."""
    assert visible_fields(HANDLED, asking, NOMINAL) == EVERY - hidden


@pytest.mark.parametrize(
    ("asking", "sees_all"),
    [
        (ask_for("MAR", OFFICER), True),
        (ask_for("TUN", OFFICER), False),
        (ask_for("TUN", Role.MACHINE), False),
        (ask_for("TUN", Role.HEAD_OF_BUREAU), True),
        (ask_for("GS", Role.LEGAL_REVIEWER), True),
        (ask_for("CCF", Role.CCF_MEMBER), True),
    ],
)
def test_confidential_record_hides_what_is_not_needed(
    asking: Asking,
    sees_all: bool,  # noqa: FBT001  the expected answer
) -> None:
    """An officer of another member sees what recognises the person, and no story."""
    record = record_of(person_draft(confidentiality=Confidentiality.CONFIDENTIAL))
    shown, has_more = shown_to(record, asking, NOMINAL)
    expected = dataclasses.replace(
        record,
        subject=dataclasses.replace(person_of(record), documents=()),
        metadata=dataclasses.replace(record.metadata, event="", reference=""),
    )
    assert (shown, has_more) == ((record, False) if sees_all else (expected, True))


@pytest.mark.parametrize("level", [Confidentiality.OFFICIAL_USE, Confidentiality.RESTRICTED])
def test_lower_levels_hide_nothing(level: Confidentiality) -> None:
    """Official use and restricted limit who sees a record, not its fields."""
    record = record_of(person_draft(confidentiality=level))
    assert shown_to(record, ask_for("TUN", OFFICER), NOMINAL) == (record, False)


def person_of(record: Record) -> Person:
    """Return the person of a record."""
    assert isinstance(record.subject, Person)
    return record.subject


def test_emptied_field_is_not_named() -> None:
    """A hidden field is empty, whatever its kind, and its handling is not told."""
    record = record_of(document_draft(handling={"number": HandlingCode.CONFIRM_ONLY}))
    shown = without(record, ["number", "stolen"])
    assert isinstance(shown.subject, Document)
    assert (shown.subject.number, shown.subject.stolen, shown.handling) == ("", None, {})


def test_opened_record_still_withholds_what_is_only_confirmed() -> None:
    """An emergency opens originator-control alone, and no confidentiality level."""
    head, officer = ask_for("TUN", Role.HEAD_OF_BUREAU), ask_for("TUN", OFFICER)
    opened = visible_fields(HANDLED, head, NOMINAL, is_opened=True)
    assert opened == EVERY - {"documents"}
    metadata = dataclasses.replace(HANDLED.metadata, confidentiality=Confidentiality.CONFIDENTIAL)
    confidential = dataclasses.replace(HANDLED, metadata=metadata)
    assert visible_fields(confidential, officer, NOMINAL, is_opened=True) == (
        opened & NOMINAL.confidential_shows
    )
    shown, has_more = shown_to(HANDLED, head, NOMINAL, is_opened=True)
    assert (person_of(shown).nationalities, person_of(shown).documents, has_more) == (
        person_of(HANDLED).nationalities,
        (),
        True,
    )


def test_only_confirm_only_fields_are_never_matched() -> None:
    """An index lacks what only the owner confirms, and knows that it lacks it."""
    subject = dataclasses.replace(person_of(HANDLED), documents=())
    assert matchable(HANDLED) == dataclasses.replace(HANDLED, subject=subject)
    assert matchable(record_of(person_draft())) == record_of(person_draft())


def test_owner_is_the_member_with_all_that_stands_under_it() -> None:
    """A sub-bureau asks as its member; the secretariat and oversight administer."""
    under = ask_for("MAR.TNG", OFFICER, kind=BureauKind.SUB_BUREAU)
    bodies = [ask_for("MAR"), under, ask_for("TUN"), ask_for("GS"), ask_for("CCF")]
    assert [is_owner(HANDLED, each) for each in bodies] == [True, True, False, False, False]
    assert [administers(each) for each in bodies] == [False, False, False, True, True]
