"""The first check finds who is hidden among the arrivals, and says which record each one is."""

from pathlib import Path

import pytest
from rich.console import Console

from jisr.demo.build import Sizes, build
from jisr.demo.screening import TRAVELLERS, screen
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


def test_alerts_name_the_records_of_the_key(session: Session, coordinator: str) -> None:
    """Every found key has an alert with its reference, and alerts come strongest first."""
    built = build(session.database, coordinator=coordinator, sizes=Sizes.of(300, 400))
    screening = screen(session, built, seed=1)
    assert screening.account.checked == TRAVELLERS
    assert len(screening.found) >= len(screening.hidden) - 2
    best = {(alert.traveller.row, alert.reference) for alert in screening.alerts}
    assert {(key.row, key.reference) for key in screening.found} <= best
    scores = [alert.score for alert in screening.alerts]
    assert scores == sorted(scores, reverse=True)
    assert all(alert.reasons for alert in screening.alerts)
