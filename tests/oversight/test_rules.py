"""Whom an entry of the ledger is shown to: each denial has its line here."""

import dataclasses
import datetime

import pytest

from jisr.access.model import Asking, BureauKind, Role
from jisr.checks.dialogue.model import Side
from jisr.oversight import rules
from jisr.oversight.model import KINDS, Entry, Known
from jisr.oversight.pages.titles import VERBS
from recording import ask_for

OFFICER = ask_for("MAR", Role.BUREAU_OFFICER)
HEAD = ask_for("MAR", Role.HEAD_OF_BUREAU)
GUARD = ask_for("MAR", Role.SECURITY_OFFICER)
GUARDIAN = ask_for("MAR", Role.DATA_PROTECTION_OFFICER)
STRANGER = ask_for("FRA", Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER)
PORT = ask_for("MAR.PORT", Role.HEAD_OF_BUREAU)
REVIEWER = ask_for("GS", Role.LEGAL_REVIEWER)
COORDINATOR = ask_for("GS", Role.COORDINATOR)
OPERATOR = ask_for("MAR", Role.OPERATOR)
COMMISSION = ask_for("CCF", Role.CCF_MEMBER)
CCF_GUARD = ask_for("CCF", Role.SECURITY_OFFICER)
EVERYONE = {
    "officer": OFFICER,
    "head": HEAD,
    "guard": GUARD,
    "guardian": GUARDIAN,
    "stranger": STRANGER,
    "port": PORT,
    "reviewer": REVIEWER,
    "coordinator": COORDINATOR,
    "operator": OPERATOR,
    "commission": COMMISSION,
    "ccf guard": CCF_GUARD,
}
MINE = Known(class_owner="MAR", class_members=frozenset(("MAR",)))
PROVABLE = dataclasses.replace(MINE, is_provable=True)
ASKING = dataclasses.replace(MINE, side=Side.ASKING, class_members=frozenset(("MAR", "FRA")))
NOT_SHARED = dataclasses.replace(ASKING, class_members=frozenset(("FRA",)))


def entry(verb: str, bureau: str = "MAR", officer: str = "colleague") -> Entry:
    """Return an entry of a colleague of Morocco."""
    return Entry(
        id="0" * 32,
        position=1,
        time=datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC),
        bureau=bureau,
        officer=officer,
        verb=verb,
        subject="1" * 32,
        version=1,
        purpose="investigation",
        audience_class="2" * 32,
        is_erased=False,
    )


def seen_by(told: Entry, known: Known = MINE) -> set[str]:
    """Return who is shown an entry."""
    return {who for who, asking in EVERYONE.items() if rules.may_see(asking, told, known).allowed}


def why(asking: Asking, told: Entry, known: Known = MINE) -> str:
    """Return the reason."""
    return rules.may_see(asking, told, known).why


@pytest.mark.parametrize(
    "verb", ["network.founded", "grant.given", "bureau.registered", "machine_key.added"]
)
def test_who_is_who_is_for_every_member(verb: str) -> None:
    """Who was trusted with what: every active officer of the network may verify it."""
    assert seen_by(entry(verb, "FRA"), Known()) == set(EVERYONE)
    assert why(OFFICER, entry(verb, "FRA"), Known()) == "ledger.for_every_member"


@pytest.mark.parametrize("verb", ["vote.announced", "board.ballot", "hallkey.registered"])
def test_what_the_assembly_does_is_for_every_member(verb: str) -> None:
    """Votes are recounted by whoever wants to, and sealed ballots show no choice."""
    assert seen_by(entry(verb, "FRA"), Known()) == set(EVERYONE)
    assert why(OFFICER, entry(verb, "FRA"), Known()) == "ledger.of_the_assembly"


@pytest.mark.parametrize("verb", ["item.requested", "draft.filed", "resolution.adopted"])
def test_texts_that_may_be_closed_are_not_for_observers(verb: str) -> None:
    """Their papers are for the members and the secretariat (RoP 11, 20)."""
    body = ask_for("AFRIPOL", Role.HEAD_OF_BUREAU)
    bureau = dataclasses.replace(body.bureau, kind=BureauKind.INTERNATIONAL)
    body = dataclasses.replace(body, bureau=bureau)
    assert not rules.may_see(body, entry(verb), Known()).allowed
    assert seen_by(entry(verb), Known()) == set(EVERYONE)


def test_an_entry_of_a_roll_call_is_for_its_own_member() -> None:
    """How others answered stands in the record once the vote is closed."""
    assert not rules.may_see(STRANGER, entry("call.cast"), Known()).allowed
    assert why(OFFICER, entry("call.cast"), Known()) == "ledger.own_call"


def test_nothing_is_for_who_is_no_longer_active() -> None:
    """An officer who left sees nothing, not even what every member does."""
    left = dataclasses.replace(
        OFFICER, officer=dataclasses.replace(OFFICER.officer, is_active=False)
    )
    for verb in VERBS:
        assert rules.may_see(left, entry(verb), PROVABLE).why == "ledger.hidden"


def test_the_commission_sees_every_entry_and_others_of_its_house_do_not() -> None:
    """Oversight is the role of its members, not of everybody who works there."""
    for verb in VERBS:
        assert why(COMMISSION, entry(verb), Known()) == "ledger.commission"
    assert not rules.may_see(CCF_GUARD, entry("record.added"), MINE).allowed


def test_a_kind_that_nobody_decided_about_is_hidden() -> None:
    """What will be sealed one day is for the Commission alone until somebody decides."""
    assert seen_by(entry("surprise.made"), PROVABLE) == {"commission"}


@pytest.mark.parametrize("verb", ["traces.anchored", "message.dropped", "hit_preference.chosen"])
def test_what_names_other_bureaus_is_for_the_commission(verb: str) -> None:
    """Anchors tell how much each bureau asks, messages name machines of a bureau."""
    assert seen_by(entry(verb), PROVABLE) == {"commission"}


@pytest.mark.parametrize("verb", ["record.added", "record.withdrawn", "record.erased"])
def test_an_entry_of_a_record_follows_the_records_proof(verb: str) -> None:
    """Whoever may hold the record's proof sees it; nobody else, whatever the role."""
    assert seen_by(entry(verb), MINE) == {"commission"}
    assert seen_by(entry(verb), PROVABLE) == set(EVERYONE)
    assert why(OFFICER, entry(verb), PROVABLE) == "ledger.own_record"


def test_from_whom_a_person_is_protected_is_for_the_owner_alone() -> None:
    """Not even those who administer records are told."""
    told = entry("record.protected")
    assert not rules.may_see(REVIEWER, told, PROVABLE).allowed
    assert not rules.may_see(STRANGER, told, PROVABLE).allowed
    assert rules.may_see(OFFICER, told, PROVABLE).allowed


@pytest.mark.parametrize(
    "verb", ["record.read", "record.listed", "opening.made", "trace.terms_read"]
)
def test_who_looked_at_what_is_told_to_those_who_answer_for_it(verb: str) -> None:
    """Neither the record's owner, nor colleagues, nor the secretariat learn who read."""
    assert seen_by(entry(verb), PROVABLE) == {"head", "guardian", "commission"}
    own = entry(verb, officer=OFFICER.officer.id)
    assert why(OFFICER, own, MINE) == "ledger.own_act"
    assert "stranger" not in seen_by(own, PROVABLE)


def test_the_bureau_above_answers_for_what_stands_under_it() -> None:
    """A head is told of an agency of the bureau, the agency's head not of the bureau."""
    assert why(HEAD, entry("record.read", "MAR.PORT")) == "ledger.supervised"
    assert not rules.may_see(PORT, entry("record.read", "MAR"), MINE).allowed
    assert not rules.may_see(ask_for("MA", Role.HEAD_OF_BUREAU), entry("record.read"), MINE).allowed


@pytest.mark.parametrize("verb", ["session.begun", "token.issued", "statement.signed"])
def test_who_came_and_went_is_told_to_those_who_oversee(verb: str) -> None:
    """The security officer too; every officer sees what is his own."""
    assert seen_by(entry(verb)) == {"head", "guard", "guardian", "commission"}
    assert why(OFFICER, entry(verb, officer=OFFICER.officer.id)) == "ledger.own_act"
    foreign = entry(verb, "FRA", OFFICER.officer.id)
    assert not rules.may_see(OFFICER, foreign, MINE).allowed


def test_an_alarm_is_not_told_to_whom_it_is_about() -> None:
    """Who asked for very many does not learn that it was noticed."""
    told = entry("officer.spread_alarmed", officer=OFFICER.officer.id)
    assert seen_by(told) == {"head", "guard", "guardian", "commission"}


@pytest.mark.parametrize("verb", ["officer.registered", "officer.roles_changed", "identity.linked"])
def test_officers_are_told_to_their_own_bureau(verb: str) -> None:
    """Who works where is for that bureau, the one above, and the Commission (RPD Art. 111)."""
    own = {"officer", "head", "guard", "guardian", "operator", "commission"}
    assert seen_by(entry(verb)) == own
    by_another = dataclasses.replace(MINE, officer_bureau="MAR")
    assert seen_by(entry(verb, "GS"), by_another) == own | {"reviewer", "coordinator"}


def test_who_sees_a_class_of_records_is_told_to_its_owner() -> None:
    """And to those who administer: not to who runs the machine or guards the keys."""
    told = entry("audience.resolved")
    expected = {"officer", "head", "guardian", "port", "reviewer", "coordinator", "commission"}
    assert seen_by(told) == expected
    foreign = dataclasses.replace(MINE, class_owner="FRA")
    assert "officer" not in seen_by(told, foreign)


def test_a_hit_is_for_its_sides() -> None:
    """Who is no side sees nothing; what is sealed for the other side is hidden from this one."""
    told = entry("hit.asked")
    assert not rules.may_see(OFFICER, told, MINE).allowed
    assert why(OFFICER, told, ASKING) == "ledger.side_of_hit"
    assert not rules.may_see(OFFICER, told, NOT_SHARED).allowed
    referred = dataclasses.replace(NOT_SHARED, side=Side.SECRETARIAT)
    assert rules.may_see(REVIEWER, told, referred).allowed


def test_who_spoke_is_for_his_own_side() -> None:
    """The other side learns which bureau spoke, never who."""
    told = entry("hit_statement.spoken", "FRA")
    assert not rules.may_see(OFFICER, told, ASKING).allowed
    assert rules.may_see(STRANGER, told, ASKING).allowed
    assert not rules.may_see(STRANGER, told, MINE).allowed


def test_an_emergency_opening_is_told_to_both_members() -> None:
    """The owner sees that his record was opened; those who answer for the opener see it too."""
    told = entry("record.opened")
    assert seen_by(told) == {"head", "guardian", "commission"}
    assert rules.may_see(STRANGER, told, PROVABLE).allowed


def test_every_kind_of_entry_can_be_looked_for() -> None:
    """Each verb belongs to exactly one group of the filter."""
    kinds = [kind for found in KINDS.values() for kind in found]
    assert len(kinds) == len(set(kinds))
    assert {verb.partition(".")[0] for verb in VERBS} == set(kinds)
