"""Pages of adopted texts, and of what became of what they asked."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from jisr.access import actions as access
from jisr.access.viewing import PageNow
from jisr.assembly.pages import text_titles
from jisr.assembly.pages.texts import names_of, show, side_by_side
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import Followed
from jisr.assembly.texts.follow_up import ENDED, Status
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor

router = APIRouter(prefix="/assembly", include_in_schema=False)

Number = Annotated[str, Path(max_length=64)]
Place = Annotated[str, Path(max_length=16)]
Language = Annotated[str, Query(max_length=16)]


@router.get("/resolutions")
def resolutions(page: PageNow, cursor: Cursor = "") -> Response:
    """Return the adopted texts by number."""
    (after,) = read_cursor(cursor, 1)
    with page.hub.database.reading() as transaction:
        found = actions.resolutions(
            transaction, page.caller.officer, after=after, limit=PAGE_DEFAULT + 1
        )
    shown = found[:PAGE_DEFAULT]
    has_more = len(found) > len(shown)
    following = write_cursor([shown[-1].resolution.number]) if has_more else ""
    return show(page, "text_resolutions", found=shown, following=following)


@router.get("/resolutions/{number}")
def one_resolution(
    page: PageNow, number: Number, first: Language = "", second: Language = ""
) -> Response:
    """Return an adopted text as it is printed: in one language, or in two side by side."""
    with page.hub.database.reading() as transaction:
        view = actions.resolution_view(transaction, page.caller.officer, number)
        official = access.network(transaction).languages
        followed = [
            each
            for each in actions.board(transaction, page.caller.officer, session=view.held.session)
            if each.follow_up.resolution == number
        ]
    return show(
        page,
        "text_resolution",
        view=view,
        **side_by_side(page, official, first, second, f"/assembly/resolutions/{number}"),
        sponsors=names_of(page, view.held.resolution.sponsors),
        followed={each.follow_up.place: each for each in followed},
    )


@router.get("/duties")
def duties(page: PageNow) -> Response:
    """Return what adopted texts asked of whom: what is late, what is due, what is done."""
    with page.hub.database.reading() as transaction:
        found = actions.board(transaction, page.caller.officer)
    return show(
        page,
        "text_duties",
        late=[each for each in found if each.is_late],
        open_ones=_by_day(
            [each for each in found if not each.is_late and each.status not in ENDED]
        ),
        ended=[each for each in found if each.status in ENDED],
        mine=[each for each in found if each.may_report and each.status not in ENDED],
        total=len(found),
    )


@router.get("/resolutions/{number}/duties/{place}")
def one_duty(page: PageNow, number: Number, place: Place) -> Response:
    """Return one duty with everything that was reported, and the form to report."""
    with page.hub.database.reading() as transaction:
        found = actions.duty(transaction, page.caller.officer, number, place)
        view = actions.resolution_view(transaction, page.caller.officer, number)
    operative = [each for each in view.held.resolution.paragraphs if each.duty is not None]
    words = next(each.texts for each in operative if each.duty == found.follow_up.duty)
    return show(
        page,
        "text_duty",
        found=found,
        view=view,
        words=words,
        status_options=[
            (str(each), page.words.say(text_titles.STATUSES[each]))
            for each in Status
            if each is not Status.NO_REPORT
        ],
    )


def _by_day(found: Sequence[Followed]) -> list[Followed]:
    """Return duties by their last day, those without one at the end."""
    return sorted(
        found,
        key=lambda each: (
            each.follow_up.duty.due is None,
            each.follow_up.duty.due and each.follow_up.duty.due.isoformat(),
            each.follow_up.resolution,
        ),
    )
