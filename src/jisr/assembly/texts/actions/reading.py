"""What is shown of the agenda and the texts, to whom."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.texts import rights, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.actions.standing import (
    ITEMS_MAX,
    is_stale,
    opening_day,
    standings_of,
)
from jisr.assembly.texts.adoption import is_untouched
from jisr.assembly.texts.agenda import last_day, may_read, may_read_paper, state_of
from jisr.assembly.texts.amending import collide
from jisr.assembly.texts.held import (
    Agenda,
    HeldAmendment,
    HeldDraft,
    HeldItem,
    HeldResolution,
    Hold,
    ItemState,
)
from jisr.assembly.texts.model import Amendment, Change
from jisr.assembly.texts.steps import Finding, findings
from jisr.assembly.texts.voting_order import Standing, State, distance_permille, next_to_vote
from jisr.assembly.texts.words import Fate, Piece, compare
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction

NUMBER_CHARACTERS_MAX = 64


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the agenda; `papers` are those that the reader may read."""

    held: HeldItem
    state: ItemState
    is_readable: bool
    papers: tuple[HeldDraft, ...]
    may_file: bool = False
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The items of a session in their order, and the agenda if it is adopted.

    Attributes:
        last_day: of complete requests that enter without the assembly's leave.
        findings: how many faults each paper has, by id.
        numbers: under which number each adopted paper was adopted, by id.
    """

    session: int
    items: tuple[ItemView, ...]
    adopted: Agenda | None
    last_day: datetime.date
    findings: Mapping[str, int]
    numbers: Mapping[str, str]
    may_request: bool
    is_secretary: bool
    may_preside: bool = False


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment as it stands.

    Attributes:
        place: of the paragraph in the draft, such as `OP2`.
        distance: how far it moves its paragraph, in thousandths.
        state: pending, decided, or fallen by what was accepted so far.
        because: the number of the amendment that made it fall, 0 for none.
        falls_with: the numbers of undecided ones after it that fall if this one is accepted.
        compared: by language, what is kept, removed and added.
    """

    held: HeldAmendment
    place: str
    distance: int
    state: State
    because: int
    falls_with: tuple[int, ...]
    is_stale: bool
    compared: Mapping[str, tuple[Piece, ...]]
    may_speak: bool = False
    may_translate: bool = False


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper with its faults, its amendments in the order of voting, and what the reader may.

    Attributes:
        hold: the vote on it that is open.
        number: under which it was adopted, or empty.
        next_id: the amendment that is voted on next.
        body: for whom the reader speaks: a member, the secretariat, or nobody.
    """

    held: HeldDraft
    item: HeldItem
    item_state: ItemState
    languages: tuple[str, ...]
    findings: tuple[Finding, ...]
    amendments: tuple[AmendmentView, ...]
    hold: Hold | None
    number: str
    is_agenda_adopted: bool
    next_id: str = ""
    may_write: bool = False
    may_translate: bool = False
    may_propose: bool = False
    may_join: bool = False
    may_preside: bool = False
    is_secretary: bool = False
    body: str = ""


@dataclass(frozen=True, slots=True)
class ResolutionView:
    """An adopted text; `is_untouched` says that its words are those that were sealed."""

    held: HeldResolution
    is_untouched: bool


def agenda(transaction: Transaction, officer: Officer, session: int) -> AgendaView:
    """Return the agenda of a session; titles are for everybody, papers for whom they are.

    Raises:
        NotFound: there is no such session.
    """
    opens = opening_day(transaction, session)
    speaker = common.speaker_of(transaction, session, officer)
    held = store.list_items(transaction, session, limit=ITEMS_MAX)
    papers = store.drafts_of(transaction, [each.item.item_id for each in held])
    adopted = store.find_agenda(transaction, session)
    official = common.languages(transaction)
    items = tuple(
        ItemView(
            held=each,
            state=state_of(each, opens),
            is_readable=_reads(transaction, speaker, each),
            papers=tuple(
                paper
                for paper in papers
                if paper.draft.item_id == each.item.item_id
                and _reads_paper(transaction, speaker, each, paper)
            ),
            may_file=rights.may_request(speaker).allowed,
            may_withdraw=rights.may_change_item(speaker, each).allowed,
        )
        for each in held
    )
    shown = [paper for each in items for paper in each.papers]
    return AgendaView(
        session=session,
        items=items,
        adopted=adopted,
        last_day=last_day(opens),
        findings={each.draft.draft_id: len(findings(each.draft, official)) for each in shown},
        numbers={
            each.draft.draft_id: store.resolution_of(transaction, each.draft.draft_id)
            for each in shown
            if each.vote_id
        },
        may_request=rights.may_request(speaker).allowed,
        is_secretary=speaker.capacity.is_secretary,
        may_preside=rights.may_preside(speaker).allowed,
    )


def paper(transaction: Transaction, officer: Officer, draft_id: str) -> PaperView:
    """Return a paper with all that is to know about it.

    Raises:
        NotFound: there is no such paper, or none that the officer may read.
    """
    held = common.paper(transaction, draft_id)
    item = common.item(transaction, held.draft.item_id)
    speaker = common.speaker_of(transaction, held.session, officer)
    if not _reads_paper(transaction, speaker, item, held):
        raise NotFound(thing=to_translate("paper"))
    official = common.languages(transaction)
    upcoming = next_to_vote(
        standings_of(held, store.amendments_of(transaction, held.draft.draft_id))
    )
    return PaperView(
        held=held,
        item=item,
        item_state=state_of(item, opening_day(transaction, held.session)),
        languages=official,
        findings=tuple(findings(held.draft, official)),
        amendments=_amendments(transaction, speaker, held),
        hold=store.find_hold(transaction, f"draft:{draft_id}"),
        number=store.resolution_of(transaction, draft_id),
        is_agenda_adopted=store.find_agenda(transaction, held.session) is not None,
        next_id="" if upcoming is None else upcoming.amendment_id,
        may_write=rights.may_sponsor_speak(speaker, held).allowed,
        may_translate=rights.may_translate(speaker, held).allowed,
        may_propose=rights.may_propose(speaker).allowed,
        may_join=rights.may_request(speaker).allowed,
        may_preside=rights.may_preside(speaker).allowed,
        is_secretary=speaker.capacity.is_secretary,
        body=speaker.body,
    )


def amendment(transaction: Transaction, officer: Officer, amendment_id: str) -> AmendmentView:
    """Return an amendment as it stands; raise `NotFound` for none that the officer may read."""
    held = common.amendment(transaction, amendment_id)
    view = paper(transaction, officer, held.amendment.draft_id)
    return next(
        each for each in view.amendments if each.held.amendment.amendment_id == amendment_id
    )


def resolution(transaction: Transaction, officer: Officer, number: str) -> HeldResolution:
    """Return an adopted text; raise `NotFound` for none that the officer may read."""
    found = (
        store.find_resolution(transaction, number) if len(number) <= NUMBER_CHARACTERS_MAX else None
    )
    if found is None or not may_read_resolution(transaction, officer, found):
        raise NotFound(thing=to_translate("resolution"))
    return found


def resolution_view(transaction: Transaction, officer: Officer, number: str) -> ResolutionView:
    """Return an adopted text and whether it is as it was sealed; raises what `resolution` does."""
    held = resolution(transaction, officer, number)
    return ResolutionView(held, is_untouched(held.resolution))


def resolutions(
    transaction: Transaction,
    officer: Officer,
    *,
    session: int | None = None,
    after: str = "",
    limit: int = 100,
) -> tuple[HeldResolution, ...]:
    """Return adopted texts that the officer may read, by number, from the one after `after`."""
    wanted = common.capped(limit)
    readable: list[HeldResolution] = []
    while len(readable) < wanted:
        found = store.list_resolutions(transaction, session=session, after=after, limit=wanted)
        readable += [each for each in found if may_read_resolution(transaction, officer, each)]
        if len(found) < wanted:
            break
        after = found[-1].resolution.number
    return tuple(readable[:wanted])


def may_read_resolution(transaction: Transaction, officer: Officer, held: HeldResolution) -> bool:
    """Return whether the officer reads an adopted text: of a closed item, few do (RoP 11, 20)."""
    if held.is_public:
        return True
    item = common.item(transaction, held.resolution.item_id)
    return _reads(transaction, common.speaker_of(transaction, held.session, officer), item)


# ── parts ─────────────────────────────────────────────────────────────────────────────────────


def _reads(transaction: Transaction, speaker: rights.Speaker, held: HeldItem) -> bool:
    today = access.today(transaction)
    return may_read(held.item, rights.reader_of(speaker), today).allowed


def _reads_paper(
    transaction: Transaction, speaker: rights.Speaker, item: HeldItem, held: HeldDraft
) -> bool:
    return may_read_paper(
        item.item,
        rights.reader_of(speaker),
        access.today(transaction),
        is_released=held.is_released,
    ).allowed


def _amendments(
    transaction: Transaction, speaker: rights.Speaker, held: HeldDraft
) -> tuple[AmendmentView, ...]:
    """Return the amendments: those to the present words in the order of voting, then the others."""
    found = store.amendments_of(transaction, held.draft.draft_id)
    by_id = {each.amendment.amendment_id: each for each in found}
    standing = standings_of(held, found)
    put = {each.amendment.amendment_id for each in standing}
    rest = [
        Standing(each.amendment, each.state, each.because)
        for each in found
        if each.amendment.amendment_id not in put
    ]
    pending = [each.amendment for each in standing if each.state is State.PENDING]
    return tuple(
        AmendmentView(
            held=by_id[each.amendment.amendment_id],
            place=held.draft.place_of(each.amendment.paragraph_id),
            distance=_distance(held, each.amendment),
            state=each.state,
            because=_number(by_id, each.because),
            falls_with=_falling(held, each.amendment, pending),
            is_stale=is_stale(held, by_id[each.amendment.amendment_id]),
            compared=compared(held, each.amendment),
            may_speak=rights.may_speak_for_amendment(
                speaker, by_id[each.amendment.amendment_id]
            ).allowed,
            may_translate=rights.may_translate_amendment(
                speaker, by_id[each.amendment.amendment_id]
            ).allowed,
        )
        for each in (*standing, *rest)
    )


def _distance(held: HeldDraft, amendment: Amendment) -> int:
    is_present = amendment.draft_revision == held.draft.revision
    return distance_permille(held.draft, amendment) if is_present else 0


def _falling(
    held: HeldDraft, amendment: Amendment, pending: Sequence[Amendment]
) -> tuple[int, ...]:
    """Return which later ones fall if this one is accepted: by their words, or as ruled."""
    if amendment not in pending:
        return ()
    ruled = {
        each.amendment_id for each in held.rulings if each.accepted_id == amendment.amendment_id
    }
    return tuple(
        each.number
        for each in pending[pending.index(amendment) + 1 :]
        if each.amendment_id in ruled or collide(held.draft, amendment, each)
    )


def _number(by_id: Mapping[str, HeldAmendment], amendment_id: str) -> int:
    return by_id[amendment_id].amendment.number if amendment_id in by_id else 0


def compared(held: HeldDraft, inner: Amendment) -> dict[str, tuple[Piece, ...]]:
    """Return by language what an amendment keeps, removes and adds."""
    texts = {each.paragraph_id: each.texts for each in held.draft.paragraphs}
    before = texts.get(inner.paragraph_id, {})
    if inner.change is Change.DELETE:
        return {language: (Piece(Fate.REMOVED, text),) for language, text in before.items()}
    if inner.change is Change.ADD:
        return {language: (Piece(Fate.ADDED, text),) for language, text in inner.texts.items()}
    return {
        language: tuple(compare(before.get(language, ""), text))
        for language, text in inner.texts.items()
    }
