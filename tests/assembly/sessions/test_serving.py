"""Promises of who serves a session, sends people to it and holds keys in it."""

import datetime

import pytest

from jisr.access.model import Officer, Role
from jisr.assembly.sessions import serving
from jisr.assembly.sessions.model import (
    Capacity,
    Credential,
    CredentialState,
    Delegate,
    Delegation,
    HallKey,
    Issuer,
    KeyUse,
    Office,
    Post,
    Session,
    SessionKind,
)
from jisr.values import LanguageMap, PartialDate

HEAD = frozenset({Post.HEAD})
SENT = Delegation(
    "FRA", (Delegate("a@fra", "A", HEAD), Delegate("b@fra", "B", HEAD, is_revoked=True))
)
KEY = HallKey(
    "0" * 32, 93, "a@fra", "FRA", KeyUse.VOTE, "", "", datetime.datetime.now(datetime.UTC)
)
SESSION = Session(
    93,
    SessionKind.ORDINARY,
    "MAR",
    LanguageMap({"en": "Marrakesh"}),
    PartialDate(2026, 11, 21),
    PartialDate(2026, 11, 27),
)


def _officer(name: str, *roles: Role, bureau: str = "FRA", is_active: bool = True) -> Officer:
    return Officer(name, bureau, name, frozenset(roles), is_active)


@pytest.mark.parametrize(
    ("officer", "may"),
    [
        (_officer("s@gs", Role.ASSEMBLY_SECRETARY, bureau="GS"), True),
        (_officer("s@gs", Role.ASSEMBLY_SECRETARY, bureau="GS", is_active=False), False),
        (_officer("c@gs", Role.COORDINATOR, bureau="GS"), False),
    ],
)
def test_secretary_is_an_active_one(officer: Officer, *, may: bool) -> None:
    """The role alone lets in, and ends with the officer."""
    assert serving.may_serve(officer).allowed is serving.is_secretary(officer) is may


@pytest.mark.parametrize(
    ("officer", "may"),
    [
        (_officer("h@fra", Role.HEAD_OF_BUREAU), True),
        (_officer("h@fra", Role.SECURITY_OFFICER), True),
        (_officer("h@fra", Role.HEAD_OF_BUREAU, is_active=False), False),
        (_officer("h@mrs", Role.HEAD_OF_BUREAU, bureau="FRA.MRS"), False),
        (_officer("h@egy", Role.HEAD_OF_BUREAU, bureau="EGY"), False),
        (_officer("c@fra", Role.BUREAU_OFFICER), False),
        (_officer("a@fra", Role.DELEGATE), True),
        (_officer("a@fra", Role.DELEGATE, is_active=False), False),
        (_officer("b@fra", Role.DELEGATE), False),
    ],
)
def test_bureau_and_head_send(officer: Officer, *, may: bool) -> None:
    """Who manages the national bureau, or the head whom it has not withdrawn."""
    assert serving.may_send(officer, SENT).allowed is may


@pytest.mark.parametrize(
    ("officer", "may"),
    [
        (_officer("a", Role.DELEGATE), True),
        (_officer("a", Role.HEAD_OF_BUREAU), True),
        (_officer("a", Role.DELEGATE, bureau="FRA.MRS"), True),
        (_officer("a", Role.BUREAU_OFFICER), False),
        (_officer("a", Role.DELEGATE, bureau="EGY"), False),
        (_officer("a", Role.DELEGATE, is_active=False), False),
    ],
)
def test_delegate_is_of_the_member(officer: Officer, *, may: bool) -> None:
    """Of its national bureau or a sub-bureau, in a role that lets into the hall."""
    assert serving.may_sit(officer, "FRA").allowed is may


def test_people_of_one_member_hold_an_office_that_is_no_trust_together() -> None:
    """Two of a member sit in the elections board, and are no two witnesses."""
    pair = [_officer("a", Role.DELEGATE), _officer("b", Role.DELEGATE)]
    assert serving.may_name(Office.ELECTIONS_BOARD, pair, {"FRA"}).allowed
    assert serving.may_name(Office.WITNESS, pair, {"FRA"}).why == "sessions.same_member"
    assert serving.may_name(Office.CHAIR, pair, {"EGY"}).why == "sessions.office_of_member"
    staff = [_officer("c@gs", Role.ASSEMBLY_SECRETARY, bureau="GS")]
    assert serving.may_name(Office.CREDENTIALS_BUREAU, staff, {"FRA"}).allowed
    assert serving.may_name(Office.CREDENTIALS_BUREAU, pair, {"FRA"}).why == (
        "sessions.office_of_secretariat"
    )
    assert serving.may_name(Office.CHAIR, pair * 5, {"FRA"}).why == "sessions.officer_twice"


def test_session_is_over_on_the_day_after_its_last() -> None:
    """One without a last day goes on."""
    last = datetime.date(2026, 11, 27)
    assert serving.may_change(SESSION, last).allowed
    assert serving.may_change(SESSION, last + datetime.timedelta(days=1)).why == "sessions.over"
    endless = Session(93, SessionKind.ORDINARY, "MAR", SESSION.city, SESSION.opens, None)
    assert serving.may_change(endless, datetime.date(2030, 1, 1)).allowed


@pytest.mark.parametrize(
    ("use", "posts", "offices", "has_sealing", "why"),
    [
        (KeyUse.VOTE, HEAD, (), False, "allowed"),
        (KeyUse.VOTE, (), (Office.TRUSTEE,), False, "no_post"),
        (KeyUse.VOTE, HEAD, (), True, "key_sealing"),
        (KeyUse.TRUSTEE, (), (Office.TRUSTEE,), True, "allowed"),
        (KeyUse.TRUSTEE, (), (Office.TRUSTEE,), False, "key_sealing"),
        (KeyUse.TRUSTEE, HEAD, (Office.WITNESS,), True, "no_office"),
        (KeyUse.WITNESS, (), (Office.WITNESS,), False, "allowed"),
        (KeyUse.WITNESS, HEAD, (Office.CHAIR,), False, "no_office"),
    ],
)
def test_key_follows_post_or_office(
    use: KeyUse, posts: tuple[Post], offices: tuple[Office], *, has_sealing: bool, why: str
) -> None:
    """A vote needs a post, a share or a co-signature its office."""
    capacity = Capacity(None, "FRA", frozenset(posts), frozenset(offices), is_secretary=False)
    decided = serving.may_hold_key(capacity, use, has_sealing=has_sealing)
    assert decided.why == f"sessions.{why}"


@pytest.mark.parametrize(
    ("officer", "may"),
    [
        (_officer("a@fra", Role.DELEGATE), True),
        (_officer("a@fra", Role.DELEGATE, is_active=False), False),
        (_officer("h@fra", Role.HEAD_OF_BUREAU), True),
        (_officer("s@gs", Role.ASSEMBLY_SECRETARY, bureau="GS"), True),
        (_officer("b@fra", Role.DELEGATE), False),
        (_officer("h@egy", Role.HEAD_OF_BUREAU, bureau="EGY"), False),
    ],
)
def test_key_is_revoked_by_its_own(officer: Officer, *, may: bool) -> None:
    """Its holder, who sends the delegation, or the secretary."""
    assert serving.may_revoke(officer, KEY, SENT).allowed is may


def test_who_was_refused_may_stay() -> None:
    """Not who is under review, and not who handed in nothing."""
    refused = Credential("FRA", Issuer.OTHER, CredentialState.REFUSED)
    assert serving.may_stay(refused).allowed
    assert serving.may_stay(Credential("FRA", Issuer.OTHER)).why == "sessions.not_refused"
    assert serving.may_stay(None).why == "sessions.not_refused"


@pytest.mark.parametrize(
    ("offices", "is_secretary", "may"),
    [
        ((), True, True),
        ((Office.CHAIR,), False, True),
        ((Office.CREDENTIALS_BUREAU,), False, True),
        ((Office.ELECTIONS_BOARD, Office.TRUSTEE), False, False),
        ((), False, False),
    ],
)
def test_desk_is_seen_by_those_who_serve(
    offices: tuple[Office, ...], *, is_secretary: bool, may: bool
) -> None:
    """The secretary, the Credentials Bureau, the chair."""
    capacity = Capacity(None, "", frozenset(), frozenset(offices), is_secretary=is_secretary)
    assert serving.may_see_desk(capacity).allowed is may
