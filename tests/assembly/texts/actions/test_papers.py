"""Papers are written paragraph by paragraph by their sponsors, and translated."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_world import CHAIR, SECRETARY
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import At, NewWords, Words
from jisr.assembly.texts.actions.papers import PAPERS_MAX
from jisr.assembly.texts.adoption import PARAGRAPHS_MAX
from jisr.assembly.texts.held import HeldDraft, PaperKind
from jisr.assembly.texts.model import DraftState, Duty, ParagraphKind
from jisr.assembly.texts.steps import Fault, Finding
from jisr.errors import Denied, InputTooLarge, NotFound, ValueMalformed, VersionStale
from jisr.kit.db import Transaction
from jisr.values import LanguageMap, new_id
from text_world import DUTY, EGY, FRA, MAR, TextWorld
from texts_made import FIRST, PREAMBLE, SECOND, TITLE

ENGLISH = {"en": "Asks all members to take part"}


def _refused(run: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        run()
    return str(refused.value.details["why"])


def _at(held: HeldDraft) -> At:
    return At(held.draft.draft_id, held.version)


def test_paper_grows_paragraph_by_paragraph(world: TextWorld) -> None:
    """The preamble stays before the rest, each paragraph comes where it was put."""
    held = world.paper(world.item(), PaperKind.RESOLUTION, FIRST, PREAMBLE)
    first = held.draft.paragraphs[1].paragraph_id
    for after in ("", first, None):
        kind = ParagraphKind.PREAMBULAR if after == "" else ParagraphKind.OPERATIVE
        new = NewWords(kind, {"en": f"After {after and 'first'}"}, after=after)
        held = world.do(actions.add_paragraph, MAR, _at(held), new)
    words = [each.texts["en"] for each in held.draft.paragraphs]
    assert words == [
        "After",
        PREAMBLE.texts["en"],
        FIRST.texts["en"],
        "After first",
        "After None",
    ]
    assert (held.draft.revision, held.version) == (6, 6)


def test_preamble_is_not_put_behind_what_is_decided(world: TextWorld) -> None:
    """A paragraph of the preamble after an operative one is refused."""
    held = world.draft()
    last = held.draft.paragraphs[-1].paragraph_id
    new = NewWords(ParagraphKind.PREAMBULAR, ENGLISH, after=last)
    tried: tuple[Any, ...] = (actions.add_paragraph, MAR, _at(held), new)
    assert world.refused(*tried) == "texts.kind_misplaced"


def test_words_written_anew_leave_the_other_languages_behind(world: TextWorld) -> None:
    """What is missing in which language is told place by place, until it is translated."""
    held = world.draft()
    paragraph = held.draft.paragraphs[2].paragraph_id
    held = world.do(actions.write_paragraph, MAR, _at(held), paragraph, Words(ENGLISH, DUTY))
    assert world.view(held).findings == tuple(
        Finding("OP2", language, Fault.BEHIND) for language in ("ar", "fr", "es")
    )
    others = {key: text for key, text in SECOND.texts.items() if key != "en"}
    held = world.do(actions.write_language, SECRETARY, _at(held), paragraph, others)
    assert world.view(held).findings == ()
    assert held.draft.paragraphs[2].texts == {**others, **ENGLISH}


def test_missing_title_is_found_and_written(world: TextWorld) -> None:
    """A title is needed in each official language as well."""
    item = world.item()
    held = world.do(
        actions.file_paper, MAR, item.item.item_id, PaperKind.RESOLUTION, {"fr": "Documents"}
    )
    found = [(each.language, each.fault) for each in world.view(held).findings]
    assert found == [(each, Fault.MISSING) for each in ("ar", "en", "es")]
    held = world.do(actions.write_language, SECRETARY, _at(held), "title", TITLE)
    assert (held.draft.title, world.view(held).findings) == (TITLE, ())


def test_paragraph_is_removed(world: TextWorld) -> None:
    """It is gone in the next revision, and what is unknown is not removed."""
    held = world.draft()
    paragraph = held.draft.paragraphs[0].paragraph_id
    after = world.do(actions.remove_paragraph, MAR, _at(held), paragraph)
    assert after.draft.paragraphs == held.draft.paragraphs[1:]
    with pytest.raises(NotFound):
        world.do(actions.remove_paragraph, MAR, _at(after), paragraph)


def test_only_sponsors_change_what_a_paper_says(world: TextWorld) -> None:
    """Neither another member nor the secretary nor the chair writes its substance."""
    held = world.draft()
    paragraph = held.draft.paragraphs[2].paragraph_id
    at, new = _at(held), NewWords(ParagraphKind.OPERATIVE, ENGLISH)
    for officer in (FRA, SECRETARY, CHAIR):
        tries: tuple[tuple[Any, ...], ...] = (
            (actions.add_paragraph, officer, at, new),
            (actions.write_paragraph, officer, at, paragraph, Words(ENGLISH)),
            (actions.remove_paragraph, officer, at, paragraph),
            (actions.withdraw_paper, officer, at),
        )
        told = {world.refused(*each) for each in tries}
        assert told == {"texts.not_sponsor"}
    assert world.view(held).held == held


def test_only_sponsors_and_the_secretary_translate(world: TextWorld) -> None:
    """Another delegation writes no language of a text that is not its own."""
    held = world.draft()
    paragraph = held.draft.paragraphs[2].paragraph_id
    given: tuple[Any, ...] = (actions.write_language, EGY, _at(held), paragraph, ENGLISH)
    assert world.refused(*given) == "texts.not_sponsor"
    for officer in (MAR, SECRETARY):
        held = world.do(actions.write_language, officer, _at(held), paragraph, ENGLISH)
    assert held.draft.paragraphs[2].texts["en"] == ENGLISH["en"]


def test_words_under_amendment_wait(world: TextWorld) -> None:
    """While an amendment is undecided sponsors write nothing, translators not these words."""
    held = world.ready()
    world.amend(held, 2, ENGLISH)
    paragraph, other = (held.draft.paragraphs[place].paragraph_id for place in (2, 1))
    at, new = _at(held), NewWords(ParagraphKind.OPERATIVE, ENGLISH)
    tries: tuple[tuple[Any, ...], ...] = (
        (actions.add_paragraph, MAR, at, new),
        (actions.write_paragraph, MAR, at, other, Words(ENGLISH)),
        (actions.remove_paragraph, MAR, at, other),
        (actions.write_language, SECRETARY, at, paragraph, ENGLISH),
    )
    told = {world.refused(*each) for each in tries}
    assert told == {"texts.amendments_first"}
    held = world.do(actions.write_language, SECRETARY, at, paragraph, {"fr": "Invite"})
    world.do(actions.write_language, SECRETARY, _at(held), other, ENGLISH)


def test_words_stand_once_they_are_voted_on_in_parts(world: TextWorld) -> None:
    """After a paragraph vote the sponsors do not write the text anew."""
    held = world.ready()
    draft_id, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    world.do(actions.ask_part_vote, EGY, draft_id, paragraph)
    world.vote("paragraph", f"{draft_id}/{paragraph}")
    given: tuple[Any, ...] = (actions.write_paragraph, MAR, At(draft_id), paragraph, Words(ENGLISH))
    assert world.refused(*given) == "texts.parts_begun"


def test_changed_meanwhile_is_refused(world: TextWorld) -> None:
    """Two who write from the same version do not overwrite each other."""
    held = world.draft()
    paragraph = held.draft.paragraphs[2].paragraph_id
    world.do(actions.write_language, MAR, _at(held), paragraph, ENGLISH)
    with pytest.raises(VersionStale):
        world.do(actions.write_language, SECRETARY, _at(held), paragraph, {"fr": "Autre"})


@pytest.mark.parametrize(
    ("kind", "texts", "duty"),
    [
        (ParagraphKind.OPERATIVE, {}, None),
        (ParagraphKind.OPERATIVE, {"de": "Bittet"}, None),
        (ParagraphKind.OPERATIVE, {"en": "a\u202eb"}, None),
        (ParagraphKind.OPERATIVE, {"en": "  "}, None),
        (ParagraphKind.PREAMBULAR, ENGLISH, DUTY),
        (ParagraphKind.OPERATIVE, ENGLISH, Duty("GS", LanguageMap({}))),
        (ParagraphKind.OPERATIVE, ENGLISH, Duty("", LanguageMap(ENGLISH))),
    ],
)
def test_words_and_duties_are_checked(
    world: TextWorld, kind: ParagraphKind, texts: dict[str, str], duty: Duty | None
) -> None:
    """Words are in an official language and hide nothing; a preamble asks nothing of anybody."""
    held = world.paper(world.item(), PaperKind.RESOLUTION)
    with pytest.raises(ValueMalformed):
        world.do(actions.add_paragraph, MAR, _at(held), NewWords(kind, texts, duty))


def test_report_decides_nothing(world: TextWorld) -> None:
    """A report has no operative paragraph."""
    held = world.paper(world.item(), PaperKind.REPORT)
    new = NewWords(ParagraphKind.OPERATIVE, ENGLISH)
    with pytest.raises(ValueMalformed):
        world.do(actions.add_paragraph, MAR, _at(held), new)


def test_number_of_paragraphs_and_papers_is_bounded(world: TextWorld) -> None:
    """Nobody fills an item without end."""
    item = world.item()
    held = world.paper(item, PaperKind.RESOLUTION)
    new = NewWords(ParagraphKind.OPERATIVE, {"en": "One"})

    def fill(transaction: Transaction) -> None:
        for _ in range(PARAGRAPHS_MAX):
            actions.add_paragraph(transaction, MAR, At(held.draft.draft_id), new)
        for _ in range(PAPERS_MAX - 1):
            kind = PaperKind.INFORMATION
            actions.file_paper(transaction, MAR, item.item.item_id, kind, TITLE)

    world.do(fill)
    with pytest.raises(InputTooLarge):
        world.do(actions.add_paragraph, MAR, At(held.draft.draft_id), new)
    with pytest.raises(InputTooLarge):
        world.paper(item, PaperKind.INFORMATION)


def test_paper_is_filed_by_who_may_request(world: TextWorld) -> None:
    """Not by a ballot-caster, and not under an item that was withdrawn."""
    item = world.item()
    filing: tuple[Any, ...] = (
        actions.file_paper,
        "caster@mar",
        item.item.item_id,
        PaperKind.REPORT,
        TITLE,
    )
    assert world.refused(*filing) == "texts.not_speaker"
    world.do(actions.withdraw_item, MAR, At(item.item.item_id))
    filing = (actions.file_paper, MAR, item.item.item_id, PaperKind.REPORT, TITLE)
    assert world.refused(*filing) == "texts.item_decided"
    with pytest.raises(NotFound):
        world.do(actions.file_paper, MAR, new_id(), PaperKind.REPORT, TITLE)


def test_paper_of_several_sponsors_is_not_withdrawn_by_one(world: TextWorld) -> None:
    """Who wants out leaves; the others carry it on."""
    held = world.draft()
    world.do(actions.invite_sponsor, MAR, held.draft.draft_id, "FRA")
    world.do(actions.join_sponsors, FRA, held.draft.draft_id)
    given: tuple[Any, ...] = (actions.withdraw_paper, MAR, At(held.draft.draft_id))
    assert world.refused(*given) == "texts.others_sponsor"
    world.do(actions.leave_sponsors, FRA, held.draft.draft_id)
    assert world.do(*given).draft.state is DraftState.WITHDRAWN


def test_paper_is_not_withdrawn_once_its_parts_are_voted_on(world: TextWorld) -> None:
    """Who sees the votes go against the text does not take it away."""
    held = world.ready()
    draft_id, paragraph = held.draft.draft_id, held.draft.paragraphs[2].paragraph_id
    world.do(actions.ask_part_vote, EGY, draft_id, paragraph)
    world.vote("paragraph", f"{draft_id}/{paragraph}")
    assert world.refused(actions.withdraw_paper, MAR, At(draft_id)) == "texts.voting_begun"


def test_only_the_secretary_releases_papers(world: TextWorld) -> None:
    """A sponsor does not; released twice is released once."""
    at = At(world.draft().draft.draft_id)
    assert _refused(lambda: world.do(actions.release_paper, MAR, at)) == "texts.not_secretary"
    first = world.do(actions.release_paper, SECRETARY, at)
    assert first.is_released
    assert world.do(actions.release_paper, SECRETARY, at) == first
