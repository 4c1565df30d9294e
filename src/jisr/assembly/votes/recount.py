"""Recounts a vote from its record alone, and names the entry that does not hold. Pure and offline.

The record is one file: the vote as it was sealed, its roll, every entry with its signature, the
registrations of the keys, and the result. Whether it is the record of the vote that took place is
proven by the ledger: the file carries the proof of the vote's newest entry, for `jisr verify`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from jisr.access.sign_in.keyring import KeyRing
from jisr.assembly.counting import rules as counting
from jisr.assembly.votes import documents, rules
from jisr.assembly.votes.model import Call, Method, SignatureKind, Vote
from jisr.assembly.votes.signed import CallSignatures
from jisr.errors import FormatMalformed, JisrError, to_translate
from jisr.kit.clock import instant_text
from jisr.ledger.canonical import canonical_bytes, read_canonical
from jisr.ledger.entry import Act
from jisr.ledger.finding import Finding, Weight

RECORD_FORMAT = "jisr-vote-record/v1"
RECORD_BYTES_MAX = 8 << 20
"""A thousand entries by passkey, each corrected four times."""
_THING = to_translate("record of a vote")
_ENTRY = to_translate("The entry of {member}, version {version}, does not hold: {why}")
_OVERRULING = to_translate("The overruling by {officer} does not hold: {why}")
_WHY: Mapping[str, str] = {
    "signature.missing": to_translate("its signature is missing."),
    "signature.key_unknown": to_translate("its key is not among those that were registered."),
    "signature.key_revoked": to_translate("its key had been revoked."),
    "signature.foreign": to_translate("it was not made by a delegate of this member."),
    "signature.wrong": to_translate("the signature is not over this entry."),
    "signature.statement_differs": to_translate("something else was signed."),
    "signature.replayed": to_translate("it was used before, or an entry before it is missing."),
    "signature.not_entitled": to_translate("the member has no voice in this vote."),
}
_COUNTED = to_translate("{entries} entries were recounted: the totals are those of the record.")
_TALLY = to_translate("The entries do not add up to the totals of the record.")
_RESULT = to_translate("The result of the record is not what its rule makes of the totals.")
_DIGEST = to_translate("The digest of the record is not that of its result.")
_UNSIGNED = to_translate(
    "Nothing of the member's own signed these entries, as only a demo allows: {number}."
)
_HANDS = to_translate("Hands were counted by eye: the numbers are unverified.")
_CONSENSUS = to_translate("Nobody objected, so there is nothing to count.")
_SECRET = to_translate(
    "The ballots are sealed on a board: verify its bundle with `jisr assembly verify`."
)


def recount(encoded: bytes) -> tuple[Finding, ...]:
    """Return what a record proves, and what in it does not hold.

    Raises:
        FormatMalformed: it is no record of a vote.
        InputTooLarge: it is longer than `RECORD_BYTES_MAX`.
    """
    told = read_canonical(encoded, thing=_THING, bytes_max=RECORD_BYTES_MAX)
    try:
        if told["format"] != RECORD_FORMAT:
            raise _malformed()
        vote = documents.read_vote(told["vote"])
        calls = [documents.read_call(each) for each in told["calls"]]
        return tuple(_findings(told, vote, calls))
    except (KeyError, TypeError, AttributeError, ValueError, JisrError) as error:
        raise _malformed() from error


def _findings(told: Mapping[str, Any], vote: Vote, calls: list[Call]) -> Iterator[Finding]:
    wrong = [*_entries(told, vote)]
    wrong += _totals(vote, calls)
    wrong += _results(told, vote)
    yield from wrong
    unsigned = sum(each.kind is SignatureKind.HUB_SESSION for each in calls)
    if unsigned:
        yield Finding("recount.unsigned", Weight.NOTED, _UNSIGNED, {"number": unsigned})
    if vote.method is Method.ROLL_CALL and not wrong:
        details = {"entries": len({each.member for each in calls})}
        yield Finding("recount.counted", Weight.PROVEN, _COUNTED, details)
    elif vote.method is Method.SHOW_OF_HANDS:
        yield Finding("recount.hands", Weight.NOTED, _HANDS)
    elif vote.method is Method.CONSENSUS:
        yield Finding("recount.consensus", Weight.NOTED, _CONSENSUS)
    elif vote.method is Method.SECRET:
        yield Finding("recount.secret", Weight.NOTED, _SECRET)


def _entries(told: Mapping[str, Any], vote: Vote) -> Iterator[Finding]:
    """Yield each entry that does not hold, by the same judge as walks the ledger."""
    ring = KeyRing(told["network"])
    judge = CallSignatures(ring)
    opened = _act(told["vote"]["opened_at"], vote.opened_by, "vote.opened", f"vote:{vote.id}")
    tuple(judge.read(0, opened, told["vote"]))
    for registered in told["keys"]:
        key, kind = registered["id"], registered["kind"]
        act = _act(registered["time"], registered["officer"], f"{kind}.{_REGISTERED[kind]}", key)
        if kind == "passkey":
            ring.read(0, act, registered["document"])
            continue
        tuple(judge.read(0, _about(act, f"hallkey:{key}"), registered["document"]))
        if registered["revoked_at"]:
            revoked = _act(registered["revoked_at"], "", "hallkey.revoked", f"hallkey:{key}")
            tuple(judge.read(0, revoked, {}))
    for call in told["calls"]:
        subject = f"call:{vote.id}:{call['member']}"
        act = _act(call["cast_at"], call["officer"], "call.cast", subject, call["bureau"])
        for found in judge.read(0, act, call):
            details = {
                "member": call["member"],
                "version": call["version"],
                "why": _WHY[found.key],
            }
            yield Finding("recount.entry", Weight.BROKEN, _ENTRY, details)
    yield from _overrulings(judge, told, vote)


_REGISTERED = {"passkey": "added", "hallkey": "registered"}


def _overrulings(judge: CallSignatures, told: Mapping[str, Any], vote: Vote) -> Iterator[Finding]:
    """Yield each overruling whose signature does not hold, from the first one on."""
    for number, made in enumerate(vote.overrulings, start=1):
        sealed = documents.vote_document(replace(vote, overrulings=vote.overrulings[:number]))
        sealed |= {"majority": told["majority"], "article": told["article"]}
        time = instant_text(made.made_at)
        act = _act(
            time, made.officer, "vote.overruled", f"vote:{vote.id}", told["bureaus"][number - 1]
        )
        for found in judge.read(0, act, sealed):
            details = {"officer": made.officer, "why": _WHY[found.key]}
            yield Finding("recount.overruling", Weight.BROKEN, _OVERRULING, details)


def _act(time: str, officer: str, verb: str, subject: str, bureau: str = "") -> Act:
    return Act(
        time=time,
        bureau=bureau or "-",
        officer=officer or "-",
        verb=verb,
        subject=subject,
        purpose="-",
        audience_class="-",
    )


def _about(act: Act, subject: str) -> Act:
    return _act(act.time, act.officer, act.verb, subject, act.bureau)


def _totals(vote: Vote, calls: list[Call]) -> Iterator[Finding]:
    if vote.method is not Method.ROLL_CALL:
        return
    newest = {each.member: each for each in sorted(calls, key=lambda each: each.version)}
    if rules.tally_calls(vote, newest.values()) != vote.tally:
        yield Finding("recount.tally", Weight.BROKEN, _TALLY)


def _results(told: Mapping[str, Any], vote: Vote) -> Iterator[Finding]:
    if told["result"] is None:
        return
    majority = documents.read_majority(told["majority"])
    announcement = None if vote.tally is None else counting.announce(vote.tally, majority)
    decided = documents.decided_of(vote, majority, told["article"])
    verdict = None if decided is None else decided.verdict
    again = documents.result_document(vote, majority, announcement, verdict)
    if canonical_bytes(again) != canonical_bytes(told["result"]):
        yield Finding("recount.result", Weight.BROKEN, _RESULT)
    elif documents.digest(again) != told["result_digest"]:
        yield Finding("recount.digest", Weight.BROKEN, _DIGEST)


def _malformed() -> FormatMalformed:
    return FormatMalformed(thing=_THING, why=to_translate("it is not one, or not whole"))
