"""Traces are sealed, read only by those entitled, erased after their time, and verify."""

import datetime
from dataclasses import replace

import pytest
import sqlalchemy as sa

from jisr.access.model import (
    Asking,
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Purpose,
    Role,
)
from jisr.checks import store, traces
from jisr.checks.model import DocumentQuery, PersonQuery, ResultCode, Trace, TraceFilter, TraceTerms
from jisr.checks.traces import Asked
from jisr.errors import CaseMissing, Denied, NotFound
from jisr.kit.db import Database
from jisr.ledger.finding import Weight
from jisr.ledger.tree_store import tree_origins, tree_size
from jisr.records.model import Kind
from jisr.values import LanguageMap, PartialDate
from ticking import TickingClock

OF_MAR = TraceFilter("MAR")
ORIGIN = "world/MAR/traces/hub"
QUERY = PersonQuery(name="Nour Haddad", birth_date=PartialDate(1974, 3))
FOUND = Asked(QUERY, ResultCode.NO_ERROR, (DatabaseName.NOMINAL,), (("a" * 32, 2),))
MISSED = Asked(
    DocumentQuery("AB123456", "MAR"), ResultCode.NO_ANSWER, (DatabaseName.TRAVEL_DOCUMENTS,)
)


def _officer(bureau: str, *roles: Role) -> Officer:
    return Officer(f"someone@{bureau}", bureau, "Someone", frozenset(roles))


OFFICER = _officer("MAR", Role.BUREAU_OFFICER)
GUARDIAN = _officer("MAR", Role.DATA_PROTECTION_OFFICER)
COMMISSION = _officer("CCF", Role.CCF_MEMBER)


def _asking(bureau: str = "MAR") -> Asking:
    return Asking(
        _officer(bureau, Role.BUREAU_OFFICER),
        Bureau(bureau, BureauKind.NATIONAL, LanguageMap({"en": bureau}), bureau),
        Purpose.BORDER_MANAGEMENT,
        "TNG-1",
    )


def _seal(database: Database, *asked: Asked, bureau: str = "MAR") -> tuple[str, ...]:
    return database.in_transaction(
        traces.seal_traces, _asking(bureau), asked, network="world", node="hub"
    )


def _page(
    database: Database, officer: Officer, *, before: Trace | None = None, limit: int = 50
) -> list[Trace]:
    after = None if before is None else traces.page_key(before)
    with database.reading() as transaction:
        return list(traces.read_traces(transaction, officer, OF_MAR, before=after, limit=limit))


def _weights(database: Database) -> list[tuple[str, Weight]]:
    with database.reading() as transaction:
        return [(each.key, each.weight) for each in traces.audit_traces(transaction)]


def test_sealed_traces_are_read_newest_first_without_terms(
    database: Database, clock: TickingClock
) -> None:
    """A bureau's officer sees when, who, why and with what outcome."""
    (first,) = _seal(database, FOUND)
    (second,) = _seal(database, MISSED)
    page = _page(database, OFFICER)
    assert [each.id for each in page] == [second, first]
    assert page[1] == Trace(
        id=first,
        origin=ORIGIN,
        position=0,
        asked_at=page[1].asked_at,
        bureau="MAR",
        officer="someone@MAR",
        purpose=Purpose.BORDER_MANAGEMENT,
        case="TNG-1",
        kind=Kind.PERSON,
        code=ResultCode.NO_ERROR,
        hit_count=1,
    )
    assert page[0].asked_at <= clock()


def test_pages_follow_each_other_without_gap(database: Database) -> None:
    """Every trace stands on one page, also when many bear the same instant."""
    ids = _seal(database, *[MISSED] * 7)
    first = _page(database, OFFICER, limit=3)
    second = _page(database, OFFICER, limit=3, before=first[-1])
    third = _page(database, OFFICER, limit=3, before=second[-1])
    assert sorted(each.id for each in (*first, *second, *third)) == sorted(ids)


def test_another_bureau_reads_no_traces(database: Database) -> None:
    """Each bureau sees only its own; what is not for it sounds like what is not there."""
    (trace,) = _seal(database, FOUND)
    stranger = _officer("FRA", Role.DATA_PROTECTION_OFFICER)
    with database.reading() as transaction:
        with pytest.raises(Denied):
            traces.read_traces(transaction, stranger, OF_MAR)
        with pytest.raises(NotFound):
            traces.read_trace(transaction, stranger, trace)
        with pytest.raises(NotFound):
            traces.read_trace(transaction, OFFICER, "0" * 32)
    with pytest.raises(NotFound):
        database.in_transaction(traces.read_terms, stranger, trace, "X")


@pytest.mark.parametrize("reader", [GUARDIAN, COMMISSION], ids=["guardian", "commission"])
def test_terms_are_read_by_those_entitled_and_the_reading_is_sealed(
    database: Database, reader: Officer
) -> None:
    """The data-protection officer and the Commission read the terms, and that stays known."""
    (trace,) = _seal(database, FOUND)
    terms = database.in_transaction(traces.read_terms, reader, trace, "DPO-7")
    with database.reading() as transaction:
        expected = traces.read_trace(transaction, reader, trace)
        count = transaction.connection.scalar(
            sa.text("SELECT count(*) FROM entries WHERE subject = :trace"), {"trace": trace}
        )
    assert terms == TraceTerms(
        expected, {"name": "Nour Haddad", "birth_date": "1974-03"}, (("a" * 32, 2),)
    )
    assert count == 1


def test_terms_stay_closed_to_others(database: Database) -> None:
    """Not even the officer who asked, or the Commission without a case, reads them back."""
    (trace,) = _seal(database, FOUND)
    with pytest.raises(Denied):
        database.in_transaction(traces.read_terms, OFFICER, trace, "X")
    with pytest.raises(Denied):
        database.in_transaction(traces.read_terms, COMMISSION, trace, "")
    with pytest.raises(CaseMissing):
        database.in_transaction(traces.read_terms, GUARDIAN, trace, " ")


def test_terms_expire_and_the_tree_still_verifies(database: Database, clock: TickingClock) -> None:
    """After their time the terms and their salt are gone, and nothing else."""
    (old,) = _seal(database, FOUND)
    clock.advance(days=10)
    (young,) = _seal(database, MISSED)
    clock.advance(days=5)
    expired = database.in_transaction(traces.expire_terms, node="hub", retention_days=10)
    with database.reading() as transaction:
        kept = [store.find(transaction, each) for each in (old, young)]
    assert expired == 1
    assert [None if each is None else each.terms is None for each in kept] == [True, False]
    assert kept[0] is not None
    assert kept[0].terms_salt is None
    assert _weights(database) == [("traces.proven", Weight.PROVEN)]
    terms = database.in_transaction(traces.read_terms, GUARDIAN, old, "DPO-7")
    assert (terms.query, terms.records) == (None, ())
    assert database.in_transaction(traces.expire_terms, node="hub", retention_days=10) == 0


def test_each_bureau_and_node_has_its_own_tree(database: Database) -> None:
    """Leaves are counted from 0 in each tree."""
    _seal(database, FOUND, MISSED)
    _seal(database, FOUND, bureau="FRA")
    _seal(database, MISSED)
    with database.reading() as transaction:
        sizes = {each: tree_size(transaction, each) for each in tree_origins(transaction)}
    assert sizes == {"world/FRA/traces/hub": 1, ORIGIN: 3}
    assert _weights(database) == [("traces.proven", Weight.PROVEN)] * 2


def test_anchor_is_due_on_the_tick(database: Database, clock: TickingClock) -> None:
    """The roots are sealed again after the tick, changed or not."""

    def due() -> bool:
        with database.reading() as transaction:
            return traces.is_anchor_due(transaction, anchor_seconds=60)

    assert not database.in_transaction(traces.anchor_traces, node="hub")
    _seal(database, FOUND)
    assert due()
    assert database.in_transaction(traces.anchor_traces, node="hub")
    assert not due()
    clock.advance(seconds=60)
    assert due()
    assert database.in_transaction(traces.anchor_traces, node="hub")


def _tamper(database: Database, change: str) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF") if database.is_sqlite else None
        connection.execute(sa.text(change))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("DELETE FROM traces WHERE position = 0", "trace.broken"),
        ("DELETE FROM traces WHERE position = 1", "traces.broken"),
        ("UPDATE traces SET bureau = 'FRA'", "trace.broken"),
        ("UPDATE traces SET asked_at = '2020-01-01T00:00:00.000Z'", "trace.broken"),
        ("UPDATE traces SET terms_salt = NULL", "trace.broken"),
        ("UPDATE traces SET terms = act", "trace.broken"),
        ("UPDATE traces SET act_salt = terms_salt", "traces.broken"),
    ],
)
def test_tampering_is_found(database: Database, change: str, key: str) -> None:
    """What was taken out, filed elsewhere or rewritten does not verify."""
    _seal(database, FOUND, MISSED)
    _tamper(database, change)
    assert _weights(database) == [(key, Weight.BROKEN)]


def test_forgotten_tree_is_found_by_its_anchor(database: Database) -> None:
    """Whoever deletes traces together with their tree still meets the anchor."""
    _seal(database, FOUND)
    database.in_transaction(traces.anchor_traces, node="hub")
    _tamper(database, "UPDATE entries SET position = arrival - 1")
    assert _weights(database) == [("traces.proven", Weight.PROVEN)]
    _tamper(database, "DELETE FROM traces")
    _tamper(database, "DELETE FROM tree_tiles")
    assert _weights(database) == [("traces.broken", Weight.BROKEN)]
    _seal(database, replace(FOUND, query=PersonQuery(name="Another Name")))
    assert _weights(database) == [
        ("traces.proven", Weight.PROVEN),
        ("traces.broken", Weight.BROKEN),
    ]


def test_measuring_is_sealed_as_such(database: Database) -> None:
    """A trace says that candidates below the operating point were asked for."""
    _seal(database, replace(FOUND, is_measuring=True))
    assert [each.is_measuring for each in _page(database, OFFICER)] == [True]


def test_trace_time_is_the_transactions(database: Database, clock: TickingClock) -> None:
    """All traces of a batch bear the one instant of their transaction."""
    before = clock()
    _seal(database, FOUND, MISSED)
    times = {each.asked_at for each in _page(database, OFFICER)}
    assert times == {before + datetime.timedelta(milliseconds=1)}
