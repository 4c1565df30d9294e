"""Promises of the catalogues."""

import pytest

from jisr.errors import Denied, NotFound, SettingInvalid, ValueMalformed, to_translate
from jisr.kit.words import Words

RECORD = to_translate("record")


def test_english_is_the_language_of_the_keys() -> None:
    """What is not translated is said in English."""
    assert Words("en").say("It holds {number}.", number=3) == "It holds 3."


def test_sentence_is_said_in_arabic() -> None:
    """An error reaches an Arabic reader in Arabic, its details too."""
    said = Words("ar").error(ValueMalformed(field="x", why=to_translate("no such day")))
    assert "no such day" not in said
    assert any("\u0600" <= letter <= "\u06ff" for letter in said)


@pytest.mark.parametrize("language", ["ar", "fr", "es"])
def test_every_language_differs_from_english(language: str) -> None:
    """The catalogue of each language is found."""
    error = NotFound(thing="record")
    assert Words(language).error(error) != Words("en").error(error)


def test_only_arabic_runs_from_right_to_left() -> None:
    """The direction follows the language."""
    found = {tag: Words(tag).is_right_to_left for tag in ("ar", "en", "fr", "es")}
    assert found == {"ar": True, "en": False, "fr": False, "es": False}


def test_unknown_language_is_refused() -> None:
    """A language that Jisr does not speak is named, not guessed."""
    with pytest.raises(SettingInvalid):
        Words("tlh")


def test_value_is_shown_as_it_was_given() -> None:
    """What somebody is called is never translated, even where we use the same word."""
    known = Words("fr").say("record")
    said = Words("fr").say("{name} and {thing}", name="record", thing="record")
    assert said == f"record and {known}"


def test_reason_of_a_decision_is_said_with_its_details() -> None:
    """A refusal names the reason's sentence, filled."""
    words = Words("en", {"record.field_missing": "{field} is needed in this database"})
    error = Denied(why="record.field_missing", field="sex")
    assert words.error(error) == "Not allowed: sex is needed in this database"
