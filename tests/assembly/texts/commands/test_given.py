"""What is typed becomes what the actions take."""

import datetime

import pytest

from jisr.assembly.texts.commands.given import duty_of, version_of, words_of
from jisr.assembly.texts.model import Duty
from jisr.errors import ValueMalformed
from jisr.values import LanguageMap


def test_words_carry_their_language() -> None:
    """The first equals sign ends the language; a text without one is refused."""
    assert words_of(["en=a = b", "fr=c"]) == {"en": "a = b", "fr": "c"}
    with pytest.raises(ValueMalformed):
        words_of(["words"])


def test_duty_needs_an_addressee() -> None:
    """Without one nothing is asked; its day is a whole one."""
    assert duty_of("", ["en=report"], "2027-10-01") is None
    assert duty_of("GS", ["en=report"], "2027-10-01") == Duty(
        "GS", LanguageMap({"en": "report"}), datetime.date(2027, 10, 1)
    )
    with pytest.raises(ValueMalformed):
        duty_of("GS", ["en=report"], "2027-10")
    assert (version_of(0), version_of(3)) == (None, 3)
