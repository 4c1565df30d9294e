"""A network with a machine in Morocco, and what a machine signs."""

import datetime
import warnings
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OKPKey

from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.sign_in import machines
from jisr.access.sign_in.machines import MACHINE_SCOPES, NewKey
from jisr.access.sign_in.model import MachineKey
from jisr.kit.db import Database
from offices import found_office

HEAD = "amal@mar"
MACHINE = "desk@mar"


def found_machine(database: Database) -> None:
    """Found the world network with a head and a machine in Morocco."""
    found_office(database, "MAR")
    machine = Officer(MACHINE, "MAR", "Desk", frozenset({Role.MACHINE}))
    database.in_transaction(access.register_officer, HEAD, machine)


def register(database: Database, private: Ed25519PrivateKey, **options: Any) -> MachineKey:
    """Register the public half of a key for the machine."""
    told = {"scopes": MACHINE_SCOPES, **options}
    new = NewKey(MACHINE, private.public_key().public_bytes_raw(), "Tangier 2026", **told)
    return database.in_transaction(machines.add_key, HEAD, new)


def claims(now: datetime.datetime, **changed: Any) -> dict[str, Any]:
    """Return what a machine says; what is changed to nothing is left out."""
    said = {
        "iss": MACHINE,
        "sub": MACHINE,
        "aud": "world",
        "jti": "one",
        "iat": int(now.timestamp()),
        "exp": int(now.timestamp()) + 60,
        **changed,
    }
    return {name: value for name, value in said.items() if value is not None}


def signed(private: Ed25519PrivateKey, said: dict[str, Any], algorithm: str = "Ed25519") -> str:
    """Return the assertion that says this."""
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    key = OKPKey.import_key(pem)
    with warnings.catch_warnings(action="ignore"):  # the old name of the algorithm is deprecated
        return jwt.encode({"alg": algorithm, "typ": "JWT"}, said, key, algorithms=[algorithm])
