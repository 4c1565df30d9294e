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


def test_inbox_holds_what_waits_for_the_caller(call: Call, opened: Hit) -> None:
    """Who found it decides first; then the owner has its turn, urgent before all."""
    call().hits.ask(opened.id, version=opened.version, urgent=True)
    owner = call("officer@fra").hits.inbox()
    assert opened.id in [each.id for each in owner.items]
    assert owner.counts["turn"] == len(owner.items)
    assert opened.id in [each.id for each in call().hits.inbox("waiting").items]


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


def test_file_goes_there_and_back(call: Call, opened: Hit) -> None:
    """A text is added by one side and opened by the other, once the owner was asked."""
    asking, owner = call().hits, call("officer@fra").hits
    asked = asking.ask(opened.id, version=opened.version)
    added = asking.attach(opened.id, b"seen at noon", "text/plain", version=asked.version)
    assert (added.hit, added.media_type, added.length) == (opened.id, "text/plain", 12)
    assert owner.open_attachment(opened.id, added.id) == b"seen at noon"
    assert asking.get(opened.id).statements[-1].attachment == added.id


def test_file_of_a_kind_that_is_not_taken(call: Call, opened: Hit) -> None:
    """Is refused, and the hit is as it was."""
    hits = call().hits
    with pytest.raises(HubRefused) as refused:
        hits.attach(opened.id, b"%PDF-1.7", "application/pdf", version=opened.version)
    assert (refused.value.details["status"], hits.get(opened.id).version) == (415, opened.version)


def test_file_of_a_stranger_is_not_there(call: Call, opened: Hit) -> None:
    """A bureau that is no side learns neither of the hit nor of its files."""
    hits = call().hits
    asked = hits.ask(opened.id, version=opened.version)
    added = hits.attach(opened.id, b"text", "text/plain", version=asked.version)
    with pytest.raises(HubRefused) as refused:
        call("officer@syr").hits.open_attachment(opened.id, added.id)
    assert refused.value.details["status"] == 404


def test_bureau_chooses_how_it_is_told(call: Call) -> None:
    """Its head chooses; the version that was read guards against another's choice."""
    hits = call("head@mar").hits
    before = hits.preference()
    chosen = hits.choose_preference("e-mail", "desk@mar.example", version=before.version)
    assert (chosen.channel, chosen.address) == ("e-mail", "desk@mar.example")
    assert call().hits.preference() == chosen
    with pytest.raises(HubRefused) as refused:
        hits.choose_preference("inbox", version=before.version, bureau="MAR")
    assert refused.value.details["status"] == 412
    hits.choose_preference("inbox", version=chosen.version, bureau="MAR")


def test_officer_does_not_choose_for_its_bureau(call: Call) -> None:
    """Nor the head of another one."""
    for officer in ("officer@mar", "head@fra"):
        with pytest.raises(HubRefused) as refused:
            call(officer).hits.choose_preference("inbox", version=0, bureau="MAR")
        assert refused.value.details["status"] == 403


def test_medians_are_told_of_the_network_and_of_ones_own(call: Call, opened: Hit) -> None:
    """A question that was answered counts with its owner's own figures, not with the asker's."""
    asking, owner = call().hits, call("officer@fra").hits
    before = owner.statistics(own=True)
    asked = asking.ask(opened.id, version=opened.version, urgent=True)
    owner.answer(opened.id, "confirmed", version=asked.version)
    own, network = owner.statistics(days=1, own=True), asking.statistics()
    assert (own.of, network.of) == ("own", "network")
    assert own.urgent.answered == before.urgent.answered + 1
    assert network.urgent.median_seconds is not None
    assert asking.statistics(own=True).urgent.asked == 0


def test_restriction_is_no_matter_of_a_hit_that_all_know(call: Call, opened: Hit) -> None:
    """What reveals, lifts or objects has no place in it, and is refused over the line too."""
    owner = call("officer@fra").hits
    asked = call().hits.ask(opened.id, version=opened.version)
    with pytest.raises(HubRefused) as revealed:
        owner.reveal(opened.id, version=asked.version)
    with pytest.raises(HubRefused) as objected:
        owner.object_to(opened.id, "no", version=asked.version)
    with pytest.raises(HubRefused) as lifted:
        owner.lift(opened.id, "now", version=asked.version)
    statuses = [each.value.details["status"] for each in (revealed, objected, lifted)]
    assert statuses == [409, 409, 403]
