"""Promises of the review of credentials, of observers, dues and waivers."""

import pytest

from hall_world import BUREAU, CHAIR, SECRETARY, HallWorld
from jisr.assembly.sessions import actions
from jisr.assembly.sessions.model import (
    CredentialState,
    HeldObserver,
    Issuer,
    Matter,
    Observer,
    ObserverKind,
    Standing,
    Voice,
)
from jisr.errors import AlreadyExists, Denied, NotFound, ValueMalformed, VersionStale

AFRIPOL = Observer(
    "liaison@afripol", ObserverKind.ORGANISATION, is_listed=True, is_partner=True, name="Amina"
)
UNPAID = frozenset({2025, 2026})


def test_bureau_accepts_and_disputes_and_the_chair_settles(hall: HallWorld) -> None:
    """Each review is a version with its reason and who made it."""
    hall.send("FRA", state=CredentialState.SUBMITTED)
    hall.do(actions.review_credentials, BUREAU, 93, "FRA", CredentialState.DISPUTED, why="no seal")
    settled = hall.do(
        actions.review_credentials, CHAIR, 93, "FRA", CredentialState.ACCEPTED, seen=2
    )
    assert (settled.credential.state, settled.version) == (CredentialState.ACCEPTED, 3)
    assert (settled.changed_by, settled.why) == (CHAIR, "")
    assert hall.ask(actions.credentials, 93) == (settled,)


@pytest.mark.parametrize(
    ("officer", "after", "why"),
    [
        (SECRETARY, CredentialState.ACCEPTED, "no_office"),
        ("head@fra", CredentialState.ACCEPTED, "no_office"),
        (BUREAU, CredentialState.REFUSED, "not_reviewer"),
        (CHAIR, CredentialState.ACCEPTED, "not_reviewer"),
    ],
)
def test_each_reviews_what_the_office_allows(
    hall: HallWorld, officer: str, after: CredentialState, why: str
) -> None:
    """The secretary and the member review nothing, the bureau refuses nothing."""
    hall.send("FRA", state=CredentialState.SUBMITTED)
    with pytest.raises(Denied) as refused:
        hall.do(actions.review_credentials, officer, 93, "FRA", after, why="as it is")
    assert refused.value.details == {"why": f"sessions.{why}"}


def test_refused_delegation_stays_as_observer(hall: HallWorld) -> None:
    """What the bureau disputed the chair refused, and its people listen."""
    hall.send("FRA", state=CredentialState.REFUSED)
    told = hall.ask(actions.credential, 93, "FRA")
    assert told is not None
    assert (told.credential.state, told.changed_by) == (CredentialState.REFUSED, CHAIR)
    assert hall.ask(actions.capacity, 93, hall.officer("delegate@fra")).standing is (
        Standing.OBSERVER
    )


def test_credentials_of_nobody_are_not_accepted(hall: HallWorld) -> None:
    """Who signed must be one who may; a dispute says why; nothing is reviewed unread."""
    hall.send("FRA", state=None)
    hall.do(actions.hand_in_credentials, "head@fra", 93, "FRA", Issuer.OTHER)
    with pytest.raises(Denied) as refused:
        hall.do(actions.review_credentials, BUREAU, 93, "FRA", CredentialState.ACCEPTED)
    assert refused.value.details == {"why": "sessions.issuer"}
    with pytest.raises(ValueMalformed):
        hall.do(actions.review_credentials, BUREAU, 93, "FRA", CredentialState.DISPUTED)
    with pytest.raises(VersionStale):
        hall.do(actions.review_credentials, BUREAU, 93, "FRA", CredentialState.ACCEPTED, seen=9)
    with pytest.raises(NotFound):
        hall.do(actions.review_credentials, BUREAU, 93, "EGY", CredentialState.ACCEPTED)


def test_observer_is_let_in_and_taken_out(hall: HallWorld) -> None:
    """One who was dismissed is listed, and counts as let in no more."""
    admitted = hall.do(actions.admit_observer, SECRETARY, 93, AFRIPOL)
    assert admitted == HeldObserver(AFRIPOL, is_admitted=True, version=1)
    assert hall.ask(actions.observers, 93) == (admitted,)
    dismissed = hall.do(actions.dismiss_observer, SECRETARY, 93, AFRIPOL.id)
    assert hall.ask(actions.observers, 93) == (dismissed,)
    assert dismissed == HeldObserver(AFRIPOL, is_admitted=False, version=2)
    with pytest.raises(NotFound):
        hall.do(actions.dismiss_observer, SECRETARY, 93, AFRIPOL.id)
    assert hall.ask(actions.observers, 93, after=AFRIPOL.id) == ()


def test_observer_needs_list_and_host(hall: HallWorld) -> None:
    """Off the list, or without the host's word, nobody comes in; nor by another's hand."""
    strange = Observer("x", ObserverKind.ADVISER, is_approved_by_host=True, name="X")
    for observer, why in ((strange, "not_listed"), (_unapproved(), "host_approval")):
        with pytest.raises(Denied) as refused:
            hall.do(actions.admit_observer, SECRETARY, 93, observer)
        assert refused.value.details == {"why": f"sessions.{why}"}
    for action, given in (
        (actions.admit_observer, AFRIPOL),
        (actions.dismiss_observer, AFRIPOL.id),
    ):
        with pytest.raises(Denied) as refused:
            hall.do(action, CHAIR, 93, given)
        assert refused.value.details == {"why": "sessions.not_secretary"}


def test_refused_delegation_is_one_whose_credentials_were_refused(hall: HallWorld) -> None:
    """Nobody comes in under that name past the list and the host."""
    hall.send("FRA", state=CredentialState.REFUSED)
    hall.send("EGY")
    for officer in ("delegate@egy", "delegate@ken", "nobody"):
        other = Observer(officer, ObserverKind.REFUSED_DELEGATION, name="X")
        with pytest.raises(Denied) as refused:
            hall.do(actions.admit_observer, SECRETARY, 93, other)
        assert refused.value.details == {"why": "sessions.not_refused"}
    stays = Observer("delegate@fra", ObserverKind.REFUSED_DELEGATION, name="X")
    assert hall.do(actions.admit_observer, SECRETARY, 93, stays).is_admitted


def _unapproved() -> Observer:
    return Observer("y", ObserverKind.ORGANISATION, is_listed=True, name="Y")


def test_name_of_an_observer_hides_nothing(hall: HallWorld) -> None:
    """A name that would show as another one is refused."""
    hidden = Observer("y", ObserverKind.ADVISER, is_listed=True, is_partner=True, name="Y\u202e")
    with pytest.raises(ValueMalformed):
        hall.do(actions.admit_observer, SECRETARY, 93, hidden)


def test_dues_of_two_years_suspend_the_vote(hall: HallWorld) -> None:
    """Recorded for some members, others stay; and paid dues give the vote back."""
    hall.send("FRA")
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": UNPAID, "EGY": frozenset({2026})})
    assert hall.ask(actions.dues, 93) == {"EGY": frozenset({2026}), "FRA": UNPAID}
    assert _why(hall, Matter.OTHER) == "sessions.suspended"
    assert _why(hall, Matter.CONSTITUTION) == "sessions.allowed"
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": frozenset({2026})})
    assert _why(hall, Matter.OTHER) == "sessions.allowed"
    assert hall.ask(actions.dues, 93)["EGY"] == frozenset({2026})
    held = hall.ask(actions.session, 93)
    nominating = actions.question(held, Matter.ELECTION, voice=Voice.NOMINATION)
    assert not hall.ask(actions.is_suspended, 93, "EGY", nominating)
    hall.do(actions.record_dues, SECRETARY, 93, {"EGY": UNPAID})
    assert hall.ask(actions.is_suspended, 93, "EGY", nominating)


def _why(hall: HallWorld, matter: Matter, member: str = "FRA") -> str:
    asked = actions.question(hall.ask(actions.session, 93), matter)
    return hall.ask(actions.roll, 93, asked)[member].why


def test_dues_are_recorded_by_the_secretary_for_members(hall: HallWorld) -> None:
    """Nobody else writes them; strangers, odd years and endless lists are refused."""
    with pytest.raises(Denied) as refused:
        hall.do(actions.record_dues, "head@fra", 93, {"FRA": frozenset()})
    assert refused.value.details == {"why": "sessions.not_secretary"}
    with pytest.raises(NotFound):
        hall.do(actions.record_dues, SECRETARY, 93, {"PRK": UNPAID})
    for years in ({1922}, set(range(1950, 2001))):
        with pytest.raises(ValueMalformed):
            hall.do(actions.record_dues, SECRETARY, 93, {"FRA": frozenset(years)})


def test_waiver_gives_one_member_its_vote_back(hall: HallWorld) -> None:
    """Under an item of the agenda, once, and for nobody else."""
    for member in ("FRA", "EGY"):
        hall.send(member)
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": UNPAID, "EGY": UNPAID})
    hall.do(actions.waive, SECRETARY, 93, "FRA", "Item 4")
    assert (_why(hall, Matter.OTHER), _why(hall, Matter.OTHER, "EGY")) == (
        "sessions.allowed",
        "sessions.suspended",
    )
    assert hall.ask(actions.waivers, 93) == {"FRA": "Item 4"}
    with pytest.raises(Denied) as refused:
        hall.do(actions.waive, SECRETARY, 93, "FRA", "Item 4")
    assert refused.value.details == {"why": "sessions.not_suspended"}


@pytest.mark.parametrize(
    ("officer", "member", "item", "why"),
    [
        (CHAIR, "FRA", "Item 4", "not_secretary"),
        (SECRETARY, "FRA", " ", "waiver_not_on_agenda"),
        (SECRETARY, "EGY", "Item 4", "not_suspended"),
    ],
)
def test_waiver_keeps_to_the_rules(
    hall: HallWorld, officer: str, member: str, item: str, why: str
) -> None:
    """Only by the secretary, only on the agenda, only where the vote is suspended."""
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": UNPAID})
    with pytest.raises(Denied) as refused:
        hall.do(actions.waive, officer, 93, member, item)
    assert refused.value.details == {"why": f"sessions.{why}"}


def test_waiver_of_a_stranger_is_not_found(hall: HallWorld) -> None:
    """A country that is no member has no vote to get back."""
    with pytest.raises(NotFound):
        hall.do(actions.waive, SECRETARY, 93, "PRK", "Item 4")


def test_waived_member_that_paid_and_owes_again_needs_no_second_waiver(hall: HallWorld) -> None:
    """The waiver is for the session, so it is neither given twice nor lost."""
    hall.send("FRA")
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": UNPAID})
    hall.do(actions.waive, SECRETARY, 93, "FRA", "Item 4")
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": frozenset()})
    hall.do(actions.record_dues, SECRETARY, 93, {"FRA": UNPAID})
    assert _why(hall, Matter.OTHER) == "sessions.allowed"
    with pytest.raises((Denied, AlreadyExists)):
        hall.do(actions.waive, SECRETARY, 93, "FRA", "Item 5")
