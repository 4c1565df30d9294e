"""How a request is read as a reader's: language, theme, and where a page may lead back to."""

import urllib.parse

from fastapi import Request

from jisr.kit.http.hub import words_for
from jisr.site.model import Viewer
from jisr.site.rendering import THEMES, Reader

THEME_COOKIE = "jisr-theme"
FRAGMENT_HEADER = "hx-request"


def reader_of(request: Request, viewer: Viewer | None) -> Reader:
    """Return for whom a page is made."""
    theme = request.cookies.get(THEME_COOKIE, "")
    return Reader(
        language=words_for(request).language,
        path=request.url.path,
        theme=theme if theme in THEMES else "",
        viewer=viewer,
    )


def is_fragment(request: Request) -> bool:
    """Return whether a page that is there already asks for a part of itself (htmx)."""
    return request.headers.get(FRAGMENT_HEADER) == "true"


def wants_page(request: Request) -> bool:
    """Return whether a person's browser waits for the answer, not a program."""
    return "text/html" in request.headers.get("accept", "") or is_fragment(request)


def own_path(given: str) -> str:
    """Return a path of ours to go to; anything that could lead elsewhere becomes the first page."""
    parts = urllib.parse.urlsplit(given)
    is_ours = (
        not parts.scheme
        and not parts.netloc
        and given.startswith("/")
        and not given.startswith("//")
        and "\\" not in given
        and given.isprintable()
    )
    return given if is_ours else "/"
