"""A national system asks a hub over a real line."""

from collections.abc import Callable, Iterator

import pytest

from check_world import NOUR, PASSPORT, World, person
from jisr.access.profiles import load_profile
from jisr.access.sign_in.model import Scope
from jisr.client.client import Client, answer_of
from jisr.client.questions import (
    BATCH_MAX,
    DocumentQuestion,
    PersonQuestion,
    Question,
    ZoneQuestion,
)
from jisr.client.shapes import Health, Me
from jisr.errors import HubRefused, InputTooLarge

Call = Callable[..., Client]
STOLEN = DocumentQuestion(PASSPORT.number, "FRA")
UNKNOWN = DocumentQuestion("ZZ000001", "FRA")


@pytest.fixture(scope="module")
def stolen(served: tuple[World, object, str]) -> str:
    """A stolen passport that the hub knows."""
    return served[0].record(PASSPORT).id


def test_who_calls_is_told(call: Call) -> None:
    """Officer, bureau, roles and what the token is good for."""
    assert call("officer@mar", Scope.CHECK).me() == Me(
        "officer@mar", "officer", "MAR", ["bureau-officer"], "token", ["check"], "", ""
    )


def test_lists_are_followed_to_their_end(call: Call) -> None:
    """Every member comes, over several pages, in order and once."""
    expected = sorted(each.country for each in load_profile("world").members)
    assert [each.country for each in call().members()] == expected


def test_bureaus_officers_and_agreements_are_listed(call: Call) -> None:
    """Who is who: of the network, of the own bureau, of an agency."""
    hub = call("head@mar")
    assert {"MAR.PORT", "FRA", "GS"} <= {each.id for each in hub.bureaus()}
    assert [each.id for each in hub.officers()] == ["guardian@mar", "head@mar", "officer@mar"]
    assert [each.id for each in hub.officers("MAR.PORT")] == ["port@mar"]
    assert [each.databases for each in hub.agreements("MAR.PORT")] == [["vehicles"]]


def test_question_is_answered_with_its_trace(call: Call, stolen: str) -> None:
    """A hit is told with its instruction; a miss is told as one."""
    hub = call()
    found, missed = hub.check(STOLEN), hub.check(UNKNOWN)
    assert ([each.record for each in found.hits], missed.hits) == ([stolen], [])
    assert found.hits[0].instruction
    assert len({found.trace, missed.trace}) == 2


def test_refusal_is_an_error_with_code_status_and_sentence(call: Call) -> None:
    """What the hub refuses ends as the same error would here: here exit code 2."""
    hub = call(purpose="curiosity")
    with pytest.raises(HubRefused) as refused:
        hub.check(UNKNOWN)
    details = refused.value.details
    assert (details["code"], details["status"]) == ("input.purpose_unknown", 400)
    assert refused.value.exit_code == 2
    assert "“curiosity” is not a purpose" in str(refused.value)


def test_batch_tells_each_question_on_its_own(call: Call, stolen: str) -> None:
    """One that cannot be read is a problem on its line; the others are answered."""
    hub = call()
    lines = hub.check_many([STOLEN, ZoneQuestion("nonsense"), UNKNOWN])
    assert [each.line for each in lines] == [1, 2, 3]
    answers = [answer_of(each) for each in (lines[0], lines[2])]
    assert [[hit.record for hit in each.hits] for each in answers] == [[stolen], []]
    with pytest.raises(HubRefused) as refused:
        answer_of(lines[1])
    assert refused.value.exit_code == 2


def test_batch_has_its_length(call: Call) -> None:
    """More than 1,000 questions are refused before anything is sent."""
    with pytest.raises(InputTooLarge):
        call().check_many([UNKNOWN] * (BATCH_MAX + 1))


def test_stream_is_as_long_as_its_list_and_taken_as_it_is_read(call: Call) -> None:
    """2,500 questions in several requests, in order; what is not read is not asked."""
    taken = 0

    def questions() -> Iterator[Question]:
        nonlocal taken
        for number in range(2_500):
            taken += 1
            yield DocumentQuestion(f"ZZ{number % 5:06d}", "FRA")

    lines = call().check_stream(questions())
    assert next(lines).line == 1
    assert taken < 1_100
    assert [each.line for each in lines] == list(range(2, 2_501))


def test_stream_of_many_large_answers_does_not_stand_still(call: Call, world: World) -> None:
    """Answers a hundred times as long as their questions come while others wait."""
    for _ in range(10):
        world.record(NOUR)
    asked = PersonQuestion(name="Nour Haddad", birth_date="1974-03-02", nationality="LB")
    hub = call()
    found = [len(answer_of(each).hits) for each in hub.check_stream([asked] * 600)]
    assert found == [10] * 600


def test_stream_tells_what_cannot_be_read(call: Call) -> None:
    """An unreadable question is a problem on its line, in any piece of the list."""
    lines = list(call().check_stream([UNKNOWN, ZoneQuestion("nonsense"), UNKNOWN]))
    assert [(each.line, each.problem is None) for each in lines] == [
        (1, True),
        (2, False),
        (3, True),
    ]


def test_health_is_told_part_by_part(call: Call) -> None:
    """The hub says whether it can answer."""
    assert call().health() == Health("ok", "ok", "ok", "ok")


def test_many_names_are_one_hub(call: Call, world: World) -> None:
    """A name in another script is found over the line as it is here."""
    record = world.record(person("علي المنصوري"))
    answer = call().check(PersonQuestion(name="Ali Al Mansouri"))
    assert record.id in [each.record for each in answer.hits]
