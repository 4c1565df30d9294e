"""Promises of the verbs of sessions."""

import datetime
import re

import pytest

from jisr.access import actions as access
from jisr.access.sign_in import sessions
from jisr.access.sign_in.actions import TOKEN_LIFE_MAX
from jisr.access.sign_in.model import EVERY_SCOPE, Caller, Means
from jisr.access.sign_in.sessions import Lifetimes
from jisr.errors import CredentialRefused, OfficerUnknown, OriginRefused, SignInMissing
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine
from ticking import TickingClock

IDLE = datetime.timedelta(minutes=30)
TIMES = Lifetimes(IDLE, datetime.timedelta(hours=10))


def begin(database: Database, officer: str = HEAD) -> str:
    """Begin a session and return what is in its cookie."""
    found_machine(database)
    return database.in_transaction(sessions.begin, officer, "passkey", TIMES, confirmed=True)[0]


def test_a_session_is_found_by_its_secret(database: Database, clock: TickingClock) -> None:
    """Until nobody was there for half an hour."""
    secret = begin(database)
    assert re.fullmatch(r"[\w-]{43}", secret)
    with database.reading() as transaction:
        found = sessions.find(transaction, secret, IDLE)
    assert (found.officer, found.confirmed_at) == (HEAD, found.begun_at)
    clock.advance(minutes=20)
    database.in_transaction(sessions.see, found)
    clock.advance(minutes=20)
    with database.reading() as transaction:
        assert sessions.find(transaction, secret, IDLE).id == found.id
    clock.advance(minutes=20)
    with database.reading() as transaction, pytest.raises(SignInMissing):
        sessions.find(transaction, secret, IDLE)


@pytest.mark.parametrize("secret", ["", "x", "x" * 43, "x" * 44])
def test_another_secret_finds_nothing(database: Database, secret: str) -> None:
    """Whatever its length."""
    begin(database)
    with database.reading() as transaction, pytest.raises(SignInMissing):
        sessions.find(transaction, secret, IDLE)


def test_only_active_people_begin_a_session(database: Database) -> None:
    """No machine, no stranger."""
    with pytest.raises(CredentialRefused):
        begin(database, MACHINE)
    with pytest.raises(OfficerUnknown):
        database.in_transaction(sessions.begin, "ghost@mar", "passkey", TIMES, confirmed=True)


def test_an_ended_session_is_gone(database: Database) -> None:
    """From its table; and its id is among the revoked, for who still remembers it."""
    secret = begin(database)
    with database.reading() as transaction:
        session = sessions.find(transaction, secret, IDLE)
        officer = access.officer(transaction, HEAD)
        bureau = access.bureau(transaction, "MAR")
    caller = Caller(officer, bureau, Means.SESSION, session.id, EVERY_SCOPE)
    database.in_transaction(sessions.end, caller)
    with database.reading() as transaction, pytest.raises(SignInMissing):
        sessions.find(transaction, secret, IDLE)


def test_no_session_outlives_a_revocation() -> None:
    """Whatever the settings say: a revocation is kept for twelve hours."""
    assert Lifetimes.of(30, 1_000).life == TOKEN_LIFE_MAX


def test_a_page_knows_the_token_of_its_own_session() -> None:
    """It says nothing about the secret, and fits no other session."""
    token = sessions.forgery_token("a")
    sessions.check_forgery_token({"jisr-csrf": token}, "a")
    for headers in ({}, {"jisr-csrf": ""}, {"jisr-csrf": sessions.forgery_token("b")}):
        with pytest.raises(OriginRefused):
            sessions.check_forgery_token(headers, "a")
