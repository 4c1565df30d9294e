"""Promises of what is kept of issued tokens."""

import datetime

import sqlalchemy as sa

from jisr.access.sign_in import store, token_store
from jisr.access.sign_in.model import IssuedToken
from jisr.kit.db import Database
from ticking import START, TickingClock

HOUR = datetime.timedelta(hours=1)


def issued(
    name: str, officer: str = "desk@mar", bureau: str = "MAR", minutes: int = 0, key: str = ""
) -> IssuedToken:
    """Return a token issued so many minutes after the start, good for an hour."""
    at = START + datetime.timedelta(minutes=minutes)
    return IssuedToken(name, officer, bureau, at, at + HOUR, key)


def listed(
    database: Database,
    officer: str = "",
    before: tuple[datetime.datetime, str] | None = None,
    limit: int = 9,
) -> str:
    """Return the names of Morocco's tokens."""
    with database.reading() as transaction:
        found = token_store.tokens_of(transaction, "MAR", officer, before=before, limit=limit)
    return "".join(each.id for each in found)


def test_a_token_is_found_until_it_has_ended(database: Database, clock: TickingClock) -> None:
    """As it was kept; an unknown one is not found."""
    token = issued("a", key="k")
    database.in_transaction(token_store.add, token)
    with database.reading() as transaction:
        assert token_store.find(transaction, "a") == token
        assert token_store.find(transaction, "b") is None
    clock.advance(hours=1)
    with database.reading() as transaction:
        assert token_store.find(transaction, "a") is None


def test_what_has_ended_is_dropped(database: Database, clock: TickingClock) -> None:
    """The next token that is issued takes it away."""
    database.in_transaction(token_store.add, issued("a"))
    clock.advance(hours=1)
    database.in_transaction(token_store.add, issued("b", minutes=60))
    with database.reading() as transaction:
        kept = transaction.connection.execute(sa.select(token_store.TOKENS.c.id)).scalars().all()
    assert kept == ["b"]


def test_tokens_of_a_bureau_or_of_an_officer(database: Database) -> None:
    """The newest first, page by page, never those of another bureau."""
    for token in (
        issued("a"),
        issued("b", officer="badr@mar", minutes=1),
        issued("c", minutes=1),
        issued("d", officer="amal@fra", bureau="FRA", minutes=2),
    ):
        database.in_transaction(token_store.add, token)
    second = (START + datetime.timedelta(minutes=1), "b")
    assert [
        listed(database),
        listed(database, limit=2),
        listed(database, before=second),
        listed(database, officer="badr@mar"),
    ] == ["cba", "cb", "a", "b"]


def test_revoked_tokens_are_not_listed(database: Database) -> None:
    """Neither one that was ended itself, nor one whose key was."""
    for token in (issued("a"), issued("b"), issued("c", key="k")):
        database.in_transaction(token_store.add, token)
    database.in_transaction(store.revoke, "b", START + HOUR)
    database.in_transaction(store.revoke, "k", START + HOUR)
    assert listed(database) == "a"
