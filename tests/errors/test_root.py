"""Promises of the tree of errors."""

import string

from jisr.errors import Denied, HubRefused, JisrError, NotFound, StorageFull, ValueMalformed


def tree(root: type[JisrError]) -> list[type[JisrError]]:
    """Return the class and all below it."""
    return [root, *(each for child in root.__subclasses__() for each in tree(child))]


def test_every_error_can_be_told() -> None:
    """Each message fills from the details that it names and ends as a sentence."""
    for each in tree(JisrError):
        names = {name for _, name, _, _ in string.Formatter().parse(each.message) if name}
        given = {
            **dict.fromkeys(names, "x"),
            **({"code": "x", "status": 400} if each is HubRefused else {}),
        }
        told = str(each(**given))
        assert told[-1] in ".x}…", each


def test_children_keep_the_exit_code_of_their_family() -> None:
    """A script can tell families apart by the exit code."""
    for family in JisrError.__subclasses__():
        codes = {each.exit_code for each in tree(family) if each is not HubRefused}
        assert codes <= {getattr(family, "exit_code", 1)}


def test_error_says_what_to_do() -> None:
    """The text of an error is its filled sentence."""
    told = [
        str(ValueMalformed(field="date", why="no such day")),
        str(NotFound(thing="record")),
        str(Denied(why="no")),
        StorageFull().status,
    ]
    assert told == [
        "date is not valid: no such day",
        "There is no such record, or none that you may see.",
        "Not allowed: no",
        507,
    ]
