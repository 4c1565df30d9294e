"""What an expert wrote into the tables of sessions can be read and holds together."""

import datetime
from dataclasses import replace

import pytest

from jisr.access.countries import country
from jisr.access.profiles import load_profile
from jisr.assembly.sessions import tables
from jisr.assembly.sessions.model import (
    Act,
    CredentialState,
    Evidence,
    Issuer,
    Matter,
    Reviewer,
    Right,
    SessionKind,
    Standing,
    Voice,
)
from jisr.values import LANGUAGES, PartialDate


def test_register_holds_the_sessions_that_sources_name() -> None:
    """Number, host and days of each session; a day that no source tells is not there."""
    found = {
        number: (each.host, str(each.opens), str(each.closes) if each.closes else None)
        for number, each in tables.sessions().items()
    }
    assert found == {
        76: ("MAR", "2007", None),
        91: ("AUT", "2023", None),
        92: ("GBR", "2024-11-04", "2024-11-07"),
        93: ("MAR", "2025-11-24", "2025-11-27"),
    }


def test_every_session_has_its_city_in_all_languages_and_a_known_host() -> None:
    """A page in any language can name where a session was."""
    wrong = [
        each.number
        for each in tables.sessions().values()
        if set(each.city.texts) != set(LANGUAGES) or country(each.host).code != each.host
    ]
    assert wrong == []


def test_every_fact_is_sourced() -> None:
    """No session stands in the register without a fact, and no fact without a source."""
    bare = [
        (each.number, fact.key)
        for each in tables.sessions().values()
        for fact in each.facts
        if not (fact.text.endswith(".") and fact.source)
    ]
    assert bare == []
    assert all(each.facts for each in tables.sessions().values())


def test_what_sources_contradict_is_marked() -> None:
    """The reader of the register sees which facts are disputed."""
    disputed = [
        (each.number, fact.key)
        for each in tables.sessions().values()
        for fact in each.facts
        if fact.evidence is Evidence.DISPUTED
    ]
    assert disputed == [(92, "place"), (92, "vice-president-africa")]


def test_a_session_closes_after_it_opens() -> None:
    """No session of the register ends before it begins."""
    assert [
        each.number
        for each in tables.sessions().values()
        if each.closes is not None and each.closes < each.opens
    ] == []


def test_duties_are_those_of_the_rules() -> None:
    """Each duty of an ordinary session counts the days or months of its article."""
    found = [
        (each.key, each.months, each.days, each.article)
        for each in tables.duties(SessionKind.ORDINARY, datetime.date(2025, 11, 24))
    ]
    assert found == [
        ("vacancies-announced", -6, 0, "RoP 46"),
        ("extra-interpretation-requested", -4, 0, "RoP 62"),
        ("invitations-sent", 0, -120, "GR 7"),
        ("regulation-amendments-proposed", 0, -120, "GR 55"),
        ("amending-texts-circulated", 0, -90, "RoP 14, 44, 45"),
        ("agenda-items-requested", 0, -60, "RoP 12"),
        ("provisional-agenda-sent", 0, -45, "RoP 10"),
        ("nominations-close", 0, -45, "RoP 46"),
        ("working-documents-available", 0, -30, "RoP 14"),
        ("last-observations", 0, -7, "RoP 13, 14, 14A"),
        ("records-corrected", 0, 30, "RoP 59"),
        ("resolutions-published", 0, 30, "RoP 60"),
    ]


def test_an_extraordinary_session_has_only_what_follows_it() -> None:
    """A session held within 90 days is not bound by deadlines of half a year."""
    found = [
        each.key for each in tables.duties(SessionKind.EXTRAORDINARY, datetime.date(2026, 3, 2))
    ]
    assert found == ["records-corrected", "resolutions-published"]


def test_a_duty_binds_only_sessions_that_open_while_it_is_in_force() -> None:
    """The first and the last day of validity are within; a row acts on its kinds alone."""
    row = tables.duties(SessionKind.ORDINARY, datetime.date(2025, 11, 24))[0]
    first, last = datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)
    dated = replace(row, valid_from=first, valid_until=last)
    day = datetime.timedelta(days=1)
    assert [
        tables.binds(dated, SessionKind.ORDINARY, opens)
        for opens in (first - day, first, last, last + day)
    ] == [False, True, True, False]
    assert tables.binds(dated, SessionKind.EXTRAORDINARY, first) is False


def test_every_duty_is_named_in_all_languages() -> None:
    """The calendar can be shown in each language, and says who has to act."""
    found = tables.duties(SessionKind.ORDINARY, datetime.date(2025, 11, 24))
    assert [each.key for each in found if set(each.name.texts) != set(LANGUAGES)] == []
    assert {each.owner for each in found} == {"secretariat", "members"}


@pytest.mark.parametrize(("sub_bureaus", "most"), [(0, 10), (1, 11), (7, 17)])
def test_size_of_a_delegation(sub_bureaus: int, most: int) -> None:
    """Ten delegates, and one more for each sub-bureau (RoP 7)."""
    assert tables.delegates_max(sub_bureaus) == most


def test_every_standing_has_a_right_for_every_act() -> None:
    """No act is left undecided for anybody in the hall, and only members vote."""
    voters = [
        who
        for who in Standing
        for act in Act
        if tables.right(who, act) is Right.YES and act is Act.VOTE
    ]
    assert voters == [Standing.DELEGATION]


def test_who_signs_and_who_reviews_credentials() -> None:
    """The lists of RoP 8, as they are used."""
    assert tables.issuers() == set(Issuer) - {Issuer.OTHER}
    assert tables.credential_steps(Reviewer.CREDENTIALS_BUREAU) == {
        CredentialState.SUBMITTED: {CredentialState.ACCEPTED, CredentialState.DISPUTED},
        CredentialState.ACCEPTED: {CredentialState.DISPUTED},
    }
    assert tables.credential_steps(Reviewer.PRESIDENT) == {
        CredentialState.DISPUTED: {CredentialState.ACCEPTED, CredentialState.REFUSED}
    }


def test_what_suspends_a_vote() -> None:
    """Both years, everywhere but for amendments of the Constitution (GR 52)."""
    assert tables.suspending_years(2025) == {2025, 2024}
    assert tables.suspended_voices() == set(Voice)
    assert tables.spared_matters() == {Matter.CONSTITUTION}
    assert tables.extraordinary_days() == (30, 90)


def test_hosts_are_members() -> None:
    """Every real session was held in a country that is a member of the model organisation."""
    members = {each.country for each in load_profile("world").members}
    assert {each.host for each in tables.sessions().values()} <= members
    assert tables.sessions()[92].opens == PartialDate(2024, 11, 4)
