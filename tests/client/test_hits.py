"""Hits are taken up, asked, answered and closed over a real line."""

import dataclasses
import itertools
from collections.abc import Callable

import pytest

from check_world import PASSPORT, World
from jisr.client.client import Client
from jisr.client.questions import DocumentQuestion
from jisr.client.shapes import Hit
from jisr.errors import HubRefused

_NUMBERS = itertools.count(700_000)
Call = Callable[..., Client]


@pytest.fixture
def opened(call: Call, world: World) -> Hit:
    """A hit that MAR took up, on a record of FRA."""
    number = f"AB{next(_NUMBERS)}"
    record = world.record(dataclasses.replace(PASSPORT, number=number))
    hub = call()
    trace = hub.check(DocumentQuestion(number, "FRA")).trace
    return hub.hits.open(trace, record.id)


def test_hit_runs_its_course(call: Call, opened: Hit) -> None:
    """Asked by one side, answered by the other, written about and closed."""
    asking, owner = call().hits, call("officer@fra").hits
    asked = asking.ask(opened.id, version=opened.version, urgent=True)
    assert (asked.state, asked.urgent) == ("asked", True)
    answered = owner.answer(opened.id, "confirmed", "it is she", version=asked.version)
    written = asking.write(opened.id, "we hold it", version=answered.version)
    closed = asking.outcome(opened.id, "seized", version=written.version)
    assert (closed.state, closed.outcome) == ("closed", "seized")
    assert asking.get(opened.id) == closed
    assert [each.text for each in closed.statements if each.text] == ["it is she", "we hold it"]


def test_hits_are_listed_the_newest_first(call: Call, opened: Hit) -> None:
    """The one just taken up heads the list of its side; the owner knows nothing of it."""
    assert next(call().hits.list("mine")).id == opened.id
    assert opened.id not in [each.id for each in call("officer@fra").hits.list()]


def test_hit_is_dismissed(call: Call, opened: Hit) -> None:
    """Another person: it ends here and nobody was told."""
    dismissed = call().hits.dismiss(opened.id, "another-person", version=opened.version)
    assert dismissed.state == "dismissed"


def test_two_officers_at_once(call: Call, opened: Hit) -> None:
    """The second speaks of a version that is gone, and is refused."""
    hits = call().hits
    hits.ask(opened.id, version=opened.version)
    with pytest.raises(HubRefused) as refused:
        hits.dismiss(opened.id, "another-person", version=opened.version)
    assert refused.value.details["status"] == 412
