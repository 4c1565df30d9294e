"""What the trace of a question says for a dialogue about one of its hits.

The terms of a trace are readable by few (`jisr.checks.traces`). Here they are read for the rules
alone: nothing of the question leaves this package, only the case reference does.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jisr.access.model import Purpose
from jisr.checks import rules as check_rules
from jisr.checks import store as check_store
from jisr.checks.dialogue.model import Dialogue
from jisr.checks.model import Query
from jisr.checks.store import SealedTrace
from jisr.errors import to_translate
from jisr.kit.db import Transaction
from jisr.ledger.canonical import read_canonical
from jisr.records import actions as records
from jisr.records.model import Kind
from jisr.values import PartialDate

_QUERIES = {kind: query for query, kind in check_rules.KINDS.items()}


@dataclass(frozen=True, slots=True)
class Traced:
    """One question: who asked, for what, and which versions of which records came back.

    `is_list` says that it was a row of a list, after which nobody is notified by the machine;
    `asked_at` is the instant as it was sealed.
    """

    id: str
    position: int
    bureau: str
    officer: str
    purpose: Purpose
    case: str
    kind: Kind
    query: Query
    records: Mapping[str, int]
    is_list: bool
    is_measuring: bool
    asked_at: str = ""


def read(transaction: Transaction, trace_id: str) -> Traced | None:
    """Return what a trace says; None if there is none, or its terms were erased."""
    found = check_store.find(transaction, trace_id)
    return None if found is None else decode(found)


def refers_now(transaction: Transaction, dialogue: Dialogue) -> bool:
    """Return whether the legal reviewer decides about a hit by now, whatever was so before.

    A person may be protected after her hit began. Whose question is erased cannot be told any
    more, so it is referred too.
    """
    held = records.record_for_flows(transaction, dialogue.record)
    question = read(transaction, dialogue.trace)
    if held is None or question is None:
        return held is not None
    protected = records.protected_from(transaction, dialogue.record)
    return check_rules.must_refer(question.query, held.record, protected)


def decode(sealed: SealedTrace) -> Traced | None:
    """Return what a sealed trace says; None when its terms were erased."""
    if sealed.terms is None:
        return None
    thing = to_translate("trace")
    act = read_canonical(sealed.act, thing=thing)
    terms = read_canonical(sealed.terms, thing=thing)
    kind = Kind(act["kind"])
    return Traced(
        id=sealed.id,
        position=sealed.position,
        bureau=act["bureau"],
        officer=act["officer"],
        purpose=Purpose(act["purpose"]),
        case=act["case"],
        kind=kind,
        query=_query(kind, terms["query"]),
        records=dict(terms["records"]),
        # A trace that does not say so is taken for a row of a list: it notifies nobody.
        is_list=bool(act.get("list", True)),
        is_measuring=act["measuring"],
        asked_at=act["time"],
    )


def _query(kind: Kind, plain: Mapping[str, Any]) -> Query:
    query_type = _QUERIES[kind]
    given: dict[str, Any] = {}
    for each in dataclasses.fields(query_type):
        if each.name in plain:
            value = plain[each.name]
            given[each.name] = tuple(value) if isinstance(value, list) else value
    if "birth_date" in given:
        given["birth_date"] = PartialDate.parse(given["birth_date"])
    for each in dataclasses.fields(query_type):
        if each.name not in given and each.default is dataclasses.MISSING:
            given[each.name] = ""  # a question that could not be searched left it empty
    query: Query = query_type(**given)
    return query
