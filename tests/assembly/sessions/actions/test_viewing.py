"""Promises of what the people of a session have before them."""

import pytest

from hall_world import BUREAU, CHAIR, SECRETARY, HallWorld
from jisr.access import actions as access
from jisr.access.model import BureauKind, Role
from jisr.assembly.sessions import actions
from jisr.assembly.sessions.model import CredentialState, Delegate, Delegation, Post
from jisr.errors import Denied, NotFound
from jisr.values import LanguageMap
from ticking import TickingClock

HEAD = frozenset({Post.HEAD})


def test_bureau_sees_whom_it_can_send(hall: HallWorld) -> None:
    """Officers who can sit, of sub-bureaus too; and whoever sits already."""
    name = LanguageMap({"fr": "Marseille"})
    hall.do(access.register_bureau, "head@fra", "FRA.MRS", BureauKind.SUB_BUREAU, name)
    hall.add_officer("delegate@mrs", "FRA.MRS", Role.DELEGATE, by="head@fra")
    hall.add_officer("clerk@fra", "FRA", Role.BUREAU_OFFICER)
    sent = Delegation("FRA", (Delegate("delegate@mrs", "", HEAD),))
    hall.do(actions.name_delegation, "head@fra", 93, sent)
    view = hall.ask(actions.view_delegation, hall.officer("head@fra"), 93, "FRA")
    assert view.may_send.allowed
    assert {each.id for each in view.candidates} == {
        "head@fra",
        "delegate@fra",
        "alternate@fra",
        "caster@fra",
        "delegate@mrs",
    }


def test_others_see_who_comes_and_no_candidates(hall: HallWorld) -> None:
    """With the keys, who casts, and why nothing can be changed."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    view = hall.ask(actions.view_delegation, hall.officer("head@egy"), 93, "FRA")
    assert (view.keys, view.caster, view.candidates) == ((key,), "delegate@fra", ())
    assert view.may_send.why == "sessions.not_sender"
    assert view.credential is not None
    assert view.credential.credential.state is CredentialState.ACCEPTED
    assert (view.place.member, view.waived_by) == ("FRA", "")
    with pytest.raises(NotFound):
        hall.ask(actions.view_delegation, hall.officer("head@egy"), 93, "PRK")


def test_nobody_is_offered_after_the_session(hall: HallWorld, clock: TickingClock) -> None:
    """The page says that it is over before it says anything else."""
    clock.advance(days=7)
    view = hall.ask(actions.view_delegation, hall.officer("head@fra"), 93, "FRA")
    assert (view.may_send.why, view.candidates) == ("sessions.over", ())


def test_desk_is_for_those_who_serve(hall: HallWorld) -> None:
    """The secretary, the Credentials Bureau and the chair see all papers; nobody else does."""
    hall.send("FRA", state=CredentialState.SUBMITTED)
    for officer in (SECRETARY, BUREAU, CHAIR):
        view = hall.ask(actions.view_desk, hall.officer(officer), 93)
        assert list(view.papers) == ["FRA"]
        assert len(view.places) == 196
    for officer in ("head@fra", "delegate@egy", "root@gs"):
        with pytest.raises(Denied) as refused:
            hall.ask(actions.view_desk, hall.officer(officer), 93)
        assert refused.value.details == {"why": "sessions.not_desk"}


def test_own_member_is_that_of_the_bureau(hall: HallWorld) -> None:
    """The secretariat has none."""
    assert hall.ask(actions.own_member, hall.officer("delegate@fra"), 93) == "FRA"
    with pytest.raises(NotFound):
        hall.ask(actions.own_member, hall.officer(SECRETARY), 93)
