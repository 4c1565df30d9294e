"""Whether the entries of roll-calls are signed as they say. Pure: it reads sealed entries.

Entries are handed in as they stand in the ledger, first to last: a hall key is good from the entry
that registered it to the one that revoked it, and what must be signed follows from the vote as it
was sealed when it opened. The hub is not asked, and may be the one who cheats.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from jisr.access.rules import member_of
from jisr.access.sign_in.keyring import Kept, KeyRing, broken
from jisr.assembly.counting import rules as counting
from jisr.assembly.sessions import keys
from jisr.assembly.sessions.model import KeyUse
from jisr.assembly.votes import documents, statements
from jisr.assembly.votes.model import SignatureKind
from jisr.assembly.votes.statements import CallStatement
from jisr.errors import ValueMalformed, to_translate
from jisr.ledger.entry import Act
from jisr.ledger.finding import Finding, Weight

KINDS = ("hallkey", "vote", "call")
"""The subjects of the entries that are read here."""
_CLOSED = to_translate(
    "The vote that was closed at {position} counts other entries than those that were sealed."
)
_NOT_ENTITLED = to_translate("The entry at {position} is of a member without a voice in this vote.")


@dataclass(slots=True)
class _HallKey:
    session: int = 0
    officer: str = ""
    member: str = ""
    public: str = ""
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class _Signed:
    """What must be signed, in which vote; for a member, or by whoever presides."""

    vote: str
    session: int
    member: str
    message: bytes


@dataclass(slots=True)
class _Vote:
    session: int
    words_digest: str
    rule: str
    entitled: frozenset[str]
    choices: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The newest version and choice of each member."""


class CallSignatures:
    """Judges the entries of roll-calls with the keys of a ring and those of the hall."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self.held = 0
        """Signatures of hall keys that held; those of passkeys are counted by the ring."""
        self.unsigned = 0
        """Entries that nothing of their officer's own signed: of a demo."""
        self._keys: dict[str, _HallKey] = {}
        self._votes: dict[str, _Vote] = {}

    def read(self, position: int, act: Act, document: Any) -> Iterator[Finding]:
        """Take an entry into account; yield what is wrong with it.

        `document` is None where it was erased.
        """
        if document is None:
            return
        name = act.subject.partition(":")[2]
        try:
            if act.subject_kind == "hallkey":
                yield from self._key(position, act, name, document)
            elif act.verb == "vote.opened":
                self._votes[name] = _opened(document)
            elif act.subject_kind == "call":
                yield from self._call(position, act, document)
            elif act.verb == "vote.overruled":
                yield from self._overruled(position, act, document)
            elif "calls" in document:
                yield from self._closed(position, name, document)
        except (KeyError, TypeError, AttributeError, ValueError, ValueMalformed):
            yield broken("signature.missing", position)

    def _key(self, position: int, act: Act, name: str, told: Any) -> Iterator[Finding]:
        if act.verb.endswith("revoked"):
            self._keys.setdefault(name, _HallKey()).revoked_at = act.time
            return
        registered = keys.registration_bytes(
            self.ring.network,
            told["session"],
            told["officer"],
            KeyUse(told["use"]),
            told["public"],
            told["sealing"],
        )
        if told["officer"] != act.officer:
            yield broken("signature.foreign", position)
        elif not keys.holds(told["public"], registered, told["proof"]):
            yield broken("signature.wrong", position)
        elif told["use"] == KeyUse.VOTE:
            # What was registered once is not registered again: a second entry changes no key.
            key = _HallKey(told["session"], told["officer"], told["member"], told["public"])
            self._keys.setdefault(name, key)

    def _call(self, position: int, act: Act, told: Any) -> Iterator[Finding]:
        vote = self._votes[told["vote"]]
        member, version, choice = told["member"], told["version"], told["choice"]
        is_of_act = act.subject == f"call:{told['vote']}:{member}" and (
            (told["officer"], told["bureau"]) == (act.officer, act.bureau)
        )
        if not is_of_act or member_of(act.bureau) != member:
            yield broken("signature.foreign", position)
            return
        if member not in vote.entitled:
            details = {"position": position}
            yield Finding("signature.not_entitled", Weight.BROKEN, _NOT_ENTITLED, details)
            return
        before = vote.choices.get(member, (0, ""))[0]
        if version != before + 1:
            yield broken("signature.replayed", position)
            return
        vote.choices[member] = (version, choice)
        statement = CallStatement(
            network=self.ring.network,
            session=vote.session,
            vote=told["vote"],
            words_digest=vote.words_digest,
            rule=vote.rule,
            member=member,
            choice=choice,
            version=version,
        )
        signed = _Signed(told["vote"], vote.session, member, statements.statement_bytes(statement))
        yield from self._judged(position, act, signed, told["signature"])

    def _overruled(self, position: int, act: Act, told: Any) -> Iterator[Finding]:
        """Yield what is wrong with the newest overruling of a vote; the count is made anew."""
        vote = documents.read_vote(told)
        earlier, made = vote.overrulings[:-1], vote.overrulings[-1]
        decided = documents.decided_of(
            replace(vote, overrulings=earlier),
            documents.read_majority(told["majority"]),
            told["article"],
        )
        if decided is None or made.officer != act.officer:
            yield broken("signature.foreign", position)
            return
        message = counting.override_statement(
            vote.id, decided, made.outcome, made.reason, made.officer
        )
        signed = _Signed(vote.id, vote.session, "", message)
        yield from self._judged(position, act, signed, told["overrulings"][-1]["signature"])

    def _judged(self, position: int, act: Act, signed: _Signed, told: Any) -> Iterator[Finding]:
        kept = Kept(told["kind"], told["key"], told["value"])
        if kept.kind == SignatureKind.HUB_SESSION:
            self.unsigned += 1
            if kept.key or kept.value:  # no signature claims nothing
                yield broken("signature.missing", position)
            return
        if kept.kind == SignatureKind.PASSKEY:
            about = replace(act, subject=signed.vote)
            found = self.ring.judge(position, about, kept, signed.message)
            if found is not None:
                yield found
            return
        wrong = self._wrong(act, signed, kept)
        if wrong:
            yield broken(f"signature.{wrong}", position)
        else:
            self.held += 1

    def _wrong(self, act: Act, signed: _Signed, kept: Kept) -> str:
        """Return what is wrong with the signature of a hall key; empty where it holds."""
        key = self._keys.get(kept.key)
        if kept.kind != SignatureKind.HALL_KEY or key is None or not key.public:
            return "key_unknown"
        member = signed.member or key.member
        if (key.session, key.officer, key.member) != (signed.session, act.officer, member):
            return "foreign"
        if key.revoked_at and key.revoked_at <= act.time:
            return "key_revoked"
        return "" if keys.holds(key.public, signed.message, kept.value) else "wrong"

    def _closed(self, position: int, name: str, told: Any) -> Iterator[Finding]:
        """Yield that a vote was closed with other entries than the newest that were sealed."""
        counted = {each["member"]: (each["version"], each["choice"]) for each in told["calls"]}
        if len(counted) < len(told["calls"]) or counted != self._votes[name].choices:
            details = {"position": position}
            yield Finding("signature.calls_differ", Weight.BROKEN, _CLOSED, details)


def _opened(told: Any) -> _Vote:
    return _Vote(
        session=told["session"],
        words_digest=told["subject"]["words_digest"],
        rule=told["rule"],
        entitled=frozenset(each["member"] for each in told["roll"] if each["entitled"]),
    )
