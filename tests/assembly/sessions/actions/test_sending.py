"""Promises of how members send delegations."""

from collections.abc import Sequence

import pytest

from hall_world import BUREAU, SECRETARY, HallWorld
from jisr.access import actions as access
from jisr.access.model import BureauKind, Role
from jisr.assembly.sessions import actions
from jisr.assembly.sessions.model import (
    Credential,
    CredentialState,
    Delegate,
    Delegation,
    HeldDelegation,
    Issuer,
    KeyUse,
    Office,
    Post,
)
from jisr.errors import Conflict, Denied, NotFound, OfficerUnknown, ValueMalformed, VersionStale
from jisr.values import LanguageMap
from ticking import TickingClock

HEAD = frozenset({Post.HEAD})


def _delegation(member: str, head: str, *others: str) -> Delegation:
    return Delegation(member, (Delegate(head, "", HEAD), *(Delegate(each, "") for each in others)))


def _advisers(hall: HallWorld, count: int) -> Sequence[str]:
    names = [f"adviser{number}@fra" for number in range(count)]
    for each in names:
        hall.add_officer(each, "FRA", Role.DELEGATE)
    return names


def test_delegation_is_named_and_read(hall: HallWorld) -> None:
    """Names come from the register, and the members who sent nobody have version 0."""
    hall.send("FRA")
    assert hall.ask(actions.delegation, 93, "FRA") == HeldDelegation(
        Delegation(
            "FRA",
            (
                Delegate("delegate@fra", "delegate of fra", HEAD),
                Delegate("alternate@fra", "alternate of fra", frozenset({Post.ALTERNATE})),
            ),
        ),
        1,
    )
    assert hall.ask(actions.delegation, 93, "EGY") == HeldDelegation(Delegation("EGY", ()), 0)
    assert [each.delegation.member for each in hall.ask(actions.delegations, 93)] == ["FRA"]


def test_stranger_to_the_network_sends_nobody(hall: HallWorld) -> None:
    """A country that is no member, and a session that is none, are not found."""
    for number, member in ((93, "PRK"), (94, "FRA"), (-1, "FRA")):
        with pytest.raises(NotFound):
            hall.ask(actions.delegation, number, member)


@pytest.mark.parametrize("officer", ["head@egy", "delegate@fra", "root@gs", SECRETARY])
def test_only_its_bureau_names_a_delegation(hall: HallWorld, officer: str) -> None:
    """Another member, a plain delegate and the secretariat are refused."""
    with pytest.raises(Denied) as refused:
        hall.do(actions.name_delegation, officer, 93, _delegation("FRA", "delegate@fra"))
    assert refused.value.details == {"why": "sessions.not_sender"}


def test_head_of_the_delegation_names_it_too(hall: HallWorld) -> None:
    """Once named, the head changes who else comes."""
    hall.send("FRA")
    changed = hall.do(
        actions.name_delegation,
        "delegate@fra",
        93,
        _delegation("FRA", "delegate@fra", "caster@fra"),
    )
    assert (changed.version, [each.id for each in changed.delegation.delegates]) == (
        2,
        ["delegate@fra", "caster@fra", "alternate@fra"],
    )
    assert changed.delegation.delegates[2].is_revoked


@pytest.mark.parametrize("delegate", ["delegate@egy", "clerk@fra", SECRETARY])
def test_delegate_is_of_the_member_and_sent_as_one(hall: HallWorld, delegate: str) -> None:
    """An officer of another member, or without the role, cannot sit; a head of bureau can."""
    hall.add_officer("clerk@fra", "FRA", Role.BUREAU_OFFICER)
    with pytest.raises(Denied) as refused:
        hall.do(actions.name_delegation, "head@fra", 93, _delegation("FRA", delegate))
    assert refused.value.details == {"why": "sessions.not_of_member"}
    hall.do(actions.name_delegation, "head@fra", 93, _delegation("FRA", "head@fra"))


def test_unknown_officer_is_not_sent(hall: HallWorld) -> None:
    """A delegate has an account, and no list of them is endless."""
    with pytest.raises(OfficerUnknown):
        hall.do(actions.name_delegation, "head@fra", 93, _delegation("FRA", "nobody@fra"))
    many = _delegation("FRA", *["delegate@fra"] * 201)
    with pytest.raises(ValueMalformed):
        hall.do(actions.name_delegation, "head@fra", 93, many)


def test_ten_delegates_come_and_one_for_each_sub_bureau(hall: HallWorld) -> None:
    """The eleventh is refused until the network knows a sub-bureau of the member."""
    sent = _delegation("FRA", "delegate@fra", *_advisers(hall, 10))
    with pytest.raises(Denied) as refused:
        hall.do(actions.name_delegation, "head@fra", 93, sent)
    assert refused.value.details == {"why": "sessions.too_many_delegates"}
    name = LanguageMap({"fr": "Marseille"})
    given = ("head@fra", "FRA.MRS", BureauKind.SUB_BUREAU, name)
    hall.do(access.register_bureau, *given)
    hall.do(access.register_bureau, "head@fra", "FRA.DNE", BureauKind.AGENCY, name)
    assert hall.do(actions.name_delegation, "head@fra", 93, sent).delegation.sub_bureaus == 1


def test_committee_members_do_not_count(hall: HallWorld) -> None:
    """Who is of the executive committee is said by the secretary, not by the member."""
    advisers = _advisers(hall, 10)
    sent = _delegation("FRA", "delegate@fra", *advisers)
    hall.hold(Office.COMMITTEE, advisers[3])
    named = hall.do(actions.name_delegation, "head@fra", 93, sent).delegation
    assert [each.id for each in named.delegates if each.is_extra] == [advisers[3]]


def test_delegation_without_a_head_is_refused(hall: HallWorld) -> None:
    """It has one head, and at most one ballot-caster."""
    headless = Delegation("FRA", (Delegate("delegate@fra", ""),))
    with pytest.raises(Denied) as refused:
        hall.do(actions.name_delegation, "head@fra", 93, headless)
    assert refused.value.details == {"why": "sessions.posts"}


def test_two_who_write_at_once_do_not_overwrite(hall: HallWorld) -> None:
    """Who read an older version is told so."""
    hall.send("FRA")
    with pytest.raises(VersionStale):
        hall.do(actions.name_delegation, "head@fra", 93, _delegation("FRA", "head@fra"), seen=0)
    with pytest.raises(VersionStale):
        hall.do(actions.withdraw_delegate, "head@fra", 93, "FRA", "alternate@fra", seen=2)


def test_withdrawn_delegate_has_no_post_and_no_key(hall: HallWorld) -> None:
    """Their key counts for nothing from that instant; the head can be withdrawn as well."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    changed = hall.do(actions.withdraw_delegate, "head@fra", 93, "FRA", "delegate@fra")
    assert changed.delegation.delegates[0] == Delegate(
        "delegate@fra", "delegate of fra", is_revoked=True
    )
    assert hall.ask(actions.voting_key, 93, "FRA") is None
    assert hall.ask(actions.key, key.id).revoked_at is not None
    assert hall.ask(actions.capacity, 93, hall.officer("delegate@fra")).standing is None
    with pytest.raises(NotFound):
        hall.do(actions.withdraw_delegate, "head@fra", 93, "FRA", "delegate@fra")


def test_delegate_who_is_not_named_again_is_withdrawn(hall: HallWorld) -> None:
    """A new list takes the key of who is not on it, and may call them back later."""
    hall.send("FRA")
    hall.key("delegate@fra")
    hall.do(actions.name_delegation, "head@fra", 93, _delegation("FRA", "head@fra"))
    assert hall.ask(actions.keys, 93, KeyUse.VOTE) == ()
    back = hall.do(actions.name_delegation, "head@fra", 93, _delegation("FRA", "delegate@fra"))
    assert [(each.id, each.is_revoked) for each in back.delegation.delegates] == [
        ("delegate@fra", False),
        ("head@fra", True),
        ("alternate@fra", True),
    ]


@pytest.mark.parametrize("officer", ["head@egy", "alternate@fra", SECRETARY])
def test_only_its_own_withdraw_a_delegate(hall: HallWorld, officer: str) -> None:
    """Nobody else takes a delegate from a member, and least of all the secretariat."""
    hall.send("FRA")
    with pytest.raises(Denied) as refused:
        hall.do(actions.withdraw_delegate, officer, 93, "FRA", "delegate@fra")
    assert refused.value.details == {"why": "sessions.not_sender"}


def test_credentials_are_handed_in_once_the_delegation_is_named(hall: HallWorld) -> None:
    """By its bureau or by the secretary who got the paper; and again until they are reviewed."""
    given = (93, "FRA", Issuer.OTHER)
    with pytest.raises(NotFound):
        hall.do(actions.hand_in_credentials, "head@fra", *given)
    hall.send("FRA", state=None)
    hall.do(actions.hand_in_credentials, "head@fra", *given)
    again = hall.do(actions.hand_in_credentials, SECRETARY, 93, "FRA", Issuer.FOREIGN_MINISTER)
    assert again.credential == Credential("FRA", Issuer.FOREIGN_MINISTER)
    assert hall.ask(actions.credential, 93, "FRA") == again
    assert again.version == 2
    hall.do(actions.review_credentials, BUREAU, 93, "FRA", CredentialState.ACCEPTED)
    with pytest.raises(Conflict):
        hall.do(actions.hand_in_credentials, "head@fra", *given)


def test_credentials_come_from_the_member(hall: HallWorld) -> None:
    """No other member hands them in."""
    hall.send("FRA", state=None)
    with pytest.raises(Denied) as refused:
        hall.do(actions.hand_in_credentials, "head@egy", 93, "FRA", Issuer.OTHER)
    assert refused.value.details == {"why": "sessions.not_sender"}


def test_refused_delegation_hands_in_better_ones(hall: HallWorld) -> None:
    """After a refusal new credentials are reviewed anew."""
    hall.send("FRA", state=CredentialState.REFUSED)
    new = hall.do(actions.hand_in_credentials, "head@fra", 93, "FRA", Issuer.HEAD_OF_STATE)
    assert (new.credential.state, new.version) == (CredentialState.SUBMITTED, 4)


def test_nobody_is_sent_after_the_session(hall: HallWorld, clock: TickingClock) -> None:
    """The day after the last one nobody joins, leaves or hands in."""
    hall.send("FRA", state=None)
    clock.advance(days=7)
    for action, given in (
        (actions.name_delegation, (_delegation("FRA", "head@fra"),)),
        (actions.withdraw_delegate, ("FRA", "delegate@fra")),
        (actions.hand_in_credentials, ("FRA", Issuer.OTHER)),
    ):
        with pytest.raises(Denied) as refused:
            hall.do(action, "head@fra", 93, *given)
        assert refused.value.details == {"why": "sessions.over"}
