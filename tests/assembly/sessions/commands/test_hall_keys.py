"""`jisr assembly key`: what is typed, and what comes back."""

import json
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import Result

from hall_world import CHAIR, HallWorld
from jisr.assembly.sessions import keys
from jisr.assembly.sessions.model import KeyUse

Run = Callable[..., Result]


def test_key_is_registered_listed_and_revoked(run: Run, hall: HallWorld) -> None:
    """With the proof that its holder made; a stranger neither registers nor revokes."""
    hall.send("FRA")
    private = Ed25519PrivateKey.generate()
    public = keys.write_bytes(private.public_key().public_bytes_raw())
    signed = keys.registration_bytes("world", 93, "delegate@fra", KeyUse.VOTE, public, "")
    # An equals sign, for base64url may begin with a dash.
    given = (f"--public={public}", f"--proof={keys.write_bytes(private.sign(signed))}")
    assert run("alternate@fra", "key", "register", "vote", *given).exit_code == 3
    made = json.loads(run("delegate@fra", "key", "register", "vote", *given, "--json").stdout)
    listed = json.loads(run(CHAIR, "key", "list", "vote", "--json").stdout)
    assert listed == [made]
    assert run("head@egy", "key", "revoke", made["id"]).exit_code == 3
    assert "revoked_at: 2026" in run("head@fra", "key", "revoke", made["id"]).stdout
