"""The page on which people sign in, in four languages, with its one script and one style sheet."""

from http import HTTPStatus
from importlib.resources import files
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from jisr.access.callers import Callers, secret_of
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import Caller
from jisr.errors import CredentialRefused, NotFound, SignInMissing, TokenRefused, to_translate
from jisr.kit.http.hub import Hub, HubNow, WordsNow
from jisr.kit.words import Words

router = APIRouter(prefix="/sign-in", include_in_schema=False)

PAGES = "jisr.access.sign_in"
FILES: Final = {
    "page.css": "text/css",
    "page.js": "text/javascript",
    "page.svg": "image/svg+xml",
}
LANGUAGE_NAMES: Final = {
    "ar": "العربية",
    "en": "English",
    "fr": "Français",
    "es": "Español",
}
TEXTS: Final = {
    "title": to_translate("Sign in"),
    "languages": to_translate("Languages"),
    "signed_in": to_translate("You are signed in:"),
    "enter": to_translate("Sign in with a passkey"),
    "provider": to_translate("Sign in at your national provider"),
    "invited": to_translate("I was invited to make a passkey"),
    "invitation": to_translate("Invitation"),
    "name": to_translate("What you call this passkey"),
    "make": to_translate("Make a passkey"),
    "confirm": to_translate("Confirm that it is you"),
    "confirmed": to_translate("You are confirmed."),
    "leave": to_translate("Sign out"),
    "demo": to_translate("This is a demo: every officer has the password that its start shows."),
    "officer": to_translate("Officer"),
    "password": to_translate("Password"),
    "cancelled": to_translate("The passkey was not used. Try again."),
    "unable": to_translate("This browser knows no passkeys. Use a newer one."),
}
_PAGES = Environment(
    loader=PackageLoader(PAGES, "pages"), autoescape=True, undefined=StrictUndefined
)


@router.get("")
def page(
    request: Request,
    hub: HubNow,
    words: WordsNow,
    refused: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Return the page."""
    secret = secret_of(request)
    caller = _caller(hub, secret)
    content = _PAGES.get_template("page.html").render(
        language=words.language,
        direction="rtl" if words.is_right_to_left else "ltr",
        languages=LANGUAGE_NAMES,
        network=hub.network,
        say={key: words.say(text) for key, text in TEXTS.items()},
        told=_told(words, refused),
        csrf=sessions.forgery_token(secret) if caller else "",
        officer=caller.officer if caller else None,
        provider=bool(hub.settings.oidc_issuer),
        local=hub.is_demo,
    )
    return Response(content, media_type="text/html")


@router.get("/{name}")
def file(name: str) -> Response:
    """Return the page's script or style sheet."""
    kind = FILES.get(name)
    if kind is None:
        raise NotFound(thing=to_translate("file"))
    content = files(PAGES).joinpath("pages", name).read_bytes()
    return Response(content, HTTPStatus.OK, media_type=kind)


def _caller(hub: Hub, secret: str) -> Caller | None:
    try:
        return hub.part(Callers).by_session(secret) if secret else None
    except (SignInMissing, TokenRefused):
        return None


def _told(words: Words, refused: str) -> str:
    """Return what is said first: why the provider's word did not let the person in."""
    if not refused:
        return ""
    why = to_translate("your provider's word does not fit, or nobody linked you to an officer here")
    return words.error(CredentialRefused(why=why))
