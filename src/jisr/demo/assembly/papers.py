"""The agenda and the drafts of the demo: `data/assembly.toml` as papers of its session."""

import datetime
import importlib.resources
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from jisr.access import actions as access
from jisr.assembly.texts import actions as texts
from jisr.assembly.texts.actions import At, NewWords, Proposal
from jisr.assembly.texts.held import HeldDraft, PaperKind
from jisr.assembly.texts.model import Change, Duty, ParagraphKind
from jisr.demo.assembly.people import SECRETARY
from jisr.demo.assembly.seating import NUMBER
from jisr.demo.staff import officer_id
from jisr.kit.db import Transaction
from jisr.values import LanguageMap

_KINDS = {"PP": ParagraphKind.PREAMBULAR, "OP": ParagraphKind.OPERATIVE}
_REPORT = {
    "ar": "تقرير الأمانة العامة",
    "en": "Report of the General Secretariat",
    "fr": "Rapport du Secrétariat général",
    "es": "Informe de la Secretaría General",
}
_BACKGROUND = {
    "ar": "يعرض هذا التقرير خلفية مشروع القرار وآثاره المالية.",
    "en": "This report gives the background of the draft resolution and what it costs.",
    "fr": "Le présent rapport expose le contexte du projet de résolution et son coût.",
    "es": "Este informe expone los antecedentes del proyecto de resolución y su coste.",
}


def file_papers(transaction: Transaction, opens: datetime.date) -> dict[str, str]:
    """File every item with its report and draft; return the drafts' ids by their state."""
    table = _table()
    items = {
        row["key"]: texts.request_item(
            transaction, SECRETARY, NUMBER, row["title"], is_public=row["is_public"]
        ).item.item_id
        for row in table["items"]
    }
    drafts: dict[str, str] = {}
    for row in table["drafts"]:
        item = items[row["item"]]
        report = texts.file_paper(transaction, SECRETARY, item, PaperKind.REPORT, _REPORT)
        words = NewWords(ParagraphKind.PREAMBULAR, _BACKGROUND)
        texts.add_paragraph(transaction, SECRETARY, At(report.draft.draft_id), words)
        drafts[row["state"]] = _file_draft(transaction, item, row, opens)
    return drafts


def propose_amendments(transaction: Transaction, drafts: Mapping[str, str]) -> None:
    """Propose the amendments that wait, each by its sponsor's head of delegation."""
    row = next(each for each in _table()["drafts"] if "amendments" in each)
    draft_id = drafts[row["state"]]
    reader = access.officer(transaction, officer_id("delegate", row["sponsor"]))
    for each in row["amendments"]:
        held = texts.paper(transaction, reader, draft_id).held
        operative = [part for part in held.draft.paragraphs if part.kind is ParagraphKind.OPERATIVE]
        changed = operative[each["paragraph"] - 1].paragraph_id
        proposal = Proposal(Change.REPLACE, changed, each["texts"])
        sponsor = officer_id("delegate", each["sponsor"])
        texts.propose_amendment(transaction, sponsor, draft_id, proposal)


def _file_draft(
    transaction: Transaction, item: str, row: Mapping[str, Any], opens: datetime.date
) -> str:
    speaker = officer_id("delegate", row["sponsor"])
    kind = PaperKind.RESOLUTION
    held: HeldDraft = texts.file_paper(transaction, speaker, item, kind, row["title"])
    for part in row["paragraphs"]:
        words = NewWords(_KINDS[part["kind"]], part["texts"], _duty(part, opens))
        texts.add_paragraph(transaction, speaker, At(held.draft.draft_id), words)
    return held.draft.draft_id


def _duty(part: Mapping[str, Any], opens: datetime.date) -> Duty | None:
    if "addressee" not in part:
        return None
    due = opens + datetime.timedelta(days=part["due_days"])
    return Duty(part["addressee"], LanguageMap(part["action"]), due)


@cache
def _table() -> dict[str, Any]:
    source = importlib.resources.files("jisr.demo") / "data" / "assembly.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
