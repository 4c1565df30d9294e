"""Whose a key is, is proven to every member."""

from pathlib import Path

import pytest
import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from check_world import World, found_network
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.sign_in import assertions, commands, machines
from jisr.access.sign_in.machines import MACHINE_SCOPES, NewKey
from jisr.access.sign_in.proving import prove_key
from jisr.errors import NotFound
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.ledger.bundle import ProofBundle, read_bundle, verify_bundle
from jisr.ledger.canonical import read_canonical
from jisr.ledger.checkpoint import NO_WITNESSES
from jisr.ledger.entry import read_act
from jisr.ledger.finding import all_hold
from jisr.ledger.keys import load_key
from jisr.settings import Settings

MACHINE = "desk@mar"


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """A network with a machine in Morocco."""
    world = found_network(database, tmp_path)
    machine = Officer(MACHINE, "MAR", "Desk", frozenset((Role.MACHINE,)))
    database.in_transaction(access.register_officer, "head@mar", machine)
    return world


@pytest.fixture
def key(world: World) -> str:
    """A key of the machine."""
    public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    new = NewKey(MACHINE, public, "Tangier", MACHINE_SCOPES)
    return world.database.in_transaction(machines.add_key, "head@mar", new).id


def check(bundle: ProofBundle, key: str, home: Path) -> None:
    """Require that a bundle proves the registration of the machine's key."""
    keys = [load_key(home / "ledger.key", "world").published()]
    assert all_hold(verify_bundle(bundle, "world", keys, NO_WITNESSES))
    act, _ = read_act(bundle.act)
    document = read_canonical(bundle.document or b"", thing="key")
    thumbprint = assertions.thumbprint(assertions.public_of(document["public"]))
    assert (act.verb, document["officer"], thumbprint) == ("machine_key.added", MACHINE, key)


def test_registration_is_proven_to_any_member(world: World, key: str, tmp_path: Path) -> None:
    """Also when the key was revoked since."""
    for officer in ("officer@mar", "officer@fra"):
        with world.database.reading() as transaction:
            found = prove_key(transaction, "world", world.officer(officer), key)
        check(found, key, tmp_path)
        if officer == "officer@mar":
            world.database.in_transaction(machines.revoke_key, "head@mar", MACHINE, key)


@pytest.mark.parametrize("key", ["0" * 43, "officer@mar", "world", "x" * 100_000, ""])
def test_what_is_no_key_is_not_proven(world: World, key: str) -> None:
    """Nor is anything else that stands in the ledger."""
    with world.database.reading() as transaction, pytest.raises(NotFound):
        prove_key(transaction, "world", world.officer("officer@mar"), key)


def test_proof_is_written_to_a_file(world: World, key: str, tmp_path: Path) -> None:
    """As an officer types it."""
    app = typer.Typer()
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        url = world.database.url.render_as_string(hide_password=False)
        database = Database(url, clock=world.database.clock)
        session = Session(tmp_path, database, Settings(), Words("en"), options.officer)
        session.network = "world"
        return session

    out = tmp_path / "key.proof"
    words = ["machine-keys", "prove", key, "--out", str(out), "--as", "officer@fra"]
    done = CliRunner().invoke(app, words, obj=Program(opened, {}))
    assert done.exit_code == 0, done.stderr
    check(read_bundle(out.read_bytes()), key, tmp_path)
