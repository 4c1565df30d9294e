"""Promises of the command line of sign-in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from jisr.access.sign_in import actions, assertions, commands, passkeys
from jisr.access.sign_in.model import EVERY_SCOPE, Terms
from jisr.app.home import REASONS
from jisr.errors import FileUnreadable, ValueMalformed
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings
from machine_world import HEAD, MACHINE, found_machine

Run = Callable[..., Any]
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ISSUER = "https://provider.example"


@pytest.fixture
def run(database: Database, tmp_path: Path) -> Run:
    """Run one command as the head; return its exit code and what it printed."""
    found_machine(database)
    app = typer.Typer()
    commands.add_to(app)

    def open_session(options: Options, _home: Home) -> Session:
        return Session(
            home=tmp_path,
            database=database,
            settings=Settings(oidc_issuer=ISSUER),
            words=Words("en", REASONS),
            officer=options.officer or HEAD,
            as_json=options.as_json,
        )

    @app.callback()
    def root(context: typer.Context) -> None:
        context.obj = Program(open_session, REASONS)

    return lambda *words: CliRunner().invoke(app, words)


def pem(path: Path, private: Any = PRIVATE) -> Path:
    """Write the public half of a key to a file."""
    path.write_bytes(
        private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    return path


def test_a_machines_key_is_added_listed_and_revoked(run: Run, tmp_path: Path) -> None:
    """By the head, from a PEM file."""
    path = pem(tmp_path / "key.pem")
    added = run(
        "machine-keys", "add", MACHINE, str(path), "--name", "Tangier", "--scope", "check", "--json"
    )
    (shown,) = json.loads(added.stdout)
    key = assertions.thumbprint(PRIVATE.public_key().public_bytes_raw())
    assert (shown["id"], shown["scopes"], shown["revoked_at"]) == (key, "check", "")
    assert run("machine-keys", "revoke", MACHINE, key).exit_code == 0
    assert run("machine-keys", "revoke", MACHINE, key).exit_code == 4
    (listed,) = json.loads(run("machine-keys", "list", MACHINE, "--json").stdout)
    assert listed["revoked_at"] != ""
    assert "Tangier" in run("machine-keys", "list", MACHINE).stdout


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    """A private key, another curve, no key, no file."""
    private = PRIVATE.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "private.pem").write_bytes(private)
    (tmp_path / "none.pem").write_text("hello")
    pem(tmp_path / "other.pem", generate_private_key(SECP256R1()))
    for name in ("private.pem", "none.pem", "other.pem"):
        with pytest.raises(ValueMalformed):
            commands.read_public(tmp_path / name)
    with pytest.raises(FileUnreadable):
        commands.read_public(tmp_path / "missing.pem")


def test_an_invitation_is_printed(run: Run, database: Database) -> None:
    """And good for that officer; the list of passkeys is empty until it is used."""
    invitation = run("passkeys", "invite", HEAD).stdout.splitlines()[0]
    with database.reading() as transaction:
        assert passkeys.invited(transaction, invitation) == HEAD
    assert json.loads(run("passkeys", "list", HEAD, "--json").stdout) == []
    assert run("passkeys", "revoke", HEAD, "x").exit_code == 4
    assert run("passkeys", "invite", HEAD, "--as", MACHINE).exit_code == 3


def test_an_officer_is_linked_and_unlinked(run: Run) -> None:
    """At the hub's own provider unless another one is named."""
    assert run("identities", "link", HEAD, "amal-7").exit_code == 0
    assert json.loads(run("identities", "list", HEAD, "--json").stdout) == [
        {"issuer": ISSUER, "subject": "amal-7"}
    ]
    other = ("--issuer", "https://other.example")
    assert run("identities", "unlink", HEAD, "amal-7", *other).exit_code == 4
    assert run("identities", "unlink", HEAD, "amal-7").exit_code == 0
    assert json.loads(run("identities", "list", HEAD, "--json").stdout) == []


def test_tokens_are_listed_and_revoked(run: Run, database: Database) -> None:
    """The head sees the bureau's, and ends one of them; the machine sees its own alone."""
    terms = Terms(EVERY_SCOPE)
    own = database.in_transaction(actions.issue_token, HEAD, terms)
    lost = database.in_transaction(actions.issue_token, MACHINE, terms)

    def shown(*options: str) -> list[str]:
        return [each["id"] for each in json.loads(run("tokens", "list", "--json", *options).output)]

    before, machines = shown(), shown("--as", MACHINE)
    refused = run("tokens", "revoke", own.id, "--as", MACHINE)
    revoked = run("tokens", "revoke", lost.id)
    assert (before, machines) == ([lost.id, own.id], [lost.id])
    assert (refused.exit_code, revoked.exit_code) == (3, 0)
    assert shown() == [own.id]
