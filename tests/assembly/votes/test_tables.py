"""The names of the choices."""

from jisr.assembly.counting.model import AGAINST, FOR
from jisr.assembly.votes.model import ABSTAIN
from jisr.assembly.votes.tables import abstention, question_choices
from jisr.values import LANGUAGES


def test_choices_are_named_in_every_language() -> None:
    """For, against and the choice of none."""
    choices = (*question_choices(), abstention())
    assert [each.key for each in choices] == [FOR, AGAINST, ABSTAIN]
    assert all(set(each.name.texts) == set(LANGUAGES) for each in choices)
