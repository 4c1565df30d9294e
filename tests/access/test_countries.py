"""Countries are found by every code and name that papers and lists show."""

import itertools
import json
import unicodedata

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.countries import by_name, countries, country, resolve, special_codes
from jisr.access.model import Country, SpecialCode, SpecialKind
from jisr.errors import ValueMalformed
from jisr.values import LANGUAGES, LanguageMap

MOROCCO = Country(
    code="MAR",
    alpha2="MA",
    numeric="504",
    name=LanguageMap({"ar": "المغرب", "en": "Morocco", "fr": "Maroc", "es": "Marruecos"}),
    region="africa",
)
REFUGEE = SpecialCode(
    code="XXB",
    kind=SpecialKind.PERSON,
    name=LanguageMap(
        {
            "ar": "لاجئ (اتفاقية 1951)",
            "en": "Refugee (1951 Convention)",
            "fr": "Réfugié (convention de 1951)",
            "es": "Refugiado (Convención de 1951)",
        }
    ),
    is_protected=True,
)


@pytest.mark.parametrize("code", ["MAR", "mar", "MA", "504"])
def test_resolve_reads_every_iso_code(code: str) -> None:
    """The three code systems of ISO 3166-1 lead to the same whole country."""
    assert resolve(code) == MOROCCO


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("D", "DEU"),
        ("GBD", "GBR"),
        ("GBN", "GBR"),
        ("GBO", "GBR"),
        ("GBP", "GBR"),
        ("GBS", "GBR"),
        ("RKS", "XKX"),
        ("ZAR", "COD"),
        ("BUR", "MMR"),
        ("ROM", "ROU"),
        ("DDR", "DEU"),
    ],
)
def test_resolve_reads_what_documents_carry(code: str, named: str) -> None:
    """ICAO codes and withdrawn codes lead to the present country."""
    assert resolve(code) == country(named)


def test_resolve_knows_codes_that_are_no_country() -> None:
    """A refugee's document is told apart from every country's."""
    assert resolve("XXB") == REFUGEE


def test_exactly_stateless_persons_and_refugees_are_protected() -> None:
    """The flag that stops notices stands on three codes and no other."""
    assert {each.code for each in special_codes() if each.is_protected} == {"XXA", "XXB", "XXC"}


def test_every_special_code_of_the_standard_is_there() -> None:
    """Each issuing code that names no country can be read."""
    expected = (
        "UNO UNA UNK XPO XOM XBA XIM XCC XCE XCO XEC XES XMP XDC XXA XXB XXC XXX EUE UTO IAO INP "
        "ANT CSK NTZ SCG SUN YUG"
    )
    assert {each.code for each in special_codes()} == set(expected.split())


@pytest.mark.parametrize("code", ["", "ZZZ", "QQ", "999", "MARO", "M\u00c5R", "\u0131s", "<<<"])
def test_resolve_refuses_what_it_does_not_know(code: str) -> None:
    """An unknown code is never taken for a country."""
    with pytest.raises(ValueMalformed):
        resolve(code)


@given(st.text(max_size=4))
def test_resolve_answers_or_refuses(code: str) -> None:
    """Any text is either one of the codes of what is found, or refused."""
    try:
        found = resolve(code)
    except ValueMalformed:
        return
    codes = {found.code}
    if isinstance(found, Country):
        codes |= {found.alpha2, found.numeric, *found.icao_codes}
    assert code.upper() in codes


@pytest.mark.parametrize("code", ["MA", "504", "D", "XXB", "mar", ""])
def test_country_takes_only_alpha_3(code: str) -> None:
    """Inside Jisr a country has one spelling."""
    with pytest.raises(ValueMalformed):
        country(code)


def test_countries_are_all_of_iso_3166_and_kosovo() -> None:
    """No country is missing, and each has the codes that Unicode's tables give it."""
    aliases = get_global("territory_aliases")
    expected = {
        (alpha3, territories[0])
        for alpha3, territories in aliases.items()
        if len(alpha3) == 3 and alpha3.isalpha() and territories[0] in _iso_alpha2()
    }
    found = {(each.code, each.alpha2) for each in countries()}
    assert len(found) == 250
    assert found - {("XKX", "XK")} <= expected
    assert all(aliases[each.numeric] == [each.alpha2] for each in countries() if each.code != "XKX")


def _iso_alpha2() -> set[str]:
    return {each.alpha2 for each in countries()} & set(Locale("en").territories)


def test_no_code_names_two_countries() -> None:
    """A code on a document leads to one issuer only."""
    codes = [
        code
        for each in countries()
        for code in (each.code, each.alpha2, each.numeric, *each.icao_codes)
        if code
    ] + [each.code for each in special_codes()]
    assert sorted(codes) == sorted(set(codes))


def test_every_country_is_named_in_four_languages() -> None:
    """No name is missing, and Arabic names are written in Arabic script."""
    everything: list[Country | SpecialCode] = [*countries(), *special_codes()]
    assert {tuple(each.name.texts) for each in everything} == {LANGUAGES}
    assert all(all(each.name.texts.values()) for each in everything)
    letters = itertools.chain.from_iterable(each.name.texts["ar"] for each in everything)
    assert {
        letter
        for letter in letters
        if letter.isalpha() and not unicodedata.name(letter).startswith("ARABIC")
    } == set()


def test_regions_are_those_of_the_united_nations() -> None:
    """Each country stands in one region; the counts are those of UN M49."""
    regions = [each.region for each in countries()]
    assert {region: regions.count(region) for region in set(regions)} == {
        "africa": 60,
        "americas": 57,
        "asia": 51,
        "europe": 52,
        "oceania": 29,
        "antarctica": 1,
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Democratic Republic of the Congo", "COD"),
        ("Congo", "COG"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Syrian Arab Republic", "SYR"),
        ("Russian Federation", "RUS"),
        ("United States of America", "USA"),
        ("State of Palestine", "PSE"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("China, Hong Kong Special Administrative Region", "HKG"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("TURKIYE", "TUR"),
        ("  the   Gambia ", "GMB"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Côte d’Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("السعودية", "SAU"),
        ("عُمان", "OMN"),
        ("Marruecos", "MAR"),
        ("former Soviet Union", "SUN"),
    ],
)
def test_by_name_reads_lists(name: str, code: str) -> None:
    """Names as the United Nations and our own languages write them are found."""
    found = by_name(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["", "na", "Atlantis", "Republic", "x" * 10_000])
def test_by_name_answers_none_for_what_is_no_country(name: str) -> None:
    """A text that names no country names none."""
    assert by_name(name) is None


def test_every_name_leads_back_to_its_country() -> None:
    """No name in any of the four languages is shared by two countries or hidden by another."""
    everything: list[Country | SpecialCode] = [*countries(), *special_codes()]
    lost = [
        (each.code, name)
        for each in everything
        for name in each.name.texts.values()
        if by_name(name) != each
    ]
    assert json.dumps(lost, ensure_ascii=False) == "[]"
