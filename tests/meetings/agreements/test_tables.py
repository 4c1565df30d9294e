"""What an expert wrote into the tables of memoranda can be read and holds together."""

import datetime

import pytest

from jisr.errors import NotFound
from jisr.meetings.agreements import tables
from jisr.meetings.agreements.model import Body, DueKind
from jisr.values import LANGUAGES

TODAY = datetime.date(2026, 11, 22)


def test_paths_are_those_of_the_rules() -> None:
    """Data: both opinions and 45 days (RPD 27, 28); bodies: 45 days; members: nobody is asked."""
    data, body, members = (
        tables.path_on(kind, TODAY) for kind in ("data", "organisation", "members")
    )
    assert (data.article, data.opinions, data.objection_days) == ("RPD 27, 28", frozenset(Body), 45)
    assert (body.opinions, body.objection_days) == (frozenset((Body.EXECUTIVE_COMMITTEE,)), 45)
    assert (members.article, members.opinions, members.objection_days) == ("", frozenset(), 0)


def test_a_day_without_a_rule_has_no_path() -> None:
    """Before the rules held, and for a kind that is none."""
    for kind, day in (("data", datetime.date(2012, 6, 30)), ("secret", TODAY)):
        with pytest.raises(NotFound):
            tables.path_on(kind, day)


def test_everything_has_a_name_in_every_language() -> None:
    """Areas and paths are read by people."""
    names = [each.name for each in tables.scopes().values()]
    names += [tables.path_on(kind, TODAY).name for kind in ("data", "organisation", "members")]
    assert [set(each.texts) for each in names] == [set(LANGUAGES)] * len(names)


def test_every_kind_is_reminded_of() -> None:
    """So many days before its day."""
    assert set(tables.reminder_days()) == set(DueKind)
