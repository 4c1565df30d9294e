"""Promises about what is signed: one spelling, tagged, and every field in it."""

from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.assembly.sessions import keys
from jisr.assembly.votes import statements
from vote_made import MADE

CHANGES: tuple[dict[str, Any], ...] = (
    *({name: 2} for name in ("session", "version")),
    *({name: "x"} for name in ("network", "vote", "words_digest", "rule", "member", "choice")),
)
STATEMENT = statements.call_statement("world", MADE, "FRA", "for", 1)


def test_the_bytes_are_these() -> None:
    """Whoever writes another program signs exactly this."""
    assert statements.statement_bytes(STATEMENT) == (
        b"jisr.assembly.call/1\n"
        b'{"choice":"for","member":"FRA","network":"world","rule":"resolution","session":93,'
        b'"version":1,"vote":"' + b"ab" * 16 + b'","words_digest":"' + b"cd" * 32 + b'"}'
    )


def test_every_field_is_signed() -> None:
    """A signature over one statement fits no other."""
    private = Ed25519PrivateKey.generate()
    public = keys.write_bytes(private.public_key().public_bytes_raw())
    signature = statements.sign(STATEMENT, private)
    changed = [replace(STATEMENT, **change) for change in CHANGES]
    assert len(changed) == len(statements.CallStatement.__slots__)
    held = [
        keys.holds(public, statements.statement_bytes(each), signature)
        for each in (STATEMENT, *changed)
    ]
    assert held == [True] + [False] * len(changed)
