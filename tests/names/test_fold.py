"""Folding of names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import ValueMalformed
from jisr.names.fold import TOKENS_MAX, fold, fold_word
from jisr.names.tables import rows


def words(name: str) -> list[str]:
    """Return the folded words of a name."""
    return [token.text for token in fold(name).tokens]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mohammed bin Abdul Rahman al-Ali", ["mohammed", "abdrahman", "ali"]),
        ("محمد بن عبد الرحمن العلي", ["محمد", "عبدرحمن", "علي"]),
        ("عبدالرحمن", ["عبدرحمن"]),
        ("Abdurrahman", ["abdrahman"]),
        ("مـحـمّـد", ["محمد"]),
        ("أحمد یوسف", ["احمد", "يوسف"]),
        ("MULLAH Habib-Ullah", ["habibullah"]),
        ("Nour al-Din", ["nourdin"]),
        ("AL-ALI, Mohammed", ["mohammed", "ali"]),
        ("Dr. Łukasz O’Brien", ["lukasz", "obrien"]),
        ("İbrahim Müller", ["ibrahim", "muller"]),
        ("Đặng Văn", ["dang", "van"]),
        ("Ben Stiller", ["ben", "stiller"]),
        ("Ahmed ben Ali", ["ahmed", "ali"]),
        ("أحمد السيد", ["احمد", "سيد"]),
        ("Maisa Abd Elhadi", ["maisa", "abdhadi"]),
        ("Amir Har-Gil", ["amir", "har", "gil"]),
        ("김정은", ["김", "정은"]),
        ("남궁민수", ["남궁", "민수"]),
        ("이바일로", ["이바일로"]),
        ("習近平", ["习", "近平"]),
        ("Kim Min-ho", ["kim", "minho"]),
        ("LI, Ka-shing", ["kashing", "li"]),
        ("Jean-Pierre Al-Ali", ["jean", "pierre", "ali"]),
        ("Abdurahman Abdessamad", ["abdrahman", "abdsamad"]),
        ("MXHMWD EBDALRXHYM", ["محمود", "عبدرحيم"]),
        ("Oxana Hoxha", ["oxana", "hoxha"]),
        ("HADDAD<<YOUSSEF<KARIM<<<", ["youssef", "karim", "haddad"]),
        ("ALMUHTASIBI<<ABDULRAHMAN<MOHAMMED<SALEH", ["abdrahman", "mohammed", "s", "almuhtasibi"]),
        ("Қайрат Ђорђевић", ["кайрат", "джорджевич"]),
        ("习近平", ["习", "近平"]),
        ("ジョン・スミス", ["ジョン", "スミス"]),
        ("राहुल गांधी", ["rahul", "gandhi"]),
        ("Νίκος", ["nikos"]),
        ("שָׁלוֹם ג׳ורג׳", ["שלומ", "ג'ורג'"]),
        ("Анатóлий", ["анатолий"]),
        ("Щёголев", ["щеголев"]),
        ("van der", ["van", "der"]),
        ("123 🙂 —", []),
        ("", []),
    ],
)
def test_names_become_the_words_that_tell_people_apart(name: str, expected: list[str]) -> None:
    """Titles, particles, marks and case vanish; compounds are one word."""
    assert words(name) == expected


def test_a_word_shows_how_it_was_written() -> None:
    """The officer reads the name as it was given, not as it was folded."""
    shown = [token.shown for token in fold("عبد الله Müller").tokens]
    assert shown == ["عبد الله", "müller"]


def test_the_spelling_of_a_zone_shows_what_was_written() -> None:
    """An Arabic name that was read from a zone is shown as the zone has it."""
    assert [token.shown for token in fold("MXHMWD").tokens] == ["mxhmwd"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("馬克", "马克"), ("조지", "조지"), ("Al-Ali", "ali"), ("Jean Pierre", ""), ("", "")],
)
def test_one_word_is_never_parted(word: str, expected: str) -> None:
    """A word that is known to be one stays one, even if it begins like a family name."""
    assert fold_word(word) == expected


def test_a_name_that_is_too_long_is_refused() -> None:
    """The engine never works on an unbounded text."""
    with pytest.raises(ValueMalformed):
        fold("a" * 301)


@given(st.text(max_size=300))
def test_any_text_folds_to_a_bounded_list_of_words(name: str) -> None:
    """No text breaks the folding, and folding a folded word changes nothing."""
    folded = fold(name)
    assert len(folded.tokens) <= TOKENS_MAX
    assert all(token.text and token.shown for token in folded.tokens)


@given(st.text(st.sampled_from("éàüÅñ ŠžЁйأبג דあが김"), max_size=40))
def test_composed_and_decomposed_letters_are_the_same_name(name: str) -> None:
    """Two encodings of one text are one name."""
    assert words(unicodedata.normalize("NFD", name)) == words(unicodedata.normalize("NFC", name))


def test_the_other_forms_of_names_are_written_as_folding_writes_them() -> None:
    """A line of the table whose words are not in folded spelling would never be used."""
    words = [word for _, name, others in rows("nicknames.csv") for word in (name, *others.split())]
    assert [word for word in words if fold_word(word) != word] == []


@pytest.mark.parametrize("file", ["nicknames.csv", "letter_folds.csv", "foreign_signs.csv"])
def test_a_table_says_a_thing_once(file: str) -> None:
    """A linguist finds what a table says of a name or letter in one line."""
    found = [tuple(line[:2]) for line in rows(file)]
    assert len(found) == len(set(found))
