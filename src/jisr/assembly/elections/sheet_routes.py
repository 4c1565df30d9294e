"""Routes of the sheets that tell a result: as sealed, and as PDF in each language."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from jisr.access import actions as access
from jisr.assembly.elections import actions
from jisr.assembly.elections.routes import Delegate, ElectionId
from jisr.assembly.elections.sheets import press_sheet, result_sheet
from jisr.kit.http.hub import HubNow

router = APIRouter(prefix="/assembly/elections/{election}", tags=["assembly"])
PDF = "application/pdf"
Language = Annotated[
    Literal["ar", "en", "fr", "es"], Query(description="The language of the sheet.")
]


@router.get("/result", response_class=Response)
def read_result(hub: HubNow, _caller: Delegate, election: ElectionId) -> Response:
    """Return the result as it was sealed: the bytes whose digest the sheet shows (JSON)."""
    with hub.database.reading() as transaction:
        sealed = actions.sealed_result(transaction, election)
    return Response(sealed, media_type="application/json")


@router.get("/result.pdf", response_class=Response)
def read_result_sheet(
    hub: HubNow, _caller: Delegate, election: ElectionId, language: Language = "en"
) -> Response:
    """Return the result sheet: the six items of each ballot, who is elected, how to verify."""
    with hub.database.reading() as transaction:
        sealed = actions.sealed_result(transaction, election)
        entry = actions.read_election(transaction, election).election.result_entry
    return _pdf(result_sheet(sealed, entry, language), f"result-{election}-{language}.pdf")


@router.get("/press.pdf", response_class=Response)
def read_press_sheet(
    hub: HubNow, caller: Delegate, election: ElectionId, language: Language = "en"
) -> Response:
    """Return the press sheet; before its instant only to secretariat and elections board."""
    with hub.database.reading() as transaction:
        officer = access.officer(transaction, caller.officer.id)
        sealed = actions.press_result(transaction, election, officer)
        until = actions.read_election(transaction, election).election.embargo_until
    return _pdf(press_sheet(sealed, until, language), f"press-{election}-{language}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    # Names are ids and a language: nothing in them needs quoting.
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=PDF, headers=headers)
