"""The form in which a memorandum is drafted or revised."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from jisr.access import actions as access
from jisr.access.viewing import Page, PageNow
from jisr.meetings.agreements import actions, tables
from jisr.meetings.agreements.model import Memorandum
from jisr.meetings.agreements.pages import wording

router = APIRouter(prefix="/memoranda", include_in_schema=False)

EMPTY_ROWS = 4
"""Paragraphs that can be added before the draft is kept and opened again."""
Id = Annotated[str, Path(max_length=64)]
Renewed = Annotated[str, Query(max_length=64, description="Whose place it takes.")]


@router.get("/new")
def new(page: PageNow, renews: Renewed = "") -> Response:
    """Return the form for a new memorandum, or for one that takes the place of another."""
    old = _read(page, renews) if renews else None
    return _form(page, old, renews=renews)


@router.get("/{memorandum}/edit")
def edit(page: PageNow, memorandum: Id) -> Response:
    """Return the form with the present terms of a draft."""
    return _form(page, _read(page, memorandum), renews="")


def _read(page: Page, memorandum: str) -> Memorandum:
    with page.hub.database.reading() as transaction:
        return actions.view(transaction, page.caller.officer.id, memorandum).memorandum


def _form(page: Page, it: Memorandum | None, *, renews: str) -> Response:
    with page.hub.database.reading() as transaction:
        every = wording.bureau_options(transaction, page.reader.language)
        official = access.network(transaction).languages
        may_draft = actions.heads_somebody(transaction, page.caller.officer.id)
    languages = tuple(dict.fromkeys((*official, *(it.terms.languages if it else ()))))
    return page.show(
        "memoranda/form.html",
        it=it,
        renews=renews,
        may_draft=may_draft,
        own=page.caller.bureau.id,
        bureaus=every,
        tongues=languages,
        empty_rows=range(EMPTY_ROWS),
        scopes=[
            (key, each.name.best(page.reader.language)) for key, each in tables.scopes().items()
        ],
        words=page.words,
        say=wording,
    )
