"""Promises about what pages call the words of a vote: each has a name."""

from jisr.assembly.counting.model import Base, Outcome
from jisr.assembly.counting.tables import world_rules
from jisr.assembly.pages import vote_titles
from jisr.assembly.votes.model import Method, SignatureKind, SubjectKind, VoteState


def test_every_word_has_its_name() -> None:
    """Whatever a vote can say, a page can show."""
    assert set(vote_titles.METHODS) == set(vote_titles.METHOD_HELP) == set(Method)
    assert set(vote_titles.STATES) == set(vote_titles.STATE_TONES) == set(VoteState)
    assert set(vote_titles.KINDS) == set(SubjectKind)
    assert set(vote_titles.OUTCOMES) == set(vote_titles.OUTCOME_TONES) == set(Outcome)
    assert set(vote_titles.SIGNATURES) == set(SignatureKind)
    assert set(vote_titles.BASES) == set(Base)


def test_every_rule_has_its_name() -> None:
    """Those of questions that are put to the vote, and those of elections."""
    book = world_rules()
    known = {each.key for each in book.questions} | {each.key for each in book.elections}
    assert set(vote_titles.RULES) == known - vote_titles.NOT_QUESTIONS
