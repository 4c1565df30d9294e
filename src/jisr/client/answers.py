"""What callers are told of a check: the one home of the shapes that go over the line."""

from collections.abc import Mapping

import msgspec


class ToldReason(msgspec.Struct, frozen=True):
    """One piece of evidence: what was asked beside what is recorded, and what it weighs."""

    feature: str
    rule: str
    asked: str
    recorded: str
    bits: float
    text: str


class ToldFlag(msgspec.Struct, frozen=True):
    """What an officer must heed about the person."""

    flag: str
    text: str


class ToldHit(msgspec.Struct, frozen=True):
    """A record that may be meant: presumed, never proven.

    `instruction` says what to do next; `owner` is empty where the legal reviewer of the
    secretariat decides and nobody contacts the owner.
    """

    record: str
    version: int
    kind: str
    database: str
    owner: str
    reference: str
    basis: str
    bits: float
    score: float
    reasons: list[ToldReason]
    shown: Mapping[str, str]
    flags: list[ToldFlag]
    instruction: str
    notice: str
    refer_to_reviewer: bool
    owner_can_confirm_more: bool


class ToldWarning(msgspec.Struct, frozen=True):
    """Something odd about the question."""

    warning: str
    text: str


class ToldAnswer(msgspec.Struct, frozen=True):
    """The answer to one question. `trace` is the id under which the question is sealed."""

    trace: str
    code: str
    text: str
    notice: str
    hits: list[ToldHit]
    databases: list[str]
    warnings: list[ToldWarning]
    answered_at: str
    position: int
    data_at: str
    age_seconds: float
    is_stale: bool


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why something was refused (RFC 9457); `reason` is the stable key of the rule that did."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    reason: str = ""


class ToldLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to one of many questions, or the problem why there is none.

    `line` counts from 1, as the questions came.
    """

    line: int
    answer: ToldAnswer | None = None
    problem: Problem | None = None


class ToldBatch(msgspec.Struct, frozen=True):
    """The answers of a batch, in the order of its questions."""

    answers: list[ToldLine]
