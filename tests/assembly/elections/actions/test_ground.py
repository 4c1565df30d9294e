"""What the verbs of elections stand on: versions, seals, and the committee of the moment."""

import msgspec
import sqlalchemy as sa

from board_world import SECRETARY, SESSION
from election_world import ElectionWorld
from jisr.assembly.elections import actions
from jisr.assembly.elections.actions import ground
from jisr.assembly.elections.model import ElectionKind, Holder, Vacancy
from jisr.ledger.log import entries


def test_each_version_is_one_entry_that_every_member_reads(world: ElectionWorld) -> None:
    """Announced, nominated, accepted, reviewed: each writes its subject's next version."""
    world.candidates("MAR")
    with world.database.reading() as transaction:
        kinds = entries.c.subject_kind.in_(("election", "nomination"))
        sealed = transaction.connection.execute(
            sa.select(entries.c.subject, entries.c.version, entries.c.audience_class)
            .where(kinds)
            .order_by(entries.c.arrival)
        ).all()
    nomination = world.nominated["MAR"]
    assert sealed == [
        (f"election:{world.election}", 1, "members"),
        *((f"nomination:{nomination}", version, "members") for version in (1, 2, 3)),
    ]


def test_who_is_elected_leaves_the_post_that_he_held(world: ElectionWorld) -> None:
    """A delegate of the committee who becomes its President frees a seat."""
    old = Holder(ElectionKind.DELEGATES, "head@mar", "head@mar", "MAR", is_leaving=False)
    stays = Holder(ElectionKind.DELEGATES, "head@per", "head@per", "PER", is_leaving=False)
    world.do(actions.record_committee, SECRETARY, SESSION, [old, stays], version=0)
    world.candidates("MAR")
    ended = world.ballot({"MAR": 14})
    held = [(each.post, each.member) for each in world.ask(actions.committee_now, SESSION).holders]
    assert held == [(ElectionKind.DELEGATES, "PER"), (ElectionKind.PRESIDENT, "MAR")]
    seats = Vacancy(ElectionKind.DELEGATES, seats=8)
    assert world.do(actions.announce, SECRETARY, SESSION, seats).seats == 8
    sealed = world.ask(actions.sealed_result, ended.id)
    assert msgspec.json.decode(sealed)["elected"][0]["member"] == "MAR"


def test_only_heads_speak_for_a_member(world: ElectionWorld) -> None:
    """The head of the bureau, or of the delegation; nobody of the secretariat."""
    answers = [
        world.ask(ground.speaks_for, SESSION, world.officer(who))
        for who in ("head@mar", SECRETARY, "officer@gs")
    ]
    assert answers == ["MAR", "", ""]
