"""The record of a vote: one file from which anyone recounts it without the hub."""

from collections.abc import Iterable
from typing import Any

from jisr.access import actions as access
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.votes import documents, rules, store
from jisr.assembly.votes.actions.ground import article_of, found_vote, majority_of, require
from jisr.assembly.votes.actions.reading import counted, result_document
from jisr.assembly.votes.model import Call, SignatureKind, Vote, VoteState
from jisr.assembly.votes.recount import RECORD_BYTES_MAX, RECORD_FORMAT
from jisr.errors import ProofPending, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.canonical import JsonValue, canonical_bytes, read_canonical
from jisr.ledger.entry import read_act
from jisr.ledger.log import find_entry, prove_entry, read_entry

_KINDS = {SignatureKind.PASSKEY: "passkey", SignatureKind.HALL_KEY: "hallkey"}


def record(transaction: Transaction, network: str, vote_id: str) -> bytes:
    """Return the record of a closed vote in canonical JSON; see `recount`.

    Raises:
        NotFound: there is no such vote.
        Conflict: it is not closed yet, or annulled.
    """
    vote = counted(transaction, found_vote(transaction, vote_id))
    require(rules.may_recount(vote))
    calls = store.every_call(transaction, vote.id)
    is_announced = vote.state is VoteState.ANNOUNCED
    result = result_document(transaction, vote) if is_announced else None
    document: dict[str, JsonValue] = {
        "format": RECORD_FORMAT,
        "network": network,
        "vote": documents.vote_document(vote),
        "majority": documents.majority_document(majority_of(transaction, vote)),
        "article": article_of(transaction, vote),
        "calls": [_call(transaction, each) for each in calls],
        "bureaus": [_bureau(transaction, each.officer) for each in vote.overrulings],
        "keys": [*_keys(transaction, vote, calls)],
        "result": result,
        "result_digest": None if result is None else documents.digest(result),
        "proof": _proof(transaction, network, vote),
    }
    return canonical_bytes(document, bytes_max=RECORD_BYTES_MAX)


def _call(transaction: Transaction, call: Call) -> dict[str, JsonValue]:
    return documents.call_document(call, _bureau(transaction, call.officer))


def _bureau(transaction: Transaction, officer_id: str) -> str:
    officer = access.registered(transaction, officer_id)
    return "" if officer is None else officer.bureau


def _keys(
    transaction: Transaction, vote: Vote, calls: Iterable[Call]
) -> Iterable[dict[str, JsonValue]]:
    """Yield the sealed registration of each key that signed an entry or an overruling, once."""
    made = [(each.kind, each.key) for each in calls]
    made += [(each.signature.kind, each.signature.key) for each in vote.overrulings]
    named = {(_KINDS[kind], key) for kind, key in made if kind in _KINDS}
    for kind, key in sorted(named):
        subject = key if kind == "passkey" else f"hallkey:{key}"
        entry_id = find_entry(transaction, [kind], subject)
        entry = None if entry_id is None else read_entry(transaction, entry_id)
        if entry is None or entry.document is None:
            continue  # erased: whoever recounts is told that the key is unknown
        act, _ = read_act(entry.act)
        document: Any = read_canonical(entry.document, thing=to_translate("entry"))
        yield {
            "id": key,
            "kind": kind,
            "officer": act.officer,
            "time": act.time,
            "revoked_at": _revoked_at(transaction, kind, key),
            "document": document,
        }


def _revoked_at(transaction: Transaction, kind: str, key: str) -> str:
    if kind != "hallkey":
        return ""
    revoked_at = sessions.key(transaction, key).revoked_at
    return "" if revoked_at is None else instant_text(revoked_at)


def _proof(transaction: Transaction, network: str, vote: Vote) -> JsonValue:
    """Return the proof of the vote's newest entry; None until a checkpoint covers it."""
    try:
        entry = store.vote_entry(transaction, vote.id)
        bundle = prove_entry(transaction, network, entry, with_document=True)
    except ProofPending:
        return None
    return bundle.encode().decode()
