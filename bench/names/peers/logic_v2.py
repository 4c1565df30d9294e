"""nomenklatura's logic-v2, the best open scorer of persons."""

import functools
import importlib
from typing import Any

from systems import NotInstalled, Record, System, dates_of

INSTALL = (
    "not installed: apt-get install libicu-dev pkg-config g++ && pip install nomenklatura tantivy"
)
"""nomenklatura needs PyICU, which is compiled when it is installed."""


def module(name: str) -> Any:
    """Return a module of a peer; raises `NotInstalled`."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise NotInstalled(INSTALL) from error


@functools.cache
def _make_entity() -> Any:
    return module("followthemoney").model.make_entity


def entity(record: Record) -> Any:
    """Return a person of the peer's own model."""
    person = _make_entity()("Person")
    # followthemoney keeps analysed names by the id: it must stand for the names.
    person.id = "|".join(record["names"])
    person.add("name", record["names"])
    person.add("birthDate", dates_of(record))
    for field, key in (("nationality", "nat"), ("gender", "gender"), ("idNumber", "docs")):
        if record.get(key):
            person.add(field, record[key])
    return person


class LogicV2(System):
    """Scores two persons; it has no index of its own for single queries."""

    title = "nomenklatura logic-v2"
    searches = False

    def __init__(self) -> None:
        self.algorithm = module("nomenklatura.matching").get_algorithm("logic-v2")
        self.settings = self.algorithm.default_config()

    def score(self, one: Record, two: Record) -> float:
        """Return the score of the two entities."""
        return self.score_entities(entity(one), entity(two))

    def score_entities(self, one: Any, two: Any) -> float:
        """Return the score of two entities that are already made."""
        return float(self.algorithm.compare(one, two, self.settings).score)


SYSTEM = LogicV2
