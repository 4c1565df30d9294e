"""Many officers are answered from one reading, each with what he may see."""

from check_world import NOBODY_ELSE, PASSPORT, World
from jisr.access import actions as access
from jisr.checks.finder import Finder, Inquiry, answer_of, asked_of
from jisr.checks.finding import Found
from jisr.checks.index import PersonIndex
from jisr.checks.model import DocumentQuery, PersonQuery, ResultCode
from jisr.checks.view import DESK_LIMITS
from jisr.errors import ValueMalformed

ASKED = DocumentQuery(PASSPORT.number, "FRA")


def _finder(world: World) -> Finder:
    with world.database.reading() as transaction:
        zone = access.network(transaction).time_zone
        return Finder(PersonIndex.open(transaction), zone)


def test_officers_are_found_for_together_each_what_he_may_see(world: World) -> None:
    """One reading serves an owner and a stranger: the stranger finds nothing."""
    world.record(PASSPORT, audience=NOBODY_ELSE)
    asking = [world.asking("officer@fra"), world.asking("officer@mar")]
    with world.database.reading() as transaction:
        findings = _finder(world).find(transaction, [Inquiry(each, (ASKED,)) for each in asking])
    codes = [each.code for (each,) in findings.found if isinstance(each, Found)]
    assert codes == [ResultCode.NO_ERROR, ResultCode.NO_ANSWER]


def test_what_was_recorded_since_is_found(world: World) -> None:
    """The index follows the ledger with each reading."""
    finder = _finder(world)
    record = world.record(PASSPORT)
    with world.database.reading() as transaction:
        findings = finder.find(transaction, [Inquiry(world.asking(), (ASKED,))])
    ((found,),) = findings.found
    assert isinstance(found, Found)
    assert [hit.record for hit in found.hits] == [record.id]
    assert findings.position == finder.index.position + 1


def test_a_question_that_cannot_be_read_stands_in_its_place(world: World) -> None:
    """The others are found; nothing of the unreadable one is sealed."""
    queries = (PersonQuery(name="\u202e"), ASKED)
    with world.database.reading() as transaction:
        findings = _finder(world).find(transaction, [Inquiry(world.asking(), queries)])
    ((first, second),) = findings.found
    assert (type(first), type(second)) == (ValueMalformed, Found)


def test_a_refused_question_is_sealed_without_what_it_found(world: World) -> None:
    """What may not be told is not in the trace either; an answer repeats what was found."""
    record = world.record(PASSPORT)
    with world.database.reading() as transaction:
        findings = _finder(world).find(transaction, [Inquiry(world.asking(), (ASKED,))])
    ((found,),) = findings.found
    assert isinstance(found, Found)
    open_, refused = (
        asked_of(found, DESK_LIMITS),
        asked_of(found, DESK_LIMITS, ResultCode.ACCESS_DENIED),
    )
    answer = answer_of(
        found, findings, trace="t", answered_at=findings.data_at, stale_seconds=3_600
    )
    assert (open_.code, open_.records) == (ResultCode.NO_ERROR, ((record.id, 1),))
    assert (refused.code, refused.records) == (ResultCode.ACCESS_DENIED, ())
    assert (answer.trace, answer.hits, answer.is_stale) == ("t", found.hits, False)
