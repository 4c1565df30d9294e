"""Promises of this family of errors."""

from jisr.errors import Denied, JisrError
from jisr.errors import rules as family


def test_the_family_has_its_exit_code_and_status() -> None:
    """What a script and a caller see of the whole family."""
    assert (Denied.exit_code, Denied.status) == (3, 403)


def test_each_says_what_it_is() -> None:
    """Every error has a docstring for engineers and a sentence for people."""
    own = [
        each
        for each in vars(family).values()
        if isinstance(each, type) and issubclass(each, JisrError)
    ]
    assert [each for each in own if not (each.__doc__ and each.message)] == []
