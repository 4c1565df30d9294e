"""One record and one officer: what each of the four layers says, and why."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from jisr.access import people
from jisr.access.callers import AskingNow
from jisr.access.pages.permissions import colleagues
from jisr.access.titles import DATABASES, PURPOSES, ROLES
from jisr.access.viewing import PageNow
from jisr.records.actions.layers import explain_layers
from jisr.records.pages.titles import CODE_MEANINGS, CODES, FIELDS

router = APIRouter(prefix="/permissions", include_in_schema=False)

Id = Annotated[str, Query(max_length=64)]


@router.get("/record")
def show(page: PageNow, asking: AskingNow, officer: Id = "", record: Id = "") -> Response:
    """Return why an officer is shown a record, or is not, for the purpose of the reader's shift."""
    asked, me = officer or page.caller.officer.id, page.caller.officer
    layers = None
    with page.hub.database.reading() as transaction:
        other = people.asking_as(transaction, me, asked, asking.purpose, asking.case)
        if record:
            layers = explain_layers(transaction, asking, other, record.strip())
    return page.show(
        "app/rights.html",
        other=other.officer,
        layers=layers,
        record=record,
        purpose=asking.purpose,
        officers=colleagues(page, other.officer),
        databases=DATABASES,
        purposes=PURPOSES,
        roles=ROLES,
        codes=CODES,
        meanings=CODE_MEANINGS,
        names=FIELDS,
    )
