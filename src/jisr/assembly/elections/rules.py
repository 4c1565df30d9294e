"""Pure decisions about elections: who may be nominated, who checks it, what comes next."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jisr.assembly.counting.model import ElectionRule
from jisr.assembly.elections import tables
from jisr.assembly.elections.model import (
    Committee,
    DrawState,
    Election,
    ElectionKind,
    Holder,
    LotsDraw,
    Nomination,
    NominationState,
)
from jisr.assembly.elections.reasons import ALLOWED
from jisr.values import Decision

CANDIDATES_MAX = 60
"""A paper of a secret ballot has 64 places; some are for who abstains and for what comes."""
ATTEMPTS_MAX = 5
"""Nominations of one member in one election; who withdrew more often only fills the list."""
_LIVE = frozenset((NominationState.SUBMITTED, NominationState.ACCEPTED, NominationState.DISPUTED))


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the checks of a nomination look at.

    Attributes:
        others: the other nominations of this election.
        languages: the official languages of the network.
        is_in_time: whether it came before nominations closed (RoP 46).
        is_accepted_in_time: the same for the nominee's acceptance.
        is_suspended: whether unpaid dues take the member's voice (GR 52).
        is_in_delegation: whether the member's delegation counts the nominee.
    """

    election: Election
    nomination: Nomination
    committee: Committee
    others: tuple[Nomination, ...]
    languages: frozenset[str]
    is_in_time: bool
    is_accepted_in_time: bool
    is_suspended: bool
    is_in_delegation: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One formal check of a nomination, with its answer and its article."""

    key: str
    article: str
    decision: Decision


def may_announce(election: Election, committee: Committee, *, is_bound: bool) -> Decision:
    """Decide whether an election can be announced (CON 15, 16; RoP 46).

    Args:
        election: as it would be.
        committee: as it is recorded for the session.
        is_bound: whether the calendar of the session has a last day of nominations.
    """
    if election.kind is ElectionKind.HOST:
        return _yes() if election.for_session > election.session else _no("host_session")
    is_regional = election.kind is ElectionKind.VICE_PRESIDENT
    if election.region not in (tables.regions() if is_regional else {""}):
        return _no("region_needed")
    if not is_bound:
        return _no("ordinary_only")
    held = sum(each.post is election.kind for each in staying(committee))
    free = tables.committee_seats(election.kind) - held
    at_once = free if election.kind is ElectionKind.DELEGATES else min(free, 1)
    return _yes() if 0 < election.seats <= at_once else _no("no_vacancy")


def staying(committee: Committee) -> tuple[Holder, ...]:
    """Return who sits on after the session."""
    return tuple(each for each in committee.holders if not each.is_leaving)


def checks(facts: Facts) -> tuple[Check, ...]:
    """Return every formal check of a nomination in its order (CON 15-19; RoP 46, 47)."""
    return tuple(_checks(facts))


def may_nominate(facts: Facts) -> Decision:
    """Decide whether a nomination is taken; the delegation and the acceptance may follow."""
    if facts.election.has_begun:
        return _no("begun")
    if sum(each.state in _LIVE for each in facts.others) >= CANDIDATES_MAX:
        return _no("full")
    if sum(each.member == facts.nomination.member for each in facts.others) >= ATTEMPTS_MAX:
        return _no("nominated_often")
    return _first_refusal(each for each in checks(facts) if each.key not in _MAY_FOLLOW)


def may_accept(facts: Facts) -> Decision:
    """Decide whether the elections board may accept: every check passes."""
    if facts.nomination.state is not NominationState.SUBMITTED:
        return _no("reviewed_already")
    return _yes() if _first_refusal(checks(facts)).allowed else _no("checks_failed")


def may_check(board: Mapping[str, str], nominations: Iterable[Nomination]) -> Decision:
    """Decide whether the elections board may decide about nominations (RoP 47).

    Args:
        board: the member of each officer who sits on it.
        nominations: all of the session's elections.
    """
    interested = {
        each.member for each in nominations if each.state is not NominationState.WITHDRAWN
    }
    if len(board) < tables.board_members_min():
        return _no("board_small")
    return _no("board_interested") if interested & set(board.values()) else _yes()


def may_withdraw(nomination: Nomination, officer: str, member: str) -> Decision:
    """Decide whether a nomination is withdrawn.

    Args:
        nomination: what is withdrawn.
        officer: who asks.
        member: for whom that officer nominates, or nothing.
    """
    if nomination.state in (NominationState.WITHDRAWN, NominationState.REFUSED):
        return _no("not_standing")
    is_own = member == nomination.member
    return _yes() if is_own or officer == nomination.nominee else _no("not_yours")


def may_begin(
    election: Election,
    nominations: Iterable[Nomination],
    others: Iterable[Election],
    *,
    is_open: bool,
) -> Decision:
    """Decide whether the candidates can be frozen and the first ballot opened.

    Elections of the committee follow one another: who is elected in one decides who may stand in
    the next (CON 15).

    Args:
        election: that waits for its first ballot.
        nominations: all of it.
        others: elections of the session.
        is_open: whether members may still nominate.
    """
    states = [each.state for each in nominations]
    if election.has_begun:
        return _no("begun")
    if is_open:
        return _no("nominations_open")
    if {NominationState.SUBMITTED, NominationState.DISPUTED} & set(states):
        return _no("undecided")
    if election.kind is not ElectionKind.HOST and any(
        each.has_begun and each.ended_at is None and each.kind is not ElectionKind.HOST
        for each in others
        if each.id != election.id
    ):
        return _no("other_under_way")
    return _yes() if NominationState.ACCEPTED in states else _no("no_candidate")


def may_stand(
    nomination: Nomination, election: Election, committee: Committee, elected: Collection[str]
) -> Decision:
    """Decide whether an accepted nominee still fits the committee as it is now (CON 15).

    Args:
        nomination: of the nominee.
        election: in which it was made.
        committee: with everybody who was elected earlier in the session.
        elected: the persons who were.
    """
    if election.kind is ElectionKind.HOST:
        return _yes()
    if nomination.nominee in elected:
        return _no("elected_already")
    return _first_refusal(
        Check(key, "", decision)
        for key, decision in (
            ("country", _country(nomination, committee)),
            ("continent", _continent(nomination, election, committee)),
        )
    )


def may_fill(rule: ElectionRule, number: int, seats: int) -> Decision:
    """Decide whether one ballot can fill so many seats by the rule.

    Where one ballot may mark several, who abstains is not counted exactly, so that nothing may
    depend on a majority of them.
    """
    has_majority = rule.ballot(number).majority is not None
    return _no("majority_of_many") if has_majority and seats > 1 else _yes()


def may_commit(draw: LotsDraw, member: str, interested: Collection[str]) -> Decision:
    """Decide whether a delegation publishes a hash for a draw of lots."""
    if draw.state is not DrawState.COMMITTING:
        return _no("lots_not_committing")
    if member in interested:
        return _no("lots_interested")
    if member in draw.excluded:
        return _no("lots_refuser")
    return _no("lots_committed") if member in draw.commitments else _yes()


def may_read_press(
    embargo_until: datetime.datetime | None, at: datetime.datetime, *, is_insider: bool
) -> Decision:
    """Decide whether somebody may fetch the press sheet.

    Before its instant, and while none was set, only the secretariat and the elections board may.
    """
    is_out = embargo_until is not None and embargo_until <= at
    return _yes() if is_insider or is_out else _no("under_embargo")


_MAY_FOLLOW = frozenset(("delegation", "acceptance"))
"""The member names its delegation and the nominee signs after the nomination is in."""


def _checks(facts: Facts) -> Iterator[Check]:
    nomination = facts.nomination
    is_host = facts.election.kind is ElectionKind.HOST
    taken = {each.member for each in facts.others if each.state in _LIVE}
    if not is_host:
        yield Check("time", "RoP 46", _if(facts.is_in_time, "late"))
    yield Check("vote", "RoP 46; GR 52", _if(not facts.is_suspended, "suspended"))
    yield Check("one", "CON 15", _if(nomination.member not in taken, "nominated_already"))
    if is_host:
        return
    known = set(nomination.languages) & facts.languages
    yield Check("post", "RoP 46", _if(bool(nomination.post), "post_missing"))
    yield Check("language", "RoP 46", _if(bool(known), "language_missing"))
    yield Check("re-election", "CON 19", _reelection(facts))
    yield Check("country", "CON 15", _country(nomination, facts.committee))
    yield Check("continent", "CON 15", _continent(nomination, facts.election, facts.committee))
    yield Check("region", "CON 15, 16", _region(nomination, facts.election))
    yield Check("delegation", "RoP 46", _if(facts.is_in_delegation, "not_in_delegation"))
    yield Check("acceptance", "RoP 46", _acceptance(facts))


def _reelection(facts: Facts) -> Decision:
    barred = tables.barring_posts(facts.election.kind)
    return _if(
        not any(
            each.person == facts.nomination.nominee and each.post in barred
            for each in facts.committee.holders
        ),
        "reelection",
    )


def _country(nomination: Nomination, committee: Committee) -> Decision:
    return _if(
        all(each.member != nomination.member for each in _others(nomination, committee)),
        "same_country",
    )


def _continent(nomination: Nomination, election: Election, committee: Committee) -> Decision:
    posts = tables.continental_posts()
    if election.kind not in posts:
        return _yes()
    held = {
        tables.region_of(each.member)
        for each in _others(nomination, committee)
        if each.post in posts
    }
    return _if(tables.region_of(nomination.member) not in held - {""}, "same_continent")


def _region(nomination: Nomination, election: Election) -> Decision:
    region = tables.region_of(nomination.member)
    if not region:
        return _no("region_unknown")
    return _if(election.region in ("", region), "other_region")


def _acceptance(facts: Facts) -> Decision:
    if facts.nomination.acceptance is None:
        return _no("acceptance_missing")
    return _if(facts.is_accepted_in_time, "acceptance_late")


def _others(nomination: Nomination, committee: Committee) -> list[Holder]:
    """Return who stays beside the nominee; one who is elected to another post leaves the old."""
    return [each for each in staying(committee) if each.person != nomination.nominee]


def _first_refusal(found: Iterable[Check]) -> Decision:
    return next((each.decision for each in found if not each.decision.allowed), _yes())


def _if(is_so: bool, otherwise: str) -> Decision:  # noqa: FBT001  it is the condition itself
    return _yes() if is_so else _no(otherwise)


def _yes() -> Decision:
    return Decision(allowed=True, why=ALLOWED)


def _no(reason: str) -> Decision:
    return Decision(allowed=False, why=f"elections.{reason}")
