"""PostgreSQL's pg_trgm over romanised names: nearest by trigrams, with a GiST index."""

import importlib
import time
from collections.abc import Sequence
from typing import Any

from peers.romanise import METHOD, date_factor, romanised
from peers.scratch_server import INSTALL, ScratchServer
from systems import NotInstalled, Record, System

CANDIDATES = 50
"""Nearest names that the birth date may put in another order."""

NEAREST = (
    "SELECT place, 1 - (name <-> %(asked)s) FROM names ORDER BY name <-> %(asked)s LIMIT %(most)s"
)


class Trigram(System):
    """Asks a server of its own; what it takes is measured on the wall."""

    title = f"PostgreSQL pg_trgm ({METHOD})"
    clock = staticmethod(time.perf_counter)

    def __init__(self) -> None:
        try:
            psycopg: Any = importlib.import_module("psycopg")
        except ImportError as error:
            raise NotInstalled(INSTALL) from error
        self.database = psycopg.connect(ScratchServer().address, autocommit=True)
        self.database.execute("CREATE EXTENSION pg_trgm")
        self.persons: Sequence[Record] = ()

    def build(self, persons: Sequence[Record]) -> None:
        """Copy the names and index them."""
        self.persons = persons
        self.database.execute("DROP TABLE IF EXISTS names")
        self.database.execute("CREATE TABLE names (place integer, name text)")
        cursor = self.database.cursor()
        with cursor.copy("COPY names FROM STDIN") as copy:
            for place, person in enumerate(persons):
                for name in person["names"]:
                    copy.write_row((place, romanised(name)))
        self.database.execute("CREATE INDEX ON names USING gist (name gist_trgm_ops(siglen=64))")
        self.database.execute("ANALYZE names")

    def search(self, query: Record, limit: int) -> list[tuple[int, float]]:
        """Return the nearest, less what the birth dates take."""
        best: dict[int, float] = {}
        values = {"asked": romanised(query["names"][0]), "most": CANDIDATES}
        for place, similarity in self.database.execute(NEAREST, values):
            score = similarity * date_factor(query, self.persons[place])
            best[place] = max(best.get(place, 0.0), score)
        return sorted(best.items(), key=lambda found: -found[1])[:limit]

    def score(self, one: Record, two: Record) -> float:
        """Return the best similarity of two names, less what the birth dates take."""
        ours, theirs = ([romanised(name) for name in record["names"]] for record in (one, two))
        row = self.database.execute(
            "SELECT max(similarity(a, b)) FROM unnest(%s::text[]) a, unnest(%s::text[]) b",
            (ours, theirs),
        ).fetchone()
        return float(row[0]) * date_factor(one, two)

    def disk_megabytes(self) -> float:
        """Return the size of the table with its index."""
        row = self.database.execute("SELECT pg_total_relation_size('names')").fetchone()
        return float(row[0]) / 1e6


SYSTEM = Trigram
