"""Sessions and their people are values."""

import dataclasses

import pytest

from jisr.assembly.sessions.model import Delegate, Post


def test_a_delegate_without_a_post_advises() -> None:
    """Nobody has a post, a privilege or a withdrawal that was not given."""
    assert Delegate("1", "Nour Haddad") == Delegate(
        id="1", name="Nour Haddad", posts=frozenset(), is_extra=False, is_revoked=False
    )


def test_a_delegate_does_not_change() -> None:
    """A post is given by a new version, never by writing into the old one."""
    delegate = Delegate("1", "Nour Haddad")
    with pytest.raises(dataclasses.FrozenInstanceError):
        delegate.posts = frozenset({Post.HEAD})  # type: ignore[misc]  # that is the test
