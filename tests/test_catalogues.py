"""Promises of the catalogues."""

import pytest

from jisr.catalogues import catalogue, isolated
from jisr.errors import SettingInvalid


def test_english_is_the_language_of_the_keys() -> None:
    """Without a catalogue a sentence stays as it is."""
    assert catalogue("en").gettext("record") == "record"


@pytest.mark.parametrize("language", ["ar", "fr", "es"])
def test_other_languages_say_it_otherwise(language: str) -> None:
    """The catalogue of each language is found and read."""
    sentence = "write a list of names"
    assert catalogue(language).gettext(sentence) != sentence


def test_a_language_that_is_not_spoken_is_refused() -> None:
    """It is named in the refusal, not guessed."""
    with pytest.raises(SettingInvalid) as refused:
        catalogue("tlh")
    assert refused.value.details["given"] == "tlh"


def test_a_text_keeps_its_direction() -> None:
    """A value stands between isolation marks; nothing stays nothing."""
    assert (isolated("علي"), isolated("")) == ("\u2068علي\u2069", "")
