"""Checkpoints (c2sp.org/tlog-checkpoint): what a log promises about its tree, and who saw it.

A checkpoint is a signed note of three lines: origin, size, root. Member bureaus are the witnesses:
each adds a timestamped signature (cosignature/v1) after it found the checkpoint consistent with
all that it saw before. A log with two faces would need k of n false witnesses.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jisr.errors import FormatMalformed, ProofInvalid, ValueMalformed, to_translate
from jisr.ledger.finding import Finding, Weight
from jisr.ledger.note import (
    KeyKind,
    Note,
    Signer,
    VerifierKey,
    is_key_name,
    parse_note,
    sign_note,
)
from jisr.ledger.tree import EMPTY_ROOT, HASH_BYTES, SIZE_MAX

BODY_CHARACTERS_MAX = 512
"""An origin of 255 bytes, a size of 19 digits, a root of 44 characters, with room to spare."""

_SIZE_FORM = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tree of `origin` has `size` leaves under the hash `root`."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that the text spells; any other spelling raises `FormatMalformed`.

    Extension lines are refused: no witness vouches for them, and we write none.
    """
    lines = text.split("\n") if len(text) <= BODY_CHARACTERS_MAX else []
    try:
        origin, size, root, _ = lines
        if _SIZE_FORM.fullmatch(size) is None or int(size) > SIZE_MAX:
            raise _malformed(to_translate("its size is not a plain number"))
        checkpoint = Checkpoint(origin, int(size), base64.b64decode(root, validate=True))
    except (binascii.Error, ValueError) as error:
        raise _malformed(to_translate("it must be origin, size and root, a line each")) from error
    if not is_key_name(checkpoint.origin) or len(checkpoint.root) != HASH_BYTES:
        raise _malformed(to_translate("its origin or its root is not in its form"))
    if checkpoint.text != text or (checkpoint.size == 0) != (checkpoint.root == EMPTY_ROOT):
        raise _malformed(to_translate("it is spelled in another way"))
    return checkpoint


def _malformed(why: str) -> FormatMalformed:
    return FormatMalformed(thing=to_translate("checkpoint"), why=why)


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> Note:
    """Return the checkpoint signed by its log."""
    return sign_note(checkpoint.text, [signer])


def open_checkpoint(
    encoded: bytes, origin: str, keys: Sequence[VerifierKey]
) -> tuple[Checkpoint, Note]:
    """Return a signed checkpoint after verifying the log's signature.

    Args:
        encoded: the signed note.
        origin: the log that it must be of.
        keys: the log's keys, known from elsewhere: the present one and those it had before.

    Raises:
        InputTooLarge, FormatMalformed: it is no signed checkpoint in its one spelling.
        ProofInvalid: the log did not sign it, or it is of another log.
    """
    note = parse_note(encoded)
    if not any(note.signed_by(key) for key in keys if key.kind is KeyKind.LOG):
        raise ProofInvalid(why=to_translate("the log did not sign it"))
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise ProofInvalid(why=to_translate("it is of another log"))
    return checkpoint, note


@dataclass(frozen=True, slots=True)
class WitnessPolicy:
    """How many of which witnesses must have signed a checkpoint (k of n).

    Raises:
        ValueMalformed: more are needed than there are, a key is not a witness's, or one key
            stands under two names and would count twice.
    """

    needed: int
    witnesses: tuple[VerifierKey, ...]

    def __post_init__(self) -> None:
        field = to_translate("witness policy")
        if not 0 <= self.needed <= len(self.witnesses):
            raise ValueMalformed(field=field, why=to_translate("it needs more than there are"))
        if any(key.kind is not KeyKind.WITNESS for key in self.witnesses):
            raise ValueMalformed(field=field, why=to_translate("a key is not a witness's key"))
        for values in ({key.public for key in self.witnesses}, {k.name for k in self.witnesses}):
            if len(values) != len(self.witnesses):
                raise ValueMalformed(field=field, why=to_translate("a witness stands in it twice"))


NO_WITNESSES = WitnessPolicy(0, ())
"""For a network that has not named witnesses yet."""


def check_witnesses(note: Note, policy: WitnessPolicy) -> Finding:
    """Return whether enough witnesses signed; a wrong signature spoils the note."""
    try:
        names = [key.name for key in policy.witnesses if note.signed_by(key)]
    except ProofInvalid as error:
        return Finding(
            "witnesses.signature_wrong",
            Weight.BROKEN,
            to_translate("The signature of the witness {key} is wrong."),
            {"key": str(error.details["key"])},
        )
    details: dict[str, object] = {"found": len(names), "needed": policy.needed}
    details["names"] = ", ".join(names)
    if len(names) < policy.needed:
        return Finding(
            "witnesses.too_few",
            Weight.BROKEN,
            to_translate("Only {found} witnesses signed, {needed} are needed: {names}"),
            details,
        )
    return Finding(
        "witnesses.enough",
        Weight.PROVEN,
        to_translate("{found} witnesses signed, {needed} are needed: {names}"),
        details,
    )
