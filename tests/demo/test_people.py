"""Generated persons are whole, lawful and the same for the same seed."""

import datetime
from collections import Counter

import pytest

from jisr.demo.members import issuers
from jisr.demo.people import Recorded, people_of
from jisr.identifiers.cleaning import Checked
from jisr.identifiers.documents import clean_document_number
from jisr.records.flags import flags_of
from jisr.records.model import Flag, HandlingCode, Person, PersonStatus
from jisr.records.profiles import profile
from jisr.values import Precision

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def people() -> list[Recorded]:
    """Sixty persons of every bureau that records."""
    return [person for issuer in issuers().values() for person in people_of(issuer, 1, 60, TODAY)]


def subject(recorded: Recorded) -> Person:
    """Return the person of the draft."""
    assert isinstance(recorded.draft.subject, Person)
    return recorded.draft.subject


def test_same_seed_makes_the_same_persons() -> None:
    """Two plans with one seed are equal; another seed makes others."""
    morocco = issuers()["MAR"]
    assert list(people_of(morocco, 1, 50, TODAY)) == list(people_of(morocco, 1, 50, TODAY))
    assert list(people_of(morocco, 1, 50, TODAY)) != list(people_of(morocco, 2, 50, TODAY))


def test_more_persons_begin_with_the_same_ones() -> None:
    """A larger network holds the smaller one."""
    morocco = issuers()["MAR"]
    assert list(people_of(morocco, 1, 50, TODAY))[:10] == list(people_of(morocco, 1, 10, TODAY))


def test_every_document_number_is_valid(people: list[Recorded]) -> None:
    """A person's documents have numbers that need no cleaning."""
    for each in people:
        for document in subject(each).documents:
            assert clean_document_number(document.number) == Checked(document.number)


def test_named_persons_have_all_three_forms_of_their_name(people: list[Recorded]) -> None:
    """The own name stands in its script, in Latin letters and as the zone writes it."""
    nameless = {PersonStatus.UNIDENTIFIED_PERSON, PersonStatus.UNIDENTIFIED_BODY}
    for each in people:
        if each.draft.status not in nameless:
            name = subject(each).names[0]
            assert (name.text, name.latin, name.mrz) == (
                each.name.original,
                each.name.latin,
                each.name.mrz,
            )


def test_what_the_rules_protect_is_there(people: list[Recorded]) -> None:
    """Minors, victims, refugees, partial dates, narrow audiences and hidden fields all occur."""
    drafts = [each.draft for each in people]
    flags = Counter(
        flag for draft in drafts for flag in flags_of(draft, profile(draft.database), TODAY)
    )
    assert set(flags) == set(Flag)
    unused = {PersonStatus.UN_SANCTIONS}
    assert {draft.status for draft in drafts} == set(PersonStatus) - unused
    assert {each.birth_dates[0].precision for each in map(subject, people)} == set(Precision)
    codes = {code for draft in drafts for code in draft.handling.values()}
    assert codes == set(HandlingCode) - {HandlingCode.OPEN}
    narrow = [draft.audience for draft in drafts if not draft.audience.everyone]
    assert any(audience.members for audience in narrow)
    assert any(not audience.members for audience in narrow)
    assert any(draft.audience.excluded for draft in drafts)


def test_a_refugee_carries_the_document_of_the_host(people: list[Recorded]) -> None:
    """Whoever has asylum bears a refugee travel document of the recording country."""
    for each in people:
        if Flag.ASYLUM in each.draft.flags:
            (document,) = subject(each).documents
            owner = each.draft.reference.partition("-")[0]
            assert (document.country, document.type) == (owner, "refugee-travel-document")
