"""Reads what a domain expert may edit about checks: the files in `checks/data`."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jisr.access.model import Purpose
from jisr.values import LanguageMap


@dataclass(frozen=True, slots=True)
class NumberWeight:
    """How many bits an equal number weighs, with and without what belongs to it agreeing."""

    qualified_bits: float
    bare_bits: float


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """The kind of document that a type is a spelling of, and whether it protects its holder."""

    group: str
    is_protected: bool


@cache
def number_weights() -> Mapping[str, NumberWeight]:
    """Return the weights by kind of number."""
    return {
        row["kind"]: NumberWeight(float(row["qualified_bits"]), float(row["bare_bits"]))
        for row in _rows("exact_numbers.csv")
    }


@cache
def operating_point(purpose: Purpose, *, is_list: bool) -> str:
    """Return the operating point of `jisr.names` for one question, or for the rows of a list."""
    source = resources.files("jisr.checks") / "data" / "purposes.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return str(table["list" if is_list else "single"][purpose])


@cache
def spread_factor(purpose: Purpose) -> int:
    """Return how many times as many people as usual are asked for when this is the purpose."""
    source = resources.files("jisr.checks") / "data" / "purposes.toml"
    return int(tomllib.loads(source.read_text(encoding="utf-8"))["spread"][purpose])


@cache
def referral() -> LanguageMap:
    """Return what an officer does when the legal reviewer decides."""
    source = resources.files("jisr.checks") / "data" / "referral.toml"
    return LanguageMap(tomllib.loads(source.read_text(encoding="utf-8")))


def document_group(type_: str) -> DocumentGroup | None:
    """Return what a document type means; None for one that nobody knows.

    An unknown code of ICAO means what the longest known code does with which it begins.
    """
    known = _document_groups()
    if type_.lower() in known:
        return known[type_.lower()]
    code = type_.upper().rstrip("<")
    return next((known[code[:end]] for end in range(len(code), 0, -1) if code[:end] in known), None)


@cache
def _document_groups() -> Mapping[str, DocumentGroup]:
    return {
        row["code"]: DocumentGroup(row["group"], row["protected"] == "yes")
        for row in _rows("document_types.csv")
    }


def _rows(file_name: str) -> list[dict[str, str]]:
    source = resources.files("jisr.checks") / "data" / file_name
    lines = source.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
