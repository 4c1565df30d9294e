"""The systems that are measured side by side, and what each of them can do."""

import ctypes
import gc
import importlib
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

Record = dict[str, Any]

NAMES = {
    "jisr": "peers.ours",
    "token_sort": "peers.token_sort",
    "logic_v2": "peers.logic_v2",
    "yente_like": "peers.yente_like",
    "pg_trgm": "peers.trigram",
}
"""Each system with the module that has it; a module is imported in the process that measures it."""


class NotInstalled(Exception):
    """A peer cannot be measured on this machine; the message says how to install it."""


class System:
    """A matcher of names: searches persons that it was built of, and scores two persons.

    A subclass overrides what it can do and says so in `searches` and `scores`.
    """

    title: ClassVar[str] = ""
    searches: ClassVar[bool] = True
    scores: ClassVar[bool] = True
    clock = staticmethod(time.process_time)
    """Processor time, which a busy machine changes less; the wall where another process works."""

    def build(self, persons: Sequence[Record]) -> None:
        """Make these the persons to search among; what was built before is given up."""
        raise NotImplementedError

    def search(self, query: Record, limit: int) -> list[tuple[int, float]]:
        """Return the places of the best persons with their scores, the best first."""
        raise NotImplementedError

    def score(self, one: Record, two: Record) -> float:
        """Return how much speaks for one person; only the order of the scores counts."""
        raise NotImplementedError

    def chance(self, score: float, share: float) -> float | None:
        """Return the probability of one person that a score stands for, where a system says it.

        `share` is which part of the pairs are one person.
        """
        del score, share
        return None

    def disk_megabytes(self) -> float:
        """Return what the index takes on disk, where it is there and not in this process."""
        return 0.0


def load_system(name: str) -> System:
    """Return a system; raises `NotInstalled` when a part of it is missing."""
    system: System = importlib.import_module(NAMES[name]).SYSTEM()
    return system


def memory_megabytes() -> float:
    """Return what this process holds in memory now, or held at most where that is not told."""
    gc.collect()
    if sys.platform == "linux":
        # What was given back stays with the allocator otherwise, and looks as if it were held.
        ctypes.CDLL(None).malloc_trim(0)
    status = Path("/proc/self/status")
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        return float(fields["VmRSS"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def dates_of(record: Record) -> list[str]:
    """Return the birth dates of a record."""
    dates = record.get("dob") or []
    return [dates] if isinstance(dates, str) else list(dates)
