"""Promises about casting: every rule has its refusal, and nothing is told before the close."""

import dataclasses
from collections.abc import Callable

import pytest

from hall_world import CHAIR, ROOT, SECRETARY
from jisr.access import actions as access
from jisr.access.model import BureauKind, Role
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import CredentialState, Observer, ObserverKind, Post
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import (
    ABSTAIN,
    Call,
    Hands,
    Method,
    Signature,
    SignatureKind,
    Signing,
    Vote,
    VoteState,
)
from jisr.errors import Conflict, Denied, NotFound, ValueMalformed
from jisr.kit.db import Database
from jisr.values import LanguageMap
from vote_world import VoteWorld, found_votes, refusal

LISTED = {"is_listed": True, "is_partner": True, "is_approved_by_host": True}


def cast_as(
    votes: VoteWorld, vote: Vote, officer: str, signing: Signing, **given: object
) -> Callable[[], Call]:
    """Return what casts for as an officer."""
    return lambda: votes.hall.do(
        actions.cast, officer, vote.id, given.get("choice", "for"), signing, version=1
    )


def test_an_entry_is_kept_as_it_was_signed(votes: VoteWorld) -> None:
    """Its member, choice, key and signature stand as they were given."""
    vote = votes.open()
    signing = votes.signing(vote, "FRA", "for")
    call = votes.cast(vote, "FRA", "for")
    assert dataclasses.replace(call, cast_at=vote.opened_at) == Call(
        vote=vote.id,
        member="FRA",
        version=1,
        choice="for",
        officer="delegate@fra",
        cast_at=vote.opened_at,
        kind=SignatureKind.HALL_KEY,
        key=votes.keys["FRA"].id,
        value=signing.signature.value,
    )


def test_nothing_is_told_before_the_close(votes: VoteWorld) -> None:
    """Who answered is seen, what it said is not; after the close both are, in hall order."""
    vote = votes.open()
    votes.cast_all(vote, {"EGY": "against", "FRA": "for"})
    before = votes.read(vote)
    votes.close(vote)
    after = votes.read(vote)
    assert (set(before.received), before.calls, before.vote.tally) == ({"EGY", "FRA"}, (), None)
    order = [each.member for each in vote.roll if each.member in ("EGY", "FRA")]
    assert [each.member for each in after.calls] == order
    assert after.vote.tally is not None
    assert dict(after.vote.tally.votes) == {"for": 1, "against": 1}


def test_a_correction_is_a_new_entry(votes: VoteWorld) -> None:
    """The newest of a member counts; the older one stays in the record."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.cast(vote, "FRA", ABSTAIN, version=2)
    votes.close(vote)
    assert [(each.version, each.choice) for each in votes.read(vote).calls] == [(2, ABSTAIN)]


def test_an_entry_is_not_cast_twice(votes: VoteWorld) -> None:
    """The same version again, one too far, and a correction that corrects nothing are refused."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    again = [
        refusal(votes.cast, vote, "FRA", choice, version)
        for choice, version in (("against", 1), ("against", 3), ("for", 2))
    ]
    assert again == [
        (Conflict, "votes.entry_stands"),
        (Conflict, "votes.entry_stands"),
        (Conflict, "votes.entry_same"),
    ]


def test_nothing_is_cast_after_the_end(votes: VoteWorld) -> None:
    """Closed, past its instant, annulled: each is refused as over."""
    closed, annulled = votes.open(), votes.open()
    ends_at = votes.database.clock().replace(microsecond=0)
    timed = votes.open(closes_at=ends_at.replace(hour=ends_at.hour + 1))
    votes.close(closed)
    votes.hall.do(actions.annul, CHAIR, annulled.id, "put to the vote by mistake")
    over = [refusal(votes.cast, vote, "FRA", "for") for vote in (closed, annulled)]
    votes.database.clock.advance(hours=1)  # type: ignore[attr-defined]  # a test's clock
    over.append(refusal(votes.cast, timed, "FRA", "for"))
    assert over == [(Conflict, "votes.not_open")] * 3


def test_only_a_roll_call_takes_entries(votes: VoteWorld) -> None:
    """A consensus and a show of hands take none."""
    others = [votes.open(Method.CONSENSUS), votes.open(Method.SHOW_OF_HANDS)]
    found = [refusal(votes.cast, vote, "FRA", "for") for vote in others]
    assert found == [(Conflict, "votes.other_method")] * 2


def test_a_choice_must_be_one(votes: VoteWorld) -> None:
    """What cannot be chosen is refused, however it is signed."""
    vote = votes.open()
    assert refusal(votes.cast, vote, "FRA", "perhaps")[0] is ValueMalformed


def test_there_must_be_such_a_vote(votes: VoteWorld) -> None:
    """An id that nobody gave, and one that is none, are not found."""
    for name in ("0" * 32, "first"):
        with pytest.raises(NotFound):
            votes.hall.do(actions.cast, "delegate@fra", name, "for", Signing())


# ── who ───────────────────────────────────────────────────────────────────────────────────────


def test_a_withdrawn_delegate_is_refused_at_once(votes: VoteWorld) -> None:
    """Also when the vote was opened before; the roll of the member is not changed by it."""
    vote = votes.open()
    signing = votes.signing(vote, "FRA", "for")
    votes.hall.send("FRA", ("alternate@fra", Post.HEAD), state=None)
    assert refusal(cast_as(votes, vote, "delegate@fra", signing))[0] is Denied


def test_a_member_suspended_at_the_opening_stays_so(votes: VoteWorld) -> None:
    """Its dues come too late: the roll is frozen with its reason."""
    unpaid = {"FRA": frozenset({2025, 2026})}
    votes.hall.do(sessions.record_dues, SECRETARY, 93, unpaid)
    vote = votes.open()
    suspended = refusal(votes.cast, vote, "FRA", "for")
    votes.hall.do(sessions.record_dues, SECRETARY, 93, {"FRA": frozenset()})
    assert [suspended, refusal(votes.cast, vote, "FRA", "for")] == [
        (Denied, "sessions.suspended")
    ] * 2


def test_a_member_suspended_since_the_opening_is_refused(votes: VoteWorld) -> None:
    """What takes the vote away is asked again when it is cast."""
    vote = votes.open()
    unpaid = {"FRA": frozenset({2025, 2026})}
    votes.hall.do(sessions.record_dues, SECRETARY, 93, unpaid)
    assert refusal(votes.cast, vote, "FRA", "for") == (Denied, "sessions.suspended")


def test_who_was_not_sent_has_no_vote(votes: VoteWorld) -> None:
    """The secretary, a delegate of a delegation that was refused, one who stayed at home."""
    votes.hall.add_officer("head@tun", "TUN", Role.HEAD_OF_BUREAU, by=ROOT)
    votes.hall.add_officer("delegate@tun", "TUN", Role.DELEGATE)
    votes.hall.send("TUN", ("delegate@tun", Post.HEAD), state=CredentialState.REFUSED)
    vote = votes.open()
    officers = (SECRETARY, "delegate@tun", "caster@fra")
    found = [refusal(cast_as(votes, vote, officer, Signing()))[0] for officer in officers]
    assert found == [Denied] * 3


def test_an_admitted_observer_has_no_vote(votes: VoteWorld) -> None:
    """It sits in the hall and may not vote."""
    un = LanguageMap({"en": "United Nations"})
    votes.hall.do(access.register_bureau, ROOT, "UNO", BureauKind.INTERNATIONAL, un)
    votes.hall.add_officer("head@uno", "UNO", Role.HEAD_OF_BUREAU, by=ROOT)
    votes.hall.add_officer("watch@uno", "UNO", Role.OBSERVER)
    observer = Observer("watch@uno", ObserverKind.ORGANISATION, name="UN", **LISTED)
    votes.hall.do(sessions.admit_observer, SECRETARY, 93, observer)
    vote = votes.open()
    assert refusal(cast_as(votes, vote, "watch@uno", Signing()))[0] is Denied


# ── with what ─────────────────────────────────────────────────────────────────────────────────


def test_a_signature_must_be_over_this_entry(votes: VoteWorld) -> None:
    """Any part of the statement that differs makes it another one."""
    vote = votes.open()
    changes = (
        {"choice": "against"},
        {"vote": "0" * 32},
        {"member": "EGY"},
        {"session": 92},
        {"network": "arab"},
        {"rule": "membership"},
        {"words_digest": "0" * 64},
        {"version": 2},
    )
    key = votes.keys["FRA"]
    private = votes.hall.private[key.id]
    statement = votes.hall.ask(actions.statement, vote.id, "FRA", "for", 1)
    found = [
        refusal(
            cast_as(votes, vote, "delegate@fra", votes.signed(key.id, private, statement, **change))
        )
        for change in changes
    ]
    assert found == [(Denied, "votes.signature_wrong")] * len(changes)


def test_a_key_must_be_ones_own(votes: VoteWorld) -> None:
    """Another member's key, and one of one's own alternate, are foreign."""
    vote = votes.open()
    alternate = votes.hall.key("alternate@fra")
    statement = votes.hall.ask(actions.statement, vote.id, "FRA", "for", 1)
    found = []
    for key in (votes.keys["EGY"], alternate):
        signing = votes.signed(key.id, votes.hall.private[key.id], statement)
        found.append(refusal(cast_as(votes, vote, "delegate@fra", signing)))
    assert found == [(Denied, "votes.key_foreign")] * 2


def test_a_revoked_key_signs_nothing(votes: VoteWorld) -> None:
    """From the instant it is revoked, also in a vote that was open before."""
    vote = votes.open()
    signing = votes.signing(vote, "FRA", "for")
    votes.hall.do(sessions.revoke_key, "delegate@fra", votes.keys["FRA"].id)
    found = refusal(cast_as(votes, vote, "delegate@fra", signing))
    assert found == (Denied, "votes.key_revoked")


def test_an_unknown_key_is_not_found(votes: VoteWorld) -> None:
    """A key that was never registered signs nothing."""
    vote = votes.open()
    signing = Signing(Signature(SignatureKind.HALL_KEY, "0" * 32, "x"))
    assert refusal(cast_as(votes, vote, "delegate@fra", signing))[0] is NotFound


def test_a_passkey_must_have_signed_the_statement(votes: VoteWorld) -> None:
    """What it signed is compared with the bytes of this entry."""
    vote = votes.open()
    signature = Signature(SignatureKind.PASSKEY, "passkey", "value")
    refused = refusal(
        cast_as(votes, vote, "delegate@fra", Signing(signature, lambda _message: False))
    )
    cast_as(votes, vote, "delegate@fra", Signing(signature, lambda _message: True))()
    assert (refused, set(votes.read(vote).received)) == (
        (Denied, "votes.signature_wrong"),
        {"FRA"},
    )


def test_without_a_signature_nothing_is_cast(votes: VoteWorld) -> None:
    """The word of the hub is no signature, except where the network says that it is a demo."""
    vote = votes.open()
    assert refusal(cast_as(votes, vote, "delegate@fra", Signing())) == (
        Denied,
        "votes.signature_missing",
    )


def test_a_demo_takes_unsigned_entries_and_says_so(database: Database) -> None:
    """They are marked as signed by nothing, and nothing may be claimed with them."""
    votes = found_votes(database, is_demo=True)
    vote = votes.open()
    claimed = Signing(Signature(SignatureKind.HUB_SESSION, "key", "value"))
    refused = refusal(cast_as(votes, vote, "delegate@fra", claimed))
    call = cast_as(votes, vote, "delegate@fra", Signing())()
    assert (refused[1], call.kind, call.key, call.value) == (
        "votes.signature_missing",
        SignatureKind.HUB_SESSION,
        "",
        "",
    )


# ── other ways ────────────────────────────────────────────────────────────────────────────────


def test_one_objection_ends_a_consensus(votes: VoteWorld) -> None:
    """It is annulled, and says which member objected."""
    vote = votes.open(Method.CONSENSUS)
    ended = votes.hall.do(actions.object_to, "delegate@egy", vote.id)
    again = refusal(votes.hall.do, actions.object_to, "delegate@fra", vote.id)
    assert (ended.state, ended.why) == (VoteState.ANNULLED, "EGY")
    assert again == (Conflict, "votes.not_open")


def test_only_who_votes_objects_or_demands(votes: VoteWorld) -> None:
    """The secretary and a delegate without a post do neither."""
    votes.hall.add_officer("adviser@fra", "FRA", Role.DELEGATE)
    consensus, hands = votes.open(Method.CONSENSUS), votes.open(Method.SHOW_OF_HANDS)
    found = [
        refusal(votes.hall.do, act, officer, vote.id)
        for act, vote in ((actions.object_to, consensus), (actions.demand_roll_call, hands))
        for officer in (SECRETARY, "adviser@fra")
    ]
    assert [kind for kind, _ in found] == [Denied] * 4


def test_hands_give_way_to_a_roll_call(votes: VoteWorld) -> None:
    """One member asks, before or after the count: the roll-call is open over the same words."""
    vote = votes.open(Method.SHOW_OF_HANDS)
    votes.hall.do(actions.count_hands, CHAIR, vote.id, Hands(3, 2, 0))
    called = votes.hall.do(actions.demand_roll_call, "delegate@egy", vote.id)
    gone = votes.read(vote).vote
    assert (gone.state, gone.why, gone.successor) == (VoteState.ANNULLED, "EGY", called.id)
    assert (called.method, called.state, called.number, called.why, called.subject) == (
        Method.ROLL_CALL,
        VoteState.OPEN,
        vote.number + 1,
        "EGY",
        vote.subject,
    )
    assert (called.tally, called.closed_at, called.version) == (None, None, 1)


def test_what_was_announced_gives_way_to_nothing(votes: VoteWorld) -> None:
    """Nor does a roll-call give way to another one."""
    hands, roll_call = votes.open(Method.SHOW_OF_HANDS), votes.open()
    votes.hall.do(actions.count_hands, CHAIR, hands.id, Hands(3, 2, 0))
    votes.announce(hands)
    found = [
        refusal(votes.hall.do, actions.demand_roll_call, "delegate@egy", vote.id)
        for vote in (hands, roll_call)
    ]
    assert found == [(Conflict, "votes.announced"), (Conflict, "votes.other_method")]
