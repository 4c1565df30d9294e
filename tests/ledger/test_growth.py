"""How the tree grew."""

import datetime
import itertools

import sqlalchemy as sa

from jisr.kit.clock import instant_text
from jisr.kit.db import Database, Transaction
from jisr.ledger.growth import POINTS_MAX, Point, growth
from jisr.ledger.tree_store import checkpoints

NOON = datetime.datetime(2026, 11, 21, 12, 0, tzinfo=datetime.UTC)


def sign(database: Database, *signed: tuple[float, int]) -> None:
    """Keep checkpoints: seconds after noon, and the size that was signed then."""

    def insert(transaction: Transaction) -> None:
        rows = [
            {
                "origin": "net",
                "size": size,
                "note": "",
                "time": instant_text(NOON + datetime.timedelta(seconds=seconds)),
            }
            for seconds, size in signed
        ]
        transaction.connection.execute(sa.insert(checkpoints), rows)

    database.in_transaction(insert)


def grown(database: Database) -> list[tuple[float, int]]:
    """Return the points as seconds after noon, with the sizes."""
    with database.reading() as transaction:
        points = growth(transaction, "net")
    return [((each.at - NOON).total_seconds(), each.size) for each in points]


def test_nothing_grew_before_the_first_checkpoint(database: Database) -> None:
    """A log that signed nothing has no points, and that of another log is not counted."""
    sign(database, (0, 5))
    with database.reading() as transaction:
        assert growth(transaction, "other") == ()
        assert growth(transaction, "net") == (Point(NOON, 5),)


def test_each_step_tells_the_size_at_its_end(database: Database) -> None:
    """A step in which nothing was signed keeps the size before it."""
    sign(database, (0.2, 1), (0.9, 7), (1, 8), (4.5, 300))
    assert grown(database) == [(0, 7), (1, 8), (2, 8), (3, 8), (4, 300)]


def test_steps_grow_with_the_time(database: Database) -> None:
    """However long it is, it is told in a few even steps, the last of which has the newest size."""
    hour, day = 3_600, 86_400
    sign(database, (0, 1))
    for seconds, step in ((100, 5), (20 * 60, 60), (20 * hour, hour), (150 * day, 7 * day)):
        sign(database, (seconds, seconds), (seconds + 0.5, seconds + 1))
        points = grown(database)
        assert len(points) <= POINTS_MAX
        assert points[-1][1] == seconds + 1
        assert {later[0] - at[0] for at, later in itertools.pairwise(points)} == {step}


def test_centuries_are_told_by_their_last_years(database: Database) -> None:
    """Beyond the longest steps the oldest points are left out."""
    sign(database, (0, 1), (40 * 365 * 86_400, 2))
    points = grown(database)
    assert (len(points), points[0][1], points[-1][1]) == (POINTS_MAX, 1, 2)


def test_a_clock_that_went_back_harms_nothing(database: Database) -> None:
    """Sizes never shrink, whatever the instants say."""
    sign(database, (9, 10), (3, 20), (5, 30))
    sizes = [size for _, size in grown(database)]
    assert sizes == sorted(sizes)
