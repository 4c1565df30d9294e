"""Pages of papers: one text in one language or two, a paragraph, the amendments and their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Response

from jisr.access import actions as access
from jisr.access.viewing import Page, PageNow
from jisr.assembly.pages import text_titles
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import PaperView
from jisr.assembly.texts.held import ON_THE_AGENDA, PaperKind
from jisr.assembly.texts.model import Change, DraftState, Paragraph, ParagraphKind
from jisr.assembly.texts.steps import TITLE, Finding
from jisr.assembly.texts.voting_order import State
from jisr.errors import NotFound, to_translate
from jisr.site.rendering import LANGUAGE_NAMES

router = APIRouter(prefix="/assembly/texts", include_in_schema=False)

TextId = Annotated[str, Path(max_length=64)]
ParagraphId = Annotated[str, Path(max_length=64)]
Language = Annotated[str, Query(max_length=16)]


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a vote on a text needs, and whether it is there."""

    words: str
    is_met: bool
    number: int = 0


AGENDA_ADOPTED: Final = to_translate("The assembly has adopted its agenda")
ITEM_LISTED: Final = to_translate("Its item stands on the agenda")
IN_STEP: Final = to_translate("Every language says the same")
AMENDMENTS_DECIDED: Final = to_translate("The amendments are decided")
NUMBERED: Final = to_translate("Amendment {number} to {place}")
PARTS_DECIDED: Final = to_translate("The votes on paragraphs are taken")


@router.get("/{text}")
def one_text(page: PageNow, text: TextId, first: Language = "", second: Language = "") -> Response:
    """Return a paper in one official language, or in two side by side."""
    view = _read(page, text)
    sponsors = view.held.draft.sponsors
    return show(
        page,
        "text_paper",
        view=view,
        **side_by_side(page, view.languages, first, second, f"/assembly/texts/{text}"),
        sponsors=names_of(page, sponsors),
        needs=needs_of(view),
        faults=faults_of(view.findings),
        undecided=_undecided(view),
        by_place=_by_place(view),
        may_change=may_change(view),
    )


@router.get("/{text}/paragraphs/new")
def new_paragraph(page: PageNow, text: TextId) -> Response:
    """Return the form for a new paragraph: a sponsor adds it, a delegation proposes it."""
    view = _read(page, text)
    draft = view.held.draft
    places = [(each.paragraph_id, draft.place_of(each.paragraph_id)) for each in draft.paragraphs]
    return show(
        page,
        "text_new",
        view=view,
        may_change=may_change(view),
        kinds=_kinds(view),
        places=places,
    )


@router.get("/{text}/paragraphs/{paragraph}")
def one_paragraph(page: PageNow, text: TextId, paragraph: ParagraphId) -> Response:
    """Return a paragraph, or the `title`, in every language, with what one may do with it."""
    view = _read(page, text)
    found = next(
        (each for each in view.held.draft.paragraphs if each.paragraph_id == paragraph), None
    )
    if found is None and paragraph != TITLE:
        raise NotFound(thing=to_translate("paragraph"))
    place = TITLE if found is None else view.held.draft.place_of(paragraph)
    return show(
        page,
        "text_paragraph",
        view=view,
        place=place,
        paragraph=found,
        words=view.held.draft.title if found is None else found.texts,
        behind=_behind(found),
        locked=_locked(view, paragraph),
        faults=[each for each in view.findings if each.place == place],
        amendments=[
            each for each in view.amendments if each.held.amendment.paragraph_id == paragraph
        ],
        is_asked=any(each.paragraph_id == paragraph for each in view.held.parts),
        may_change=may_change(view),
        may_amend=view.may_propose and may_change(view) and view.held.kind is PaperKind.RESOLUTION,
    )


@router.get("/{text}/amendments")
def amendments(page: PageNow, text: TextId) -> Response:
    """Return the amendments in the order of voting, what falls with what, and the chair's forms."""
    view = _read(page, text)
    undecided = _undecided(view)
    fitting = [each for each in undecided if not each.is_stale]
    numbers = {
        each.held.amendment.amendment_id: each.held.amendment.number for each in view.amendments
    }
    say = page.words.say
    return show(
        page,
        "text_amendments",
        view=view,
        undecided=undecided,
        fitting=fitting,
        numbers=numbers,
        options=[
            (
                each.held.amendment.amendment_id,
                say(NUMBERED, number=each.held.amendment.number, place=each.place or "PP0"),
            )
            for each in fitting
        ],
        decided=[each for each in view.amendments if each.state is not State.PENDING],
        may_change=may_change(view),
        has_begun=any(
            each.held.vote_id and each.held.amendment.draft_revision == view.held.draft.revision
            for each in view.amendments
        ),
    )


# ── what the pages of the texts share ─────────────────────────────────────────────────────────


def show(page: Page, template: str, **values: Any) -> Response:
    """Return a page of the texts: with names of bodies, titles and directions at hand."""
    with page.hub.database.reading() as transaction:
        network = access.network(transaction)
        now = transaction.now
    return page.show(
        f"assembly/{template}.html",
        titles=text_titles,
        official=network.languages,
        name=text_titles.namer(network, page.words),
        best=text_titles.titler(page.reader.language),
        direction_of=text_titles.direction_of,
        Change=Change,
        State=State,
        now=now,
        **values,
    )


def side_by_side(
    page: Page, official: Sequence[str], first: str, second: str, here: str
) -> dict[str, Any]:
    """Return which languages a page shows: the reader's own where none is asked for."""
    if first not in official:
        own = page.reader.language
        first = own if own in official else official[0]
    if second not in official or second == first:
        second = ""
    beside = f"&second={second}" if second else ""
    tabs = [
        (LANGUAGE_NAMES[each], f"{here}?first={each}{beside}", each == first) for each in official
    ]
    shown = [each for each in (first, second) if each]
    return {"first": first, "second": second, "shown": shown, "tabs": tabs}


def names_of(page: Page, bodies: Sequence[str]) -> list[str]:
    """Return what bodies are called in the reader's language."""
    with page.hub.database.reading() as transaction:
        network = access.network(transaction)
    name = text_titles.namer(network, page.words)
    return [name(each) for each in bodies]


def needs_of(view: PaperView) -> tuple[Need, ...]:
    """Return what the vote on a draft resolution needs, in the order of the rules."""
    if view.held.kind is not PaperKind.RESOLUTION or view.held.draft.state is not DraftState.OPEN:
        return ()
    undecided = len(_undecided(view))
    waiting = sum(not each.vote_id for each in view.held.parts)
    return (
        Need(AGENDA_ADOPTED, view.is_agenda_adopted),
        Need(ITEM_LISTED, view.item_state in ON_THE_AGENDA),
        Need(AMENDMENTS_DECIDED, not undecided, undecided),
        Need(IN_STEP, not view.findings, len(view.findings)),
        Need(PARTS_DECIDED, not waiting, waiting),
    )


def faults_of(findings: Sequence[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Return what is not in step, language by language; "" is about the text itself."""
    return {
        language: tuple(each for each in findings if each.language == language)
        for language in dict.fromkeys(each.language for each in findings)
    }


def may_change(view: PaperView) -> bool:
    """Return whether the words can change now: the text is open and no vote is."""
    return view.held.draft.state is DraftState.OPEN and view.hold is None


def _read(page: Page, text: str) -> PaperView:
    with page.hub.database.reading() as transaction:
        return actions.paper(transaction, page.caller.officer, text)


def _undecided(view: PaperView) -> list[actions.AmendmentView]:
    return [each for each in view.amendments if each.state is State.PENDING]


def _by_place(view: PaperView) -> Mapping[str, tuple[Finding, ...]]:
    return {
        place: tuple(each for each in view.findings if each.place == place)
        for place in {each.place for each in view.findings}
    }


def _behind(paragraph: Paragraph | None) -> frozenset[str]:
    """Return the languages whose words are not the newest."""
    if paragraph is None:
        return frozenset()
    newest = max(paragraph.revisions.values(), default=0)
    return frozenset(key for key, each in paragraph.revisions.items() if each < newest)


def _locked(view: PaperView, paragraph: str) -> frozenset[str]:
    """Return the languages that an undecided amendment changes: they wait for it."""
    return frozenset(
        language
        for each in _undecided(view)
        if each.held.amendment.paragraph_id == paragraph
        and each.held.amendment.change is Change.REPLACE
        for language in each.held.amendment.texts
    )


def _kinds(view: PaperView) -> tuple[ParagraphKind, ...]:
    if view.held.kind is PaperKind.RESOLUTION:
        return tuple(ParagraphKind)
    return (ParagraphKind.PREAMBULAR,)
