"""The files that pages load, the reader's choices, and the page that shows every component."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from jisr.errors import NotFound, to_translate
from jisr.kit.http.hub import LANGUAGE_COOKIE, HubNow
from jisr.site.assets import KEPT, STATIC
from jisr.site.reading import THEME_COOKIE, own_path, reader_of
from jisr.site.rendering import LANGUAGE_NAMES, THEMES, Site
from jisr.values import PartialDate

router = APIRouter(include_in_schema=False)

CHOICE_SECONDS = 400 * 24 * 3600
"""A browser keeps a cookie for 400 days at most (RFC 6265bis)."""
_SHORT = Query(max_length=10)


@router.get(STATIC + "/{digest}/{name:path}")
def file(request: Request, hub: HubNow, digest: str, name: str) -> Response:
    """Return a file; one of another version is answered too, but not kept."""
    assets = hub.part(Site).assets
    asset = assets.find(name)
    kept = KEPT if digest == assets.digest else "no-cache"
    headers = {"cache-control": kept, "vary": "accept-encoding"}
    content = asset.content
    if asset.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["content-encoding"] = asset.compressed, "gzip"
    return Response(content, media_type=asset.media_type, headers=headers)


@router.get("/choices")
def choose(
    request: Request,
    language: Annotated[str | None, _SHORT] = None,
    theme: Annotated[str | None, _SHORT] = None,
    back: Annotated[str, Query(max_length=2_000)] = "/",
) -> Response:
    """Keep the reader's language or theme in this browser, and go back to the page."""
    answer = RedirectResponse(own_path(back), status_code=303)
    is_safe = request.url.scheme == "https"
    if language in LANGUAGE_NAMES:
        _keep(answer, LANGUAGE_COOKIE, language, is_safe=is_safe)
    if theme in THEMES:
        _keep(answer, THEME_COOKIE, theme, is_safe=is_safe)
    return answer


@router.get("/design")
def design(request: Request, hub: HubNow) -> Response:
    """Return the page that shows every component, in a demo only."""
    if not hub.is_demo:
        raise NotFound(thing=to_translate("page"))
    reader = reader_of(request, viewer=None)
    specimen = PartialDate(1974, 3)
    now = hub.database.clock()
    content = hub.part(Site).render("site/design.html", reader, now=now, date=specimen)
    return Response(content, media_type="text/html")


def _keep(answer: Response, name: str, value: str, *, is_safe: bool) -> None:
    answer.set_cookie(
        name, value, max_age=CHOICE_SECONDS, secure=is_safe, httponly=True, samesite="lax"
    )
