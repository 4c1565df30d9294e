"""What a vote needs of the texts: it opens on the right words only, and what it came to is kept."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hall_world import CHAIR, NUMBER, SECRETARY
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import AdoptingVote, At, NewWords, Words
from jisr.assembly.texts.adoption import is_untouched, words_digest
from jisr.assembly.texts.held import HeldDraft, ItemState, PaperKind
from jisr.assembly.texts.model import DraftState, ParagraphKind
from jisr.assembly.texts.voting_order import State
from jisr.errors import Denied, JisrError, NotFound
from jisr.values import new_id
from text_world import EGY, FRA, MAR, RESULT, TextWorld
from texts_made import FIRST, PREAMBLE, SECOND

UNKNOWN = "0" * 32
DAY = datetime.date(2026, 11, 21)
URGES = {
    "ar": "تحث الأعضاء على المشاركة",
    "en": "Urges members to take part",
    "fr": "Exhorte les membres à participer",
    "es": "Insta a los miembros a participar",
}


def _why(world: TextWorld, kind: str, subject: str) -> str:
    with pytest.raises(Denied) as refused:
        world.do(actions.opening, NUMBER, kind, subject)
    return str(refused.value.details["why"])


def _refused(run: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        run()
    return str(refused.value.details["why"])


def _now(world: TextWorld, held: HeldDraft) -> HeldDraft:
    return world.view(held).held


def test_adopted_text_is_frozen_numbered_and_bound_to_its_vote(world: TextWorld) -> None:
    """The first text of 2026 is AG-2026-RES-01, with the words that the vote was on."""
    held = world.ready()
    asked = world.do(actions.opening, NUMBER, "draft", held.draft.draft_id)
    resolution = world.vote("draft", held.draft.draft_id)
    assert resolution is not None
    assert resolution.number == "AG-2026-RES-01"
    assert (resolution.title, resolution.paragraphs) == (held.draft.title, held.draft.paragraphs)
    assert (resolution.result_digest, resolution.adopted_on) == (
        RESULT,
        DAY,
    )
    assert asked.words_digest == words_digest(held.draft)
    assert is_untouched(resolution)
    assert _now(world, held).draft.state is DraftState.ADOPTED
    assert world.view(held).number == "AG-2026-RES-01"


def test_adopted_text_never_changes(world: TextWorld) -> None:
    """No sponsor, translator, amendment or chair touches it again."""
    held = world.ready()
    world.vote("draft", held.draft.draft_id)
    draft_id, paragraph = held.draft.draft_id, held.draft.paragraphs[1].paragraph_id
    at = At(draft_id)
    new = NewWords(ParagraphKind.OPERATIVE, URGES)
    tries: tuple[Callable[[], object], ...] = (
        lambda: world.amend(held, 2, URGES),
        lambda: world.do(actions.add_paragraph, MAR, at, new),
        lambda: world.do(actions.write_paragraph, MAR, at, paragraph, Words(URGES)),
        lambda: world.do(actions.remove_paragraph, MAR, at, paragraph),
        lambda: world.do(actions.write_language, SECRETARY, at, paragraph, URGES),
        lambda: world.do(actions.write_language, SECRETARY, at, "title", {"en": "Other"}),
        lambda: world.do(actions.withdraw_paper, MAR, at),
        lambda: world.do(actions.join_sponsors, FRA, draft_id),
        lambda: world.do(actions.ask_part_vote, EGY, draft_id, paragraph),
        lambda: world.do(actions.order_amendments, CHAIR, at, [], "a reason that is long enough"),
        lambda: world.vote("draft", draft_id),
    )
    assert [_refused(each) for each in tries] == ["texts.not_open"] * len(tries)


def test_rejected_text_stays_as_it_was(world: TextWorld) -> None:
    """A vote that does not adopt gives no number, and the text is closed."""
    held = world.ready()
    assert world.vote("draft", held.draft.draft_id, is_adopted=False) is None
    assert _now(world, held).draft.state is DraftState.REJECTED
    assert _why(world, "draft", held.draft.draft_id) == "texts.not_open"


def test_numbers_follow_each_other(world: TextWorld) -> None:
    """The second text that is adopted is number 2."""
    first, second = world.draft(), world.draft()
    world.adopt_agenda()
    numbers = [world.vote("draft", each.draft.draft_id) for each in (second, first)]
    assert [each and each.number for each in numbers] == ["AG-2026-RES-01", "AG-2026-RES-02"]


def test_vote_opens_on_every_language_or_not_at_all(world: TextWorld) -> None:
    """A draft that lacks one language in one paragraph is not voted on (RoP 32)."""

    def complete() -> HeldDraft:
        held = world.complete(world.item())
        words = {key: text for key, text in URGES.items() if key != "es"}
        new = NewWords(ParagraphKind.OPERATIVE, words)
        return world.do(actions.add_paragraph, MAR, At(held.draft.draft_id), new)

    held = world.early(complete)
    world.adopt_agenda()
    draft_id = held.draft.draft_id
    assert _why(world, "draft", draft_id) == "texts.out_of_step"
    last = held.draft.paragraphs[-1].paragraph_id
    world.do(actions.write_language, SECRETARY, At(draft_id), last, {"es": URGES["es"]})
    assert world.do(actions.opening, NUMBER, "draft", draft_id).title.texts == held.draft.title


def test_vote_needs_the_adopted_agenda(world: TextWorld) -> None:
    """Nothing is voted on before the assembly has adopted what it talks about."""
    held = world.draft()
    assert _why(world, "draft", held.draft.draft_id) == "texts.agenda_not_adopted"
    world.adopt_agenda()
    world.do(actions.opening, NUMBER, "draft", held.draft.draft_id)


def test_agenda_is_adopted_once(world: TextWorld) -> None:
    """An empty agenda is not voted on, a rejected one can be again, an adopted one cannot."""
    assert _why(world, "agenda", str(NUMBER)) == "texts.agenda_empty"
    held = world.draft()
    world.vote("agenda", str(NUMBER), is_adopted=False)
    world.adopt_agenda()
    assert _why(world, "agenda", str(NUMBER)) == "texts.agenda_adopted"
    officer = world.hall.officer(MAR)
    adopted = world.hall.ask(actions.agenda, officer, NUMBER).adopted
    assert adopted is not None
    assert (adopted.items, adopted.adopted_on) == (
        (held.draft.item_id,),
        DAY,
    )


@pytest.mark.parametrize(
    ("is_admitted", "state"), [(True, ItemState.ADMITTED), (False, ItemState.REFUSED)]
)
def test_late_item_is_admitted_by_the_assembly(
    world: TextWorld, *, is_admitted: bool, state: ItemState
) -> None:
    """An item that was complete on the first day comes on the agenda by a vote only."""
    world.ready()
    item = world.item()
    held = world.complete(item)
    assert _why(world, "draft", held.draft.draft_id) == "texts.not_on_agenda"
    world.vote("item", item.item.item_id, is_adopted=is_admitted)
    assert world.view(held).item_state is state
    assert _why(world, "item", item.item.item_id) == "texts.item_not_additional"
    if is_admitted:
        assert world.vote("draft", held.draft.draft_id) is not None
    else:
        assert _why(world, "draft", held.draft.draft_id) == "texts.not_on_agenda"


def test_incomplete_item_is_not_admitted(world: TextWorld) -> None:
    """The assembly admits what is complete: a report and a draft resolution."""
    item = world.item()
    world.paper(item, PaperKind.RESOLUTION, FIRST)
    assert _why(world, "item", item.item.item_id) == "texts.item_not_additional"


def test_amendments_are_voted_on_farthest_first_and_before_the_text(world: TextWorld) -> None:
    """The deletion comes before the change of a word, and both before the whole."""
    held = world.ready()
    near = world.amend(held, 2, URGES)
    far = world.amend(held, 2, {})
    near_id, far_id = near.amendment.amendment_id, far.amendment.amendment_id
    assert _why(world, "draft", held.draft.draft_id) == "texts.amendments_pending"
    assert _why(world, "amendment", near_id) == "texts.not_next"
    world.vote("amendment", far_id, is_adopted=False)
    world.vote("amendment", near_id)
    now = world.view(held)
    assert now.held.draft.paragraphs[2].texts == URGES
    assert now.held.draft.revision == held.draft.revision + 1
    assert [each.state for each in now.amendments] == [State.ACCEPTED, State.REJECTED]
    assert world.vote("draft", held.draft.draft_id) is not None


def test_amendment_falls_with_the_acceptance_of_another(world: TextWorld) -> None:
    """A change of words that were deleted is not voted on (RoP 42)."""
    held = world.ready()
    near, far = world.amend(held, 2, URGES), world.amend(held, 2, {})
    world.vote("amendment", far.amendment.amendment_id)
    now = world.view(held)
    assert len(now.held.draft.paragraphs) == len(held.draft.paragraphs) - 1
    fallen = next(each for each in now.amendments if each.held.amendment == near.amendment)
    assert (fallen.state, fallen.because) == (State.FALLEN, far.amendment.number)
    assert _why(world, "amendment", near.amendment.amendment_id) == "texts.not_next"


def test_language_that_an_amendment_leaves_out_holds_up_the_vote(world: TextWorld) -> None:
    """An amendment in English makes the other languages fall behind until they are translated."""
    held = world.ready()
    amended = world.amend(held, 2, {"en": URGES["en"]})
    world.vote("amendment", amended.amendment.amendment_id)
    draft_id, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    assert _why(world, "draft", draft_id) == "texts.out_of_step"
    others = {key: text for key, text in URGES.items() if key != "en"}
    world.do(actions.write_language, SECRETARY, At(draft_id), paragraph, others)
    assert world.vote("draft", draft_id) is not None


def test_paragraph_is_voted_on_alone_and_left_out_when_rejected(world: TextWorld) -> None:
    """A paragraph on which a delegation asked for a vote stays or goes before the whole."""
    held = world.ready()
    draft_id, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    part = f"{draft_id}/{paragraph}"
    assert _why(world, "paragraph", part) == "texts.part_not_asked"
    world.do(actions.ask_part_vote, EGY, draft_id, paragraph)
    assert _why(world, "draft", draft_id) == "texts.parts_pending"
    world.vote("paragraph", part, is_adopted=False)
    kept = [each.paragraph_id for each in _now(world, held).draft.paragraphs]
    assert kept == [each.paragraph_id for each in held.draft.paragraphs[:2]]
    assert world.vote("draft", draft_id) is not None


def test_text_of_which_nothing_is_left_is_rejected(world: TextWorld) -> None:
    """Where every operative paragraph was voted down there is nothing to vote on."""
    held = world.ready()
    draft_id = held.draft.draft_id
    operative = [each.paragraph_id for each in held.draft.paragraphs[1:]]
    for each in operative:
        world.do(actions.ask_part_vote, EGY, draft_id, each)
    for each in operative:
        world.vote("paragraph", f"{draft_id}/{each}", is_adopted=False)
    assert _now(world, held).draft.state is DraftState.REJECTED


def test_words_do_not_change_while_a_vote_is_open(world: TextWorld) -> None:
    """Until the vote is released nobody writes, amends or opens another vote on the text."""
    held = world.ready()
    draft_id = held.draft.draft_id
    at, vote = At(draft_id), new_id()
    world.do(actions.hold, CHAIR, "draft", draft_id, vote)
    tries: tuple[Callable[[], object], ...] = (
        lambda: world.amend(held, 2, URGES),
        lambda: world.do(actions.write_language, SECRETARY, at, "title", {"en": "Other"}),
        lambda: world.do(actions.withdraw_paper, MAR, at),
        lambda: world.do(actions.opening, NUMBER, "draft", draft_id),
        lambda: world.do(actions.hold, CHAIR, "draft", draft_id, new_id()),
    )
    assert [_refused(each) for each in tries] == ["texts.vote_open"] * len(tries)
    with pytest.raises(NotFound):
        world.do(actions.release, CHAIR, "draft", draft_id, new_id())
    world.do(actions.release, CHAIR, "draft", draft_id, vote)
    world.amend(held, 2, URGES)


def test_vote_on_other_words_adopts_nothing(world: TextWorld) -> None:
    """A result that is bound to other words is refused, and the text stays open."""
    held = world.ready()
    for digest in (words_digest(replace(held.draft, title={"en": "Other"})), RESULT):
        vote = AdoptingVote(new_id(), digest, RESULT, is_adopted=True, day=DAY)
        tried: tuple[Any, ...] = (actions.conclude, CHAIR, "draft", held.draft.draft_id, vote)
        assert world.refused(*tried) == "texts.vote_of_other_words"
    assert _now(world, held).draft.state is DraftState.OPEN


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("draft", UNKNOWN),
        ("amendment", UNKNOWN),
        ("paragraph", f"{UNKNOWN}/{UNKNOWN}"),
        ("item", UNKNOWN),
        ("agenda", "12"),
        ("agenda", "x"),
        ("round", UNKNOWN),
    ],
)
def test_unknown_subject_is_not_voted_on(world: TextWorld, kind: str, subject: str) -> None:
    """There is no vote on what is not there, or in another session."""
    world.ready()
    with pytest.raises(NotFound):
        world.do(actions.opening, NUMBER, kind, subject)


def test_report_is_not_voted_on(world: TextWorld) -> None:
    """Only a draft resolution decides something."""
    item = world.early(world.item)
    world.early(lambda: world.complete(item))
    report = world.paper(item, PaperKind.REPORT, PREAMBLE)
    world.adopt_agenda()
    assert _why(world, "draft", report.draft.draft_id) == "texts.no_resolution"


def test_votes_on_public_items_are_followed_by_all(world: TextWorld) -> None:
    """Whether observers follow a vote is said by the item behind it."""
    open_one, closed = world.draft(), world.draft(is_public=False)
    amendment = world.amend(closed, 2, URGES).amendment.amendment_id
    subjects = {
        ("draft", open_one.draft.draft_id): True,
        ("draft", closed.draft.draft_id): False,
        ("amendment", amendment): False,
        ("paragraph", f"{open_one.draft.draft_id}/{open_one.draft.paragraphs[0]}"): True,
        ("item", closed.draft.item_id): False,
        ("agenda", str(NUMBER)): True,
    }
    told = {each: world.hall.ask(actions.is_public, *each) for each in subjects}
    assert told == subjects


def test_nobody_unknown_concludes(world: TextWorld) -> None:
    """Who writes a result is an active officer."""
    held = world.ready()
    vote = AdoptingVote(new_id(), RESULT, RESULT, is_adopted=True, day=DAY)
    with pytest.raises(JisrError):
        world.do(actions.conclude, "nobody@gs", "draft", held.draft.draft_id, vote)


def test_second_sentence_stays(world: TextWorld) -> None:
    """Operative paragraphs keep what they ask of whom when the text is adopted."""
    resolution = world.adopted()
    assert [each.duty is not None for each in resolution.paragraphs] == [False, True, True]
    assert resolution.paragraphs[2].texts == SECOND.texts
