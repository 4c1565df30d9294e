"""Whether the signatures that are kept in the ledger hold, each under the key sealed there. Pure.

Entries are handed in as they stand in the ledger, first to last: a key is good from the entry that
registered it to the one that revoked it. The hub is not asked, and may be the one who cheats.
"""

import base64
import datetime
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jisr.access.sign_in import assertions, signatures
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.signatures import Statement
from jisr.access.sign_in.statements import FORMAT, MACHINE_KEY, PASSKEY
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.clock import parse_instant
from jisr.ledger.entry import Act
from jisr.ledger.finding import Finding, Weight

KINDS = ("machine_key", "passkey", "statement")
"""The subjects of the entries that are read here."""
REGISTRATIONS = ("machine_key.added", "passkey.added")
AGE_MAX = datetime.timedelta(minutes=10)
"""A statement is signed within five minutes and written at once; an older one was held back."""
SKEW_MAX = datetime.timedelta(minutes=1)
NONCES_MAX = 100_000
"""Statements that are remembered, so that none is used twice: more than ten minutes hold."""
_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "signature.missing": to_translate(
            "The entry at {position} says that it is signed, but no signature is in it."
        ),
        "signature.key_unknown": to_translate(
            "The entry at {position} is signed with a key that was not registered before."
        ),
        "signature.key_revoked": to_translate(
            "The entry at {position} is signed with a key that had been revoked."
        ),
        "signature.foreign": to_translate(
            "The entry at {position} is signed with another officer's key."
        ),
        "signature.wrong": to_translate("The signature in the entry at {position} does not hold."),
        "signature.statement_differs": to_translate(
            "What is signed in the entry at {position} is not what the entry says."
        ),
        "signature.replayed": to_translate(
            "The signature in the entry at {position} was used before."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A signature as an entry keeps it; see `statements.Signed`."""

    kind: str
    key: str
    value: str


@dataclass(slots=True)
class _Key:
    """A registered key; without its bytes where its registration was erased."""

    kind: str
    officer: str = ""
    public: bytes = b""
    relying_party: str = ""
    revoked_at: str = ""


def broken(key: str, position: int) -> Finding:
    """Return what is wrong with the signature in an entry."""
    return Finding(key, Weight.BROKEN, _SENTENCES[key], {"position": position})


class KeyRing:
    """The keys as the ledger tells them up to the entry that was read last."""

    def __init__(self, network: str) -> None:
        self.network = network
        self.held = 0
        """Signatures that held."""
        self.unknowable = 0
        """Signatures whose key's registration was erased: nobody can verify them any more."""
        self._keys: dict[str, _Key] = {}
        self._nonces: OrderedDict[str, None] = OrderedDict()

    def read(self, position: int, act: Act, document: Any) -> Finding | None:
        """Take an entry into account; return what is wrong with the signature in it.

        `document` is None where it was erased.
        """
        noun, _, verb = act.verb.partition(".")
        if noun == "statement":
            return None if document is None else self._signed(position, act, document)
        if act.verb in REGISTRATIONS:
            # What was registered once is not registered again: a second entry changes no key.
            self._keys.setdefault(act.subject, _registered(noun, act.subject, document))
        elif verb == "revoked" and act.subject in self._keys:
            self._keys[act.subject].revoked_at = act.time
        return None

    def judge(
        self, position: int, act: Act, kept: Kept, content: bytes | None = None
    ) -> Finding | None:
        """Return what is wrong with a signature; nothing where it holds.

        Args:
            position: where its entry stands.
            act: whose act it is beside.
            kept: the signature.
            content: what must have been signed, where the ledger holds it.
        """
        told = _told(kept)
        key = self._keys.get(kept.key)
        if told is None:
            wrong = "missing"
        elif key is None or key.kind != kept.kind:
            wrong = "key_unknown"
        elif not key.public:
            self.unknowable += 1
            return None
        else:
            wrong = self._wrong(act, key, *told, content)
        if not wrong:
            self.held += 1
        return broken(f"signature.{wrong}", position) if wrong else None

    def _signed(self, position: int, act: Act, document: Any) -> Finding | None:
        try:
            kept = Kept(document["kind"], document["key"], document["value"])
            has_form = document["format"] == FORMAT
        except (KeyError, TypeError):
            has_form = False
        if not has_form:
            return broken("signature.missing", position)
        return self.judge(position, act, kept)

    def _wrong(
        self,
        act: Act,
        key: _Key,
        statement: Statement,
        proof: Mapping[str, Any],
        content: bytes | None,
    ) -> str:
        """Return what is wrong with a signature; empty where it holds, once."""
        wrong = ""
        if not key.officer == statement.officer == act.officer:
            wrong = "foreign"
        elif not _holds(statement, proof, key):
            wrong = "wrong"
        elif key.revoked_at and key.revoked_at < statement.time:
            wrong = "key_revoked"
        elif not self._is_about(statement, act, content):
            wrong = "statement_differs"
        elif statement.nonce in self._nonces:
            wrong = "replayed"
        else:
            self._nonces[statement.nonce] = None
        while len(self._nonces) > NONCES_MAX:
            self._nonces.popitem(last=False)
        return wrong

    def _is_about(self, statement: Statement, act: Act, content: bytes | None) -> bool:
        """Return whether a statement is the one that its entry needs."""
        if content is not None and signatures.content_of(content) != statement.content:
            return False
        # What is made with POST has no id yet when it is signed: /v1/records.
        names = statement.path.split("/")
        is_of_subject = act.subject in names or len(names) == len(("", "v1", "records"))
        try:
            age = parse_instant(act.time) - parse_instant(statement.time)
        except ValueMalformed:
            return False
        return (
            is_of_subject
            and (statement.network, statement.bureau) == (self.network, act.bureau)
            and -SKEW_MAX <= age <= AGE_MAX
        )


def _registered(noun: str, key_id: str, document: Any) -> _Key:
    """Return a key as its registration tells it."""
    kind = {"machine_key": MACHINE_KEY, "passkey": PASSKEY}[noun]
    if document is None:
        return _Key(kind)
    try:
        if kind == PASSKEY:
            public = base64.b64decode(document["public"], validate=True)
            return _Key(kind, document["officer"], public, document["relying_party"])
        public = assertions.public_of(document["public"])
        if assertions.thumbprint(public) != key_id:  # a key is called by what it is
            return _Key("")
        return _Key(kind, document["officer"], public)
    except (KeyError, TypeError, AttributeError, ValueError, ValueMalformed):
        return _Key("")


def _told(kept: Kept) -> tuple[Statement, Mapping[str, Any]] | None:
    """Return the statement of a signature and the rest of what is kept; None if there is none."""
    try:
        told = json.loads(kept.value)
        statement = Statement(**told["statement"])
        parts = {MACHINE_KEY: ("signature",), PASSKEY: ("assertion", "relying_party", "origin")}
        proof = {name: told[name] for name in parts[kept.kind]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    fields = (getattr(statement, name) for name in Statement.__slots__)
    return (statement, proof) if all(isinstance(each, str) for each in fields) else None


def _holds(statement: Statement, proof: Mapping[str, Any], key: _Key) -> bool:
    if key.kind == MACHINE_KEY:
        signature = proof["signature"]
        return isinstance(signature, str) and signatures.verify_machine(
            statement, signature, key.public
        )
    assertion, origin = proof["assertion"], proof["origin"]
    if not (isinstance(assertion, dict) and isinstance(origin, str)):
        return False
    # To whom the passkey is bound was sealed with it; the page may have moved since.
    relying = Relying(key.relying_party, origin)
    return proof["relying_party"] == key.relying_party and signatures.verify(
        statement, assertion, key.public, relying
    )
