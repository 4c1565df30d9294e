"""Amendments: who proposes and translates them, how sponsors accept, what becomes of the others."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest

from hall_world import CHAIR, SECRETARY
from jisr.access.model import Role
from jisr.assembly.sessions.model import CredentialState
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import At, Proposal
from jisr.assembly.texts.actions.amendments import (
    AMENDMENTS_MAX,
    PENDING_OF_MEMBER_MAX,
    carried_over,
)
from jisr.assembly.texts.amending import amended
from jisr.assembly.texts.held import HeldAmendment, HeldDraft, PaperKind
from jisr.assembly.texts.model import Amendment, Change, Duty, ParagraphKind
from jisr.assembly.texts.voting_order import State
from jisr.errors import Conflict, Denied, InputTooLarge, NotFound, ValueMalformed, VersionStale
from jisr.kit.db import Transaction
from jisr.values import LanguageMap
from text_world import DUTY, EGY, FRA, MAR, TextWorld
from texts_made import DRAFT, PREAMBLE, adding, deleting, replacing

URGES = {"en": "Urges members to take part"}
FULLY = {"en": "Invites members to take part fully"}
ALL = {"en": "Invites all states to contribute"}


def _refused(run: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        run()
    return str(refused.value.details["why"])


def _at(held: HeldAmendment) -> At:
    return At(held.amendment.amendment_id, held.version)


def _state(world: TextWorld, draft: HeldDraft) -> Mapping[int, tuple[State, bool]]:
    return {
        each.held.amendment.number: (each.state, each.is_stale)
        for each in world.view(draft).amendments
    }


def test_amendments_are_numbered_and_compared(world: TextWorld) -> None:
    """Each says which paragraph of which revision it changes, and how."""
    held = world.ready()
    made = [world.amend(held, 2, words) for words in (URGES, FULLY)]
    assert [each.amendment.number for each in made] == [1, 2]
    assert {each.amendment.draft_revision for each in made} == {held.draft.revision}
    shown = world.view(held).amendments
    texts = {
        each.held.amendment.number: [(str(piece.fate), piece.text) for piece in each.compared["en"]]
        for each in shown
    }
    assert texts == {
        1: [("removed", "Invites"), ("added", "Urges"), ("kept", " members to take part")],
        2: [("kept", "Invites members to take part"), ("added", " fully")],
    }


def test_only_delegations_with_full_rights_amend(world: TextWorld) -> None:
    """Not the secretary, a pending or refused delegation, a ballot-caster, or who is at home."""
    held = world.ready()
    for code, state in (("NOR", CredentialState.SUBMITTED), ("BRA", CredentialState.REFUSED)):
        world.hall.add_officer(f"head@{code.lower()}", code, Role.HEAD_OF_BUREAU, by="root@gs")
        for name in ("delegate", "alternate"):
            world.hall.add_officer(f"{name}@{code.lower()}", code, Role.DELEGATE)
        world.hall.send(code, state=state)
    tried = {
        SECRETARY: "texts.not_delegation",
        "delegate@nor": "sessions.no_right",
        "delegate@bra": "sessions.no_right",
        "caster@mar": "texts.not_delegation",
        "head@mar": "texts.not_delegation",
    }
    told = {each: _refused(partial(world.amend, held, 2, URGES, by=each)) for each in tried}
    assert told == tried


def test_report_is_not_amended(world: TextWorld) -> None:
    """Only a draft resolution is."""
    report = world.paper(world.item(), PaperKind.REPORT, PREAMBLE)
    assert _refused(lambda: world.amend(report, 0, URGES)) == "texts.no_resolution"


def test_added_paragraph_brings_its_duty(world: TextWorld) -> None:
    """What a new operative paragraph asks is part of the amendment and of the adopted draft."""
    held = world.ready()
    duty = Duty("EGY", LanguageMap({"en": "host a meeting"}))
    last = held.draft.paragraphs[-1].paragraph_id
    kind = ParagraphKind.OPERATIVE
    proposal = Proposal(Change.ADD, last, ALL, kind, duty)
    made = world.do(actions.propose_amendment, EGY, held.draft.draft_id, proposal)
    world.vote("amendment", made.amendment.amendment_id)
    assert world.view(held).held.draft.paragraphs[-1].duty == duty


def test_words_of_an_amendment_are_checked(world: TextWorld) -> None:
    """They are in an official language, and change something."""
    held = world.ready()
    with pytest.raises(ValueMalformed):
        world.amend(held, 2, {"de": "Bittet"})
    same = dict(held.draft.paragraphs[2].texts)
    assert _refused(lambda: world.amend(held, 2, same)) == "texts.nothing_changed"


def test_amendment_is_translated_by_the_secretary_and_changed_by_its_sponsor(
    world: TextWorld,
) -> None:
    """The secretary adds a language and rewrites none; another delegation does neither."""
    held = world.ready()
    made = world.amend(held, 2, URGES)
    french = {"fr": "Exhorte les membres à participer"}
    write = actions.write_amendment_language
    assert _refused(lambda: world.do(write, FRA, _at(made), french)) == "texts.not_sponsor"
    told = _refused(lambda: world.do(write, SECRETARY, _at(made), FULLY))
    assert told == "texts.not_delegation"
    made = world.do(write, SECRETARY, _at(made), french)
    made = world.do(write, EGY, _at(made), FULLY)
    assert made.amendment.texts == {**french, **FULLY}
    with pytest.raises(VersionStale):
        world.do(write, EGY, At(made.amendment.amendment_id, 1), URGES)


def test_amendment_is_withdrawn_by_its_sponsor_only(world: TextWorld) -> None:
    """Afterwards it is decided, and nobody touches it."""
    held = world.ready()
    made = world.amend(held, 2, URGES)
    for officer in (MAR, FRA, CHAIR):
        tried: tuple[Any, ...] = (actions.withdraw_amendment, officer, _at(made))
        assert world.refused(*tried) == "texts.not_sponsor"
    made = world.do(actions.withdraw_amendment, EGY, _at(made))
    assert _state(world, held) == {1: (State.WITHDRAWN, False)}
    told = world.refused(actions.restate_amendment, EGY, _at(made), FULLY)
    assert told == "texts.amendment_decided"
    world.do(actions.opening, 93, "draft", held.draft.draft_id)


def test_amendment_that_all_sponsors_accept_is_part_of_the_text(world: TextWorld) -> None:
    """One sponsor is not enough where there are two; with both it needs no vote (RoP 42)."""
    held = world.ready()
    world.do(actions.invite_sponsor, MAR, held.draft.draft_id, "FRA")
    world.do(actions.join_sponsors, FRA, held.draft.draft_id)
    made = world.amend(held, 2, URGES)
    tried: tuple[Any, ...] = (actions.accept_amendment, EGY, _at(made))
    assert world.refused(*tried) == "texts.not_sponsor"
    made = world.do(actions.accept_amendment, MAR, _at(made))
    assert (made.state, made.agreed) == (State.PENDING, ("MAR",))
    made = world.do(actions.accept_amendment, FRA, _at(made))
    assert (made.state, made.agreed, made.vote_id) == (State.ACCEPTED, ("FRA", "MAR"), "")
    now = world.view(held).held
    assert now.draft.revision == held.draft.revision + 1
    assert now.draft.paragraphs[2].texts["en"] == URGES["en"]


def test_others_are_carried_over_or_wait_to_be_restated(world: TextWorld) -> None:
    """One that touches other words fits the new text; one that touches the same does not."""
    held = world.ready()
    urges, fully, other = (world.amend(held, 2, each) for each in (URGES, FULLY, ALL))
    world.do(actions.accept_amendment, MAR, _at(urges))
    assert _state(world, held) == {
        1: (State.ACCEPTED, False),
        2: (State.PENDING, False),
        3: (State.PENDING, True),
    }
    carried = world.hall.ask(
        actions.amendment, world.hall.officer(MAR), fully.amendment.amendment_id
    )
    assert carried.held.amendment.texts == {"en": "Urges members to take part fully"}
    stale = _refused(lambda: world.do(actions.opening, 93, "draft", held.draft.draft_id))
    assert stale == "texts.amendment_stale"
    restated = world.do(
        actions.restate_amendment, EGY, At(other.amendment.amendment_id), {"en": "Urges all"}
    )
    assert restated.amendment.draft_revision == held.draft.revision + 1
    assert _state(world, held)[3] == (State.PENDING, False)


def test_sponsors_accept_nothing_once_the_voting_has_begun(world: TextWorld) -> None:
    """After the first vote on an amendment they are all voted on, and none is added."""
    held = world.ready()
    first, second = world.amend(held, 2, {}), world.amend(held, 1, URGES)
    world.vote("amendment", second.amendment.amendment_id, is_adopted=False)
    tried: tuple[Any, ...] = (actions.accept_amendment, MAR, _at(first))
    assert world.refused(*tried) == "texts.voting_begun"
    assert _refused(lambda: world.amend(held, 0, URGES)) == "texts.voting_begun"


def test_vote_on_a_paragraph_is_asked_for_once_by_a_delegation(world: TextWorld) -> None:
    """Not by the secretary, not twice, not on what is not there."""
    held = world.ready()
    draft_id, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    tried: tuple[Any, ...] = (actions.ask_part_vote, SECRETARY, draft_id, paragraph)
    assert world.refused(*tried) == "texts.not_delegation"
    world.do(actions.ask_part_vote, EGY, draft_id, paragraph)
    with pytest.raises(Conflict):
        world.do(actions.ask_part_vote, FRA, draft_id, paragraph)
    with pytest.raises(NotFound):
        world.do(actions.ask_part_vote, EGY, draft_id, "other")


def test_number_of_amendments_is_bounded(world: TextWorld) -> None:
    """One delegation cannot stop the assembly with amendments."""
    held = world.ready()
    ids = [each.paragraph_id for each in held.draft.paragraphs]

    def fill(transaction: Transaction) -> None:
        for number in range(PENDING_OF_MEMBER_MAX):
            words = {"en": f"Words of {'x' * (number + 1)}"}
            proposal = Proposal(Change.REPLACE, ids[number % 3], words)
            actions.propose_amendment(transaction, EGY, held.draft.draft_id, proposal)

    world.do(fill)
    with pytest.raises(InputTooLarge):
        world.amend(held, 0, URGES)
    world.amend(held, 0, URGES, by=FRA)
    assert AMENDMENTS_MAX > PENDING_OF_MEMBER_MAX


@pytest.mark.parametrize(
    ("merged", "other", "paragraph", "texts"),
    [
        (replacing(1, "o1", **URGES), replacing(2, "o2", **FULLY), "o2", FULLY),
        (deleting(1, "o2"), adding(2, "o2", ParagraphKind.OPERATIVE, **ALL), "o1", ALL),
        (deleting(1, "o1"), adding(2, "o1", ParagraphKind.OPERATIVE, **ALL), "p1", ALL),
        (adding(1, "o1", ParagraphKind.OPERATIVE, **ALL), deleting(2, "o1"), "o1", {}),
    ],
)
def test_amendment_reads_against_the_new_words(
    merged: Amendment, other: Amendment, paragraph: str, texts: Mapping[str, str]
) -> None:
    """What stood after a deleted paragraph stands after the one before it."""
    after = amended(DRAFT, [merged])
    carried = carried_over(DRAFT, after, merged, other)
    assert carried is not None
    assert (carried.draft_revision, carried.paragraph_id, carried.texts) == (2, paragraph, texts)


def test_duty_is_left_out_where_none_can_be(world: TextWorld) -> None:
    """An amendment that replaces words asks nothing new of anybody."""
    held = world.ready()
    paragraph = held.draft.paragraphs[2].paragraph_id
    proposal = Proposal(Change.REPLACE, paragraph, URGES, ParagraphKind.OPERATIVE, DUTY)
    made = world.do(actions.propose_amendment, EGY, held.draft.draft_id, proposal)
    assert (made.amendment.added_kind, made.amendment.duty) == (None, None)
