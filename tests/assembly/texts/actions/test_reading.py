"""Who reads what: closed items are for members and the secretariat, papers for those at work."""

from collections.abc import Callable

import pytest

from hall_world import CHAIR, NUMBER, SECRETARY
from jisr.access import actions as access
from jisr.access.model import BureauKind, Role
from jisr.assembly.sessions.model import CredentialState
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.held import HeldDraft
from jisr.errors import NotFound
from jisr.values import LanguageMap
from text_world import EGY, FRA, MAR, TextWorld

GUEST, AGENCY, REFUSED = "amal@afripol", "clerk@mar", "delegate@nor"
URGES = {"en": "Urges members to take part"}


def _strangers(world: TextWorld) -> None:
    """Register who is not of the assembly's members: a guest body, an agency, a refused one."""
    name = LanguageMap({"en": "A body"})
    world.do(access.register_bureau, "root@gs", "AFRIPOL", BureauKind.INTERNATIONAL, name)
    world.hall.add_officer(GUEST, "AFRIPOL", Role.SECURITY_OFFICER, by="root@gs")
    world.do(access.register_bureau, "head@mar", "MAR.PORT", BureauKind.AGENCY, name)
    world.hall.add_officer(AGENCY, "MAR.PORT", Role.BUREAU_OFFICER, by="head@mar")
    world.hall.add_officer("head@nor", "NOR", Role.HEAD_OF_BUREAU, by="root@gs")
    for each in ("delegate@nor", "alternate@nor"):
        world.hall.add_officer(each, "NOR", Role.DELEGATE)
    world.hall.send("NOR", state=CredentialState.REFUSED)


def _reads(world: TextWorld, held: HeldDraft, officer: str) -> bool:
    try:
        world.view(held, by=officer)
    except NotFound:
        return False
    return True


def test_working_papers_are_for_members_and_the_secretariat(world: TextWorld) -> None:
    """Observers, a refused delegation and an agency read a paper of a public item if released."""
    _strangers(world)
    held = world.draft()
    inside, outside = (MAR, FRA, "head@fra", SECRETARY, "root@gs"), (GUEST, AGENCY, REFUSED)
    assert {_reads(world, held, each) for each in inside} == {True}
    assert {_reads(world, held, each) for each in outside} == {False}
    world.do(actions.release_paper, SECRETARY, At(held.draft.draft_id))
    assert {_reads(world, held, each) for each in outside} == {True}


def test_closed_item_is_for_members_and_the_secretariat(world: TextWorld) -> None:
    """Not even a released paper of it, nor the adopted text, is for anybody else (RoP 11, 20)."""
    _strangers(world)
    held = world.ready(is_public=False)
    world.do(actions.release_paper, SECRETARY, At(held.draft.draft_id))
    adopted = world.vote("draft", held.draft.draft_id)
    assert adopted is not None
    for officer in (GUEST, AGENCY, REFUSED):
        assert not _reads(world, held, officer)
        reader = world.hall.officer(officer)
        with pytest.raises(NotFound):
            world.hall.ask(actions.resolution_view, reader, adopted.number)
        assert world.hall.ask(actions.resolutions, reader) == ()
        assert world.hall.ask(actions.board, reader) == ()
    assert world.hall.ask(actions.resolution_view, world.hall.officer(FRA), adopted.number)


def test_amendments_are_read_with_their_draft(world: TextWorld) -> None:
    """Who does not read the draft does not read what would change it."""
    _strangers(world)
    held = world.ready()
    made = world.amend(held, 2, URGES)
    for officer, run in ((GUEST, pytest.raises(NotFound)),):
        with run:
            world.hall.ask(
                actions.amendment, world.hall.officer(officer), made.amendment.amendment_id
            )


def test_agenda_tells_titles_to_all_and_papers_to_readers(world: TextWorld) -> None:
    """A guest sees that there is a closed item, and no paper of it."""
    _strangers(world)
    held = world.draft(is_public=False)
    (guests,) = world.hall.ask(actions.agenda, world.hall.officer(GUEST), NUMBER).items
    (members,) = world.hall.ask(actions.agenda, world.hall.officer(FRA), NUMBER).items
    assert (guests.held, guests.is_readable, guests.papers) == (members.held, False, ())
    assert held.draft.draft_id in {each.draft.draft_id for each in members.papers}


def test_view_says_what_one_may(world: TextWorld) -> None:
    """Forms are shown to whom the action allows them, and to nobody else."""
    held = world.ready()

    def rights(officer: str) -> tuple[bool, ...]:
        view = world.view(held, by=officer)
        return (
            view.may_write,
            view.may_translate,
            view.may_propose,
            view.may_preside,
            view.is_secretary,
        )

    assert {each: rights(each) for each in (MAR, EGY, SECRETARY, CHAIR, "caster@mar")} == {
        MAR: (True, True, True, False, False),
        EGY: (False, False, True, False, False),
        SECRETARY: (False, True, False, False, True),
        CHAIR: (False, False, True, True, False),
        "caster@mar": (False, False, False, False, False),
    }


def test_view_says_what_is_voted_on_next(world: TextWorld) -> None:
    """The next amendment is named, with what falls with it."""
    held = world.ready()
    near, far = world.amend(held, 2, URGES), world.amend(held, 2, {})
    view = world.view(held)
    assert view.next_id == far.amendment.amendment_id
    assert [(each.place, each.distance, each.falls_with) for each in view.amendments] == [
        ("OP2", 1000, (near.amendment.number,)),
        ("OP2", 200, ()),
    ]


def test_adopted_texts_are_listed_by_number(world: TextWorld) -> None:
    """Page by page, of one session or of all, and untouched."""
    drafts = [world.draft(), world.draft()]
    world.adopt_agenda()
    for each in drafts:
        world.vote("draft", each.draft.draft_id)
    officer = world.hall.officer(FRA)

    def numbers(**given: object) -> list[str]:
        found = world.hall.ask(actions.resolutions, officer, **given)
        return [each.resolution.number for each in found]

    assert numbers() == ["AG-2026-RES-01", "AG-2026-RES-02"]
    assert numbers(limit=1) == ["AG-2026-RES-01"]
    assert numbers(after="AG-2026-RES-01", session=NUMBER) == ["AG-2026-RES-02"]
    assert numbers(session=12) == []
    assert world.hall.ask(actions.resolution_view, officer, "AG-2026-RES-02").is_untouched


def test_page_is_filled_past_texts_that_are_not_for_the_reader(world: TextWorld) -> None:
    """Closed texts between do not end the list for a guest."""
    _strangers(world)
    drafts = [world.draft(is_public=each) for each in (False, False, True)]
    world.adopt_agenda()
    for each in drafts:
        world.vote("draft", each.draft.draft_id)
    found = world.hall.ask(actions.resolutions, world.hall.officer(GUEST), limit=1)
    assert [each.resolution.number for each in found] == ["AG-2026-RES-03"]


@pytest.mark.parametrize("read", [actions.resolution_view, actions.paper, actions.amendment])
def test_what_is_not_there_is_not_found(world: TextWorld, read: Callable[..., object]) -> None:
    """Unknown ids, and texts that are none, are all alike."""
    for unknown in ("", "x" * 500, "00" * 16):
        with pytest.raises(NotFound):
            world.hall.ask(read, world.hall.officer(MAR), unknown)
