"""Whether what the sides of a hit said is signed as it says. Pure: it reads sealed entries.

Each statement of a side is two entries of one transaction: the version of the dialogue, and for
its own side who spoke, with what signature.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jisr.access.sign_in.keyring import Kept, KeyRing, broken
from jisr.checks.dialogue import documents
from jisr.checks.dialogue.model import Saying, Side, SignatureKind, Word
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.clock import parse_instant
from jisr.ledger.entry import Act
from jisr.ledger.finding import Finding, Weight

KINDS = ("hit", "hit_statement")
"""The subjects of the entries that are read here."""
UNFINISHED = datetime.timedelta(minutes=1)
"""A statement that is younger may still get its second entry numbered."""
_UNSPOKEN = to_translate(
    "The statement at {position} was made by a side, but nothing is sealed of who spoke."
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A version that a side made and whose second entry is still to come."""

    position: int
    number: int
    act: Act
    document: Any


class HitSignatures:
    """Judges the statements about hits with the keys of a ring."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self._said: dict[str, _Said] = {}

    def read(
        self, position: int, act: Act, version: int | None, document: Any
    ) -> Iterator[Finding]:
        """Take an entry into account; yield what is wrong with it."""
        before = self._said.pop(act.subject, None)
        if act.verb == "hit_statement.spoken":
            yield from self._spoken(position, act, document, before)
            return
        if before is not None:
            yield _unspoken(before)
        if version is not None and _is_by_a_side(act, document):
            self._said[act.subject] = _Said(position, version, act, document)

    def finish(self, now: datetime.datetime) -> Iterator[Finding]:
        """Yield which statements never got their second entry."""
        for each in self._said.values():
            if now - parse_instant(each.act.time) > UNFINISHED:
                yield _unspoken(each)

    def _spoken(
        self, position: int, act: Act, document: Any, before: _Said | None
    ) -> Iterator[Finding]:
        if document is None:
            return
        kept = kept_in(document)
        if kept is None:
            yield broken("signature.missing", position)
        elif before is None or not _is_of(before, document):
            yield broken("signature.statement_differs", position)
        elif kept.kind == SignatureKind.HUB_SESSION:
            if kept.key or kept.value:  # no signature claims nothing
                yield broken("signature.missing", position)
        else:
            found = self.ring.judge(position, act, kept, _content(before))
            if found is not None:
                yield found


def kept_in(document: Any) -> Kept | None:
    """Return the signature in a document: of a change, or of a statement about a hit."""
    try:
        held = document["signature"] if document["format"] == documents.SPOKEN_FORMAT else document
        kept = Kept(held["kind"], held["key"], held["value"])
    except (KeyError, TypeError):
        return None
    texts = (kept.kind, kept.key, kept.value)
    return kept if all(isinstance(each, str) for each in texts) else None


def _is_by_a_side(act: Act, document: Any) -> bool:
    """Return whether somebody spoke, and not the hub; of an erased version the word says it."""
    if document is not None:
        try:
            return bool(document["statement"]["side"] != Side.HUB)
        except (KeyError, TypeError):
            return True
    word = act.verb.partition(".")[2]
    return word not in (Word.REFERRED, Word.NOTICED, Word.REMINDED, Word.ESCALATED, Word.REVEALED)


def _is_of(said: _Said, document: Any) -> bool:
    told = document.get("number"), f"hit.{document.get('word')}"
    return told == (said.number, said.act.verb)


def _content(before: _Said) -> bytes | None:
    """Return what the side must have signed; None where the version was erased."""
    if before.document is None:
        return None
    try:
        said = before.document["statement"]
        saying = Saying(Word(said["word"]), said["code"], said["text"], said["attachment"])
        return documents.statement_bytes(before.act.subject, before.number, said["bureau"], saying)
    except (KeyError, TypeError, ValueError, ValueMalformed):
        return b""  # nothing that anybody signs


def _unspoken(said: _Said) -> Finding:
    details = {"position": said.position}
    return Finding("signature.unspoken", Weight.BROKEN, _UNSPOKEN, details)
