"""Searching for many persons in one saved index, in several processes that share its memory."""

import gc
import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from jisr.names.index import Index
from jisr.names.model import Candidate, Profile
from jisr.names.retrieve import Permission

QUERIES_IN_PART = 200
"""Queries that a process takes at once: less time is spent on passing them on than on one."""

PARTS_WAITING = 3
"""Parts that wait for each process, so that none stands still and memory stays bounded."""

Progress = Callable[[int], None]
"""Called with the number of queries answered so far."""

_OPEN: list[tuple[Index, int, float, Permission]] = []


def search_file(  # noqa: PLR0913  the options of Index.search and those of the pool
    path: Path,
    queries: Iterable[Profile],
    *,
    limit: int = 10,
    minimum_bits: float = 0.0,
    allowed: Permission = None,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Iterator[list[Candidate]]:
    """Yield what `Index.search` finds in a saved index for each query, in their order.

    The file is mapped into memory by each of the `processes` (one for each processor unless said
    otherwise). Queries are taken from the iterable as they are needed. Raises `FileUnreadable` when
    the file was not written by `Index.save`, and `ValueMalformed` when the limit is out of bounds.
    """
    # What is wrong with the file or the limit is said here, not by a process that dies of it.
    Index.load(path).search(Profile(()), limit=limit)
    count = processes or os.cpu_count() or 1
    waiting: deque[Future[list[list[Candidate]]]] = deque()
    answered = 0
    pool = ProcessPoolExecutor(
        max_workers=count,
        # A forked process would inherit the threads and locks of a running service.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_open,
        initargs=(path, limit, minimum_bits, allowed),
    )
    every = iter(queries)
    try:
        while True:
            part = list(itertools.islice(every, QUERIES_IN_PART))
            if part:
                waiting.append(pool.submit(_search, part))
            if not waiting:
                return
            if not part or len(waiting) > count * PARTS_WAITING:
                found = waiting.popleft().result()
                answered += len(found)
                yield from found
                if progress:
                    progress(answered)
    finally:
        # Whoever has seen enough does not wait for the rest.
        pool.shutdown(cancel_futures=True)


def _open(path: Path, limit: int, minimum_bits: float, allowed: Permission) -> None:
    _OPEN.append((Index.load(path), limit, minimum_bits, allowed))
    # What is loaded once is never garbage; not looking at it again saves a tenth of the time.
    gc.freeze()


def _search(queries: list[Profile]) -> list[list[Candidate]]:
    index, limit, minimum_bits, allowed = _OPEN[0]
    return list(index.search_many(queries, limit=limit, allowed=allowed, minimum_bits=minimum_bits))
