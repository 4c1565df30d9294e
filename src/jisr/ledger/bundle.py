"""A proof bundle: one file that proves one entry offline, to whoever is entitled to it.

It holds the checkpoint, the inclusion proof, the header, the act with its salt and, where it is
shown and not erased, the document with its salt. The file is canonical JSON.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jisr.errors import FormatMalformed, JisrError, LedgerBroken, ProofInvalid, to_translate
from jisr.ledger.canonical import DOCUMENT_BYTES_MAX, canonical_bytes, read_canonical
from jisr.ledger.checkpoint import Checkpoint, WitnessPolicy, check_witnesses, open_checkpoint
from jisr.ledger.entry import (
    SALT_BYTES,
    Header,
    read_act,
    read_header,
    verify_act,
    verify_document,
)
from jisr.ledger.finding import Finding, Weight
from jisr.ledger.note import NOTE_BYTES_MAX, Note, VerifierKey
from jisr.ledger.proof import PROOF_HASHES_MAX, verify_inclusion
from jisr.ledger.tree import HASH_BYTES, SIZE_MAX, leaf_hash

BUNDLE_FORMAT = "jisr-proof/v1"
BUNDLE_BYTES_MAX = 4 * DOCUMENT_BYTES_MAX
"""A document inside a JSON text doubles at worst; the rest is small."""


@dataclass(frozen=True, slots=True)
class ProofBundle:
    """What proves that one entry is in the log; `document` and its salt are both there or not."""

    checkpoint: str
    index: int
    inclusion: tuple[bytes, ...]
    header: bytes
    act: bytes
    act_salt: bytes
    document: bytes | None
    document_salt: bytes | None

    def encode(self) -> bytes:
        """Return the file."""
        return canonical_bytes(
            {
                "format": BUNDLE_FORMAT,
                "checkpoint": self.checkpoint,
                "index": str(self.index),
                "inclusion": [each.hex() for each in self.inclusion],
                "header": self.header.decode(),
                "act": self.act.decode(),
                "act_salt": self.act_salt.hex(),
                "document": None if self.document is None else self.document.decode(),
                "document_salt": None if self.document_salt is None else self.document_salt.hex(),
            },
            bytes_max=BUNDLE_BYTES_MAX,
        )


def read_bundle(encoded: bytes) -> ProofBundle:
    """Return the bundle in the file.

    Raises:
        InputTooLarge: the file is longer than its ceiling.
        FormatMalformed: the file is no bundle in its one spelling.
    """
    thing = to_translate("proof bundle")
    fields: Any = read_canonical(encoded, thing=thing, bytes_max=BUNDLE_BYTES_MAX)
    try:
        document, salt = fields["document"], fields["document_salt"]
        bundle = ProofBundle(
            checkpoint=fields["checkpoint"],
            index=int(fields["index"]),
            inclusion=tuple(bytes.fromhex(each) for each in fields["inclusion"]),
            header=fields["header"].encode(),
            act=fields["act"].encode(),
            act_salt=bytes.fromhex(fields["act_salt"]),
            document=None if document is None else document.encode(),
            document_salt=None if salt is None else bytes.fromhex(salt),
        )
        fits = bundle.encode() == encoded and _has_form(bundle)
    except (AttributeError, KeyError, TypeError, ValueError, JisrError) as error:
        raise FormatMalformed(thing=thing, why=to_translate("a field is missing")) from error
    if not fits:
        raise FormatMalformed(thing=thing, why=to_translate("its fields are not right"))
    return bundle


def _has_form(bundle: ProofBundle) -> bool:
    salts = [bundle.act_salt] + ([] if bundle.document_salt is None else [bundle.document_salt])
    return (
        0 <= bundle.index <= SIZE_MAX
        and len(bundle.checkpoint.encode()) <= NOTE_BYTES_MAX
        and len(bundle.inclusion) <= PROOF_HASHES_MAX
        and all(len(each) == HASH_BYTES for each in bundle.inclusion)
        and all(len(each) == SALT_BYTES for each in salts)
        and (bundle.document is None) == (bundle.document_salt is None)
    )


def verify_bundle(
    bundle: ProofBundle, network: str, keys: Sequence[VerifierKey], policy: WitnessPolicy
) -> tuple[Finding, ...]:
    """Return what the bundle proves and what it fails to prove; nothing else is consulted.

    The bundle proves its entry when no finding is broken.

    Args:
        bundle: what was handed over.
        network: whose log it must be in.
        keys: the log's keys, known from elsewhere.
        policy: the witnesses, known from elsewhere.
    """
    try:
        checkpoint, note = open_checkpoint(bundle.checkpoint.encode(), network, keys)
    except JisrError as error:
        return (_broken("checkpoint.wrong", _CHECKPOINT_WRONG, error),)
    try:
        header = read_header(bundle.header)
    except JisrError as error:
        return (_signed(checkpoint), _broken("header.wrong", _HEADER_WRONG, error))
    return (
        _signed(checkpoint),
        *_witnessed(note, policy),
        _network(header, checkpoint),
        _included(bundle, checkpoint),
        _act(bundle, header),
        _document(bundle, header),
    )


_CHECKPOINT_WRONG = to_translate("The checkpoint does not verify: {why}")
_HEADER_WRONG = to_translate("The header is not in its one accepted form: {why}")


def _broken(key: str, sentence: str, error: JisrError) -> Finding:
    return Finding(key, Weight.BROKEN, sentence, {"why": str(error.details.get("why", error))})


def _signed(checkpoint: Checkpoint) -> Finding:
    return Finding(
        "checkpoint.signed",
        Weight.PROVEN,
        to_translate("The log {origin} signed a tree of {size} entries."),
        {"origin": checkpoint.origin, "size": checkpoint.size},
    )


def _witnessed(note: Note, policy: WitnessPolicy) -> tuple[Finding, ...]:
    return (check_witnesses(note, policy),) if policy.witnesses else ()


def _network(header: Header, checkpoint: Checkpoint) -> Finding:
    details = {"network": header.network, "origin": checkpoint.origin}
    if header.network != checkpoint.origin:
        sentence = to_translate("The entry is of {network}, but the checkpoint is of {origin}.")
        return Finding("network.differs", Weight.BROKEN, sentence, details)
    sentence = to_translate("The entry and the checkpoint are of one network, {network}.")
    return Finding("network.same", Weight.PROVEN, sentence, details)


def _included(bundle: ProofBundle, checkpoint: Checkpoint) -> Finding:
    leaf = leaf_hash(bundle.header)
    try:
        verify_inclusion(leaf, bundle.index, checkpoint.size, bundle.inclusion, checkpoint.root)
    except ProofInvalid as error:
        sentence = to_translate("The entry is not proven to be in the tree: {why}")
        return _broken("entry.not_included", sentence, error)
    sentence = to_translate("The entry is in the tree, at position {position}.")
    return Finding("entry.included", Weight.PROVEN, sentence, {"position": bundle.index})


def _act(bundle: ProofBundle, header: Header) -> Finding:
    if not verify_act(header, bundle.act, bundle.act_salt):
        sentence = to_translate("The act that is shown is not the act that was sealed.")
        return Finding("act.differs", Weight.BROKEN, sentence)
    try:
        act, _ = read_act(bundle.act)
    except LedgerBroken as error:
        return _broken("act.wrong", to_translate("The sealed act cannot be read: {why}"), error)
    sentence = to_translate("The act is as it was sealed: {verb} by {bureau} at {time}.")
    return Finding(
        "act.proven",
        Weight.PROVEN,
        sentence,
        {"verb": act.verb, "bureau": act.bureau, "time": act.time},
    )


def _document(bundle: ProofBundle, header: Header) -> Finding:
    if bundle.document is None or bundle.document_salt is None:
        sentence = to_translate("The document is erased or not shown; only its seal is proven.")
        return Finding("document.absent", Weight.NOTED, sentence)
    if not verify_document(header, bundle.document, bundle.document_salt):
        sentence = to_translate("The document that is shown is not the one that was sealed.")
        return Finding("document.differs", Weight.BROKEN, sentence)
    return Finding(
        "document.proven", Weight.PROVEN, to_translate("The document is as it was sealed.")
    )
