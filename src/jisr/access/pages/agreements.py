"""Agreements: what each gives to a bureau that has nothing without one, and until when."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from jisr.access import actions, people
from jisr.access.model import SECRETARIAT
from jisr.access.pages import wording
from jisr.access.viewing import PageNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor

router = APIRouter(prefix="/agreements", include_in_schema=False)

Id = Annotated[str, Path(max_length=64)]
OfBureau = Annotated[str, Query(max_length=64)]


@router.get("")
def all_agreements(page: PageNow, bureau: OfBureau = "", cursor: Cursor = "") -> Response:
    """Return the agreements, of one bureau where it is named."""
    (after,) = read_cursor(cursor, 1)
    with page.hub.database.reading() as transaction:
        found = people.list_agreements(
            transaction,
            page.caller.officer,
            bureau_id=bureau,
            after=after,
            limit=PAGE_DEFAULT + 1,
        )
        may_give = bool(people.receivers(transaction, page.caller.officer))
        of = actions.bureau(transaction, bureau) if bureau else None
    following = (
        write_cursor([found[PAGE_DEFAULT - 1].grant.id]) if len(found) > PAGE_DEFAULT else ""
    )
    return page.show(
        "access/agreements.html",
        found=found[:PAGE_DEFAULT],
        of=of,
        may_give=may_give,
        following=following,
        words=page.words,
        say=wording,
    )


@router.get("/new")
def new_agreement(page: PageNow, bureau: OfBureau = "") -> Response:
    """Return the form for an agreement, with the bureaus to which this officer may give one."""
    with page.hub.database.reading() as transaction:
        to_whom = people.receivers(transaction, page.caller.officer)
        every = wording.bureaus(transaction)
        today = actions.today(transaction)
    partners = [
        each for each in every if each.parent is None and each.id not in (SECRETARIAT, bureau)
    ]
    return page.show(
        "access/agreement_new.html",
        receivers=wording.bureau_options(to_whom, page.reader.language),
        chosen=bureau,
        partners=wording.bureau_options(partners, page.reader.language),
        today=today,
        words=page.words,
        say=wording,
    )


@router.get("/{agreement}")
def one_agreement(page: PageNow, agreement: Id) -> Response:
    """Return one agreement in words, and the way to end it."""
    with page.hub.database.reading() as transaction:
        view = people.view_agreement(transaction, page.caller.officer, agreement)
        partners = [
            actions.bureau(transaction, each).name.best(page.reader.language)
            for each in sorted(view.grant.counterparts)
        ]
    return page.show("access/agreement.html", view=view, partners=partners, say=wording)
