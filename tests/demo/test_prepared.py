"""Before a newcomer comes, hits of the demo wait for the officers who will look at them."""

from pathlib import Path

import pytest
from rich.console import Console

from jisr.access import actions as access
from jisr.checks.dialogue import inbox
from jisr.checks.dialogue.inbox_model import Tab
from jisr.checks.dialogue.model import State
from jisr.demo.build import Sizes, build
from jisr.demo.examples import Examples, PersonExample
from jisr.demo.prepared import askable, open_hit, prepare
from jisr.demo.screening import DESK, screen
from jisr.kit.console import Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings


@pytest.fixture
def session(founded: Database, coordinator: str, tmp_path: Path) -> Session:
    """A session over a founded network, that writes nowhere."""
    quiet = Console(quiet=True)
    return Session(
        home=tmp_path,
        database=founded,
        settings=Settings(),
        words=Words("en"),
        officer=coordinator,
        out=quiet,
        notes=quiet,
    )


@pytest.fixture
def persons(session: Session, coordinator: str) -> list[PersonExample]:
    """Travellers of a small network whose records were found."""
    built = build(session.database, coordinator=coordinator, sizes=Sizes.of(300, 400))
    found = screen(session, built, seed=1)
    by_row = {alert.traveller.row: alert.traveller for alert in found.alerts}
    travellers = [by_row[key.row] for key in found.found]
    return [PersonExample(each.name, each.birth_date, each.nationality) for each in travellers]


def waiting(session: Session, officer: str) -> list[tuple[str, State]]:
    """Return the hits that wait for an officer."""
    with session.database.reading() as transaction:
        who = access.officer(transaction, officer)
        rows = inbox.read_inbox(transaction, who, Tab.TURN).rows
    return [(each.dialogue.id, each.dialogue.state) for each in rows]


def test_a_bureau_was_asked_and_the_reviewer_decides(
    session: Session, persons: list[PersonExample]
) -> None:
    """Each example waits for its officer; the first question can still be asked by the newcomer."""
    prepared = prepare(session, Examples(persons, []))
    asked, referred = prepared.asked, prepared.referred
    assert asked is not None
    assert referred is not None
    assert waiting(session, asked.officer) == [(asked.hit, State.ASKED)]
    assert waiting(session, referred.officer) == [(referred.hit, State.REFERRED)]
    assert sorted(prepared.persons, key=repr) == sorted(persons, key=repr)
    first = next(askable(session, prepared.persons))
    assert first.question == prepared.persons[0]
    view = session.database.in_transaction(open_hit, first)
    assert (view.dialogue.state, view.dialogue.record) == (State.PRESUMED, first.hit.record)
    assert (view.dialogue.id, State.PRESUMED) in waiting(session, DESK)


def test_nobody_waits_where_nothing_was_found(session: Session) -> None:
    """A network that is too small for examples has none, and says so by leaving them out."""
    access_only = Examples([], [])
    assert prepare(session, access_only) == access_only
