"""What pages call the words of the texts: every one has a name."""

from jisr.access.profiles import load_profile
from jisr.assembly.pages import text_titles
from jisr.assembly.texts.follow_up import Status
from jisr.assembly.texts.held import ItemState, PaperKind
from jisr.assembly.texts.model import Change, DraftState, ParagraphKind
from jisr.assembly.texts.steps import Fault
from jisr.assembly.texts.voting_order import State
from jisr.kit.words import Words


def test_every_word_has_a_name_and_a_tone() -> None:
    """No state is shown as a bare key."""
    told = (
        (ItemState, text_titles.ITEM_STATES.keys(), text_titles.ITEM_TONES.keys()),
        (DraftState, text_titles.DRAFTS.keys(), text_titles.DRAFT_TONES.keys()),
        (State, text_titles.AMENDMENTS.keys(), text_titles.AMENDMENT_TONES.keys()),
        (Status, text_titles.STATUSES.keys(), text_titles.STATUS_TONES.keys()),
        (PaperKind, text_titles.PAPERS.keys(), set(PaperKind)),
        (ParagraphKind, text_titles.PARAGRAPHS.keys(), set(ParagraphKind)),
        (Fault, text_titles.FAULTS.keys(), set(Fault)),
        (Change, text_titles.CHANGES.keys(), set(Change)),
    )
    for words, names, tones in told:
        assert (set(names), set(tones)) == (set(words), set(words))


def test_bodies_are_named_in_the_readers_language() -> None:
    """Members, the secretariat, everybody; what is unknown keeps its own name."""
    name = text_titles.namer(load_profile("world"), Words("fr"))
    assert [name(each) for each in ("MAR", "Committee of heads")] == [
        "Maroc",
        "Committee of heads",
    ]
    assert name("GS") == load_profile("world").bodies["GS"].best("fr")
    assert text_titles.namer(load_profile("world"), Words("en"))("members") == "Every member"


def test_titles_and_directions() -> None:
    """The reader's language comes first, and Arabic runs from right to left."""
    title = text_titles.titler("fr")
    assert (title({"en": "One", "fr": "Un"}), title({"ar": "واحد"})) == ("Un", "واحد")
    assert [text_titles.direction_of(each) for each in ("ar", "fr")] == ["rtl", "ltr"]
