"""The register of memoranda with what is due, and one memorandum."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Response

from jisr.access.viewing import PageNow
from jisr.assembly.texts.steps import Finding
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor
from jisr.meetings.agreements import actions, tables
from jisr.meetings.agreements.model import Sight
from jisr.meetings.agreements.pages import wording

router = APIRouter(prefix="/memoranda", include_in_schema=False)

PARTIES_SHOWN = 4
"""Of a memorandum in the list; how many more there are is told."""
Id = Annotated[str, Path(max_length=64)]


@router.get("")
def register(page: PageNow, cursor: Cursor = "") -> Response:
    """Return the memoranda of which the officer may know, and what is due."""
    drafted_at, memorandum = read_cursor(cursor, 2)
    officer = page.caller.officer.id
    with page.hub.database.reading() as transaction:
        found = actions.register(
            transaction,
            officer,
            before=(drafted_at, memorandum) if cursor else None,
            limit=PAGE_DEFAULT + 1,
        )
        dues = () if cursor else actions.due(transaction, officer)
        parties = [
            party for each in found for party in each.memorandum.terms.parties[:PARTIES_SHOWN]
        ]
        names = wording.names_of(transaction, parties, page.reader.language)
        may_draft = actions.heads_somebody(transaction, officer)
    shown = found[:PAGE_DEFAULT]
    following = write_cursor(actions.key_of(shown[-1])) if len(found) > PAGE_DEFAULT else ""
    return page.show(
        "memoranda/register.html",
        found=shown,
        parties_shown=PARTIES_SHOWN,
        dues=dues,
        names=names,
        may_draft=may_draft,
        following=following,
        say=wording,
    )


@router.get("/{memorandum}")
def memorandum(page: PageNow, memorandum: Id) -> Response:
    """Return one memorandum: its words side by side, its path, signatures and grant."""
    with page.hub.database.reading() as transaction:
        seen = actions.view(transaction, page.caller.officer.id, memorandum)
        known = seen.memorandum
        ids = [*known.terms.parties, *(each.bureau for each in known.steps)]
        ids += [each.member for each in known.objections]
        names = wording.names_of(transaction, ids, page.reader.language)
    return page.show(
        "memoranda/memorandum.html",
        seen=seen,
        it=known,
        names=names,
        faults=_faults(seen.findings),
        scopes=[tables.scopes()[each] for each in known.terms.scopes],
        is_whole=seen.sight is Sight.WHOLE,
        has_words=seen.sight >= Sight.TEXT,
        say=wording,
    )


def _faults(findings: Iterable[Finding]) -> Mapping[tuple[str, str], list[str]]:
    """Return what is out of step, by place and language."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in findings:
        found.setdefault((each.place, each.language), []).append(wording.FAULTS[each.fault])
    return found
