"""What callers are told is whole, and honest about what is only presumed."""

import msgspec
import pytest

from check_world import NOUR, PASSPORT, World
from jisr.app.home import REASONS
from jisr.checks.model import DocumentQuery, PersonQuery
from jisr.checks.wire import told
from jisr.client.answers import ToldAnswer
from jisr.kit.words import Words
from jisr.records.model import Flag

PRESUMED = "This is presumed, not proven: ask the owner before any coercive measure."
WORDS = Words("en", REASONS)


def _told(world: World, query: DocumentQuery | PersonQuery) -> ToldAnswer:
    return told(world.check(query), WORDS)


def test_a_miss_says_nothing_but_that(world: World) -> None:
    """No notice, no hit; where it was looked stands there."""
    answer = _told(world, DocumentQuery("ZZ000001"))
    assert (answer.code, answer.text, answer.notice, answer.hits) == (
        "NO_ANSWER",
        "Nothing was found.",
        "",
        [],
    )
    assert answer.databases == ["travel-documents", "administrative-documents", "nominal"]


def test_a_hit_says_that_it_is_presumed(world: World) -> None:
    """The words stand on the answer and on each hit, and survive the line."""
    world.record(PASSPORT)
    answer = _told(world, DocumentQuery(PASSPORT.number, "FRA"))
    again = msgspec.json.decode(msgspec.json.encode(answer), type=ToldAnswer)
    assert (answer.notice, [each.notice for each in answer.hits]) == (PRESUMED, [PRESUMED])
    assert again == answer


def test_a_protected_person_is_referred_and_the_owner_not_named(world: World) -> None:
    """Nobody is told to contact the owner, who is not named."""
    world.record(NOUR, flags=frozenset({Flag.ASYLUM}), reference="FR-77")
    answer = _told(world, PersonQuery(name="Nour Haddad", birth_date=NOUR.birth_dates[0]))
    (hit,) = answer.hits
    assert (hit.refer_to_reviewer, hit.owner, hit.reference, hit.notice) == (True, "", "", "")
    assert (answer.notice, hit.flags) == ("", [])
    assert hit.instruction != ""


@pytest.mark.parametrize("language", ["ar", "fr", "es"])
def test_it_is_said_in_every_language(world: World, language: str) -> None:
    """No English is left in what an officer must heed."""
    world.record(PASSPORT)
    answer = told(world.check(DocumentQuery(PASSPORT.number)), Words(language, REASONS))
    assert PRESUMED not in {answer.notice, answer.hits[0].notice}
