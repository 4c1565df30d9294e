"""The page on which people sign in, in four languages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from jisr.access.callers import shift_of
from jisr.access.titles import PURPOSES
from jisr.access.viewing import PageNow, reader_now
from jisr.errors import CredentialRefused, to_translate
from jisr.kit.http.hub import HubNow
from jisr.site.reading import own_path
from jisr.site.rendering import Site

router = APIRouter(prefix="/sign-in", include_in_schema=False)


@router.get("")
def sign_in(
    request: Request,
    hub: HubNow,
    refused: Annotated[str, Query(max_length=20)] = "",
    back: Annotated[str, Query(max_length=2_000)] = "/",
) -> Response:
    """Return the page; `back` is where the officer wanted to go."""
    reader = reader_now(request)
    why = to_translate("your provider's word does not fit, or nobody linked you to an officer here")
    content = hub.part(Site).render(
        "sign_in/sign_in.html",
        reader,
        told=hub.words(reader.language).error(CredentialRefused(why=why)) if refused else "",
        provider=bool(hub.settings.oidc_issuer),
        back=own_path(back),
    )
    return Response(content, media_type="text/html")


@router.get("/shift")
def shift(
    page: PageNow, request: Request, back: Annotated[str, Query(max_length=2_000)] = "/"
) -> Response:
    """Return the page on which an officer says for what and in which case he works."""
    said = shift_of(request, page.caller)
    return page.show("sign_in/shift.html", said=said, purposes=PURPOSES, back=own_path(back))
