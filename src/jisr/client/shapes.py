"""What a hub answers beside checks; a test holds these shapes to its OpenAPI document."""

from collections.abc import Mapping
from typing import Any

import msgspec

Document = dict[str, Any]
"""A version of a record: the sealed document's own fields."""


class Told(msgspec.Struct, frozen=True):
    """Something that a hub told; fields that a newer hub adds are left out."""


# ── who is who ────────────────────────────────────────────────────────────────────────────────


class Me(Told, frozen=True):
    """Who calls, and what the credential is good for."""

    officer: str
    name: str
    bureau: str
    roles: list[str]
    means: str
    scopes: list[str]
    purpose: str
    case: str


class Member(Told, frozen=True):
    """A country with a seat in the network; `since` is a day, 2026-11-21."""

    country: str
    name: Mapping[str, str]
    since: str | None


class Bureau(Told, frozen=True):
    """A body through which a member, or the organisation, acts."""

    id: str
    kind: str
    name: Mapping[str, str]
    member: str | None
    parent: str | None


class Officer(Told, frozen=True):
    """A person, or a machine, that acts for one bureau."""

    id: str
    bureau: str
    name: str
    roles: list[str]
    is_active: bool


class Agreement(Told, frozen=True):
    """One narrow permission that an agreement gives; days as 2026-11-21."""

    id: str
    bureau: str
    databases: list[str]
    operations: list[str]
    purposes: list[str]
    counterparts: list[str]
    starts: str
    ends: str | None
    source: str


class Health(Told, frozen=True):
    """Whether a hub can answer: `ok`, `read-only` or `down`, as a whole and part by part."""

    status: str
    database: str
    ledger: str
    checks: str


# ── records ───────────────────────────────────────────────────────────────────────────────────


class RecordOpened(Told, frozen=True):
    """A record that was opened; `entry` is the sealed reading, `instruction` says what to do."""

    record: Document
    instruction: str
    is_accused: bool
    is_expiring: bool
    has_more: bool
    entry: str


class Erased(Told, frozen=True):
    """That a record's data were destroyed, and the entry that proves it."""

    id: str
    entry: str


class Expiring(Told, frozen=True):
    """A record of the caller's bureau that ends within the time for review."""

    id: str
    database: str
    reference: str
    retained_until: str


class Opening(Told, frozen=True):
    """That withheld fields of a record were opened in an emergency, by which bureau and why.

    `officer` is empty for everybody but his own bureau.
    """

    id: str
    record: str
    version: int
    owner: str
    bureau: str
    officer: str
    purpose: str
    case: str
    reason: str
    opened_at: str
    ends_at: str
    entry: str


class Version(Told, frozen=True):
    """Who wrote a version, and when; or which bureau opened withheld fields (`record.opened`)."""

    version: int
    state: str | None
    time: str
    bureau: str
    officer: str
    verb: str
    reason: str
    entry_id: str


class Viewer(Told, frozen=True):
    """A member, whether it sees a record, and the rule that says so."""

    member: str
    sees: bool
    rule: str
    sentence: str


class Audience(Told, frozen=True):
    """Who sees a record: one line a member."""

    viewers: list[Viewer]


# ── hits ──────────────────────────────────────────────────────────────────────────────────────


class Signature(Told, frozen=True):
    """How a statement is signed; `hub-session` is no signature of the officer."""

    kind: str
    key: str
    value: str


class Statement(Told, frozen=True):
    """One statement; `officer` is empty where another side spoke."""

    number: int
    word: str
    side: str
    bureau: str
    officer: str
    said_at: str
    code: str
    text: str
    attachment: str
    signature: Signature


class HitSummary(Told, frozen=True):
    """A dialogue in a list; `warning` says in words what may follow from it."""

    id: str
    version: int
    state: str
    side: str
    warning: str
    record: str
    record_version: int
    kind: str
    database: str
    asking: str
    owner: str
    asking_reference: str
    owner_reference: str
    purpose: str
    urgent: bool
    overdue: bool
    opened_at: str
    asked_at: str
    due_at: str
    answered_at: str
    escalated_at: str
    outcome: str
    trace: str


class Inbox(Told, frozen=True):
    """One page of a part of an inbox; `counts` says how many hits each open part holds."""

    items: list[HitSummary]
    counts: Mapping[str, int]
    next: str


class Hit(HitSummary, frozen=True):
    """A dialogue with what was said; `record_data` only for the record's owner."""

    statements: list[Statement]
    record_data: Mapping[str, str]


class Attachment(Told, frozen=True):
    """A file of a hit, without what it said about place and device; its hash is sealed."""

    id: str
    hit: str
    media_type: str
    sha256: str
    length: int
    added_at: str


class Preference(Told, frozen=True):
    """How a bureau is told of hits; webhooks are signed with the key of `verify_key`."""

    bureau: str
    channel: str
    address: str
    version: int
    verify_key: str


class Figures(Told, frozen=True):
    """What is published about questions of one kind of clock."""

    asked: int
    answered: int
    in_time: int
    escalated: int
    median_seconds: int | None


class Statistics(Told, frozen=True):
    """How fast owners answer, of the network or of one's own bureau; `definition` says how."""

    since: str
    of: str
    definition: str
    urgent: Figures
    routine: Figures
