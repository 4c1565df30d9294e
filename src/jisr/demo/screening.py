"""The first check: a generated list of arrivals against the demo network."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.checks.actions import Checker
from jisr.checks.index import INDEX_FOLDER
from jisr.checks.listing import ListJob, asked_of, check_list
from jisr.checks.model import ListAccount
from jisr.demo.build import Built
from jisr.demo.staff import officer_id
from jisr.demo.travellers import Key, Traveller, plan_travellers, write_arrivals
from jisr.errors import to_translate
from jisr.kit.console import Session

TRAVELLERS = 500
DESK = officer_id("officer", "MAR")
"""Who checks: an officer of a bureau with every role."""
PURPOSE = Purpose.BORDER_MANAGEMENT
CASE = "DEMO-1"
ARRIVALS_FILE, ALERTS_FILE, REJECTS_FILE = "arrivals.csv", "alerts.csv", "alerts.csv.rejects.csv"


@dataclass(frozen=True, slots=True)
class Alert:
    """A traveller's best match, as the file of alerts tells it."""

    traveller: Traveller
    score: float
    reference: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Screening:
    """A list of arrivals that was checked; `found` are those of the key whose record came first."""

    account: ListAccount
    alerts: tuple[Alert, ...]
    hidden: tuple[Key, ...]
    found: tuple[Key, ...]


def screen(session: Session, built: Built, seed: int) -> Screening:
    """Check a generated list of arrivals as an officer at a border would.

    The list and its alerts are left in the data directory.
    """
    with session.database.reading() as transaction:
        asking = access.ask(transaction, DESK, PURPOSE, CASE)
        today = access.today(transaction)
    travellers, hidden = plan_travellers(seed, TRAVELLERS, built.recorded, built.stolen, today)
    arrivals, alerts = session.home / ARRIVALS_FILE, session.home / ALERTS_FILE
    write_arrivals(arrivals, travellers)
    with session.progress(to_translate("Learning the names"), None):
        checker = Checker.open(session.database, session.settings, session.home / INDEX_FOLDER)
    with session.progress(to_translate("Checking the arrivals"), TRAVELLERS + 1) as tell:
        account = check_list(
            asked_of(checker, asking, session.words),
            ListJob(arrivals, alerts, session.home / REJECTS_FILE, tell=tell),
            words=session.words,
            today=today,
        )
        checker.keep_house(at_once=True)
    best = _best_alerts(alerts, travellers)
    seen = {(alert.traveller.row, alert.reference) for alert in best}
    found = tuple(key for key in hidden if (key.row, key.reference) in seen)
    return Screening(account, best, hidden, found)


def _best_alerts(path: Path, travellers: Sequence[Traveller]) -> tuple[Alert, ...]:
    """Return the first match of each alerted traveller, the strongest first."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["rank"] == "1"]
    alerts = (
        Alert(
            traveller=travellers[int(row["row"]) - 1],
            score=float(row["score"]),
            reference=row["reference"],
            reasons=row["reasons"],
        )
        for row in rows
    )
    return tuple(sorted(alerts, key=lambda alert: -alert.score))
