"""Promises about the walk of signatures: each attack on an entry of a roll-call is found."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hall_world import CHAIR
from jisr.access.sign_in.keyring import KeyRing
from jisr.assembly.counting.model import Outcome
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions import keys
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import Signature, SignatureKind, Signing
from jisr.assembly.votes.recount import recount
from jisr.assembly.votes.signed import KINDS, CallSignatures
from jisr.kit.db import Database
from jisr.ledger.entry import Act, read_act
from jisr.ledger.keys import SigningKey
from jisr.ledger.log import entries_about
from jisr.ledger.sequencer import Sequencer
from vote_world import REASON, VoteWorld, found_votes

Sealed = tuple[Act, Any]


@pytest.fixture
def sealed(database: Database, tmp_path: Path) -> list[Sealed]:
    """What is sealed of two roll-calls: an entry, its correction, another member's, the close."""
    votes = found_votes(database, home=tmp_path)
    vote, other = votes.open(), votes.open()
    votes.cast(vote, "FRA", "for")
    votes.cast(vote, "EGY", "against")
    votes.cast(vote, "FRA", "against", version=2)
    votes.cast(other, "FRA", "for")
    votes.close(vote)
    votes.hall.do(sessions.revoke_key, "delegate@fra", votes.keys["FRA"].id)
    return _read(database, tmp_path)


def judged(sealed: list[Sealed]) -> tuple[list[str], int]:
    """Return what is wrong with sealed entries, and how many signatures hold."""
    judge = CallSignatures(KeyRing("world"))
    found = [
        each.key
        for position, (act, document) in enumerate(sealed)
        for each in judge.read(position, act, document)
    ]
    return found, judge.held


def calls_in(sealed: list[Sealed]) -> list[int]:
    """Return where the entries of roll-calls stand."""
    return [place for place, (act, _) in enumerate(sealed) if act.verb == "call.cast"]


def test_what_was_sealed_holds(sealed: list[Sealed]) -> None:
    """Every entry is signed as it says, also by a key that was revoked later."""
    assert judged(sealed) == ([], 4)


def _swap(sealed: list[Sealed], first: int, **changed: Any) -> None:
    sealed[first][1].update(changed)


ATTACKS: dict[str, tuple[Callable[[list[Sealed], list[int]], None], list[str]]] = {}


def attack(name: str, *found: str) -> Callable[[Callable[[list[Sealed], list[int]], None]], None]:
    """Add an attack to the table, with what is found of it."""

    def add(act: Callable[[list[Sealed], list[int]], None]) -> None:
        ATTACKS[name] = (act, [f"signature.{each}" for each in found])

    return add


@attack("choice swapped", "wrong", "calls_differ")
def _choice(sealed: list[Sealed], calls: list[int]) -> None:
    _swap(sealed, calls[1], choice="for")


@attack("signature altered", "wrong")
def _altered(sealed: list[Sealed], calls: list[int]) -> None:
    signature = sealed[calls[1]][1]["signature"]
    signature["value"] = signature["value"][:-4] + "AAAA"


@attack("signature of another vote", "wrong")
def _other_vote(sealed: list[Sealed], calls: list[int]) -> None:
    sealed[calls[0]][1]["signature"] = sealed[calls[3]][1]["signature"]


@attack("another member's entry", "foreign")
def _other_member(sealed: list[Sealed], calls: list[int]) -> None:
    sealed[calls[1]][1]["signature"] = sealed[calls[0]][1]["signature"]


@attack("entry of another member's bureau", "foreign", "calls_differ")
def _other_bureau(sealed: list[Sealed], calls: list[int]) -> None:
    _swap(sealed, calls[1], member="MAR")


@attack("key revoked before", "key_revoked", "key_revoked", "key_revoked")
def _revoked(sealed: list[Sealed], calls: list[int]) -> None:
    place = next(at for at, (act, _) in enumerate(sealed) if act.verb == "hallkey.revoked")
    act, document = sealed.pop(place)
    first, _ = sealed[calls[0]]
    early = Act(**{**{name: getattr(act, name) for name in act.__slots__}, "time": first.time})
    sealed.insert(calls[0], (early, document))


@attack("key never registered", "key_unknown")
def _unknown(sealed: list[Sealed], calls: list[int]) -> None:
    sealed[calls[1]][1]["signature"]["key"] = "0" * 32


@attack("signature left out", "missing")
def _left_out(sealed: list[Sealed], calls: list[int]) -> None:
    del sealed[calls[1]][1]["signature"]


@attack("unsigned, and claims a key", "missing")
def _claims(sealed: list[Sealed], calls: list[int]) -> None:
    sealed[calls[1]][1]["signature"]["kind"] = "hub-session"


@attack("correction left out", "calls_differ")
def _uncorrected(sealed: list[Sealed], calls: list[int]) -> None:
    del sealed[calls[2]]


@attack("old entry in place of its correction", "replayed", "calls_differ")
def _replayed(sealed: list[Sealed], calls: list[int]) -> None:
    sealed[calls[2]] = copy.deepcopy(sealed[calls[0]])


@attack("counted otherwise", "calls_differ")
def _counted(sealed: list[Sealed], _calls: list[int]) -> None:
    closed = next(document for act, document in sealed if act.verb == "vote.closed")
    closed["calls"][0]["choice"] = "for" if closed["calls"][0]["choice"] == "against" else "against"


@attack("member without a voice", "not_entitled", "calls_differ")
def _not_entitled(sealed: list[Sealed], _calls: list[int]) -> None:
    opened = next(document for act, document in sealed if act.verb == "vote.opened")
    for each in opened["roll"]:
        if each["member"] == "EGY":
            each["entitled"] = False


@attack("other words", "wrong", "wrong", "wrong")
def _words(sealed: list[Sealed], _calls: list[int]) -> None:
    opened = next(document for act, document in sealed if act.verb == "vote.opened")
    opened["subject"]["words_digest"] = "0" * 64


@attack("somebody else's key registered", "wrong", "key_unknown")
def _registered(sealed: list[Sealed], calls: list[int]) -> None:
    key = sealed[calls[1]][1]["signature"]["key"]
    place = next(at for at, (act, _) in enumerate(sealed) if act.subject == f"hallkey:{key}")
    other = next(document for act, document in sealed if act.verb == "hallkey.registered")
    sealed[place][1]["public"] = other["public"]


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_is_found(sealed: list[Sealed], name: str) -> None:
    """What is changed in the ledger's entries is told by the entry it stands in."""
    act, found = ATTACKS[name]
    act(sealed, calls_in(sealed))
    assert judged(sealed)[0] == found


def test_an_erased_entry_proves_nothing(sealed: list[Sealed]) -> None:
    """Its signature is not counted, and the close tells that one is missing."""
    place = calls_in(sealed)[1]
    sealed[place] = (sealed[place][0], None)
    assert judged(sealed) == (["signature.calls_differ"], 3)


def overruled(votes: VoteWorld, home: Path) -> list[Sealed]:
    """Return what is sealed of a count that the chair overruled with its hall key."""
    vote = votes.open()
    votes.cast(vote, "FRA", "for")
    votes.close(vote)
    given = (CHAIR, vote.id, Outcome.REJECTED, REASON)
    message = votes.hall.ask(actions.overruling_statement, *given)
    key = votes.keys["KEN"].id
    value = keys.write_bytes(votes.hall.private[key].sign(message))
    signing = Signing(Signature(SignatureKind.HALL_KEY, key, value))
    votes.hall.do(actions.overrule, *given, signing)
    votes.announce(vote)
    record = votes.hall.ask(actions.record, "world", vote.id)
    assert [each.key for each in recount(record)] == ["recount.counted"]
    changed = record.replace(b"decided otherwise", b"decided something")
    assert next(each.key for each in recount(changed)) == "recount.overruling"
    return _read(votes.database, home)


def test_an_overruling_is_verified(database: Database, tmp_path: Path) -> None:
    """Over the count as it is made anew: neither reason nor totals can be changed."""
    sealed = overruled(found_votes(database), tmp_path)
    place = next(at for at, (act, _) in enumerate(sealed) if act.verb == "vote.overruled")
    told = [judged(sealed)]
    for change in ("reason", "tally", "article"):
        changed = copy.deepcopy(sealed)
        document = changed[place][1]
        if change == "reason":
            document["overrulings"][0]["reason"] += "!"
        elif change == "tally":
            document["tally"]["votes"] = {"for": 0, "against": 1}
        else:
            document["article"] = "RoP 99"
        told.append(judged(changed))
    assert told == [([], 2), *[(["signature.wrong"], 1)] * 3]


def _read(database: Database, home: Path) -> list[Sealed]:
    """Return what is sealed, in its order."""
    Sequencer(database, "world", SigningKey.generate("world"), home / "lock").run()
    with database.reading() as transaction:
        found = entries_about(transaction, KINDS, -1, 1_000)
    return [(read_act(each.act)[0], json.loads(each.document or b"null")) for each in found]
