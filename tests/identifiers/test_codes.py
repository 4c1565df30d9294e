"""Codes in documents that are not countries."""

import collections

from jisr.identifiers.codes import (
    CodeGroup,
    SpecialCode,
    refugee_codes,
    refugee_passport_types,
    special_codes,
)


def test_special_codes_are_those_of_icao() -> None:
    """Each group holds as many codes as its part of Doc 9303-3, section 5."""
    groups = collections.Counter(code.group for code in special_codes().values())
    assert groups == {
        CodeGroup.STATE: 7,
        CodeGroup.UNION: 1,
        CodeGroup.UNITED_NATIONS: 3,
        CodeGroup.ORGANISATION: 12,
        CodeGroup.REFUGEE_OR_STATELESS: 3,
        CodeGroup.UNSPECIFIED: 1,
        CodeGroup.DEPRECATED: 2,
        CodeGroup.SPECIMEN: 1,
    }


def test_special_code_carries_its_aliases() -> None:
    """Germany is D in documents and DEU elsewhere."""
    assert special_codes()["D"] == SpecialCode("D", CodeGroup.STATE, "Germany", ("DEU",))


def test_aliases_are_no_codes_themselves() -> None:
    """An alias means one code only, and never one of the table."""
    aliases = [alias for code in special_codes().values() for alias in code.aliases]
    assert len(set(aliases)) == len(aliases)
    assert set(aliases) & set(special_codes()) == set()


def test_refugees_are_recognised_by_nationality_or_type() -> None:
    """XXA, XXB and XXC protect, and so do the passport types of refugees and stateless persons."""
    assert refugee_codes() == {"XXA", "XXB", "XXC"}
    assert refugee_passport_types() == {"PR", "PS"}
