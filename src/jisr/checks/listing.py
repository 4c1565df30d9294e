"""Checks a list of travellers: rows go in, alerts with reasons and rejected rows come out.

A list never notifies anyone. Every row is one sealed question; the rows of a chunk are answered
from one state of the data and sealed together. The files appear when they are complete.
"""

import datetime
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from jisr.access.model import Asking
from jisr.checks.actions import Checker
from jisr.checks.model import ListAccount, PersonQuery
from jisr.checks.queries import prepare
from jisr.checks.view import LIST_LIMITS, Limits
from jisr.checks.wire import told
from jisr.client.answers import ToldAnswer
from jisr.errors import InputRefused, to_translate
from jisr.kit.lines import survey
from jisr.kit.outputs import SafeCsv, whole_file, write_rejects
from jisr.kit.tables import Columns, RejectedRow, Row, open_table
from jisr.kit.words import Words
from jisr.values import PartialDate

COLUMNS = Columns(
    known=frozenset(
        (
            *("row", "name", "birth_date", "nationality", "sex"),
            *("document_number", "document_country", "document_type"),
        )
    ),
    needed=(("name", "document_number"),),
)
ALERT_COLUMNS = ("row", "rank", "score", "record", "reference", "reasons")
CHUNK_ROWS = 500
"""Rows that are answered and sealed together: the progress bar moves, one flush serves many."""

NOTHING_TO_SEARCH = to_translate("the row holds neither a name nor a document number")

LEFT_OUT = to_translate("the row was checked without this cell: {why}")

_FIELDS = tuple(sorted(COLUMNS.known - {"row"}))
_MAY_MISS = frozenset(("nationality", "sex", "document_country", "document_type"))
"""A traveller is checked without these rather than not at all."""


Ask = Callable[[Sequence[PersonQuery]], Sequence[ToldAnswer]]
"""Answers questions in order, each with its sealed trace."""


@dataclass(frozen=True, slots=True)
class ListJob:
    """What is checked and where the results go.

    `tell` is told after each chunk up to which line the list was read.
    """

    source: Path
    alerts: Path
    rejects: Path
    tell: Callable[[int], None] = lambda _line: None


@dataclass(slots=True)
class _Progress:
    """What became of the list so far."""

    read: int = 0
    checked: int = 0
    alerted: int = 0
    hits: int = 0
    line: int = 0
    rejected: int = 0
    rejects: list[RejectedRow] = field(default_factory=list)


def asked_of(checker: Checker, asking: Asking, words: Words, limits: Limits = LIST_LIMITS) -> Ask:
    """Return what lets this checker answer a list; the data are here, not at a hub."""
    return lambda queries: [
        told(each, words) for each in checker.check_many(asking, queries, limits)
    ]


def check_list(ask: Ask, job: ListJob, *, words: Words, today: datetime.date) -> ListAccount:
    """Check every row of a list and return what became of it.

    Args:
        ask: answers and seals the questions of a chunk, in order, here or at a hub.
        job: the list, and where alerts and rejected rows go; without rejects no such file is made.
        words: the language of the refusals.
        today: the day on which dates of birth are judged.

    Raises:
        FileUnreadable, FileEmpty, EncodingWrong, HeaderDuplicate, HeaderIncomplete: the list
            cannot be read; no file was made.
        FileUnwritable, StorageFull: a file cannot be written.
        JisrError: what `ask` raises; no file was made.
    """
    started = time.monotonic()
    survey(job.source)
    progress = _Progress()
    with open_table(job.source, COLUMNS) as table, whole_file(job.alerts) as file:
        alerts = SafeCsv(file, ALERT_COLUMNS)
        questions = _questions(table.rows(), today, progress, words)
        while chunk := list(islice(questions, CHUNK_ROWS)):
            answers = ask([query for _, query in chunk])
            for (name, _), answer in zip(chunk, answers, strict=True):
                _write_alerts(alerts, name, answer, progress)
            job.tell(progress.line)
        unknown = tuple(sorted(table.unknown))
    write_rejects(job.rejects, progress.rejects)
    return ListAccount(
        read=progress.read,
        checked=progress.checked,
        alerted=progress.alerted,
        rejected=progress.rejected,
        left_out=len(progress.rejects) - progress.rejected,
        seconds=time.monotonic() - started,
        hits=progress.hits,
        unknown_columns=unknown,
    )


def _questions(
    rows: Iterator[Row | RejectedRow], today: datetime.date, progress: _Progress, words: Words
) -> Iterator[tuple[str, PersonQuery]]:
    """Yield the name of each readable row with its question; note the others as rejected."""
    for row in rows:
        progress.read += 1
        progress.line = row.line
        noted: list[RejectedRow] = [row] if isinstance(row, RejectedRow) else []
        query = None if isinstance(row, RejectedRow) else _read(row, today, words, noted)
        progress.rejects += noted
        if query is None or isinstance(row, RejectedRow):
            progress.rejected += 1
        else:
            yield row.cells.get("row", "") or str(row.line), query


def _read(
    row: Row, today: datetime.date, words: Words, noted: list[RejectedRow]
) -> PersonQuery | None:
    """Return the question of a row, None when it has none; note each cell that cannot be read."""
    fields: dict[str, Any] = {}
    for name in _FIELDS:
        cell = row.cells.get(name, "")
        if not cell:
            continue
        try:
            fields[name] = PartialDate.parse(cell) if name == "birth_date" else cell
            prepare(PersonQuery(**{name: fields[name]}), today=today)
        except InputRefused as error:
            why = words.error(error)
            if name not in _MAY_MISS:
                noted.append(RejectedRow(row.line, name, why, cell))
                return None
            del fields[name]
            noted.append(RejectedRow(row.line, name, words.say(LEFT_OUT, why=why), cell))
    if not fields.keys() & set(COLUMNS.needed[0]):
        noted.append(RejectedRow(row.line, "", words.say(NOTHING_TO_SEARCH)))
        return None
    return PersonQuery(**fields)


def _write_alerts(alerts: SafeCsv, name: str, answer: ToldAnswer, progress: _Progress) -> None:
    progress.checked += 1
    progress.alerted += bool(answer.hits)
    progress.hits += len(answer.hits)
    for rank, hit in enumerate(answer.hits, 1):
        reasons = "; ".join(each.text for each in hit.reasons)
        alerts.write((name, rank, repr(hit.score), hit.record, hit.reference, reasons))
