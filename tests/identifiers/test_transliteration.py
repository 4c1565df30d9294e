"""Names in the machine-readable zone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import InputTooLarge, JisrError, ValueMalformed
from jisr.identifiers.tables import read_table
from jisr.identifiers.transliteration import (
    NAME_CHARACTERS_MAX,
    arabic_readings,
    arabic_to_mrz,
    letters_of,
    mrz_to_arabic,
    to_mrz_name,
    to_mrz_parts,
)

ARABIC = read_table("arabic.csv")
# Pashto yeh shares its spelling with yeh, so it cannot come back.
REVERSIBLE = [row["letter"] for row in ARABIC if row["mrz"] and row["codepoint"] != "06D0"]


@pytest.mark.parametrize(
    ("name", "mrz"),
    [
        ("محمود عبدالرحيم", "MXHMWD<EBDALRXHYM"),
        ("ابو بكر محمد بن زكريا الرازي", "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY"),
        ("نعيمة جميلة", "NEYMXAH<JMYLXAH"),
        ("عبّاس", "EBBAS"),
        ("فضّة", "FXDZXDZXAH"),
        ("مؤمن", "MUMN"),
        ("إسماعيل", "ISMAEYL"),
        ("فاطمةالزهراء", "FAXTTMXTAALZHRAXE"),
        ("مُحَمَّد", "MXHMMD"),
        ("محـــمد", "MXHMD"),
        ("ﻣﺤﻤﻮد", "MXHMWD"),
        ("پرویز چگینی", "PRWXYAZ<XCXGGXYANXYA"),
        ("ٹیپو", "XXTXYAPW"),
    ],
)
def test_arabic_is_written_as_icao_says(name: str, mrz: str) -> None:
    """Vowels and tatweel go, shadda doubles, teh marbuta has its own spelling at the end."""
    assert arabic_to_mrz(name) == mrz


def test_arabic_table_can_be_read_one_way() -> None:
    """No spelling is the beginning of another, and each letter stands at its code point."""
    spellings = {
        spelling
        for row in ARABIC
        for spelling in (row["mrz"], row["mrz_last"], row["also_read"])
        if spelling
    }
    clashes = [(a, b) for a in spellings for b in spellings if a != b and b.startswith(a)]
    assert clashes == []
    assert [row for row in ARABIC if ord(row["letter"]) != int(row["codepoint"], 16)] == []


@given(st.lists(st.text(REVERSIBLE, min_size=1, max_size=12), min_size=1, max_size=5))
def test_arabic_letters_come_back(parts: list[str]) -> None:
    """Arabic to the zone and back gives the same letters."""
    name = " ".join(parts)
    assert mrz_to_arabic(arabic_to_mrz(name)) == name


@pytest.mark.parametrize(
    ("mrz", "readings"),
    [
        ("MXHMWD<<EBDALRXHYM", ("محمود عبدالرحيم",)),
        ("mumn mxwmn", ("مؤمن مؤمن",)),
        ("FAXTTMXTA FAXTTMXAH", ("فاطمة فاطمة",)),
        ("EBBAS", ("عبباس", "عبّاس")),
        ("FAXTTMP", ("فاطمپ", "فاطمة")),
        ("MMM", ("ممم", "مّم")),
    ],
)
def test_readings_accept_what_other_programs_write(mrz: str, readings: tuple[str, ...]) -> None:
    """The literal reading comes first; shadda and the P of other programs follow."""
    assert arabic_readings(mrz) == readings


@pytest.mark.parametrize("mrz", ["", "<<", "MOHAMMED", "X", "MX", "MXQ", "محمد", "M1"])
def test_other_spellings_are_not_read_as_arabic(mrz: str) -> None:
    """A Latin spelling with O, a broken escape and a digit are refused."""
    with pytest.raises(ValueMalformed):
        mrz_to_arabic(mrz)


@pytest.mark.parametrize("name", ["", "---", "Nour", "محمد Nour", "1"])
def test_arabic_to_mrz_refuses_other_scripts(name: str) -> None:
    """Only names in Arabic script have this spelling."""
    with pytest.raises(ValueMalformed):
        arabic_to_mrz(name)


@pytest.mark.parametrize(
    ("name", "language", "mrz"),
    [
        ("Térèsa Cañón", "", "TERESA<CANON"),
        ("Øyvind Ångström", "", "OEYVIND<AANGSTROEM"),
        ("Jürgen Groß", "", "JUERGEN<GROSS"),
        ("Þórður Æsir", "", "THORDUR<AESIR"),
        ("Łukasz Đorđević", "", "LUKASZ<DORDEVIC"),
        ("Nguyễn Phước", "", "NGUYEN<PHUOC"),
        ("Işık", "", "ISIK"),
        ("D'Artagnan", "", "DARTAGNAN"),
        ("Marie-Élise", "", "MARIE<ELISE"),
        ("Anna, Maria", "", "ANNA<MARIA"),
        ("J.R.  O’Connor 3", "", "JR<OCONNOR"),
        ("Щукин Юрий", "", "SHCHUKIN<IURII"),
        ("Щерев Юлий", "bg", "SHTEREV<YULIY"),
        ("Ярослав Їжак", "uk", "YAROSLAV<YIZHAK"),
        ("Надія Гнатюк", "uk-UA", "NADIIA<HNATIUK"),
        ("Ђорђе Живковић", "sr", "DORDE<ZIVKOVIC"),
        ("Ѓорѓи Ќосев", "mk", "GJORGJI<KJOSEV"),
        ("Фёдар Грыб", "be", "FIODAR<HRYB"),
        ("Γιώργος", "", "GIORGOS"),
        ("毛泽东", "", "MAOZEDONG"),
        ("नेहरू", "", "NEHRU"),
        ("محمد", "ar", "MXHMD"),
        ("x\u0323", "", "X"),
    ],
)
def test_names_of_any_script_are_written(name: str, language: str, mrz: str) -> None:
    """ICAO's tables come first, marks go, other scripts are romanised; digits and signs vanish."""
    assert to_mrz_parts(name, language) == mrz


def test_letters_of_one_character() -> None:
    """A character's letters depend on language and place where the tables say so."""
    assert letters_of("я", "uk", first=True) == "YA"
    assert letters_of("я", "uk") == "IA"
    assert letters_of("ة", last=True) == "XAH"
    assert letters_of("7") == ""


@given(st.text(max_size=NAME_CHARACTERS_MAX))
def test_parts_are_letters_and_single_fillers(name: str) -> None:
    """Whatever is written for a name fits the zone."""
    try:
        mrz = to_mrz_parts(name)
    except JisrError:
        return
    assert re.fullmatch(r"(?:[A-Z]+(?:<[A-Z]+)*)?", mrz) is not None


NAMES = [
    ("Eriksson", "Anna Maria", 39, "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
    ("Smith-Jones", "Susie Margaret", 39, "SMITH<JONES<<SUSIE<MARGARET<<<<<<<<<<<<"),
    ("O'Connor", "Enya Siobhan", 39, "OCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<"),
    ("Van Der Muellen", "Martin", 30, "VAN<DER<MUELLEN<<MARTIN<<<<<<<"),
    ("Al-Basri", "Huda Muhammad Jawad", 31, "AL<BASRI<<HUDA<MUHAMMAD<JAWAD<<"),
    ("Arkfreith", "", 39, "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"),
    ("", "Satriya Sudarpa", 39, "SATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<"),
    ("Papandropoulous", "Jonathon Warren Trevor", 39, "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
    (
        "Nilavadhanananda",
        "Chayapa Dejthamrong Krasuang",
        39,
        "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
    ),
    ("Nilavadhanananda", "Arnpol Petch Charonguang", 39, "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU"),
    ("Vilarchao Fernandez", "Jose Ramon", 30, "VILARCHAO<FERNANDEZ<<JOSE<RAMO"),
    # Cut where a part ends: the next part keeps its initial.
    ("Nilavadhanananda", "Arnpol Petch Charonguang", 31, "NILAVADHANANANDA<<ARNPOL<PETC<C"),
    (
        "Bennelong Wooloomooloo Warrandyte Warnambool",
        "Dingo Potoroo",
        39,
        "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D",
    ),
    ("A B C D E F G H I J K L M N O P Q R", "", 30, "A<B<C<D<E<F<G<H<I<J<K<L<M<N<OP"),
    ("AB", "CD", 4, "A<<C"),
]


@pytest.mark.parametrize(("surname", "given_names", "length", "field"), NAMES)
def test_name_field_is_filled_or_cut(
    surname: str, given_names: str, length: int, field: str
) -> None:
    """The examples of Doc 9303-4 and -5, and cuts that they leave open."""
    assert to_mrz_name(surname, given_names, length) == field


@given(
    st.text("AB C-", max_size=60),
    st.text("AB C-", max_size=60),
    st.integers(min_value=4, max_value=39),
)
def test_name_field_has_its_length(surname: str, given_names: str, length: int) -> None:
    """A field is never longer or shorter, begins with a letter, and ends with one if it was cut."""
    parts = [part for part in (to_mrz_parts(surname), to_mrz_parts(given_names)) if part]
    if not parts:
        with pytest.raises(ValueMalformed):
            to_mrz_name(surname, given_names, length)
        return
    field = to_mrz_name(surname, given_names, length)
    full = "<<".join(parts)
    assert len(field) == length
    assert field[0] != "<"
    assert field.rstrip("<") == full if len(full) <= length else field[-1] != "<"
    assert field.count("<<") >= 1 or len(parts) == 1 or length < len(full)


def test_name_field_too_short_for_any_name_is_a_mistake_of_the_caller() -> None:
    """No format has such a field, so this is not a refusal of input."""
    with pytest.raises(ValueError, match="3"):
        to_mrz_name("Eriksson", "Anna", 3)


def test_names_are_bounded() -> None:
    """A name of ten megabytes is refused in every direction."""
    name = "ا" * 10_000_000
    for write in (arabic_to_mrz, to_mrz_parts, mrz_to_arabic):
        with pytest.raises(InputTooLarge):
            write(name)
