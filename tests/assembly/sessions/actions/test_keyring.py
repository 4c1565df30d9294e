"""Promises of the keys that officers hold in the hall."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hall_world import SECRETARY, HallWorld
from jisr.access import actions as access
from jisr.assembly.sessions import actions, keys
from jisr.assembly.sessions.model import Delegate, Delegation, KeyUse, Office, Post
from jisr.errors import AlreadyExists, Conflict, Denied, NotFound, ValueMalformed
from ticking import TickingClock

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = keys.write_bytes(PRIVATE.public_key().public_bytes_raw())


def _proof(officer: str, *, session: int = 93, use: KeyUse = KeyUse.VOTE, sealing: str = "") -> str:
    signed = keys.registration_bytes("world", session, officer, use, PUBLIC, sealing)
    return keys.write_bytes(PRIVATE.sign(signed))


def _register(hall: HallWorld, officer: str, proof: str, use: KeyUse = KeyUse.VOTE) -> None:
    hall.do(actions.register_key, officer, 93, use, PUBLIC, "", proof)


def test_key_is_registered_by_its_holder(hall: HallWorld) -> None:
    """It counts at once, as that of the head where no ballot-caster is named."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    assert (key.officer, key.member, key.use, key.revoked_at) == (
        "delegate@fra",
        "FRA",
        KeyUse.VOTE,
        None,
    )
    assert hall.ask(actions.keys, 93, KeyUse.VOTE) == (key,)
    assert hall.ask(actions.keys_of, 93, "delegate@fra") == (key,)
    assert hall.ask(actions.voting_key, 93, "FRA") == hall.ask(actions.key, key.id) == key
    assert hall.ask(actions.voting_key, 93, "EGY") is None


def test_secret_ballots_are_cast_with_the_key_of_the_caster(hall: HallWorld) -> None:
    """Once one is named, the head's key casts nothing, not even while the caster has none."""
    hall.send("FRA")
    hall.key("delegate@fra")
    sent = hall.ask(actions.delegation, 93, "FRA").delegation
    caster = _with_caster(sent)
    hall.do(actions.name_delegation, "head@fra", 93, caster)
    assert hall.ask(actions.voting_key, 93, "FRA") is None
    key = hall.key("caster@fra")
    assert hall.ask(actions.voting_key, 93, "FRA") == key


def _with_caster(sent: Delegation) -> Delegation:
    caster = Delegate("caster@fra", "", frozenset({Post.BALLOT_CASTER}))
    return replace(sent, delegates=(*sent.delegates, caster))


@pytest.mark.parametrize(
    "proof",
    [
        _proof("alternate@fra"),
        _proof("delegate@fra", session=94),
        _proof("delegate@fra", use=KeyUse.TRUSTEE),
        _proof("delegate@fra", sealing=PUBLIC),
        "",
        "A" * 86,
    ],
)
def test_key_shows_that_its_holder_has_it(hall: HallWorld, proof: str) -> None:
    """A signature made for another officer, session or use is no proof."""
    hall.send("FRA")
    with pytest.raises(Denied) as refused:
        _register(hall, "delegate@fra", proof)
    assert refused.value.details == {"why": "sessions.key_proof"}


@pytest.mark.parametrize(
    ("officer", "use", "why"),
    [
        ("head@fra", KeyUse.VOTE, "no_post"),
        ("delegate@egy", KeyUse.VOTE, "no_post"),
        ("delegate@fra", KeyUse.WITNESS, "no_office"),
        ("delegate@fra", KeyUse.TRUSTEE, "key_sealing"),
    ],
)
def test_key_needs_a_post_or_an_office(
    hall: HallWorld, officer: str, use: KeyUse, why: str
) -> None:
    """Who does not vote, keep a share or witness has no key for it."""
    hall.send("FRA")
    with pytest.raises(Denied) as refused:
        _register(hall, officer, _proof(officer, use=use), use)
    assert refused.value.details == {"why": f"sessions.{why}"}


def test_trustee_is_sealed_to_and_nobody_else(hall: HallWorld) -> None:
    """Only a trustee's key comes with a second one, of 32 bytes too."""
    hall.hold(Office.TRUSTEE, "delegate@fra")
    key = hall.key("delegate@fra", KeyUse.TRUSTEE)
    assert hall.ask(actions.keys, 93, KeyUse.TRUSTEE) == (key,)
    hall.hold(Office.TRUSTEE, "delegate@egy")
    given = ("delegate@egy", 93, KeyUse.TRUSTEE, PUBLIC, "short", "")
    with pytest.raises(ValueMalformed):
        hall.do(actions.register_key, *given)
    hall.send("FRA")
    with pytest.raises(Denied) as refused:
        hall.do(actions.register_key, "delegate@fra", 93, KeyUse.VOTE, PUBLIC, PUBLIC, "")
    assert refused.value.details == {"why": "sessions.key_sealing"}


def test_key_is_nobody_elses_and_one_of_its_use(hall: HallWorld) -> None:
    """A key that was ever registered is not taken again; a second one waits for the first's end."""
    hall.send("FRA")
    _register(hall, "delegate@fra", _proof("delegate@fra"))
    with pytest.raises(AlreadyExists):
        _register(hall, "alternate@fra", _proof("alternate@fra"))
    with pytest.raises(Conflict):
        hall.key("delegate@fra")
    (old,) = hall.ask(actions.keys, 93, KeyUse.VOTE)
    hall.do(actions.revoke_key, "delegate@fra", old.id)
    with pytest.raises(AlreadyExists):
        _register(hall, "delegate@fra", _proof("delegate@fra"))
    assert hall.ask(actions.voting_key, 93, "FRA") is None
    new = hall.key("delegate@fra")
    assert hall.ask(actions.voting_key, 93, "FRA") == new


@pytest.mark.parametrize("officer", ["delegate@fra", "head@fra", SECRETARY])
def test_key_is_revoked_by_holder_head_or_secretary(hall: HallWorld, officer: str) -> None:
    """It counts for nothing from that instant, and is revoked once."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    revoked = hall.do(actions.revoke_key, officer, key.id)
    assert revoked == hall.ask(actions.key, key.id)
    assert revoked.revoked_at is not None
    assert hall.ask(actions.keys, 93, KeyUse.VOTE) == ()
    with pytest.raises(Conflict):
        hall.do(actions.revoke_key, officer, key.id)


@pytest.mark.parametrize("officer", ["alternate@fra", "head@egy", "root@gs"])
def test_nobody_else_revokes_a_key(hall: HallWorld, officer: str) -> None:
    """Neither a colleague nor another member nor the coordinator."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    with pytest.raises(Denied) as refused:
        hall.do(actions.revoke_key, officer, key.id)
    assert refused.value.details == {"why": "sessions.not_keeper"}


def test_key_that_is_none_is_not_found(hall: HallWorld) -> None:
    """A made-up id leads nowhere."""
    for made_up in ("", "0" * 32, "' or 1=1"):
        with pytest.raises(NotFound):
            hall.ask(actions.key, made_up)


def test_no_key_is_registered_after_the_session(hall: HallWorld, clock: TickingClock) -> None:
    """The day after the last one there is nothing left to sign."""
    hall.send("FRA")
    clock.advance(days=7)
    with pytest.raises(Denied) as refused:
        _register(hall, "delegate@fra", _proof("delegate@fra"))
    assert refused.value.details == {"why": "sessions.over"}


def test_key_ends_with_its_holder(hall: HallWorld) -> None:
    """Once the officer is deactivated the key counts for nothing, and the member has no other."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    hall.do(access.deactivate_officer, "head@fra", "delegate@fra")
    assert hall.ask(actions.keys, 93, KeyUse.VOTE) == ()
    assert hall.ask(actions.voting_key, 93, "FRA") is None
    assert hall.ask(actions.key, key.id) == key
