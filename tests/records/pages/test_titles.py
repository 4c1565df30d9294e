"""Promises about what records and their fields are called at pages."""

import dataclasses

from jisr.records.model import (
    Confidentiality,
    Flag,
    HandlingCode,
    Kind,
    Metadata,
    NameKind,
    State,
)
from jisr.records.pages import titles
from jisr.records.profiles import SUBJECT_TYPES


def test_every_word_of_the_model_has_a_name() -> None:
    """A word without one would be shown as it stands in the code."""
    tables = (
        (titles.KINDS, Kind),
        (titles.STATES, State),
        (titles.STATE_TONES, State),
        (titles.NAME_KINDS, NameKind),
        (titles.CONFIDENTIALITY, Confidentiality),
        (titles.FLAGS, Flag),
        (titles.CODES, HandlingCode),
        (titles.CODE_MEANINGS, HandlingCode),
    )
    assert [set(table) for table, _ in tables] == [set(words) for _, words in tables]


def test_every_field_of_every_kind_has_a_name() -> None:
    """Those of the subjects, and what every record carries."""
    parts = (*SUBJECT_TYPES.values(), Metadata)
    fields = {each.name for part in parts for each in dataclasses.fields(part)}
    assert fields <= set(titles.FIELDS)
