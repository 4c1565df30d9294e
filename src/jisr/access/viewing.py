"""What a page's handler stands on: who looks, in which language, and how a page is answered.

A page only shows: it is made by GET and, for a check, by POST. What changes anything is a call of
the same documented API that machines use, made by the page's script with the officer's cookie.
"""

import http
import urllib.parse
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from jisr.access.callers import caller_of, secret_of, shift_of
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import Caller, Means
from jisr.errors import (
    CaseMissing,
    JisrError,
    OriginRefused,
    PurposeMissing,
    SignInMissing,
    TokenRefused,
    to_translate,
)
from jisr.kit.http.hub import Hub, HubNow, hub_of
from jisr.kit.http.problems import headers_of, problem
from jisr.kit.words import Words
from jisr.site.model import Viewer
from jisr.site.reading import is_fragment, reader_of, wants_page
from jisr.site.rendering import Reader, Site

SIGN_IN = "/sign-in"
SHIFT = "/sign-in/shift"
"""Where an officer says purpose and case before a page that reads data."""
API = "/v1/"
"""What is under it answers programs, whatever their Accept header says."""
TITLES: Final = {
    http.HTTPStatus.FORBIDDEN: to_translate("You may not do this"),
    http.HTTPStatus.NOT_FOUND: to_translate("This is not here"),
    http.HTTPStatus.TOO_MANY_REQUESTS: to_translate("Too much at once"),
    http.HTTPStatus.SERVICE_UNAVAILABLE: to_translate("Not now"),
    http.HTTPStatus.INTERNAL_SERVER_ERROR: to_translate("Something is wrong here"),
}
ENDED: Final = to_translate(
    "Your session has ended. Sign in again in another tab; what you typed stays here."
)
"""What a person does about it; a program is told to send a token."""
TITLE_OF_OTHERS: Final = to_translate("It cannot be done like this")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that one officer looks at."""

    hub: Hub
    caller: Caller
    reader: Reader
    is_fragment: bool

    @property
    def words(self) -> Words:
        """The words of the reader's language."""
        return self.hub.words(self.reader.language)

    def show(self, template: str, status: int = http.HTTPStatus.OK, **values: Any) -> HTMLResponse:
        """Return a page, or a part of one, made from a template."""
        return HTMLResponse(self.hub.part(Site).render(template, self.reader, **values), status)


def page_of(request: Request, hub: HubNow) -> Page:
    """Return the page that the signed-in officer asks for.

    Raises:
        SignInMissing: nobody is signed in; a whole page is answered by the way to sign in.
    """
    caller = caller_of(request)
    viewer = viewer_of(request, caller)
    return Page(hub, caller, reader_of(request, viewer), is_fragment(request))


PageNow = Annotated[Page, Depends(page_of)]
"""A route's parameter of this type receives the page; who is not signed in never reaches it."""


def viewer_of(request: Request, caller: Caller) -> Viewer:
    """Return an officer as pages name it."""
    language = reader_of(request, None).language
    secret = secret_of(request)
    shift = shift_of(request, caller)
    return Viewer(
        officer=caller.officer.id,
        name=caller.officer.name,
        bureau=caller.bureau.id,
        bureau_name=caller.bureau.name.best(language),
        roles=frozenset(str(each) for each in caller.officer.roles),
        forgery_token=sessions.forgery_token(secret) if caller.means is Means.SESSION else "",
        purpose=shift.purpose,
        case=shift.case,
    )


def reader_now(request: Request) -> Reader:
    """Return the reader of a page that also somebody may see who is not signed in."""
    try:
        viewer = viewer_of(request, caller_of(request))
    except (SignInMissing, TokenRefused, OriginRefused):
        viewer = None
    return reader_of(request, viewer)


def tell(request: Request, error: JisrError) -> Response:
    """Return an error to a program as a problem, to a person on a page or in the part asked for."""
    if not wants_page(request) or request.url.path.startswith(API):
        return problem(request, error)
    if not is_fragment(request):
        if isinstance(error, SignInMissing):
            return RedirectResponse(way_by(SIGN_IN, request), http.HTTPStatus.SEE_OTHER)
        if isinstance(error, PurposeMissing | CaseMissing):
            return RedirectResponse(way_by(SHIFT, request), http.HTTPStatus.SEE_OTHER)
    hub = hub_of(request)
    is_ours = error.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR
    # What just failed is not asked again for who looks: that would break the answer too.
    reader = reader_of(request, None) if is_ours else reader_now(request)
    template = "site/problem.html" if is_fragment(request) else "site/error.html"
    words = hub.words(reader.language)
    title = TITLES.get(http.HTTPStatus(error.status), TITLE_OF_OTHERS)
    content = hub.part(Site).render(
        template,
        reader,
        title=words.say(title),
        status=error.status,
        code=error.code,
        sentence=words.say(ENDED) if isinstance(error, SignInMissing) else words.error(error),
        sign_in=SIGN_IN if isinstance(error, SignInMissing) else "",
    )
    return HTMLResponse(content, error.status, headers=headers_of(error))


def way_by(page: str, request: Request) -> str:
    """Return the address of a page that leads back to what was asked for."""
    if request.method != "GET":
        return page
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{page}?back={urllib.parse.quote(request.url.path + query, safe='')}"
