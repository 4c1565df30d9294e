"""Promises of the verbs of sign-in."""

import datetime

import pytest

from jisr.access.sign_in import actions
from jisr.access.sign_in.model import EVERY_SCOPE, Terms
from jisr.errors import OfficerUnknown, ValueMalformed
from jisr.kit.db import Database
from offices import found_office


def test_that_a_token_was_issued_is_sealed(database: Database) -> None:
    """A credential never comes from nowhere."""
    asking = found_office(database, "MAR")
    claims = database.in_transaction(actions.issue_token, asking.officer.id, Terms(EVERY_SCOPE))
    assert (claims.officer, claims.bureau, claims.scopes) == ("amal@mar", "MAR", EVERY_SCOPE)


@pytest.mark.parametrize(
    "terms",
    [
        Terms(frozenset()),
        Terms(EVERY_SCOPE, life=datetime.timedelta(hours=13)),
        Terms(EVERY_SCOPE, life=datetime.timedelta(0)),
        Terms(EVERY_SCOPE, case="x" * 65),
    ],
)
def test_impossible_terms_are_refused(database: Database, terms: Terms) -> None:
    """A token without use, without end or for a case that is none is not issued."""
    asking = found_office(database, "MAR")
    with pytest.raises(ValueMalformed):
        database.in_transaction(actions.issue_token, asking.officer.id, terms)


def test_nobody_unknown_gets_a_token(database: Database) -> None:
    """Only an active officer does."""
    found_office(database, "MAR")
    with pytest.raises(OfficerUnknown):
        database.in_transaction(actions.issue_token, "ghost@mar", Terms(EVERY_SCOPE))
