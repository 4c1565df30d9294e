"""Seals that a question was asked, before it is answered, and lets those entitled read it.

A trace is sealed like an entry: a header over two commitments is a leaf of a tree. Commitment 1
covers the act (who asked when, why, in which case, with what outcome), commitment 2 the terms
(whom or what was asked about, and which records came back). The terms have their own salt, so they
are erased after their time and the tree still verifies. Each bureau has one tree per node; the
roots of all trees are sealed in the common ledger on a fixed tick.
"""

import dataclasses
import datetime
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jisr.access.model import SECRETARIAT, Asking, DatabaseName, Officer, Purpose
from jisr.checks import rules, store
from jisr.checks.model import (
    Query,
    ResultCode,
    Trace,
    TraceFilter,
    TraceTerms,
)
from jisr.checks.store import SealedTrace
from jisr.errors import CaseMissing, FormatMalformed, NotFound, to_translate
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import ERASED, Transaction
from jisr.ledger.canonical import JsonValue, canonical_bytes, read_canonical
from jisr.ledger.entry import SALT_BYTES, Act, Header, commit_act, commit_document
from jisr.ledger.finding import Finding, Weight
from jisr.ledger.log import ENTRIES_AT_ONCE_MAX, entries_after, seal
from jisr.ledger.tree import leaf_hash, root_of
from jisr.ledger.tree_store import StoredTree, tree_origins, tree_root, tree_size
from jisr.records.model import Kind
from jisr.values import Decision, new_id

ACT_FORMAT = "jisr-trace/v1"
TERMS_FORMAT = "jisr-trace-terms/v1"
ANCHOR_FORMAT = "jisr-trace-anchor/v1"
ANCHORED = "traces.anchored"
SUPERVISION = "supervision"
"""The purpose of acts about traces: it processes no police data for one of the nine."""
AUDIENCE = "oversight"
"""Nobody follows these entries in a feed: sizes of trace trees tell how often a bureau asks."""
TREE_MARK = "/traces/"
"""Tells the trees of traces from the others of the house."""
PAGE_MAX = 500
"""Traces that one page holds."""
HOUR_CHARACTERS = len("2026-11-21T09")
"""How much of an instant's spelling names its hour."""
ACTS_KEPT_MAX = 256
"""Acts of the group that is being sealed."""
SPREAD_KEPT_HOURS = 2
"""Of whom an officer asked is not remembered longer than it is counted."""
TREES_MAX = 5_000
"""Trees that one anchor holds; an entry's document of 1 MiB has room for as many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is sealed: what was asked, and what came back."""

    query: Query
    code: ResultCode
    databases: tuple[DatabaseName, ...]
    records: tuple[tuple[str, int], ...] = ()
    is_measuring: bool = False
    is_list: bool = False


def origin_of(network: str, bureau: str, node: str) -> str:
    """Return the name of the tree that holds a bureau's traces on one node."""
    return f"{network}/{bureau}{TREE_MARK}{node}"


def seal_traces(
    transaction: Transaction, asking: Asking, asked: Sequence[Asked], *, network: str, node: str
) -> tuple[str, ...]:
    """Seal questions of one officer, in order, and return the ids of their traces."""
    return seal_group(transaction, [(asking, asked)], network=network, node=node)[0]


def seal_group(
    transaction: Transaction,
    group: Sequence[tuple[Asking, Sequence[Asked]]],
    *,
    network: str,
    node: str,
) -> list[tuple[str, ...]]:
    """Seal questions of many officers in order; return the ids of the traces of each.

    The tree of each bureau is extended once, and each record's count of findings written once.
    """
    asked_at = instant_text(transaction.now)
    trees: dict[str, StoredTree] = {}
    grown: dict[str, list[bytes]] = {}
    ids: list[tuple[str, ...]] = []
    everything: list[SealedTrace] = []
    for asking, asked in group:
        origin = origin_of(network, asking.bureau.id, node)
        if origin not in trees:
            trees[origin], grown[origin] = StoredTree(transaction, origin), []
        first = trees[origin].size + len(grown[origin])
        sealed = [
            _sealed(each, asking, origin, first + number, asked_at)
            for number, each in enumerate(asked)
        ]
        grown[origin] += map(_leaf, sealed)
        everything += sealed
        ids.append(tuple(each.id for each in sealed))
    for origin, leaves in grown.items():
        trees[origin].extend(leaves)
    if everything:
        store.add(transaction, everything)
    _count_found(transaction, group)
    return ids


def _count_found(transaction: Transaction, group: Sequence[tuple[Asking, Sequence[Asked]]]) -> None:
    counts = Counter(
        (record, str(asking.purpose))
        for asking, asked in group
        for each in asked
        for record, _ in each.records
    )
    if counts:
        store.count_found(transaction, transaction.now.date().isoformat(), counts)


def anchor_traces(transaction: Transaction, *, node: str) -> bool:
    """Seal the roots of all trace trees as one entry of the common ledger; return whether any.

    Every tree is named, changed or not, so that an anchor does not tell who asked meanwhile.
    """
    origins = _trace_trees(transaction)[:TREES_MAX]
    if not origins:
        return False
    sizes = {origin: tree_size(transaction, origin) for origin in origins}
    trees: list[JsonValue] = [
        {
            "origin": origin,
            "size": size,
            "root": tree_root(transaction, origin, size).hex(),
        }
        for origin, size in sizes.items()
    ]
    act = _act(transaction, SECRETARIAT, node, ANCHORED, subject="traces")
    seal(transaction, act, {"format": ANCHOR_FORMAT, "trees": trees}, version=None)
    store.put_anchors(transaction, sizes, instant_text(transaction.now))
    return True


def anchored_at(transaction: Transaction) -> datetime.datetime | None:
    """Return when the trees were anchored last, if they ever were."""
    last = store.last_anchored(transaction)
    return None if last is None else parse_instant(last)


def is_anchor_due(transaction: Transaction, *, anchor_seconds: int) -> bool:
    """Return whether the tick has passed since the trees were anchored last."""
    last = anchored_at(transaction)
    return last is None or (transaction.now - last).total_seconds() >= anchor_seconds


def expire_terms(transaction: Transaction, *, node: str, retention_days: int) -> int:
    """Destroy the terms of traces older than their retention; return how many."""
    before = instant_text(transaction.now - datetime.timedelta(days=retention_days))
    count = store.erase_terms(transaction, asked_before=before)
    if count:
        act = _act(transaction, SECRETARIAT, node, "traces.terms_erased", subject="traces")
        seal(transaction, act, {"asked_before": before, "count": count}, version=None)
        transaction.wake_ups.add(ERASED)
    return count


def keep_house(
    transaction: Transaction, *, node: str, retention_days: int, anchor_seconds: int = 0
) -> None:
    """Erase the terms whose time has passed and anchor every tree, unless another just did."""
    if not is_anchor_due(transaction, anchor_seconds=anchor_seconds):
        return
    expire_terms(transaction, node=node, retention_days=retention_days)
    hours_ago = transaction.now - datetime.timedelta(hours=SPREAD_KEPT_HOURS)
    store.drop_spreads(transaction, before_hour=instant_text(hours_ago)[:HOUR_CHARACTERS])
    anchor_traces(transaction, node=node)


def read_traces(
    transaction: Transaction,
    officer: Officer,
    only: TraceFilter,
    *,
    before: tuple[str, str] | None = None,
    limit: int = 50,
) -> tuple[Trace, ...]:
    """Return a page of a bureau's traces without their terms, the newest first.

    Args:
        transaction: where to read.
        officer: who reads.
        only: which traces of which bureau.
        before: time and id of the last trace of the page before (`page_key`).
        limit: how many at most; one beyond a page tells whether another follows.

    Raises:
        Denied: see `rules.may_read_trace`.
    """
    rules.may_read_trace(officer, only.bureau).or_refuse()
    page = max(1, min(limit, PAGE_MAX + 1))
    found = store.newest(transaction, only, before=before, limit=page)
    return tuple(map(_trace, found))


def page_key(trace: Trace) -> tuple[str, str]:
    """Return what orders traces; the next page begins after it."""
    return instant_text(trace.asked_at), trace.id


def read_trace(transaction: Transaction, officer: Officer, trace_id: str) -> Trace:
    """Return one trace without its terms.

    Raises:
        NotFound: there is none, or none that this officer may read.
    """
    found = store.find(transaction, trace_id)
    if found is None or not rules.may_read_trace(officer, found.bureau).allowed:
        raise NotFound(thing=to_translate("trace"))
    return _trace(found)


def may_read_terms(officer: Officer, trace: Trace, case: str) -> Decision:
    """Decide whether an officer may see whom or what a check asked about: pages say why not."""
    return rules.may_read_terms(officer, trace, case=case)


def read_terms(transaction: Transaction, officer: Officer, trace_id: str, case: str) -> TraceTerms:
    """Return a trace with whom or what it asked about; the reading itself is sealed.

    Raises:
        NotFound: there is none, or none that this officer may know of.
        Denied: see `rules.may_read_terms`.
        CaseMissing: no case was named.
    """
    found = store.find(transaction, trace_id)
    if found is None or not rules.may_read_trace(officer, found.bureau).allowed:
        raise NotFound(thing=to_translate("trace"))
    trace = _trace(found)
    rules.may_read_terms(officer, trace, case=case).or_refuse()
    if not case.strip():
        raise CaseMissing
    act = _act(transaction, officer.bureau, officer.id, "trace.terms_read", subject=trace.id)
    seal(transaction, act, {"case": case}, version=None)
    if found.terms is None:
        return TraceTerms(trace, None)
    terms = read_canonical(found.terms, thing=to_translate("trace"))
    records = tuple((record, version) for record, version in terms["records"])
    return TraceTerms(trace, terms["query"], records)


def audit_traces(transaction: Transaction) -> Iterator[Finding]:
    """Walk every trace tree and every anchor and yield what they prove, for `jisr verify`.

    That the anchors themselves stand in the common ledger is for whoever audits that to say.
    """
    sizes = {origin: tree_size(transaction, origin) for origin in _trace_trees(transaction)}
    for origin in sizes:
        yield _audit_tree(transaction, origin)
    checked: set[tuple[str, int, str]] = set()
    for tree in _anchored_trees(transaction):
        if tree not in checked:
            checked.add(tree)
            yield from _audit_anchor(transaction, *tree, sizes.get(tree[0], 0))


def _anchored_trees(transaction: Transaction) -> Iterator[tuple[str, int, str]]:
    """Yield origin, size and root of every tree in every anchor of the common ledger."""
    position = -1
    while found := entries_after(transaction, position, ENTRIES_AT_ONCE_MAX):
        position = int(found[-1].position or 0)
        for entry in found:
            if entry.subject_kind == ANCHORED.partition(".")[0] and entry.document is not None:
                document = read_canonical(entry.document, thing=to_translate("entry"))
                for tree in document.get("trees", ()):
                    yield tree["origin"], tree["size"], tree["root"]


def _trace_trees(transaction: Transaction) -> list[str]:
    return [origin for origin in tree_origins(transaction) if TREE_MARK in origin]


def _audit_tree(transaction: Transaction, origin: str) -> Finding:
    leaves, erased = [], 0
    for number, each in enumerate(store.walk(transaction, origin)):
        erased += each.terms is None
        if each.position != number or not _agrees(each):
            sentence = to_translate("Trace {number} of {origin} is not what was sealed.")
            return Finding(
                "trace.broken", Weight.BROKEN, sentence, {"origin": origin, "number": number}
            )
        leaves.append(_leaf(each))
    size = tree_size(transaction, origin)
    if len(leaves) != size or root_of(leaves) != tree_root(transaction, origin, size):
        return _broken(to_translate("The traces {origin} do not lead to their root."), origin)
    sentence = to_translate(
        "Traces of {origin}: {count} complete, {erased} of them without their terms."
    )
    return Finding(
        "traces.proven",
        Weight.PROVEN,
        sentence,
        {"origin": origin, "count": size, "erased": erased},
    )


def _audit_anchor(
    transaction: Transaction, origin: str, anchored: int, root: str, size: int
) -> Iterator[Finding]:
    if anchored > size:
        yield _broken(to_translate("The traces {origin} are fewer than were anchored."), origin)
    elif tree_root(transaction, origin, anchored).hex() != root:
        yield _broken(to_translate("The traces {origin} are not those anchored."), origin)


def _broken(sentence: str, origin: str) -> Finding:
    return Finding("traces.broken", Weight.BROKEN, sentence, {"origin": origin})


def _agrees(sealed: SealedTrace) -> bool:
    """Return whether a row's contents are those that its leaf commits to.

    The act needs no look: its commitment is computed into the leaf. The terms may be gone.
    """
    trace = _trace(sealed)
    told = (trace.bureau, instant_text(trace.asked_at), trace.officer, trace.purpose)
    if told != (sealed.bureau, sealed.asked_at, sealed.officer, sealed.purpose):
        return False
    if (trace.case, trace.code) != (sealed.case, sealed.code):
        return False
    if sealed.terms is None or sealed.terms_salt is None:
        return sealed.terms is None and sealed.terms_salt is None
    return commit_document(sealed.terms, sealed.terms_salt) == sealed.terms_commitment


def _sealed(asked: Asked, asking: Asking, origin: str, position: int, asked_at: str) -> SealedTrace:
    salts = os.urandom(2 * SALT_BYTES)
    act_salt, terms_salt = salts[:SALT_BYTES], salts[SALT_BYTES:]
    act = _act_bytes(
        ("time", asked_at),
        ("bureau", asking.bureau.id),
        ("officer", asking.officer.id),
        ("purpose", asking.purpose),
        ("case", asking.case),
        ("kind", rules.KINDS[type(asked.query)]),
        ("databases", asked.databases),
        ("code", asked.code),
        ("hits", len(asked.records)),
        ("measuring", asked.is_measuring),
        ("list", asked.is_list),
    )
    terms = canonical_bytes(
        {
            "format": TERMS_FORMAT,
            "query": _plain_query(asked.query),
            "records": [[record, version] for record, version in asked.records],
        }
    )
    return SealedTrace(
        id=new_id(),
        origin=origin,
        position=position,
        bureau=asking.bureau.id,
        asked_at=asked_at,
        act=act,
        act_salt=act_salt,
        terms=terms,
        terms_salt=terms_salt,
        terms_commitment=commit_document(terms, terms_salt),
        officer=asking.officer.id,
        purpose=asking.purpose,
        case=asking.case,
        code=asked.code,
    )


@lru_cache(ACTS_KEPT_MAX)
def _act_bytes(*fields: tuple[str, JsonValue | tuple[str, ...]]) -> bytes:
    """Return an act as it is sealed: most questions of a group differ in their terms only."""
    act: dict[str, JsonValue] = {"format": ACT_FORMAT}
    for name, value in fields:
        act[name] = list(value) if isinstance(value, tuple) else value
    return canonical_bytes(act)


def _leaf(sealed: SealedTrace) -> bytes:
    header = Header(
        sealed.id, sealed.origin, commit_act(sealed.act, sealed.act_salt), sealed.terms_commitment
    )
    return leaf_hash(header.encode())


def _plain_query(query: Query) -> dict[str, JsonValue]:
    """Return the fields of a question that say something, as plain values."""
    plain: dict[str, JsonValue] = {}
    for each in dataclasses.fields(query):
        value = getattr(query, each.name)
        if isinstance(value, tuple):
            value = list(value)
        if value:
            plain[each.name] = value if isinstance(value, str | list) else str(value)
    return plain


def _trace(sealed: SealedTrace) -> Trace:
    thing = to_translate("trace")
    act = read_canonical(sealed.act, thing=thing)
    if act["format"] != ACT_FORMAT:
        raise FormatMalformed(thing=thing, why=to_translate("its format is unknown"))
    return Trace(
        id=sealed.id,
        origin=sealed.origin,
        position=sealed.position,
        asked_at=parse_instant(act["time"]),
        bureau=act["bureau"],
        officer=act["officer"],
        purpose=Purpose(act["purpose"]),
        case=act["case"],
        kind=Kind(act["kind"]),
        code=ResultCode(act["code"]),
        hit_count=act["hits"],
        is_measuring=act["measuring"],
    )


def _act(transaction: Transaction, bureau: str, officer: str, verb: str, *, subject: str) -> Act:
    return Act(
        time=instant_text(transaction.now),
        bureau=bureau,
        officer=officer,
        verb=verb,
        subject=subject,
        purpose=SUPERVISION,
        audience_class=AUDIENCE,
    )
