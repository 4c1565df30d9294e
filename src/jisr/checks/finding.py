"""Finds what a batch of questions means, among what each officer may see, in one state of the data.

Two engines that are never mixed: exact numbers, and the names index. Both are cut to the visible
records before anything is ranked or counted, so a hidden record leaves no sign in an answer.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jisr.access.countries import resolve
from jisr.access.model import Country, DatabaseName
from jisr.checks import rules
from jisr.checks.hits import make_hit
from jisr.checks.index import PersonIndex, Visible, profile_of
from jisr.checks.model import Basis, Hit, PersonQuery, ResultCode
from jisr.checks.queries import NUMBERS, Prepared
from jisr.checks.view import View
from jisr.kit.db import Transaction
from jisr.names import Comparison, Profile, compare, score_of
from jisr.records import actions as records
from jisr.records.identity import Identifier
from jisr.records.model import Held, IdentifierKind
from jisr.records.retention import is_expired
from jisr.values import Decision

_SOUGHT: Mapping[str, tuple[IdentifierKind, ...]] = {
    "document": (IdentifierKind.DOCUMENT, IdentifierKind.PERSON_DOCUMENT),
    "vin": (IdentifierKind.VIN,),
    "engine": (IdentifierKind.ENGINE,),
    "plate": (IdentifierKind.PLATE,),
    "imo_ship": (IdentifierKind.IMO,),
    "hull": (IdentifierKind.HULL,),
    "mmsi": (IdentifierKind.MMSI,),
    "call_sign": (IdentifierKind.CALL_SIGN,),
    "firearm": (IdentifierKind.SERIAL,),
}
"""Under which keys of records a number of a question stands; `rules.exact_rows` verifies."""
Numbers = Mapping[Identifier, tuple[Held, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """How one question ends; `denied` is set when no database of it may be searched."""

    prepared: Prepared
    code: ResultCode
    databases: tuple[DatabaseName, ...]
    hits: tuple[Hit, ...] = ()
    denied: Decision | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the names index, from how many bits on a person of it counts, and how many do."""

    index: PersonIndex
    persons: Visible
    least_bits: float
    limit: int


def find(asked: Sequence[tuple[View, Sequence[Prepared]]]) -> list[list[Found]]:
    """Return how each question of each view ends, in order; all views are of one transaction."""
    questions = [each for _, several in asked for each in several]
    if not questions:
        return [[] for _ in asked]
    views = [view for view, _ in asked]
    numbers = records.find_visible(
        views[0].transaction,
        identifiers_of(questions),
        views[0].today,
        lambda database, owner, audience: any(
            view.may_find(database, owner, audience) for view in views
        ),
    )
    found = []
    for view, several in asked:
        searched = {each: view.may_search(each) for each in DatabaseName}
        found.append([_find_one(view, each, searched, numbers) for each in several])
    return found


def _find_one(
    view: View, prepared: Prepared, searched: Mapping[DatabaseName, Decision], numbers: Numbers
) -> Found:
    touched = rules.databases_of(prepared.query)
    databases = tuple(each for each in touched if searched[each].allowed)
    if not databases:
        return Found(prepared, ResultCode.ACCESS_DENIED, touched, denied=searched[touched[0]])
    if not prepared.is_searchable:
        return Found(prepared, ResultCode.INVALID_SEARCH_ERROR, databases)
    exact = _best(_exact_hits(view, prepared, databases, numbers))
    evidence = _best(_evidence_hits(view, prepared.query, databases))
    hits = (*exact, *evidence)[: view.limits.hits]
    code = ResultCode.NO_ERROR if hits else ResultCode.NO_ANSWER
    if len(exact) + len(evidence) > len(hits) and not view.limits.is_measuring:
        code = ResultCode.TOO_MANY_ANSWER
    return Found(prepared, code, databases, hits)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.bits, hit.record))


def identifiers_of(questions: Iterable[Prepared]) -> frozenset[Identifier]:
    """Return under which identifiers the numbers in questions stand."""
    return frozenset(
        (sought, value)
        for each in questions
        for kind, _, value in (key.partition(":") for key in each.keys.values())
        for sought in _SOUGHT[kind]
    )


def look_up(
    transaction: Transaction, questions: Iterable[Prepared]
) -> Mapping[IdentifierKind, Mapping[str, tuple[Held, ...]]]:
    """Return the records of every number in the questions, whoever may find them, by kind."""
    wanted: dict[IdentifierKind, list[str]] = {}
    for kind, value in identifiers_of(questions):
        wanted.setdefault(kind, []).append(value)
    return {kind: records.find_many(transaction, kind, values) for kind, values in wanted.items()}


def _exact_hits(
    view: View, prepared: Prepared, databases: tuple[DatabaseName, ...], numbers: Numbers
) -> Iterable[Hit]:
    candidates: dict[int, Held] = {}
    for field_name in prepared.keys:
        kind = NUMBERS[type(prepared.query)][field_name]
        value = getattr(prepared.query, field_name)
        for sought in _SOUGHT[kind]:
            for held in numbers.get((sought, value), ()):
                candidates[held.number] = held
    for held in candidates.values():
        record = held.record
        if record.database not in databases:
            continue
        if not view.may_find(record.database, record.owner, held.audience_class):
            continue
        rows = rules.exact_rows(prepared, record)
        if rows:
            yield make_hit(view, prepared.query, record, Basis.EXACT_NUMBER, rows)


def _evidence_hits(view: View, query: object, databases: tuple[DatabaseName, ...]) -> Iterable[Hit]:
    if not isinstance(query, PersonQuery) or not query.name:
        return
    if DatabaseName.NOMINAL not in databases:
        return
    cut = Cut(view.index, view.visible, view.least_bits(), view.limits.hits + 1)
    for held, comparison in persons_like(view.transaction, query, cut, view.today):
        if not view.may_find(held.record.database, held.record.owner, held.audience_class):
            continue
        if score_of(comparison.bits) < (view.limits.min_score or 0):
            continue
        yield make_hit(view, query, held.record, Basis.EVIDENCE, comparison.rows)


def persons_like(
    transaction: Transaction, query: PersonQuery, cut: Cut, today: datetime.date
) -> Iterator[tuple[Held, Comparison]]:
    """Yield the persons of a cut whom a question may mean, as records hold them now, best first.

    The index may be older than the transaction, so whoever calls this decides again whether the
    person belongs to the cut.
    """
    asked = asked_profile(query)
    found = cut.index.search(asked, cut.persons, limit=cut.limit, minimum_bits=cut.least_bits)
    for candidate in found:
        held = _held(transaction, candidate.key)
        if held is None or is_expired(held.record, today):
            continue
        known = profile_of(held.record)
        comparison = candidate.comparison
        if known is not None and not cut.index.holds(held):
            comparison = compare(asked, known)  # written since the index was caught up
        if known is not None and comparison.bits >= cut.least_bits:
            yield held, comparison


def asked_profile(query: PersonQuery) -> Profile:
    """Return what the names engine compares; a refugee's code is no nationality to differ in."""
    is_country = bool(query.nationality) and isinstance(resolve(query.nationality), Country)
    return Profile(
        names=(query.name,),
        birth_dates=() if query.birth_date is None else (query.birth_date,),
        sex=query.sex,
        nationalities=(query.nationality,) if is_country else (),
    )


def _held(transaction: Transaction, number: int) -> Held | None:
    """Return the active person of this number as records hold it now."""
    found = records.every_person(transaction, number - 1, 1)
    return found[0] if found and found[0].number == number else None
