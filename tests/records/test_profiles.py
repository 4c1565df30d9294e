"""Tests of the databases and code tables."""

import pytest

from jisr.access.model import DatabaseName
from jisr.records import profiles
from jisr.records.model import DatabaseProfile, HandlingCode, PersonStatus
from jisr.values import LANGUAGES


def test_every_database_has_one_profile_in_force() -> None:
    """No database works without its declared characteristics (RPD Art. 36)."""
    assert {name: each.name for name, each in profiles.profiles().items()} == {
        name: name for name in DatabaseName
    }


@pytest.mark.parametrize("profile", profiles.profiles().values(), ids=lambda each: each.name)
def test_profile_says_all_seventeen_characteristics(profile: DatabaseProfile) -> None:
    """Nothing is left open, and an officer is told what to do in his language."""
    assert set(profile.declared) == profiles.DECLARED
    assert all(profile.declared.values())
    assert [set(each.texts) for each in (profile.title, profile.aim, profile.on_hit)] == [
        set(LANGUAGES)
    ] * 3
    assert all(
        (profile.purposes, profile.writers, profile.readers, profile.operations, profile.source)
    )


def test_retention_is_data_with_its_source() -> None:
    """What no published source gives is marked so."""
    found = {
        each.name: (dict(each.retention_days), "unconfirmed" in each.retention_source)
        for each in profiles.profiles().values()
    }
    assert found == {
        DatabaseName.NOMINAL: ({"default": 1826}, False),
        DatabaseName.TRAVEL_DOCUMENTS: ({"default": 1826, "stolen-blank": 10957}, False),
        DatabaseName.ADMINISTRATIVE_DOCUMENTS: ({"default": 3652}, False),
        DatabaseName.VEHICLES: ({"default": 1826}, True),
        DatabaseName.VESSELS: ({"default": 1826}, True),
        DatabaseName.FIREARMS: ({"default": 1826}, True),
    }


def test_only_persons_are_personal_data() -> None:
    """Documents, vehicles, vessels and firearms hold none."""
    holding = {each.name for each in profiles.profiles().values() if each.holds_personal_data}
    assert holding == {DatabaseName.NOMINAL}


def test_each_document_type_has_one_database() -> None:
    """The types of a profile are those that name it."""
    for profile in profiles.profiles().values():
        assert set(profile.document_types) == {
            code
            for code, each in profiles.document_types().items()
            if each.database == profile.name
        }


def test_code_tables_speak_every_language() -> None:
    """Each code has a title in the four languages."""
    tables = (profiles.document_types(), profiles.fraud_types(), profiles.statuses())
    titles = [row.title for table in tables for row in table.values()]
    assert {tuple(sorted(each.texts)) for each in titles} == {tuple(sorted(LANGUAGES))}
    assert set(profiles.statuses()) == set(PersonStatus)


def test_unknown_handling_code_is_the_most_restrictive() -> None:
    """A text that is no code hides the field."""
    assert [profiles.handling_code(each) for each in ("open", "secret", "")] == [
        HandlingCode.OPEN,
        HandlingCode.CONFIRM_ONLY,
        HandlingCode.CONFIRM_ONLY,
    ]
    assert profiles.handling_order()[0] is HandlingCode.OPEN
