"""Why a board refuses an entry, in sentences that are translated.

The sentences of the checks themselves stand in `assembly/ballot`, whose modules are also the
recount program and import nothing of ours; here they stand once more, for the catalogues.
"""

from collections.abc import Mapping
from typing import Final

from jisr.assembly.ballot.curve import Refused
from jisr.errors import EntryRefused, to_translate

ALLOWED: Final = "boards.allowed"

OF_THE_CHECKS: Final[Mapping[str, str]] = {
    # what is no entry
    "boards.too_long": to_translate("the entry is too long, or the board has too many"),
    "boards.no_form": to_translate("it does not have the form of its type"),
    "boards.unreadable": to_translate("it cannot be read"),
    "boards.spelling": to_translate("it is not in its canonical spelling"),
    "boards.key_not_ascii": to_translate("a key is not ASCII"),
    "boards.not_whole": to_translate("{given} is not a whole number"),
    "boards.bytes_not_text": to_translate("bytes are not written as text"),
    "boards.bytes_size": to_translate("{size} bytes were expected in base64url"),
    "boards.scalar": to_translate("a scalar is not below the order of the group"),
    "boards.fields": to_translate("the fields are not exactly: {names}"),
    "boards.bounds": to_translate("a whole number from {least} to {most} was expected"),
    "boards.point": to_translate("32 bytes are not a point"),
    "boards.point_spelling": to_translate("a point is not in its one spelling"),
    "boards.key_point": to_translate("a key is not a point of Ed25519"),
    "boards.neutral": to_translate("a key or a seal is the neutral point"),
    # where it stands and who signed it
    "boards.order": to_translate("it does not follow the entry before it"),
    "boards.place": to_translate("an entry of this type cannot stand here"),
    "boards.signature": to_translate("the signature is not its author's"),
    # manifest
    "boards.no_name": to_translate("the election has no name"),
    "boards.options_same": to_translate("two options are the same"),
    "boards.name_not_text": to_translate("a name is not text"),
    "boards.twice": to_translate("a name or a key stands twice"),
    # the key
    "boards.promised": to_translate("this trustee has promised before"),
    "boards.revealed": to_translate(
        "not every trustee has promised, or this one has revealed before"
    ),
    "boards.not_promised": to_translate("this is not what the trustee promised"),
    "boards.threshold": to_translate("the threshold or the trustees are others in the manifest"),
    "boards.knows": to_translate("the proof that the trustee knows its secret fails"),
    "boards.ready": to_translate("not every trustee has revealed, or this one has said so before"),
    "boards.ready_key": to_translate("the trustee checked another key"),
    "boards.dealer": to_translate("trustee {dealer} sealed a part that it did not commit to"),
    "boards.promises_missing": to_translate("not every trustee has promised"),
    # ballots
    "boards.not_open": to_translate(
        "the ballot is not open: a trustee is not ready, or it is closed"
    ),
    "boards.not_tracker": to_translate("this is not a tracker"),
    "boards.audits": to_translate("this member has audited as often as one round allows"),
    "boards.not_on_roll": to_translate("this member is not on the roll"),
    "boards.voted": to_translate("this member has voted, or may not vote any more"),
    "boards.burnt": to_translate("this ballot was opened for an audit; make another"),
    "boards.marks_missing": to_translate("the ballot has not one mark for each option"),
    "boards.copied": to_translate("a mark was copied from another"),
    "boards.mark_proof": to_translate("the proof fails that a mark is allowed"),
    "boards.sum_proof": to_translate("the proof fails that the number of marks is allowed"),
    "boards.marks": to_translate("these marks are not allowed"),
    # the end
    "boards.closed": to_translate("it is closed already, or the number of ballots is another"),
    "boards.witness": to_translate("the witness saw another board, or has signed before"),
    "boards.witnesses": to_translate(
        "the sums stay sealed: not enough witnesses have signed the closed board"
    ),
    "boards.few": to_translate("the sums stay sealed: so few ballots would show how members voted"),
    "boards.shared": to_translate("this trustee has opened before, or not every sum"),
    "boards.share_proof": to_translate("the proof fails that option {index} was opened truly"),
    "boards.result": to_translate(
        "there is a result already, or not enough trustees have opened the sums"
    ),
    "boards.totals": to_translate("the totals are not what was opened"),
    "boards.no_number": to_translate("a sum opens to no number of ballots"),
    "boards.second_board": to_translate(
        "this trustee has opened another closed board of this round"
    ),
    # a bundle
    "boards.bundle_long": to_translate("The board is too long."),
    "boards.bundle": to_translate("The bundle cannot be read: {error}."),
    "boards.entry": to_translate("Entry {n} is bad: {why}."),
    "boards.no_result": to_translate("The board ends at entry {n} without a result."),
}

REASONS: Final[Mapping[str, str]] = {
    ALLOWED: to_translate("it may be put on the board"),
    **OF_THE_CHECKS,
    "boards.not_yours": to_translate("you do not write this on a board for this member"),
    "boards.not_submitted": to_translate("only the hub itself writes entries of this type"),
    "boards.key": to_translate(
        "the key in the manifest is revoked or another’s; the round began with it"
    ),
    "boards.not_revoker": to_translate(
        "only the head of the delegation or the secretary ends a member’s ballot"
    ),
    "boards.late": to_translate("the time to vote is over"),
    "boards.full": to_translate("the board is full"),
}

_KEYS = {sentence: key for key, sentence in OF_THE_CHECKS.items()}


def refusal(error: Refused) -> EntryRefused:
    """Return what the checks said as an error of ours."""
    return EntryRefused(why=_KEYS.get(error.sentence, error.sentence), **error.details)
