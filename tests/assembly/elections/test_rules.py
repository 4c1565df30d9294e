"""Who may be nominated, who checks it, and who may open what."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jisr.access.profiles import load_profile
from jisr.assembly.counting.tables import world_rules
from jisr.assembly.elections import rules
from jisr.assembly.elections.model import (
    Acceptance,
    AcceptanceKind,
    Committee,
    DrawState,
    Election,
    ElectionKind,
    Holder,
    LotsDraw,
    Nomination,
    NominationState,
    Standing,
)
from jisr.assembly.elections.reasons import ALLOWED
from jisr.assembly.elections.rules import Facts
from jisr.assembly.sessions import deadlines, tables
from jisr.values import Decision, LanguageMap, PartialDate

NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.date(2025, 12, 1)
PRESIDENT, VICE, DELEGATES, HOST = ElectionKind


def election(kind: ElectionKind = PRESIDENT, **changes: Any) -> Election:
    """Return an election of the 93rd session."""
    region = "africa" if kind is VICE else ""
    later = 95 if kind is HOST else 0
    return replace(Election("e", 93, kind, region, 1, later, NOW, (), {}, {}), **changes)


def nomination(member: str = "MAR", **changes: Any) -> Nomination:
    """Return a nomination that is complete."""
    plain = Nomination(
        id=f"n-{member}",
        election="e",
        member=member,
        nominee=f"nour@{member.lower()}",
        name="Nour Haddad",
        post="Director of police",
        languages=("fr",),
        nominated_at=NOW,
        nominated_by=f"head@{member.lower()}",
        acceptance=Acceptance(AcceptanceKind.OWN_HAND, NOW),
    )
    return replace(plain, **changes)


def holder(post: ElectionKind, member: str, *, is_leaving: bool = False) -> Holder:
    """Return a member of the committee from a country."""
    return Holder(post, f"nour@{member.lower()}", "Nour", member, is_leaving)


def facts(**changes: Any) -> Facts:
    """Return the facts of a nomination against which nothing stands."""
    plain = Facts(
        election=election(),
        nomination=nomination(),
        committee=Committee(93),
        others=(),
        languages=frozenset({"ar", "en", "fr", "es"}),
        is_in_time=True,
        is_accepted_in_time=True,
        is_suspended=False,
        is_in_delegation=True,
    )
    return replace(plain, **changes)


def failing(given: Facts) -> list[str]:
    """Return the reasons of the checks that do not pass."""
    return [each.decision.why for each in rules.checks(given) if not each.decision.allowed]


def no(reason: str) -> Decision:
    """Return the refusal with this reason."""
    return Decision(allowed=False, why=f"elections.{reason}")


YES = Decision(allowed=True, why=ALLOWED)


def test_a_complete_nomination_passes_every_check() -> None:
    """Eleven checks stand between a name and a ballot paper, and a host is asked two of them."""
    assert failing(facts()) == []
    assert [each.key for each in rules.checks(facts())] == [
        *("time", "vote", "one", "post", "language", "re-election"),
        *("country", "continent", "region", "delegation", "acceptance"),
    ]
    host = facts(election=election(HOST), nomination=nomination(nominee="", post=""))
    assert [each.key for each in rules.checks(host)] == ["vote", "one"]


SITTING_AFRICAN = Committee(93, (holder(VICE, "SEN"),))
REFUSALS: Mapping[str, Mapping[str, Any]] = {
    "late": {"is_in_time": False},
    "suspended": {"is_suspended": True},
    "nominated_already": {"others": (nomination(id="other"),)},
    "post_missing": {"nomination": nomination(post="")},
    "language_missing": {"nomination": nomination(languages=("de",))},
    "same_continent": {"committee": SITTING_AFRICAN},
    "region_unknown": {"nomination": nomination("ATA")},
    "other_region": {"election": election(VICE, region="europe")},
    "not_in_delegation": {"is_in_delegation": False},
    "acceptance_missing": {"nomination": nomination(acceptance=None)},
    "acceptance_late": {"is_accepted_in_time": False},
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_each_fault_of_a_nomination_has_its_reason(reason: str) -> None:
    """One thing is wrong, one reason is told, and the board cannot accept it."""
    given = facts(**REFUSALS[reason])
    assert failing(given) == [f"elections.{reason}"]
    assert rules.may_accept(given) == no("checks_failed")


@pytest.mark.parametrize(
    ("post", "kind", "is_barred"),
    [
        (PRESIDENT, PRESIDENT, True),
        (PRESIDENT, DELEGATES, True),
        (PRESIDENT, VICE, False),
        (VICE, VICE, True),
        (VICE, DELEGATES, True),
        (VICE, PRESIDENT, False),
        (DELEGATES, DELEGATES, True),
        (DELEGATES, PRESIDENT, False),
    ],
)
def test_nobody_is_elected_to_the_same_post_again_at_once(
    post: ElectionKind, kind: ElectionKind, *, is_barred: bool
) -> None:
    """A President or Vice-President does not come back as a delegate either (CON 19)."""
    given = facts(
        election=election(kind), committee=Committee(93, (holder(post, "MAR", is_leaving=True),))
    )
    assert failing(given) == (["elections.reelection"] if is_barred else [])


def test_the_committee_has_thirteen_countries() -> None:
    """Who stays keeps a compatriot out; who leaves does not."""
    other = replace(holder(DELEGATES, "MAR"), person="samir@mar")
    stays = facts(committee=Committee(93, (other,)))
    leaves = facts(committee=Committee(93, (replace(other, is_leaving=True),)))
    assert (failing(stays), failing(leaves)) == (["elections.same_country"], [])


def test_a_delegate_of_the_committee_may_stand_for_president() -> None:
    """The seat that he would leave does not keep him out, whether it ends now or not."""
    assert failing(facts(committee=Committee(93, (holder(DELEGATES, "MAR"),)))) == []


def test_delegation_and_acceptance_may_follow_the_nomination() -> None:
    """All else must be right when it is sent; one minute late is void."""
    waiting = facts(nomination=nomination(acceptance=None), is_in_delegation=False)
    assert rules.may_nominate(waiting) == YES
    assert rules.may_nominate(facts(is_in_time=False)) == no("late")
    begun = election(candidates=(Standing("n", "FRA", "europe", LanguageMap({})),))
    assert rules.may_nominate(facts(election=begun)) == no("begun")
    crowd = tuple(nomination(id=str(number), member="X") for number in range(60))
    assert rules.may_nominate(facts(others=crowd)) == no("full")
    gone = [nomination(id=str(n), state=NominationState.WITHDRAWN) for n in range(5)]
    assert rules.may_nominate(facts(others=tuple(gone[:4]))) == YES
    assert rules.may_nominate(facts(others=tuple(gone))) == no("nominated_often")


def test_a_withdrawn_nomination_leaves_room_for_another() -> None:
    """A member that withdrew, or was refused, may put somebody else forward in time."""
    gone = tuple(
        nomination(id=state, state=state)
        for state in (NominationState.WITHDRAWN, NominationState.REFUSED)
    )
    assert failing(facts(others=gone)) == []


def test_the_last_minute_of_the_last_day_is_in_time() -> None:
    """Nominations close 45 days before opening, at midnight of the network's time zone."""
    session = replace(tables.sessions()[93], opens=PartialDate(2025, 11, 24))
    zone = ZoneInfo(load_profile("world").time_zone)
    last = datetime.datetime(2025, 10, 10, 23, 59, tzinfo=zone)
    after = last + datetime.timedelta(minutes=1)
    answers = [
        deadlines.may_submit("nominations-close", session, zone, at).allowed for at in (last, after)
    ]
    assert answers == [True, False]


@pytest.mark.parametrize(
    ("asked", "holders", "is_bound", "expected"),
    [
        (election(), (), True, YES),
        (election(region="africa"), (), True, no("region_needed")),
        (election(VICE), (), True, YES),
        (election(VICE, region=""), (), True, no("region_needed")),
        (election(VICE, region="atlantis"), (), True, no("region_needed")),
        (election(), (), False, no("ordinary_only")),
        (election(), (holder(PRESIDENT, "FRA"),), True, no("no_vacancy")),
        (election(), (holder(PRESIDENT, "FRA", is_leaving=True),), True, YES),
        (election(seats=2), (), True, no("no_vacancy")),
        (election(DELEGATES, seats=9), (), True, YES),
        (election(DELEGATES, seats=9), (holder(DELEGATES, "FRA"),), True, no("no_vacancy")),
        (election(DELEGATES, seats=0), (), True, no("no_vacancy")),
        (election(HOST), (), False, YES),
        (election(HOST, for_session=93), (), False, no("host_session")),
    ],
)
def test_an_election_is_announced_for_a_seat_that_is_free(
    asked: Election, holders: tuple[Holder, ...], expected: Decision, *, is_bound: bool
) -> None:
    """A seat, its region and its calendar must be there; a host is bound by none of them."""
    assert rules.may_announce(asked, Committee(93, holders), is_bound=is_bound) == expected


def test_the_board_is_three_and_none_of_a_country_that_nominates() -> None:
    """Whoever has an interest does not check (RoP 47); what was withdrawn is none."""
    board = {"a@fra": "FRA", "b@jpn": "JPN", "c@per": "PER"}
    assert rules.may_check(board, [nomination()]) == YES
    assert rules.may_check({"a@fra": "FRA", "b@jpn": "JPN"}, []) == no("board_small")
    assert rules.may_check(board, [nomination("PER")]) == no("board_interested")
    gone = nomination("PER", state=NominationState.WITHDRAWN)
    assert rules.may_check(board, [gone]) == YES


def test_a_nomination_is_reviewed_once() -> None:
    """What the board decided stays; the way on is a dispute."""
    given = facts(nomination=nomination(state=NominationState.REFUSED))
    assert rules.may_accept(given) == no("reviewed_already")
    assert rules.may_accept(facts()) == YES


def test_member_and_nominee_withdraw() -> None:
    """Nobody else does, and nobody twice."""
    given = nomination()
    gone = replace(given, state=NominationState.WITHDRAWN)
    asked = [("head@mar", "MAR"), ("nour@mar", ""), ("clerk@mar", ""), ("head@fra", "FRA")]
    answers = [rules.may_withdraw(given, *who) for who in asked]
    answers.append(rules.may_withdraw(gone, "nour@mar", "MAR"))
    assert answers == [YES, YES, no("not_yours"), no("not_yours"), no("not_standing")]


def test_the_first_ballot_waits_for_every_nomination_and_for_other_elections() -> None:
    """Who is elected in one election decides who may stand in the next."""
    accepted = nomination(state=NominationState.ACCEPTED)
    disputed = nomination("FRA", state=NominationState.DISPUTED)
    begun = election(id="o", candidates=(Standing("n", "FRA", "europe", LanguageMap({})),))
    host = replace(begun, kind=HOST)
    ended = replace(begun, ended_at=NOW)
    asked = [
        (election(), [accepted], [ended, host, election()]),
        (election(), [accepted, disputed], []),
        (election(), [accepted], [begun]),
        (election(HOST), [accepted], [begun]),
        (election(), [], []),
        (replace(begun, id="e"), [accepted], []),
    ]
    answers = [rules.may_begin(*each, is_open=False) for each in asked]
    assert answers == [
        *(YES, no("undecided"), no("other_under_way"), YES, no("no_candidate"), no("begun"))
    ]
    assert rules.may_begin(*asked[0], is_open=True) == no("nominations_open")


def test_a_nominee_falls_when_another_of_the_country_or_continent_was_elected() -> None:
    """The committee of the moment decides, not that of the day of nomination."""
    french = Committee(93, (holder(PRESIDENT, "FRA"),))
    asked = [
        (nomination("FRA", nominee="x@fra"), election(DELEGATES)),
        (nomination("ITA"), election(VICE, region="europe")),
        (nomination("ITA"), election(DELEGATES)),
        (nomination("FRA", nominee=""), election(HOST)),
        (nomination("FRA"), election(DELEGATES)),
    ]
    answers = [rules.may_stand(*each, french, {"nour@fra"}) for each in asked]
    assert answers == [*(no("same_country"), no("same_continent"), YES, YES, no("elected_already"))]


def test_a_majority_is_not_asked_of_a_ballot_for_several_seats() -> None:
    """Abstentions are not exact there, so that nothing may hang on them."""
    book = world_rules()
    answers = [
        rules.may_fill(book.election(key, DAY), 1, seats)
        for key, seats in (("president", 1), ("delegates", 9), ("host", 2))
    ]
    assert answers == [YES, YES, no("majority_of_many")]


def test_lots_are_cast_by_those_without_an_interest() -> None:
    """Nobody of the tied, nobody who refused before, nobody twice, nobody late."""
    draw = LotsDraw("d", "e", ("x", "y"), 1, NOW, ("ESP",), {"FRA": "00"})
    answers = [
        rules.may_commit(draw, "JPN", {"MAR"}),
        rules.may_commit(draw, "MAR", {"MAR"}),
        rules.may_commit(draw, "ESP", {"MAR"}),
        rules.may_commit(draw, "FRA", {"MAR"}),
        rules.may_commit(replace(draw, state=DrawState.REVEALING), "JPN", {"MAR"}),
    ]
    assert answers == [
        YES,
        *(no("lots_interested"), no("lots_refuser"), no("lots_committed")),
        no("lots_not_committing"),
    ]


def test_the_press_sheet_is_out_at_its_instant() -> None:
    """Before it, and while none is set, only those who made the result read it."""
    late = NOW + datetime.timedelta(milliseconds=1)
    answers = [
        rules.may_read_press(None, NOW, is_insider=False),
        rules.may_read_press(late, NOW, is_insider=False),
        rules.may_read_press(NOW, NOW, is_insider=False),
        rules.may_read_press(None, NOW, is_insider=True),
    ]
    assert answers == [no("under_embargo"), no("under_embargo"), YES, YES]
