"""Walks the signatures in the ledger: each is verified under the key whose registration is sealed.

The ledger knows bytes; who signs what is known by sign-in and by hits, so they are asked from here.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jisr.access import actions as access
from jisr.access.sign_in import keyring
from jisr.access.sign_in.keyring import KeyRing
from jisr.assembly.votes import signed as called
from jisr.assembly.votes.signed import CallSignatures
from jisr.checks.dialogue import signed
from jisr.checks.dialogue.signed import HitSignatures
from jisr.errors import FormatMalformed, InputTooLarge, to_translate
from jisr.kit.db import Database
from jisr.ledger.audit import FINDINGS_MAX
from jisr.ledger.bundle import BUNDLE_BYTES_MAX, ProofBundle, read_bundle
from jisr.ledger.canonical import read_canonical
from jisr.ledger.commands import read_bounded
from jisr.ledger.entry import PlacedEntry, read_act, read_header
from jisr.ledger.finding import Finding, Weight
from jisr.ledger.log import entries_about

STEP_ENTRIES = 1_000
"""Entries that one short transaction reads."""
KINDS = frozenset((*keyring.KINDS, *signed.KINDS, *called.KINDS))
_HOLDS = to_translate("What the entry says is signed by {officer}, with the key that is shown.")
_NOT_KEY = to_translate("The second proof is not of the registration of a key.")
_UNSIGNED = to_translate("The entry holds no signature of an officer.")
_DEMO = to_translate("The signatures are of a demo: its keys are nobody's, and prove nothing.")
_UNSIGNED_CALLS = to_translate(
    "Entries of votes that nothing of their officer's own signed: {number}."
)
_UNKNOWABLE = to_translate("Signatures by keys that were erased cannot be verified: {number}.")


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What was found of the signatures; `held` counts those that hold, `left_out` findings."""

    held: int
    findings: tuple[Finding, ...]
    left_out: int


def walk_signatures(database: Database, network: str) -> SignatureReport:
    """Verify every signature that an entry keeps, in short transactions that block nobody."""
    ring = KeyRing(network)
    hits = HitSignatures(ring)
    calls = CallSignatures(ring)
    findings: list[Finding] = []
    left_out = 0
    position = -1
    while True:
        with database.reading() as transaction:
            found = entries_about(transaction, KINDS, position, STEP_ENTRIES)
            is_demo = access.network(transaction).is_demo
            now = transaction.now
        wrong = [each for entry in found for each in _read(ring, hits, calls, entry)]
        if len(found) < STEP_ENTRIES:
            wrong += hits.finish(now)
        left_out += max(0, len(findings) + len(wrong) - FINDINGS_MAX)
        findings += wrong[: FINDINGS_MAX - len(findings)]
        if len(found) < STEP_ENTRIES:
            break
        position = int(found[-1].position or 0)
    noted = tuple(_noted(ring, calls, is_demo=is_demo))
    return SignatureReport(ring.held + calls.held, (*findings, *noted), left_out)


def judge_signature(bundle_path: Path, registration_path: Path) -> Sequence[Finding]:
    """Return whether the entry of a proof is signed with the key whose registration is proven.

    A signature of a demo is told as one.

    Whether both proofs hold is told by `judge_bundle`; whether the key was revoked in between
    stands in the ledger alone.

    Raises:
        FileUnreadable, InputTooLarge, FormatMalformed: see `judge_bundle`.
    """
    bundle, registration = (
        read_bundle(read_bounded(each, BUNDLE_BYTES_MAX))
        for each in (bundle_path, registration_path)
    )
    ring = KeyRing(read_header(bundle.header).network)
    act, document = _shown(registration)
    if act.verb not in keyring.REGISTRATIONS or document is None:
        return (Finding("signature.no_key", Weight.BROKEN, _NOT_KEY),)
    ring.read(registration.index, act, document)
    act, document = _shown(bundle)
    kept = signed.kept_in(document)
    if kept is None or not kept.value:
        return (Finding("signature.absent", Weight.BROKEN, _UNSIGNED),)
    wrong = ring.judge(bundle.index, act, kept)
    if wrong is not None:
        return (wrong,)
    holds = Finding("signature.proven", Weight.PROVEN, _HOLDS, {"officer": act.officer})
    is_demo = "demo" in json.loads(kept.value)
    return (holds, Finding("signature.demo", Weight.NOTED, _DEMO)) if is_demo else (holds,)


def _shown(bundle: ProofBundle) -> tuple[Any, Any]:
    act, _ = read_act(bundle.act)
    return act, _document(bundle.document)


def _read(
    ring: KeyRing, hits: HitSignatures, calls: CallSignatures, entry: PlacedEntry
) -> Iterator[Finding]:
    try:
        act, version = read_act(entry.act)
    except (FormatMalformed, InputTooLarge, TypeError, AttributeError):
        return  # the walk of the entries tells it
    position = int(entry.position or 0)
    document = _document(entry.document)
    if act.subject_kind in signed.KINDS:
        yield from hits.read(position, act, version, document)
    elif act.subject_kind in called.KINDS:
        yield from calls.read(position, act, document)
    elif act.subject_kind in keyring.KINDS:
        found = ring.read(position, act, document)
        if found is not None:
            yield found


def _document(encoded: bytes | None) -> Any:
    """Return a document; one that cannot be read holds nothing, which the walk of entries tells."""
    if encoded is None:
        return None
    try:
        return read_canonical(encoded, thing=to_translate("entry"))
    except (FormatMalformed, InputTooLarge, TypeError, AttributeError):
        return {}


def _noted(ring: KeyRing, calls: CallSignatures, *, is_demo: bool) -> Sequence[Finding]:
    noted: list[Finding] = []
    if calls.unsigned:
        details = {"number": calls.unsigned}
        noted.append(Finding("signature.unsigned", Weight.NOTED, _UNSIGNED_CALLS, details))
    if ring.unknowable:
        details = {"number": ring.unknowable}
        noted.append(Finding("signature.key_erased", Weight.NOTED, _UNKNOWABLE, details))
    if is_demo and ring.held + calls.held:
        noted.append(Finding("signature.demo", Weight.NOTED, _DEMO))
    return noted
