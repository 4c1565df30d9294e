"""The route by which a person at a page says what this shift is for."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from jisr.access import actions as access
from jisr.access.callers import CallerNow, shift_of
from jisr.access.shifts import COOKIE, SECONDS, Shift, write_shift
from jisr.access.sign_in.model import Means
from jisr.access.sign_in.routes.ground import Strict
from jisr.errors import SignInMissing
from jisr.kit.http.hub import HubNow

router = APIRouter(prefix="/shift", tags=["sign-in"])


class ShiftSaid(Strict):
    """For what purpose and in which case the caller works from now on."""

    purpose: Annotated[str, Field(max_length=64, description="One of the nine purposes.")]
    case: Annotated[str, Field(max_length=200, description="The caller's own file reference.")]


@router.get("")
def shift(request: Request, caller: CallerNow) -> ShiftSaid:
    """Return what the caller said at a page; empty texts before that."""
    said = shift_of(request, caller)
    return ShiftSaid(purpose=said.purpose, case=said.case)


@router.put("", status_code=204)
def say(request: Request, hub: HubNow, caller: CallerNow, said: ShiftSaid) -> Response:
    """Say for what and in which case the caller works at the pages of this session."""
    if caller.means is not Means.SESSION:
        raise SignInMissing
    with hub.database.reading() as transaction:
        asking = access.ask(transaction, caller.officer.id, said.purpose, said.case)
    answer = Response(status_code=204)
    answer.set_cookie(
        COOKIE,
        write_shift(caller.credential, Shift(asking.purpose, asking.case)),
        max_age=SECONDS,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer
