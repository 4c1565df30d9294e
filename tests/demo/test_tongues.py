"""Names come in the script, the order and the spellings of their tongue."""

import re
import unicodedata

import pytest

from jisr.demo.sources import dice, read_table
from jisr.demo.tongues import FullName, Part, full_name, tongue

TONGUES = [row["tongue"] for row in read_table("tongues.csv")]
_MRZ_NAME = re.compile(r"[A-Z]+(<[A-Z]+)*<<[A-Z]+(<[A-Z]+)*")
_UNICODE_NAMES = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Hang": "HANGUL",
    "Hani": "CJK",
    "Hebr": "HEBREW",
    "Latn": "LATIN",
    "Taml": "TAMIL",
    "Thai": "THAI",
}


def some_names(name: str) -> list[FullName]:
    """Return names of a tongue."""
    chance = dice("names", name)
    return [full_name(tongue(name), chance, sex) for sex in "MF" * 40]


@pytest.mark.parametrize("name", TONGUES)
def test_names_are_in_the_script_of_their_tongue(name: str) -> None:
    """Every letter of a name belongs to its script, or to one of Japan's three."""
    script = tongue(name).script
    expected = {"CJK", "IDEOGRAPHIC", "HIRAGANA"} if script == "Jpan" else {_UNICODE_NAMES[script]}
    letters = {letter for each in some_names(name) for letter in each.original if letter.isalpha()}
    kinds = {unicodedata.name(letter).partition(" ")[0] for letter in letters}
    assert kinds - {"MODIFIER"} <= expected


@pytest.mark.parametrize("name", TONGUES)
def test_every_name_has_a_latin_and_a_machine_readable_form(name: str) -> None:
    """The Latin form has Latin letters only, the machine-readable one has both identifiers."""
    for each in some_names(name):
        letters = [letter for letter in each.latin if letter.isalpha()]
        assert letters
        assert {unicodedata.name(letter).partition(" ")[0] for letter in letters} <= {
            "LATIN",
            "MODIFIER",
        }
        assert _MRZ_NAME.fullmatch(each.mrz), each


def test_tongues_write_at_least_twelve_scripts() -> None:
    """The network shows people of at least twelve scripts."""
    assert len({tongue(name).script for name in TONGUES}) >= 12


def test_order_and_joining_follow_the_tongue() -> None:
    """Family names come first where they do, and Han names have no space."""
    given, family = Part("伟强", "Weiqiang"), Part("孙", "Sun")
    name = FullName(tongue("zh"), (given,), (family,))
    assert (name.original, name.latin, name.mrz) == ("孙伟强", "Sun Weiqiang", "SUN<<WEIQIANG")


def test_north_west_africa_spells_in_french_style() -> None:
    """The same Arabic name has another Latin spelling in the Maghreb than in the Gulf."""
    latin = {
        name: {part.original: part.latin for each in some_names(name) for part in each.given}
        for name in ("ar-west", "ar-east")
    }
    both = set(latin["ar-west"]) & set(latin["ar-east"])
    assert any(latin["ar-west"][each] != latin["ar-east"][each] for each in both)


def test_nobody_bears_the_same_part_twice() -> None:
    """A name never repeats a part."""
    for name in TONGUES:
        for each in some_names(name):
            assert len(set(each.given)) == len(each.given)
            assert len(set(each.family)) == len(each.family)


def test_own_list_holds_each_part_once() -> None:
    """A part of a tongue stands once in names.csv, with its Latin spelling."""
    rows = [(row["tongue"], row["part"], row["original"]) for row in read_table("names.csv")]
    assert [row for row in rows if rows.count(row) > 1] == []
    assert all(row["latin"] for row in read_table("names.csv"))
