"""Scripts of letters."""

import pytest

from jisr.names.scripts import OTHER, script_of


@pytest.mark.parametrize(
    ("letter", "script"),
    [
        ("a", "Latn"),
        ("ž", "Latn"),
        ("ẵ", "Latn"),
        ("щ", "Cyrl"),
        ("ש", "Hebr"),
        ("ق", "Arab"),
        ("ﷲ", "Arab"),
        ("김", "Hang"),
        ("习", "Hani"),
        ("ジ", "Kana"),
        ("𠮷", "Hani"),
        ("ा", OTHER),
        ("α", OTHER),
        ("!", OTHER),
        ("\U0010ffff", OTHER),
    ],
)
def test_letters_belong_to_their_script(letter: str, script: str) -> None:
    """A letter is found in its block; what has no table is other."""
    assert script_of(letter) == script
