"""Promises about the words of hits' pages."""

from jisr.checks.dialogue.model import (
    Answer,
    Channel,
    Side,
    SignatureKind,
    State,
    Statement,
    Word,
)
from jisr.checks.dialogue.pages import words
from jisr.records.model import Kind
from ticking import START


def test_everything_that_can_be_shown_has_its_words() -> None:
    """Each state, statement, answer, channel, signature and kind."""
    assert set(words.STATES) == set(words.WARNING_TITLES) == set(State)
    assert set(words.STATEMENTS) == set(words.SIGNS) == set(Word)
    assert set(words.ANSWERS) == set(Answer)
    assert set(words.CHANNELS) == set(Channel)
    assert set(words.SIGNATURES) == set(SignatureKind)
    assert set(words.KIND_TITLES) == set(Kind)


def test_a_state_reads_as_its_side_must_act() -> None:
    """The owner's answer is due; who asked waits; others read what it is."""
    said = [words.state_of(State.ASKED, side) for side in (Side.OWNER, Side.ASKING, Side.OVERSIGHT)]
    assert said == ["Answer is due", "The owner was asked", "Asked, no answer yet"]


def test_an_urgent_question_says_so() -> None:
    """The same statement without the mark is routine."""
    asked = [
        Statement(1, Word.ASKED, Side.ASKING, "MAR", "", START, code)
        for code in ("urgent", "routine")
    ]
    assert [words.statement_title(each) for each in asked] == ["Asked, urgent", "Asked, routine"]
