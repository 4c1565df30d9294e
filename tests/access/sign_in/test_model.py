"""Promises of the model of sign-in."""

from jisr.access.sign_in.model import EVERY_SCOPE, Scope, Terms


def test_every_scope_is_every_scope() -> None:
    """A session is good for whatever the officer's roles allow."""
    assert frozenset(Scope) == EVERY_SCOPE


def test_a_token_is_short_lived_unless_asked() -> None:
    """Without a wish it is good for a quarter of an hour."""
    assert Terms(EVERY_SCOPE).life.total_seconds() == 900
