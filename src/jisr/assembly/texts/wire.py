"""What is told of the agenda and the texts, in the API and by the commands."""

import datetime

from pydantic import BaseModel, Field

from jisr.assembly.texts.actions import (
    AgendaView,
    AmendmentView,
    Followed,
    ItemView,
    PaperView,
    ResolutionView,
)
from jisr.assembly.texts.follow_up import Line, Report, Status
from jisr.assembly.texts.held import HeldDraft, HeldItem, HeldResolution, ItemState, PaperKind
from jisr.assembly.texts.model import Change, DraftState, Duty, Paragraph, ParagraphKind
from jisr.assembly.texts.steps import Fault
from jisr.assembly.texts.voting_order import State
from jisr.assembly.texts.words import Fate


class ItemShown(BaseModel):
    """An item of the agenda of a session."""

    id: str
    session: int
    number: int
    title: dict[str, str]
    requested_by: str
    requested_on: datetime.date = Field(description="The day on which it was complete.")
    has_report: bool
    has_draft: bool
    is_public: bool
    version: int


class ItemStanding(ItemShown):
    """An item, and whether it stands on the agenda."""

    state: ItemState
    papers: list[str] = Field(description="Ids of the papers that the caller may read.")


class AgendaShown(BaseModel):
    """The agenda of a session."""

    session: int
    last_day: datetime.date = Field(description="Of requests that need no leave of the assembly.")
    adopted_on: datetime.date | None
    vote: str = Field(description="The vote that adopted it; empty before.")
    items: list[str] = Field(description="Ids of the items that the assembly adopted.")


class DutyShown(BaseModel):
    """What an operative paragraph asks of whom, and by when."""

    addressee: str
    action: dict[str, str]
    due: datetime.date | None


class ParagraphShown(BaseModel):
    """A paragraph in its languages; `revisions` says which revision each language says."""

    id: str
    place: str
    kind: ParagraphKind
    texts: dict[str, str]
    revisions: dict[str, int]
    duty: DutyShown | None


class FindingShown(BaseModel):
    """What is not in step: where, in which language, and how."""

    place: str
    language: str
    fault: Fault


class PartVoteShown(BaseModel):
    """A vote on one paragraph that a delegation asked for."""

    paragraph: str
    asked_by: str
    vote: str
    is_kept: bool


class RulingShown(BaseModel):
    """The chair's ruling that one amendment falls if another is accepted."""

    amendment_id: str
    accepted_id: str
    reason: str


class PaperShown(BaseModel):
    """A paper of an item as it was written."""

    id: str
    item: str
    session: int
    kind: PaperKind
    state: DraftState
    revision: int
    version: int
    title: dict[str, str]
    paragraphs: list[ParagraphShown]
    sponsors: list[str]
    invited: list[str]
    asking: list[str]
    is_released: bool
    order: list[str] = Field(description="Amendments as the chair ordered them, if so.")
    order_reason: str
    rulings: list[RulingShown]
    parts: list[PartVoteShown]
    vote: str = Field(description="The vote that adopted or rejected it.")


class PaperStanding(PaperShown):
    """A paper with what keeps its languages apart, and how far its decision has come."""

    languages: list[str] = Field(description="The official languages; all must be in step.")
    findings: list[FindingShown]
    next_amendment: str = Field(description="The amendment that is voted on next.")
    open_vote: str = Field(description="The vote on it that is open; no word changes meanwhile.")
    resolution: str = Field(description="Under which number it was adopted.")


class PieceShown(BaseModel):
    """Some words that are kept, removed or added."""

    fate: Fate
    text: str


class AmendmentShown(BaseModel):
    """An amendment as it stands."""

    id: str
    text: str
    revision: int = Field(description="The revision of the text that it is to.")
    number: int
    change: Change
    paragraph: str
    place: str
    sponsors: list[str]
    texts: dict[str, str]
    added_kind: ParagraphKind | None
    duty: DutyShown | None
    state: State
    because: int = Field(description="The number of the amendment that made it fall; 0: none.")
    falls_with: list[int] = Field(description="Later ones that fall if this one is accepted.")
    agreed: list[str] = Field(description="Sponsors of the text that accept it.")
    distance: int = Field(description="How far it moves its paragraph, in thousandths.")
    is_stale: bool = Field(description="It is to older words, and must be restated.")
    reason: str
    vote: str
    compared: dict[str, list[PieceShown]]
    version: int


class ResolutionShown(BaseModel):
    """An adopted text."""

    number: str
    session: int
    text: str
    item: str
    is_public: bool
    title: dict[str, str]
    paragraphs: list[ParagraphShown]
    sponsors: list[str]
    adopted_on: datetime.date
    vote: str
    result: str = Field(description="SHA-256 of the sealed result of the vote.")
    seal: str = Field(description="SHA-256 over number, words, duties and vote.")


class ResolutionChecked(ResolutionShown):
    """An adopted text, and whether its words are those that were sealed."""

    is_untouched: bool


class ReportShown(BaseModel):
    """What was reported on a duty."""

    status: Status
    day: datetime.date
    reporter: str
    evidence: list[str]


class FollowedShown(BaseModel):
    """A duty of an adopted text, and where it stands today."""

    resolution: str
    place: str
    session: int
    duty: DutyShown
    status: Status
    is_late: bool
    reports: list[ReportShown]


class LineShown(BaseModel):
    """What a session is told about one duty."""

    resolution: str
    place: str
    addressee: str
    due: datetime.date | None
    status: Status
    is_late: bool
    evidence: list[str]


def item_shown(held: HeldItem) -> ItemShown:
    """Return an item as it is told."""
    item = held.item
    return ItemShown(
        id=item.item_id,
        session=held.session,
        number=item.number,
        title=dict(item.title.texts),
        requested_by=item.requested_by,
        requested_on=item.requested_on,
        has_report=item.has_report,
        has_draft=item.has_draft,
        is_public=item.is_public,
        version=held.version,
    )


def item_standing(view: ItemView) -> ItemStanding:
    """Return an item of the agenda as it is told."""
    return ItemStanding(
        **item_shown(view.held).model_dump(),
        state=view.state,
        papers=[each.draft.draft_id for each in view.papers],
    )


def agenda_shown(view: AgendaView) -> AgendaShown:
    """Return the agenda of a session as it is told."""
    adopted = view.adopted
    return AgendaShown(
        session=view.session,
        last_day=view.last_day,
        adopted_on=None if adopted is None else adopted.adopted_on,
        vote="" if adopted is None else adopted.vote_id,
        items=[] if adopted is None else list(adopted.items),
    )


def duty_shown(duty: Duty | None) -> DutyShown | None:
    """Return what a paragraph asks as it is told."""
    if duty is None:
        return None
    return DutyShown(addressee=duty.addressee, action=dict(duty.action.texts), due=duty.due)


def paragraphs_shown(paragraphs: tuple[Paragraph, ...]) -> list[ParagraphShown]:
    """Return paragraphs with their places, such as `PP1` and `OP2`."""
    counted = {ParagraphKind.PREAMBULAR: 0, ParagraphKind.OPERATIVE: 0}
    letters = {ParagraphKind.PREAMBULAR: "PP", ParagraphKind.OPERATIVE: "OP"}
    found = []
    for each in paragraphs:
        counted[each.kind] += 1
        found.append(
            ParagraphShown(
                id=each.paragraph_id,
                place=f"{letters[each.kind]}{counted[each.kind]}",
                kind=each.kind,
                texts=dict(each.texts),
                revisions=dict(each.revisions),
                duty=duty_shown(each.duty),
            )
        )
    return found


def paper_shown(held: HeldDraft) -> PaperShown:
    """Return a paper as it is told."""
    draft = held.draft
    return PaperShown(
        id=draft.draft_id,
        item=draft.item_id,
        session=held.session,
        kind=held.kind,
        state=draft.state,
        revision=draft.revision,
        version=held.version,
        title=dict(draft.title),
        paragraphs=paragraphs_shown(draft.paragraphs),
        sponsors=list(draft.sponsors),
        invited=list(held.invited),
        asking=list(held.asking),
        is_released=held.is_released,
        order=list(held.order),
        order_reason=held.order_reason,
        rulings=[
            RulingShown(
                amendment_id=each.amendment_id, accepted_id=each.accepted_id, reason=each.reason
            )
            for each in held.rulings
        ],
        parts=[
            PartVoteShown(
                paragraph=each.paragraph_id,
                asked_by=each.asked_by,
                vote=each.vote_id,
                is_kept=each.is_kept,
            )
            for each in held.parts
        ],
        vote=held.vote_id,
    )


def paper_standing(view: PaperView) -> PaperStanding:
    """Return a paper with how far it has come."""
    return PaperStanding(
        **paper_shown(view.held).model_dump(),
        languages=list(view.languages),
        findings=[
            FindingShown(place=each.place, language=each.language, fault=each.fault)
            for each in view.findings
        ],
        next_amendment=view.next_id,
        open_vote="" if view.hold is None else view.hold.vote_id,
        resolution=view.number,
    )


def amendment_shown(view: AmendmentView) -> AmendmentShown:
    """Return an amendment as it is told."""
    held, inner = view.held, view.held.amendment
    return AmendmentShown(
        id=inner.amendment_id,
        text=inner.draft_id,
        revision=inner.draft_revision,
        number=inner.number,
        change=inner.change,
        paragraph=inner.paragraph_id,
        place=view.place,
        sponsors=list(inner.sponsors),
        texts=dict(inner.texts),
        added_kind=inner.added_kind,
        duty=duty_shown(inner.duty),
        state=view.state,
        because=view.because,
        falls_with=list(view.falls_with),
        agreed=list(held.agreed),
        distance=view.distance,
        is_stale=view.is_stale,
        reason=held.reason,
        vote=held.vote_id,
        compared={
            language: [PieceShown(fate=each.fate, text=each.text) for each in pieces]
            for language, pieces in view.compared.items()
        },
        version=held.version,
    )


def resolution_shown(held: HeldResolution) -> ResolutionShown:
    """Return an adopted text as it is told."""
    resolution = held.resolution
    return ResolutionShown(
        number=resolution.number,
        session=held.session,
        text=held.draft_id,
        item=resolution.item_id,
        is_public=held.is_public,
        title=dict(resolution.title),
        paragraphs=paragraphs_shown(resolution.paragraphs),
        sponsors=list(resolution.sponsors),
        adopted_on=resolution.adopted_on,
        vote=resolution.vote_id,
        result=resolution.result_digest,
        seal=resolution.seal,
    )


def resolution_checked(view: ResolutionView) -> ResolutionChecked:
    """Return an adopted text and whether it is untouched."""
    return ResolutionChecked(
        **resolution_shown(view.held).model_dump(), is_untouched=view.is_untouched
    )


def followed_shown(followed: Followed) -> FollowedShown:
    """Return a duty as it is told."""
    inner = followed.follow_up
    duty = inner.duty
    return FollowedShown(
        resolution=inner.resolution,
        place=inner.place,
        session=followed.session,
        duty=DutyShown(addressee=duty.addressee, action=dict(duty.action.texts), due=duty.due),
        status=followed.status,
        is_late=followed.is_late,
        reports=[_report_shown(each) for each in inner.reports],
    )


def _report_shown(report: Report) -> ReportShown:
    return ReportShown(
        status=report.status,
        day=report.day,
        reporter=report.reporter,
        evidence=list(report.evidence),
    )


def line_shown(line: Line) -> LineShown:
    """Return what a session is told about one duty."""
    return LineShown(
        resolution=line.resolution,
        place=line.place,
        addressee=line.addressee,
        due=line.due,
        status=line.status,
        is_late=line.is_late,
        evidence=list(line.evidence),
    )
