"""A session with an item on its agenda and a draft resolution, for the tests of the assembly."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from hall_world import CHAIR, NUMBER, ROOT, SECRETARY, HallWorld, found_hall
from jisr.access import actions as access
from jisr.access.model import BureauKind, Role
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import AdoptingVote, NewWords, PaperView, Proposal
from jisr.assembly.texts.held import HeldAmendment, HeldDraft, HeldItem, PaperKind
from jisr.assembly.texts.model import Change, Duty, Paragraph, ParagraphKind, Resolution
from jisr.errors import Denied
from jisr.kit.db import Database
from jisr.values import LanguageMap, new_id
from texts_made import FIRST, PREAMBLE, SECOND, TITLE
from ticking import TickingClock

EARLY = datetime.timedelta(days=70)
"""Items are requested so long before the session opens."""
MAR, FRA, EGY = "delegate@mar", "delegate@fra", "delegate@egy"
"""Who files the draft, who may join its sponsors, who amends it."""
RESULT = "ab" * 32
REASON = "This one goes farther in substance than its words show."
DUTY = Duty("GS", LanguageMap({"en": "report on documents"}), datetime.date(2027, 10, 1))
Answer = TypeVar("Answer")


@dataclass(slots=True)
class TextWorld:
    """A network in session; `do` runs an action as a transaction, `ask` reads."""

    hall: HallWorld
    clock: TickingClock

    @property
    def database(self) -> Database:
        """The database of the network."""
        return self.hall.database

    def do(self, action: Callable[..., Answer], *given: Any, **named: Any) -> Answer:
        """Run an action whole or not at all."""
        return self.hall.do(action, *given, **named)

    def refused(self, action: Callable[..., object], *given: Any, **named: Any) -> str:
        """Return the reason for which an action is refused."""
        with pytest.raises(Denied) as refusal:
            self.database.in_transaction(action, *given, **named)
        return str(refusal.value.details["why"])

    def early(self, run: Callable[[], Answer]) -> Answer:
        """Do something seventy days before, when requests are in time."""
        self.clock.instant -= EARLY
        try:
            return run()
        finally:
            self.clock.instant += EARLY

    def guest(self, officer: str = "amal@afripol") -> str:
        """Register an officer of an international body, who reads what observers read."""
        name = LanguageMap({"en": "A body"})
        self.do(access.register_bureau, ROOT, "AFRIPOL", BureauKind.INTERNATIONAL, name)
        self.hall.add_officer(officer, "AFRIPOL", Role.SECURITY_OFFICER, by=ROOT)
        return officer

    # ── agenda ────────────────────────────────────────────────────────────────────────────────

    def item(self, *, is_public: bool = True, by: str = MAR) -> HeldItem:
        """Request an item without papers."""
        item = self.do(actions.request_item, by, NUMBER, TITLE)
        if is_public:
            at = actions.At(item.item.item_id)
            item = self.do(actions.mark_item, SECRETARY, at, is_public=True)
        return item

    def paper(self, item: HeldItem, kind: PaperKind, *words: Paragraph, by: str = MAR) -> HeldDraft:
        """File a paper with these paragraphs in every language."""
        held = self.do(actions.file_paper, by, item.item.item_id, kind, TITLE)
        for each in words:
            duty = DUTY if each.kind is ParagraphKind.OPERATIVE else None
            new = NewWords(each.kind, each.texts, duty)
            held = self.do(actions.add_paragraph, by, actions.At(held.draft.draft_id), new)
        return held

    def complete(self, item: HeldItem, by: str = MAR) -> HeldDraft:
        """File the report and the draft resolution of an item; return the draft."""
        self.paper(item, PaperKind.REPORT, PREAMBLE, by=by)
        return self.paper(item, PaperKind.RESOLUTION, PREAMBLE, FIRST, SECOND, by=by)

    def draft(self, *, is_public: bool = True) -> HeldDraft:
        """Return a draft resolution whose item was complete in time."""
        return self.early(lambda: self.complete(self.item(is_public=is_public)))

    def adopt_agenda(self) -> None:
        """Let the assembly adopt the agenda."""
        self.vote("agenda", str(NUMBER))

    def ready(self, *, is_public: bool = True) -> HeldDraft:
        """Return a draft resolution on which a vote may open: the agenda is adopted."""
        held = self.draft(is_public=is_public)
        self.adopt_agenda()
        return held

    # ── votes ─────────────────────────────────────────────────────────────────────────────────

    def vote(self, kind: str, subject: str, *, is_adopted: bool = True) -> Resolution | None:
        """Open a vote, hold the words, and conclude it."""
        asked = self.do(actions.opening, NUMBER, kind, subject)
        vote = new_id()
        self.do(actions.hold, CHAIR, kind, subject, vote)
        day = self.hall.ask(access.today)
        result = AdoptingVote(vote, asked.words_digest, RESULT, is_adopted, day)
        return self.do(actions.conclude, CHAIR, kind, subject, result)

    def adopted(self, *, is_public: bool = True) -> Resolution:
        """Return a resolution that the assembly adopted."""
        resolution = self.vote("draft", self.ready(is_public=is_public).draft.draft_id)
        if resolution is None:
            raise LookupError
        return resolution

    # ── amendments ────────────────────────────────────────────────────────────────────────────

    def amend(
        self, held: HeldDraft, place: int, texts: Mapping[str, str], by: str = EGY
    ) -> HeldAmendment:
        """Propose other words for the paragraph at this place (from 0); none: to delete it."""
        change = Change.REPLACE if texts else Change.DELETE
        paragraph = held.draft.paragraphs[place].paragraph_id
        proposal = Proposal(change, paragraph, texts)
        return self.do(actions.propose_amendment, by, held.draft.draft_id, proposal)

    def view(self, held: HeldDraft, by: str = MAR) -> PaperView:
        """Return a paper as an officer sees it."""
        return self.hall.ask(actions.paper, self.hall.officer(by), held.draft.draft_id)


def found_texts(
    database: Database, clock: TickingClock, *, home: Path | None = None, is_demo: bool = False
) -> TextWorld:
    """Found a network in session whose delegations sit with full rights."""
    hall = found_hall(database, home=home, is_demo=is_demo)
    for member in ("KEN", "ISL", "MAR", "FRA", "EGY"):
        hall.send(member)
    return TextWorld(hall, clock)
