"""Promises of what is sealed of a session."""

import datetime

from jisr.assembly.sessions import documents
from jisr.assembly.sessions.model import (
    Convocation,
    Credential,
    CredentialState,
    Delegate,
    Delegation,
    Evidence,
    Fact,
    HallKey,
    Held,
    Issuer,
    KeyUse,
    LetterDraw,
    Observer,
    ObserverKind,
    Office,
    Post,
    Session,
    SessionKind,
)
from jisr.values import LanguageMap, PartialDate

AT = datetime.datetime(2026, 11, 21, 9, 0, 0, 123_000, tzinfo=datetime.UTC)
HELD = Held(
    session=Session(
        number=94,
        kind=SessionKind.EXTRAORDINARY,
        host="MAR",
        city=LanguageMap({"fr": "Marrakech"}, frozenset({"fr"})),
        opens=PartialDate(2027, 1, 11),
        closes=None,
        facts=(Fact("venue", "A palace", Evidence.PRESS, "a newspaper"),),
    ),
    version=3,
    letter="F",
    order=("MAR", "FRA"),
    offices={office: ("a@fra",) if office is Office.CHAIR else () for office in Office},
    is_generated=True,
    convocation=Convocation(datetime.date(2026, 11, 21), ("Fraud",)),
    draw=LetterDraw("by hand", {"FRA": "aa"}, {"FRA": "bb"}),
    done={"invitations-sent": AT},
)


def test_session_is_read_as_it_was_written() -> None:
    """Nothing of it is lost, whether all of it is known or little."""
    assert documents.held_of(documents.session_document(HELD), 3) == HELD
    bare = Held(HELD.session, 1, "", (), dict.fromkeys(Office, ()), is_generated=False)
    assert documents.held_of(documents.session_document(bare), 1) == bare


def test_order_is_sealed_once_it_is_drawn() -> None:
    """Before, it follows who is a member, and is no fact of the session."""
    undrawn = Held(HELD.session, 1, "", ("MAR",), {}, is_generated=False)
    assert documents.session_document(undrawn)["order"] == []


def test_delegation_is_read_as_it_was_written() -> None:
    """Posts, marks and the number of sub-bureaus."""
    sent = Delegation(
        "FRA",
        (
            Delegate("a@fra", "A", frozenset({Post.HEAD, Post.BALLOT_CASTER}), is_extra=True),
            Delegate("b@fra", "B", is_revoked=True),
        ),
        sub_bureaus=2,
    )
    assert documents.delegation_of(documents.delegation_document(94, sent)) == sent


def test_small_things_say_all_that_is_known() -> None:
    """Credentials, an observer and a key, as anyone reads them in the ledger."""
    credential = Credential("FRA", Issuer.OTHER, CredentialState.DISPUTED)
    assert documents.credential_document(94, credential, "no seal") == {
        "session": 94,
        "member": "FRA",
        "issuer": "other",
        "state": "disputed",
        "why": "no seal",
    }
    observer = Observer("x", ObserverKind.ADVISER, is_listed=True, name="X")
    assert documents.observer_document(94, observer, is_admitted=True) == {
        "session": 94,
        "id": "x",
        "name": "X",
        "kind": "adviser",
        "is_listed": True,
        "is_partner": False,
        "is_approved_by_host": False,
        "is_admitted": True,
    }
    key = HallKey("0" * 32, 94, "a@fra", "FRA", KeyUse.TRUSTEE, "AA", "BB", AT)
    assert documents.key_document(key, "CC") == {
        "id": "0" * 32,
        "session": 94,
        "officer": "a@fra",
        "member": "FRA",
        "use": "trustee",
        "public": "AA",
        "sealing": "BB",
        "proof": "CC",
        "registered_at": "2026-11-21T09:00:00.123Z",
        "revoked_at": None,
    }
