"""What every verb of the texts begins with, and that each version is one sealed entry."""

import json

import pytest
import sqlalchemy as sa

from hall_world import NUMBER
from jisr.assembly.texts import actions, documents
from jisr.assembly.texts.actions import At, common
from jisr.assembly.texts.held import HeldAmendment
from jisr.errors import InputTooLarge, JisrError, NotFound, OfficerUnknown, ValueMalformed
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries
from text_world import EGY, MAR, TextWorld
from texts_made import TITLE

URGES = {"en": "Urges members to take part"}


def _sealed(world: TextWorld, subject: str) -> list[tuple[str, int | None, object]]:
    """Return verb, version and document of each entry about a subject."""
    with world.database.reading() as transaction:
        rows = transaction.connection.execute(
            sa.select(entries.c.act, entries.c.document)
            .where(entries.c.subject == subject)
            .order_by(entries.c.arrival)
        ).all()
    acts = [(*read_act(row.act), row.document) for row in rows]
    return [(act.verb, version, json.loads(document)) for act, version, document in acts]


def test_each_version_of_a_text_is_one_sealed_entry(world: TextWorld) -> None:
    """The newest entry says what is stored, and versions follow from 1."""
    held = world.ready()
    amendment = world.amend(held, 2, URGES)
    world.do(actions.withdraw_amendment, EGY, At(amendment.amendment.amendment_id))
    now = world.view(held).held
    entries_of = _sealed(world, f"draft:{held.draft.draft_id}")
    assert [version for _, version, _ in entries_of] == list(range(1, now.version + 1))
    assert entries_of[-1][2] == documents.draft_document(now)
    found = _sealed(world, f"amendment:{amendment.amendment.amendment_id}")
    assert [(verb, version) for verb, version, _ in found] == [
        ("amendment.proposed", 1),
        ("amendment.withdrawn", 2),
    ]
    item = _sealed(world, f"item:{held.draft.item_id}")
    assert [verb for verb, _, _ in item] == [
        "item.requested",
        "item.opened",
        "item.noted",
        "item.completed",
    ]


def test_adopted_text_and_agenda_are_sealed_once(world: TextWorld) -> None:
    """The resolution's entry holds its words, vote and seal."""
    resolution = world.adopted()
    ((verb, version, document),) = _sealed(world, f"resolution:{resolution.number}")
    assert (verb, version) == ("resolution.adopted", 1)
    assert documents.read_resolution(dict(document)).resolution == resolution  # type: ignore[call-overload]  # JSON
    assert [verb for verb, _, _ in _sealed(world, f"agenda:{NUMBER}")] == ["agenda.adopted"]


def test_refusal_writes_nothing(world: TextWorld) -> None:
    """What is refused is neither stored nor sealed."""
    held = world.ready()
    before = _sealed(world, f"draft:{held.draft.draft_id}")
    with pytest.raises(JisrError):
        world.do(actions.write_language, EGY, At(held.draft.draft_id), "title", TITLE)
    assert _sealed(world, f"draft:{held.draft.draft_id}") == before


def test_texts_are_read_in_the_official_languages(world: TextWorld) -> None:
    """In their order, with spaces once, and no longer than allowed."""
    given = {"es": "  dos   palabras ", "ar": "كلمة"}
    assert world.hall.ask(common.read_texts, given) == {"ar": "كلمة", "es": "dos palabras"}
    with pytest.raises(InputTooLarge):
        world.hall.ask(common.read_texts, {"en": "four"}, 3)
    with pytest.raises(ValueMalformed):
        world.hall.ask(common.read_title, {})


def test_only_active_officers_speak(world: TextWorld) -> None:
    """An unknown officer is nobody."""
    with pytest.raises(OfficerUnknown):
        world.do(actions.request_item, "nobody@mar", NUMBER, TITLE)
    assert world.hall.ask(common.speaker, NUMBER, MAR).body == "MAR"


@pytest.mark.parametrize("find", [common.item, common.paper, common.amendment])
@pytest.mark.parametrize("given", ["", "x", "0" * 31, "00" * 16])
def test_what_is_no_id_finds_nothing(world: TextWorld, find: object, given: str) -> None:
    """Only an id in its one spelling is looked up."""
    with pytest.raises(NotFound):
        world.hall.ask(find, given)  # type: ignore[arg-type]  # one of three


def test_small_helpers() -> None:
    """A page has a ceiling, and nobody stands twice."""
    assert [common.capped(each) for each in (-1, 7, 10_000)] == [1, 7, common.LIST_MAX]
    assert common.without(("MAR", "FRA"), "MAR") == ("FRA",)
    assert HeldAmendment.__slots__
