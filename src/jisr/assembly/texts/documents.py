"""What each version of an item, a draft, an amendment or a resolution says when it is sealed."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from jisr.access.texts import plain_language_map, read_language_map
from jisr.assembly.texts.follow_up import Report, Status
from jisr.assembly.texts.held import (
    Admission,
    Agenda,
    HeldAmendment,
    HeldDraft,
    HeldItem,
    HeldResolution,
    PaperKind,
    PartVote,
)
from jisr.assembly.texts.model import (
    AgendaItem,
    Amendment,
    Change,
    Draft,
    DraftState,
    Duty,
    Paragraph,
    ParagraphKind,
    Resolution,
)
from jisr.assembly.texts.voting_order import Ruling, State


def item_document(held: HeldItem) -> dict[str, Any]:
    """Return an agenda item as plain values."""
    item = held.item
    return {
        "id": item.item_id,
        "session": held.session,
        "number": item.number,
        "title": plain_language_map(item.title),
        "requested_by": item.requested_by,
        "requested_on": item.requested_on.isoformat(),
        "has_report": item.has_report,
        "has_draft": item.has_draft,
        "is_public": item.is_public,
        "admission": None if held.admission is None else asdict(held.admission),
        "is_withdrawn": held.is_withdrawn,
    }


def read_item(given: Mapping[str, Any], version: int) -> HeldItem:
    """Return the item that `item_document` wrote."""
    admission = given["admission"]
    return HeldItem(
        item=AgendaItem(
            item_id=given["id"],
            number=given["number"],
            title=read_language_map(given["title"]),
            requested_by=given["requested_by"],
            requested_on=datetime.date.fromisoformat(given["requested_on"]),
            has_report=given["has_report"],
            has_draft=given["has_draft"],
            is_public=given["is_public"],
        ),
        session=given["session"],
        admission=None if admission is None else Admission(**admission),
        is_withdrawn=given["is_withdrawn"],
        version=version,
    )


def agenda_document(agenda: Agenda) -> dict[str, Any]:
    """Return an adopted agenda as plain values."""
    return {
        "session": agenda.session,
        "items": list(agenda.items),
        "vote": agenda.vote_id,
        "adopted_on": agenda.adopted_on.isoformat(),
    }


def read_agenda(given: Mapping[str, Any]) -> Agenda:
    """Return the agenda that `agenda_document` wrote."""
    return Agenda(
        session=given["session"],
        items=tuple(given["items"]),
        vote_id=given["vote"],
        adopted_on=datetime.date.fromisoformat(given["adopted_on"]),
    )


def duty_document(duty: Duty | None) -> dict[str, Any] | None:
    """Return what an operative paragraph asks as plain values."""
    if duty is None:
        return None
    due = None if duty.due is None else duty.due.isoformat()
    return {"addressee": duty.addressee, "action": plain_language_map(duty.action), "due": due}


def _read_duty(given: Mapping[str, Any] | None) -> Duty | None:
    if given is None:
        return None
    due = given["due"]
    day = None if due is None else datetime.date.fromisoformat(due)
    return Duty(given["addressee"], read_language_map(given["action"]), day)


def paragraph_document(paragraph: Paragraph) -> dict[str, Any]:
    """Return one paragraph as plain values."""
    return {
        "id": paragraph.paragraph_id,
        "kind": paragraph.kind.value,
        "texts": dict(paragraph.texts),
        "revisions": dict(paragraph.revisions),
        "duty": duty_document(paragraph.duty),
    }


def _read_paragraph(given: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        paragraph_id=given["id"],
        kind=ParagraphKind(given["kind"]),
        texts=given["texts"],
        revisions=given["revisions"],
        duty=_read_duty(given["duty"]),
    )


def draft_document(held: HeldDraft) -> dict[str, Any]:
    """Return a paper as plain values."""
    draft = held.draft
    return {
        "id": draft.draft_id,
        "item": draft.item_id,
        "session": held.session,
        "kind": held.kind.value,
        "title": dict(draft.title),
        "paragraphs": [paragraph_document(each) for each in draft.paragraphs],
        "sponsors": list(draft.sponsors),
        "revision": draft.revision,
        "state": draft.state.value,
        "is_released": held.is_released,
        "invited": list(held.invited),
        "asking": list(held.asking),
        "order": list(held.order),
        "order_reason": held.order_reason,
        "rulings": [asdict(each) for each in held.rulings],
        "parts": [asdict(each) for each in held.parts],
        "vote": held.vote_id,
    }


def read_draft(given: Mapping[str, Any], version: int) -> HeldDraft:
    """Return the paper that `draft_document` wrote."""
    return HeldDraft(
        draft=Draft(
            draft_id=given["id"],
            item_id=given["item"],
            title=given["title"],
            paragraphs=tuple(map(_read_paragraph, given["paragraphs"])),
            sponsors=tuple(given["sponsors"]),
            revision=given["revision"],
            state=DraftState(given["state"]),
        ),
        session=given["session"],
        kind=PaperKind(given["kind"]),
        is_released=given["is_released"],
        invited=tuple(given["invited"]),
        asking=tuple(given["asking"]),
        order=tuple(given["order"]),
        order_reason=given["order_reason"],
        rulings=tuple(Ruling(**each) for each in given["rulings"]),
        parts=tuple(PartVote(**each) for each in given["parts"]),
        vote_id=given["vote"],
        version=version,
    )


def amendment_document(held: HeldAmendment) -> dict[str, Any]:
    """Return an amendment as plain values."""
    amendment = held.amendment
    kind = amendment.added_kind
    return {
        "id": amendment.amendment_id,
        "draft": amendment.draft_id,
        "draft_revision": amendment.draft_revision,
        "number": amendment.number,
        "change": amendment.change.value,
        "paragraph": amendment.paragraph_id,
        "sponsors": list(amendment.sponsors),
        "texts": dict(amendment.texts),
        "added_kind": None if kind is None else kind.value,
        "duty": duty_document(amendment.duty),
        "state": held.state.value,
        "because": held.because,
        "agreed": list(held.agreed),
        "vote": held.vote_id,
        "reason": held.reason,
    }


def read_amendment(given: Mapping[str, Any], version: int) -> HeldAmendment:
    """Return the amendment that `amendment_document` wrote."""
    kind = given["added_kind"]
    return HeldAmendment(
        amendment=Amendment(
            amendment_id=given["id"],
            draft_id=given["draft"],
            draft_revision=given["draft_revision"],
            number=given["number"],
            change=Change(given["change"]),
            paragraph_id=given["paragraph"],
            sponsors=tuple(given["sponsors"]),
            texts=given["texts"],
            added_kind=None if kind is None else ParagraphKind(kind),
            duty=_read_duty(given["duty"]),
        ),
        state=State(given["state"]),
        because=given["because"],
        agreed=tuple(given["agreed"]),
        vote_id=given["vote"],
        reason=given["reason"],
        version=version,
    )


def resolution_document(held: HeldResolution) -> dict[str, Any]:
    """Return an adopted text as plain values."""
    resolution = held.resolution
    return {
        "number": resolution.number,
        "session": held.session,
        "draft": held.draft_id,
        "item": resolution.item_id,
        "is_public": held.is_public,
        "title": dict(resolution.title),
        "paragraphs": [paragraph_document(each) for each in resolution.paragraphs],
        "sponsors": list(resolution.sponsors),
        "adopted_on": resolution.adopted_on.isoformat(),
        "vote": resolution.vote_id,
        "result": resolution.result_digest,
        "seal": resolution.seal,
    }


def read_resolution(given: Mapping[str, Any]) -> HeldResolution:
    """Return the adopted text that `resolution_document` wrote."""
    return HeldResolution(
        resolution=Resolution(
            number=given["number"],
            item_id=given["item"],
            title=given["title"],
            paragraphs=tuple(map(_read_paragraph, given["paragraphs"])),
            sponsors=tuple(given["sponsors"]),
            adopted_on=datetime.date.fromisoformat(given["adopted_on"]),
            vote_id=given["vote"],
            result_digest=given["result"],
            seal=given["seal"],
        ),
        session=given["session"],
        draft_id=given["draft"],
        is_public=given["is_public"],
    )


def report_document(report: Report) -> dict[str, Any]:
    """Return a report on a duty as plain values."""
    return {
        "status": report.status.value,
        "day": report.day.isoformat(),
        "reporter": report.reporter,
        "evidence": list(report.evidence),
    }


def read_report(given: Mapping[str, Any]) -> Report:
    """Return the report that `report_document` wrote."""
    return Report(
        status=Status(given["status"]),
        day=datetime.date.fromisoformat(given["day"]),
        reporter=given["reporter"],
        evidence=tuple(given["evidence"]),
    )
