"""What is sealed and kept of a vote, an entry of a roll-call and a result; pure, and read back."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from jisr.access.texts import plain_language_map, read_language_map
from jisr.assembly.counting import rules as counting
from jisr.assembly.counting.model import (
    Announcement,
    Base,
    Decided,
    Majority,
    Outcome,
    Override,
    QuestionRule,
    Tally,
    Verdict,
)
from jisr.assembly.sessions.model import Matter
from jisr.assembly.votes.model import (
    Call,
    Choice,
    Entitlement,
    Method,
    Overruling,
    Signature,
    SignatureKind,
    Subject,
    SubjectKind,
    Vote,
    VoteState,
)
from jisr.kit.clock import instant_text, parse_instant
from jisr.ledger.canonical import JsonValue, canonical_bytes

VOTE_FORMAT = "jisr-vote/v1"
CALL_FORMAT = "jisr-call/v1"
RESULT_FORMAT = "jisr-vote-result/v1"


def vote_document(vote: Vote) -> dict[str, JsonValue]:
    """Return all that there is to know of a vote, without its entries."""
    return {
        "format": VOTE_FORMAT,
        "id": vote.id,
        "session": vote.session,
        "number": vote.number,
        "title": plain_language_map(vote.title),
        "subject": {
            "kind": vote.subject.kind.value,
            "id": vote.subject.id,
            "words_digest": vote.subject.words_digest,
        },
        "method": vote.method.value,
        "rule": vote.rule,
        "matter": vote.matter.value,
        "choices": [
            {"key": each.key, "name": plain_language_map(each.name)} for each in vote.choices
        ],
        "roll": [
            {"member": each.member, "entitled": each.is_entitled, "why": each.why}
            for each in vote.roll
        ],
        "opened_at": instant_text(vote.opened_at),
        "opened_by": vote.opened_by,
        "closes_at": _told(vote.closes_at),
        "marks_max": vote.marks_max,
        "round": vote.round,
        "state": vote.state.value,
        "closed_at": _told(vote.closed_at),
        "tally": None if vote.tally is None else tally_document(vote.tally),
        "outcome": None if vote.outcome is None else vote.outcome.value,
        "why": vote.why,
        "successor": vote.successor,
        "overrulings": [_overruling(each) for each in vote.overrulings],
        "version": vote.version,
    }


def read_vote(told: Mapping[str, Any]) -> Vote:
    """Return the vote that `vote_document` told."""
    subject = told["subject"]
    return Vote(
        id=told["id"],
        session=told["session"],
        number=told["number"],
        title=read_language_map(told["title"]),
        subject=Subject(SubjectKind(subject["kind"]), subject["id"], subject["words_digest"]),
        method=Method(told["method"]),
        rule=told["rule"],
        matter=Matter(told["matter"]),
        choices=tuple(
            Choice(each["key"], read_language_map(each["name"])) for each in told["choices"]
        ),
        roll=tuple(
            Entitlement(each["member"], each["entitled"], each["why"]) for each in told["roll"]
        ),
        opened_at=parse_instant(told["opened_at"]),
        opened_by=told["opened_by"],
        closes_at=_instant(told["closes_at"]),
        marks_max=told["marks_max"],
        round=told["round"],
        state=VoteState(told["state"]),
        closed_at=_instant(told["closed_at"]),
        tally=None if told["tally"] is None else read_tally(told["tally"]),
        outcome=None if told["outcome"] is None else Outcome(told["outcome"]),
        why=told["why"],
        successor=told["successor"],
        overrulings=tuple(_read_overruling(each) for each in told["overrulings"]),
        version=told["version"],
    )


def tally_document(tally: Tally) -> dict[str, JsonValue]:
    """Return the totals of a vote as plain values."""
    return {
        "members": tally.members,
        "entitled": tally.entitled,
        "abstentions": tally.abstentions,
        "invalid": tally.invalid,
        "expressed": tally.expressed,
        "votes": dict(tally.votes),
        "marks_max": tally.marks_max,
    }


def read_tally(told: Mapping[str, Any]) -> Tally:
    """Return the totals that `tally_document` told."""
    return Tally(**{**told, "votes": dict(told["votes"])})


def closed_document(vote: Vote, calls: Iterable[Call]) -> dict[str, JsonValue]:
    """Return what is sealed when a vote closes: with the entries that counted."""
    counted: list[JsonValue] = [
        {
            "member": each.member,
            "version": each.version,
            "choice": each.choice,
            "kind": each.kind.value,
            "key": each.key,
        }
        for each in calls
    ]
    return {**vote_document(vote), "calls": counted}


def call_document(call: Call, bureau: str) -> dict[str, JsonValue]:
    """Return one entry of a roll-call with its signature, and the bureau of who signed it."""
    return {
        "format": CALL_FORMAT,
        "vote": call.vote,
        "member": call.member,
        "version": call.version,
        "choice": call.choice,
        "officer": call.officer,
        "bureau": bureau,
        "cast_at": instant_text(call.cast_at),
        "signature": {"kind": call.kind.value, "key": call.key, "value": call.value},
    }


def read_call(told: Mapping[str, Any]) -> Call:
    """Return the entry that `call_document` told."""
    signature = told["signature"]
    return Call(
        vote=told["vote"],
        member=told["member"],
        version=told["version"],
        choice=told["choice"],
        officer=told["officer"],
        cast_at=parse_instant(told["cast_at"]),
        kind=SignatureKind(signature["kind"]),
        key=signature["key"],
        value=signature["value"],
    )


def decided_of(vote: Vote, majority: Majority | None, article: str) -> Decided | None:
    """Return what a rule says of a counted question, with what was signed against it.

    It is recomputed from what is sealed: the totals, the fraction, the article.
    """
    if vote.tally is None or majority is None or vote.subject.kind is SubjectKind.ROUND:
        return None
    rule = QuestionRule(
        key=vote.rule,
        article=article,
        valid_from=vote.opened_at.date(),
        valid_until=None,
        majority=majority,
        is_secret=vote.method is Method.SECRET,
        admits_suspended=vote.matter is Matter.CONSTITUTION,
    )
    overrides = tuple(
        Override(each.outcome, each.reason, each.officer, each.signature.value.encode())
        for each in vote.overrulings
    )
    return Decided(counting.decide(rule, vote.tally), overrides)


def read_majority(told: Any) -> Majority | None:
    """Return the fraction that `majority_document` told."""
    if told is None:
        return None
    return Majority(told["numerator"], told["denominator"], told["strict"], Base(told["base"]))


def majority_document(majority: Majority | None) -> JsonValue:
    """Return a fraction of a base as plain values; None where most votes win."""
    if majority is None:
        return None
    return {
        "numerator": majority.numerator,
        "denominator": majority.denominator,
        "strict": majority.is_strict,
        "base": majority.base.value,
    }


def result_document(
    vote: Vote,
    majority: Majority | None,
    announcement: Announcement | None,
    verdict: Verdict | None,
) -> dict[str, JsonValue]:
    """Return the result of a vote: what was counted, read out and decided, with every overruling.

    Args:
        vote: as it is announced.
        majority: what its rule asks for; None where most votes win.
        announcement: the six items in their order; None for a consensus.
        verdict: what the numbers say about a question; None for a consensus or a round.
    """
    items: JsonValue = None
    if announcement is not None:
        items = [[name, number] for name, number in announcement.items()]
    return {
        "format": RESULT_FORMAT,
        "vote": vote.id,
        "session": vote.session,
        "words_digest": vote.subject.words_digest,
        "method": vote.method.value,
        "rule": vote.rule,
        "majority": majority_document(majority),
        "unverified": vote.is_unverified,
        "tally": None if vote.tally is None else tally_document(vote.tally),
        "announcement": items,
        "counted": _verdict(verdict),
        "overrulings": [_overruling(each) for each in vote.overrulings],
        "outcome": None if vote.outcome is None else vote.outcome.value,
    }


def digest(document: JsonValue) -> str:
    """Return SHA-256 (hex) of a document in its one spelling."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def _verdict(verdict: Verdict | None) -> JsonValue:
    if verdict is None:
        return None
    return {
        "article": verdict.article,
        "base": verdict.base.value,
        "base_total": verdict.base_total,
        "required": verdict.required,
        "obtained": verdict.obtained,
        "outcome": verdict.outcome.value,
    }


def _overruling(made: Overruling) -> dict[str, JsonValue]:
    signature = made.signature
    return {
        "outcome": made.outcome.value,
        "reason": made.reason,
        "officer": made.officer,
        "made_at": instant_text(made.made_at),
        "signature": {
            "kind": signature.kind.value,
            "key": signature.key,
            "value": signature.value,
        },
    }


def _read_overruling(told: Mapping[str, Any]) -> Overruling:
    signature = told["signature"]
    return Overruling(
        outcome=Outcome(told["outcome"]),
        reason=told["reason"],
        officer=told["officer"],
        made_at=parse_instant(told["made_at"]),
        signature=Signature(SignatureKind(signature["kind"]), signature["key"], signature["value"]),
    )


def _told(instant: datetime.datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _instant(text: str | None) -> datetime.datetime | None:
    return None if text is None else parse_instant(text)
