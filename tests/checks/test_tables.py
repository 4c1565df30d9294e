"""The data files of checks agree with the code that reads them."""

import pytest

from jisr.access.model import Purpose
from jisr.checks import tables
from jisr.checks.queries import NUMBERS
from jisr.checks.tables import DocumentGroup
from jisr.identifiers.documents import clean_document_type
from jisr.identifiers.kinds import KINDS
from jisr.names import alerts_per_1000, operating_points
from jisr.records.profiles import document_types
from jisr.values import LANGUAGES


def test_every_number_of_a_question_has_a_weight() -> None:
    """Each kind is known to the identifiers, and agreement of more weighs no less."""
    used = {kind for fields in NUMBERS.values() for kind in fields.values()}
    weights = tables.number_weights()
    assert set(weights) == used
    assert used <= set(KINDS)
    assert all(each.qualified_bits >= each.bare_bits > 0 for each in weights.values())


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_a_point_and_lists_the_stricter_one(purpose: Purpose) -> None:
    """The rows of a list raise no more false alerts than a desk."""
    desk, rows = (tables.operating_point(purpose, is_list=each) for each in (False, True))
    assert {desk, rows} <= set(operating_points())
    assert alerts_per_1000(rows) <= alerts_per_1000(desk)


def test_referral_is_said_in_every_language() -> None:
    """No officer is left without the sentence."""
    assert set(tables.referral().texts) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("type_", "group"),
    [
        ("P", DocumentGroup("passport", is_protected=False)),
        ("PD", DocumentGroup("passport", is_protected=False)),
        ("P<", DocumentGroup("passport", is_protected=False)),
        ("pr", DocumentGroup("passport", is_protected=True)),
        ("refugee-travel-document", DocumentGroup("passport", is_protected=True)),
        ("AC", DocumentGroup("card", is_protected=False)),
        ("Z9", None),
        ("", None),
    ],
)
def test_types_are_grouped(type_: str, group: DocumentGroup | None) -> None:
    """A longer code means what the code does with which it begins."""
    assert tables.document_group(type_) == group


def test_only_known_types_are_grouped() -> None:
    """A code of the table is one of the records or has ICAO's form; only "other" has no group."""
    grouped = {each for each in document_types() if tables.document_group(each) is not None}
    assert set(document_types()) - grouped == {"other"}
    assert clean_document_type("P") == "P"


def test_every_purpose_says_how_many_people_are_usual() -> None:
    """At a border or a security check hundreds pass; for the other purposes a few are asked for."""
    assert {each: tables.spread_factor(each) for each in Purpose} == {
        each: 4 if each in {Purpose.BORDER_MANAGEMENT, Purpose.SECURITY_CHECK} else 1
        for each in Purpose
    }
