"""Lots by commit and reveal: chance that every member made a part of, and anyone recomputes.

Each participant first publishes the hash of a secret value, and only when all hashes stand are the
values revealed. Nobody, the hub included, can then choose the result (M. Blum, "Coin flipping by
telephone", 1981). One honest participant is enough. Who reveals last may refuse to: such a draw is
void, is recorded with the name of who refused, and is held again without that participant.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jisr.errors import ValueMalformed, to_translate

VALUE_BYTES = 32  # nobody can try them all
PARTICIPANTS_MIN = 3  # fewer could agree beforehand unseen
COMMIT_TAG = b"jisr.assembly.lots.commit/1"
SEED_TAG = b"jisr.assembly.lots.seed/1"
ORDER_TAG = b"jisr.assembly.lots.order/1"


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn: the order of the candidates, the seed, and the values that made it."""

    order: tuple[str, ...]
    seed: bytes
    values: Mapping[str, bytes]


def commitment(draw_id: str, member: str, value: bytes) -> bytes:
    """Return the hash that a participant publishes before any value is revealed.

    Raises:
        ValueMalformed: the value is not 32 bytes.
    """
    if len(value) != VALUE_BYTES:
        raise ValueMalformed(field="value", why=to_translate("a value of a lot has 32 bytes"))
    return _hash(COMMIT_TAG, draw_id.encode(), member.encode(), value)


def refusers(
    draw_id: str, commitments: Mapping[str, bytes], values: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return who revealed nothing, or another value than the committed one, in order of name."""
    return tuple(
        sorted(
            member
            for member, hashed in commitments.items()
            if len(values.get(member, b"")) != VALUE_BYTES
            or commitment(draw_id, member, values[member]) != hashed
        )
    )


def draw_lots(
    draw_id: str,
    candidates: Collection[str],
    commitments: Mapping[str, bytes],
    values: Mapping[str, bytes],
) -> Draw:
    """Return the order that the revealed values make; the first win.

    Args:
        draw_id: names the election and the tie; a value committed for one draw fits no other.
        candidates: the tied, in any order.
        commitments: what each participant published, by member.
        values: what each revealed, by member.

    Raises:
        ValueMalformed: fewer than three participants, fewer than two candidates, a value without
            its commitment, or a participant that `refusers` names.
    """
    names = sorted(set(candidates))
    if len(commitments) < PARTICIPANTS_MIN or not 1 < len(names) == len(candidates):
        raise ValueMalformed(
            field="lots", why=to_translate("lots need three participants and two candidates")
        )
    if not values.keys() <= commitments.keys() or refusers(draw_id, commitments, values):
        raise ValueMalformed(
            field="lots", why=to_translate("a value does not open its commitment: draw again")
        )
    parts = [part for member in sorted(values) for part in (member.encode(), values[member])]
    listed = [name.encode() for name in names]
    seed = _hash(SEED_TAG, draw_id.encode(), _hash(b"", *listed), *parts)
    order = sorted(names, key=lambda name: _hash(ORDER_TAG, seed, name.encode()))
    return Draw(tuple(order), seed, dict(values))


def _hash(*parts: bytes) -> bytes:
    """Return the hash of the parts, each with its length, so that no two lists collide."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()
