"""Decides who writes what on a board. Pure: the signature itself is checked by the board."""

from collections.abc import Iterable

from jisr.assembly.boards.model import Kind
from jisr.assembly.boards.reasons import ALLOWED
from jisr.assembly.sessions.model import Capacity, HallKey, KeyUse, Post
from jisr.values import Decision

USES = {
    Kind.BALLOT: KeyUse.VOTE,
    Kind.BURNT: KeyUse.VOTE,
    Kind.PROMISE: KeyUse.TRUSTEE,
    Kind.REVEAL: KeyUse.TRUSTEE,
    Kind.READY: KeyUse.TRUSTEE,
    Kind.SHARE: KeyUse.TRUSTEE,
    Kind.WITNESS: KeyUse.WITNESS,
}
"""What others write, and with a key for what; the rest is the registrar's."""


def may_submit(kind: Kind) -> Decision:
    """Decide whether anybody but the registrar writes lines of this kind."""
    return _yes() if kind in USES else _no("not_submitted")


def may_write_for(author: str, member: str) -> Decision:
    """Decide whether somebody who speaks for `member` writes as `author`."""
    return _yes() if author == member else _no("not_yours")


def is_key_good(
    keys: Iterable[HallKey], author: str, public: str, *, officer: str = ""
) -> Decision:
    """Decide whether the manifest's key of an author still counts.

    Args:
        keys: those of the session that are not revoked, for the use in question.
        author: the member for whom the key stands in the manifest.
        public: the key in the manifest.
        officer: who must hold it; empty where any delegate of the member may send what it signed.
    """
    found = any(
        each.member == author and each.public == public and officer in {"", each.officer}
        for each in keys
    )
    return _yes() if found else _no("key")


def may_revoke(capacity: Capacity, member: str) -> Decision:
    """Decide whether somebody ends what a member may still cast on one board."""
    is_head = capacity.member == member and Post.HEAD in capacity.posts
    return _yes() if is_head or capacity.is_secretary else _no("not_revoker")


def _yes() -> Decision:
    return Decision(allowed=True, why=ALLOWED)


def _no(reason: str) -> Decision:
    return Decision(allowed=False, why=f"boards.{reason}")
