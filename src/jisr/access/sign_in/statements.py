"""The verbs of signing: the hub says what is to be signed, and seals the signature."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jisr.access import actions as access
from jisr.access.model import Role
from jisr.access.sign_in import actions, ceremonies, machines, passkey_store, passkeys, signatures
from jisr.access.sign_in.model import Caller, Ceremony, CeremonyKind
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.signatures import Statement
from jisr.errors import CredentialRefused, NotFound, SignatureRefused, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.values import new_id

FORMAT = "jisr-signed/v1"
PASSKEY = "passkey"
MACHINE_KEY = "machine-key"


@dataclass(frozen=True, slots=True)
class ToSign:
    """A change that somebody wants to make: see `Statement`."""

    method: str
    path: str
    content: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement with its officer's own signature, verified.

    `kind` is `passkey` or `machine-key`, `key` names the key, `value` holds the statement and the
    signature (JSON): with the public key it is verified offline.
    """

    statement: Statement
    kind: str
    key: str
    value: str

    def check(self, content: bytes) -> None:
        """Raise `SignatureRefused` unless this is what the officer signed."""
        if signatures.content_of(content) != self.statement.content:
            raise SignatureRefused(why=to_translate("something else was signed"))

    def covers(self, content: bytes) -> bool:
        """Return whether this is what the officer signed."""
        return signatures.content_of(content) == self.statement.content


def begin(transaction: Transaction, network: str, caller: Caller, asked: ToSign) -> Statement:
    """Return the statement that the caller signs within five minutes."""
    statement = Statement(
        network=network,
        bureau=caller.bureau.id,
        officer=caller.officer.id,
        method=asked.method,
        path=asked.path,
        content=asked.content,
        version=asked.version,
        time=instant_text(transaction.now),
        nonce=new_id(),
    )
    ends_at = transaction.now + passkeys.CEREMONY_LIFE
    passkey_store.begin(
        transaction,
        Ceremony(
            statement.nonce, CeremonyKind.STATEMENT, statement.officer, asdict(statement), ends_at
        ),
    )
    return statement


def finish(
    transaction: Transaction,
    relying: Relying,
    caller: Caller,
    statement: Statement,
    signature: Mapping[str, Any],
) -> Signed:
    """Return a statement of the caller with its signature, which holds.

    Raises:
        SignatureRefused: the statement is another officer's, or the signature does not hold.
    """
    if statement.officer != caller.officer.id:
        raise SignatureRefused(why=to_translate("somebody else began it"))
    if Role.MACHINE in caller.officer.roles:
        return _by_machine(transaction, caller, statement, signature)
    try:
        challenge = signatures.challenge_of(statement)
        used = passkeys.use_over(transaction, relying, challenge, signature, caller.officer.id)
    except CredentialRefused as error:
        raise SignatureRefused(why=to_translate("your passkey did not sign this")) from error
    value = _value(transaction, statement, signature, relying)
    return Signed(statement, PASSKEY, used.id, value)


def taken(transaction: Transaction, nonce: str) -> Statement:
    """Return a statement that was begun; it is forgotten with this.

    Raises:
        SignatureRefused: it was sent before, has ended, or never was begun.
    """
    found = passkey_store.take(transaction, CeremonyKind.STATEMENT, nonce)
    if found is None:
        raise SignatureRefused(why=to_translate("what was to be signed has ended or was sent"))
    return Statement(**found.said)


def keep(transaction: Transaction, caller: Caller, signed: Signed | None, subject: str) -> None:
    """Seal a signature beside the change that it is for, in the same transaction.

    Where nobody had to sign there is nothing to seal.
    """
    if signed is None:
        return
    act = actions.act_of(
        transaction, caller.officer, "statement.signed", subject, actions.OVERSEERS
    )
    document = {
        "format": FORMAT,
        "kind": signed.kind,
        "key": signed.key,
        "value": signed.value,
    }
    seal(transaction, act, document, version=None)


def _by_machine(
    transaction: Transaction, caller: Caller, statement: Statement, signature: Mapping[str, Any]
) -> Signed:
    key, value = signature.get("key"), signature.get("signature")
    wrong = SignatureRefused(why=to_translate("no key of this machine signed this"))
    if not isinstance(key, str) or not isinstance(value, str):
        raise wrong
    try:
        public = machines.verify_key(transaction, caller.officer.id, key)
    except NotFound as error:
        raise wrong from error
    if not signatures.verify_machine(statement, value, public):
        raise wrong
    kept = _value(transaction, statement, {"signature": value}, None)
    return Signed(statement, MACHINE_KEY, key, kept)


def _value(
    transaction: Transaction,
    statement: Statement,
    signature: Mapping[str, Any],
    relying: Relying | None,
) -> str:
    """Return what is needed beside the public key to verify a signature.

    In a demo anybody may have made the key, so every signature is marked as one of a demo.
    """
    told: dict[str, Any] = {"statement": asdict(statement)}
    if access.network(transaction).is_demo:
        told["demo"] = True
    if relying is None:
        told["signature"] = signature["signature"]
    else:
        told["assertion"] = ceremonies.essential(signature)
        told["relying_party"], told["origin"] = relying.id, relying.origin
    return json.dumps(told, sort_keys=True, separators=(",", ":"))
