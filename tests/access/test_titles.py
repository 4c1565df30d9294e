"""Every word of access has a name for pages."""

from jisr.access import titles
from jisr.access.model import BureauKind, DatabaseName, Operation, Purpose, Role


def test_every_word_has_a_title() -> None:
    """None is left to be shown as the word of the model; each role says what it is for."""
    told = [
        set(each)
        for each in (
            titles.PURPOSES,
            titles.DATABASES,
            titles.OPERATIONS,
            titles.BUREAU_KINDS,
            titles.ROLES,
            titles.ROLE_TASKS,
        )
    ]
    words = [set(each) for each in (Purpose, DatabaseName, Operation, BureauKind, Role, Role)]
    assert told == words
