"""What the routes of hits read and answer."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from jisr.checks.dialogue.actions import TEXT_LENGTH_MAX
from jisr.checks.dialogue.inbox_model import Inbox, Tab
from jisr.checks.dialogue.model import (
    Answer,
    Attachment,
    Channel,
    Dialogue,
    DialogueView,
    Figures,
    Preference,
    SignatureKind,
    Statement,
    Statistics,
)
from jisr.errors import to_translate
from jisr.kit.clock import instant_text
from jisr.kit.courier.addresses import URL_LENGTH_MAX
from jisr.kit.http.paging import write_cursor
from jisr.kit.words import Words

ID_FORM = r"^[0-9a-f]{32}$"
CODE_LENGTH_MAX = 64
BUREAU_LENGTH_MAX = 64

Id = Annotated[str, Field(pattern=ID_FORM)]
Code = Annotated[str, Field(max_length=CODE_LENGTH_MAX)]
Text = Annotated[str, Field(max_length=TEXT_LENGTH_MAX)]
DEFINITION = to_translate(
    "For each question that was put to an owner in the period (the newest 10,000): the seconds "
    "from the question to the owner's first answer. median_seconds is their median, over answered "
    "questions only; asked counts all, answered those with an answer, in_time those answered "
    "before the clock ended, escalated those of which the secretariat was told."
)


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Opening(_In):
    """A hit that is taken up: the trace of the question and the record that came back."""

    trace: Id
    record: Id


class Asking(_In):
    """How much time the owner has."""

    urgent: bool = False


class Dismissing(_In):
    """Why a hit is dismissed: a code of the list."""

    reason: Code


class Answering(_In):
    """What the owner says."""

    answer: Answer
    text: Text = ""


class Following(_In):
    """What came of a hit: a code of the list."""

    outcome: Code
    text: Text = ""


class Messaging(_In):
    """What is written to the other side."""

    text: Text


class PreferenceIn(_In):
    """How a bureau is notified."""

    channel: Channel
    address: str = Field("", max_length=URL_LENGTH_MAX)
    version: int = Field(ge=0, le=2**31 - 1, description="The version that was read.")


class SignatureOut(BaseModel):
    """How a statement is signed; `hub-session` is no signature of the officer."""

    kind: SignatureKind
    key: str
    value: str


class StatementOut(BaseModel):
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
    signature: SignatureOut


class HitSummary(BaseModel):
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


class InboxOut(BaseModel):
    """One page of a part of an inbox, the most pressing hit first.

    `counts` says how many hits each part holds that is not closed; 100 stands for 100 or more.
    """

    items: list[HitSummary]
    counts: dict[Tab, int]
    next: str = Field(description="The cursor of the next page; empty when this is the last.")


class HitOut(HitSummary):
    """A dialogue with what was said; `record_data` only for the record's owner."""

    statements: list[StatementOut]
    record_data: dict[str, str]


class AttachmentOut(BaseModel):
    """A file; `sha256` is of its bytes after its metadata were removed."""

    id: str
    hit: str
    media_type: str
    sha256: str
    length: int
    added_at: str


class PreferenceOut(BaseModel):
    """How a bureau is notified; `verify_key` is the Ed25519 key (base64) of our webhooks."""

    bureau: str
    channel: Channel
    address: str
    version: int
    verify_key: str


class FiguresOut(BaseModel):
    """The figures of one kind of clock; see `definition`."""

    asked: int
    answered: int
    in_time: int
    escalated: int
    median_seconds: int | None


class StatisticsOut(BaseModel):
    """How fast owners answer."""

    since: str
    of: Literal["network", "own"]
    definition: str
    urgent: FiguresOut
    routine: FiguresOut


def hit_summary(view: DialogueView, words: Words) -> HitSummary:
    """Return a dialogue as a list shows it."""
    return HitSummary.model_validate(_summary(view, words))


def inbox_out(found: Inbox, words: Words) -> InboxOut:
    """Return one page of an inbox."""
    return InboxOut(
        items=[hit_summary(each, words) for each in found.rows],
        counts=dict(found.counts),
        next=write_cursor(found.following) if found.following else "",
    )


def hit_out(view: DialogueView, words: Words) -> HitOut:
    """Return a whole dialogue."""
    return HitOut.model_validate(
        {
            **_summary(view, words),
            "statements": [_statement(each) for each in view.statements],
            "record_data": dict(view.record_data),
        }
    )


def _summary(view: DialogueView, words: Words) -> dict[str, object]:
    dialogue: Dialogue = view.dialogue
    return {
        "id": dialogue.id,
        "version": dialogue.version,
        "state": dialogue.state.value,
        "side": view.side.value,
        "warning": words.say(view.warning),
        "record": dialogue.record,
        "record_version": dialogue.record_version,
        "kind": dialogue.kind.value,
        "database": dialogue.database.value,
        "asking": dialogue.asking,
        "owner": dialogue.owner,
        "asking_reference": dialogue.asking_reference,
        "owner_reference": dialogue.owner_reference,
        "purpose": dialogue.purpose.value,
        "urgent": dialogue.is_urgent,
        "overdue": view.is_overdue,
        "opened_at": instant_text(dialogue.opened_at),
        "asked_at": _moment(dialogue.asked_at),
        "due_at": _moment(dialogue.due_at),
        "answered_at": _moment(dialogue.answered_at),
        "escalated_at": _moment(dialogue.escalated_at),
        "outcome": dialogue.outcome,
        "trace": dialogue.trace,
    }


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "number": statement.number,
        "word": statement.word.value,
        "side": statement.side.value,
        "bureau": statement.bureau,
        "officer": statement.officer,
        "said_at": instant_text(statement.said_at),
        "code": statement.code,
        "text": statement.text,
        "attachment": statement.attachment,
        "signature": {
            "kind": statement.signature.kind,
            "key": statement.signature.key,
            "value": statement.signature.value,
        },
    }


def attachment_out(attachment: Attachment) -> AttachmentOut:
    """Return what is told of a file."""
    return AttachmentOut(
        id=attachment.id,
        hit=attachment.hit,
        media_type=attachment.media_type,
        sha256=attachment.sha256,
        length=attachment.length,
        added_at=instant_text(attachment.added_at),
    )


def preference_out(preference: Preference, verify_key: str) -> PreferenceOut:
    """Return how a bureau is notified."""
    return PreferenceOut(
        bureau=preference.bureau,
        channel=preference.channel,
        address=preference.address,
        version=preference.version,
        verify_key=verify_key,
    )


def statistics_out(statistics: Statistics, words: Words, *, is_own: bool) -> StatisticsOut:
    """Return the published figures with what they mean."""
    return StatisticsOut(
        since=instant_text(statistics.since),
        of="own" if is_own else "network",
        definition=words.say(DEFINITION),
        urgent=_figures(statistics.urgent),
        routine=_figures(statistics.routine),
    )


def _figures(figures: Figures) -> FiguresOut:
    return FiguresOut(
        asked=figures.asked,
        answered=figures.answered,
        in_time=figures.in_time,
        escalated=figures.escalated,
        median_seconds=figures.median_seconds,
    )


def _moment(moment: datetime.datetime | None) -> str:
    return "" if moment is None else instant_text(moment)
