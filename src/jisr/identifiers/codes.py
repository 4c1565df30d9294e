"""Codes in documents that are not countries of ISO 3166-1 (ICAO Doc 9303-3, section 5)."""

import enum
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from jisr.identifiers.tables import read_table


class CodeGroup(enum.StrEnum):
    """Who stands behind a special code: the parts of section 5, in the order of the text."""

    STATE = "state"
    UNION = "union"
    UNITED_NATIONS = "united_nations"
    ORGANISATION = "organisation"
    REFUGEE_OR_STATELESS = "refugee_or_stateless"
    UNSPECIFIED = "unspecified"
    DEPRECATED = "deprecated"
    SPECIMEN = "specimen"


@dataclass(frozen=True, slots=True)
class SpecialCode:
    """One code of `data/icao_codes.csv`; `aliases` are other spellings of the same code."""

    code: str
    group: CodeGroup
    name: str
    aliases: tuple[str, ...]


@functools.cache
def special_codes() -> Mapping[str, SpecialCode]:
    """Return the special codes by code."""
    rows = read_table("icao_codes.csv")
    return {
        row["code"]: SpecialCode(
            row["code"], CodeGroup(row["group"]), row["name"], tuple(row["aliases"].split())
        )
        for row in rows
    }


@functools.cache
def refugee_codes() -> frozenset[str]:
    """Return the nationality codes of refugees and stateless persons: XXA, XXB, XXC."""
    return frozenset(
        code.code
        for code in special_codes().values()
        if code.group is CodeGroup.REFUGEE_OR_STATELESS
    )


@functools.cache
def refugee_passport_types() -> frozenset[str]:
    """Return the document types that alone tell a refugee's or stateless person's passport."""
    return frozenset(
        row["code"] for row in read_table("passport_types.csv") if row["protected"] == "yes"
    )
