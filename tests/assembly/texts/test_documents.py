"""What is sealed can be read back whole."""

import datetime
import json
from dataclasses import replace

from jisr.assembly.texts import documents
from jisr.assembly.texts.adoption import AdoptingVote, adopt, words_digest
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
from jisr.assembly.texts.model import AgendaItem, Duty, ParagraphKind
from jisr.assembly.texts.voting_order import Ruling, State
from jisr.ledger.canonical import canonical_bytes
from jisr.values import LanguageMap
from texts_made import DRAFT, DUTY, LANGUAGES, TITLE, adding

DAY = datetime.date(2026, 9, 1)
ITEM = AgendaItem("i1", 1, LanguageMap(TITLE), "MAR", DAY, has_report=True, has_draft=False)
REFUSED = Admission("v1", is_admitted=False)
REASON = "It goes farther in substance."


def _again(document: object) -> dict[str, object]:
    read = json.loads(canonical_bytes(document))  # type: ignore[arg-type]  # plain values
    return dict(read)


def test_items_and_agendas_are_read_back() -> None:
    """With and without the assembly's decision on them."""
    for held in (HeldItem(ITEM, 93), HeldItem(ITEM, 93, REFUSED, is_withdrawn=True, version=4)):
        again = documents.read_item(_again(documents.item_document(held)), held.version)
        assert again == held
    agenda = Agenda(93, ("i1", "i2"), "v1", DAY)
    assert documents.read_agenda(_again(documents.agenda_document(agenda))) == agenda


def test_papers_are_read_back() -> None:
    """With everything that happened to them."""
    due = Duty("MAR", LanguageMap({"en": "report"}), DAY)
    last = replace(DRAFT.paragraphs[-1], duty=due)
    full = HeldDraft(
        replace(DRAFT, paragraphs=(*DRAFT.paragraphs[:-1], last)),
        93,
        PaperKind.RESOLUTION,
        is_released=True,
        invited=("FRA",),
        asking=("EGY",),
        order=("a1", "a2"),
        order_reason=REASON,
        rulings=(Ruling("a1", "a2", REASON),),
        parts=(PartVote("o1", "MAR"), PartVote("o2", "FRA", "v2", is_kept=False)),
        vote_id="v1",
        version=9,
    )
    for held in (HeldDraft(DRAFT, 93, PaperKind.REPORT), full):
        again = documents.read_draft(_again(documents.draft_document(held)), held.version)
        assert again == held


def test_amendments_are_read_back() -> None:
    """With their duty, and what became of them."""
    added = adding(1, "o1", ParagraphKind.OPERATIVE, en="Asks")
    full = HeldAmendment(
        replace(added, duty=DUTY), State.FALLEN, "a2", ("FRA", "MAR"), "v1", REASON, 3
    )
    for held in (HeldAmendment(replace(added, added_kind=None)), full):
        again = documents.read_amendment(_again(documents.amendment_document(held)), held.version)
        assert again == held


def test_resolutions_and_reports_are_read_back() -> None:
    """The seal holds after it, too."""
    vote = AdoptingVote("v1", words_digest(DRAFT), "ab" * 32, is_adopted=True, day=DAY)
    resolution = adopt(DRAFT, vote, "AG-2026-RES-01", LANGUAGES)
    held = HeldResolution(resolution, 93, "d1", is_public=True)
    assert documents.read_resolution(_again(documents.resolution_document(held))) == held
    report = Report(Status.UNDER_WAY, DAY, "GS", ("one", "two"))
    assert documents.read_report(_again(documents.report_document(report))) == report
