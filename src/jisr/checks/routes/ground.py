"""What the routes of checks stand on: who asks, in which language, and the desk that answers."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from fastapi import Request

from jisr.access.callers import caller_of, shift_of
from jisr.access.model import Asking
from jisr.access.sign_in.model import Scope
from jisr.access.sign_in.rules import may_use
from jisr.checks.desk import INQUIRY_MAX, Desk, Outcome
from jisr.checks.finder import Inquiry
from jisr.checks.model import Query
from jisr.checks.view import HITS_DEFAULT, HITS_MAX, Limits
from jisr.errors import InputRefused, JisrError, ValueMalformed, to_translate
from jisr.kit.http.hub import LANGUAGE_HEADER_LENGTH_MAX, hub_of, preferred
from jisr.kit.words import Words
from jisr.values import LANGUAGES

ASKING_PARAMETERS: list[dict[str, Any]] = [
    {
        "name": "Jisr-Purpose",
        "in": "header",
        "required": False,
        "description": "One of the nine purposes; needed unless the token fixes it.",
        "schema": {"type": "string", "maxLength": 64},
    },
    {
        "name": "Jisr-Case",
        "in": "header",
        "required": False,
        "description": "The caller's own file reference; needed unless the token fixes it.",
        "schema": {"type": "string", "maxLength": 200},
    },
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "description": "Hits of one answer.",
        "schema": {"type": "integer", "minimum": 1, "maximum": HITS_MAX, "default": HITS_DEFAULT},
    },
]
"""What the OpenAPI document says of what `asking_now` and `hit_limit` read."""
_LANGUAGES_KEPT_MAX = 256


async def asking_now(request: Request) -> Asking:
    """Return who asks, for what and in which case.

    It is read from the request without a thread, and remembered for a moment; see `Askings`.

    Raises:
        SignInMissing, TokenRefused: nobody is signed in.
        PurposeMissing, PurposeUnknown, CaseMissing, Denied: see `Askings.of`.
    """
    caller = caller_of(request)
    may_use(caller, Scope.CHECK).or_refuse()
    desk = hub_of(request).part(Desk)
    shift = shift_of(request, caller)  # on a page of ours; who holds a token has none
    purpose = request.headers.get("jisr-purpose", "") or shift.purpose
    return await desk.askings.of(
        caller, purpose, request.headers.get("jisr-case", "") or shift.case
    )


def hit_limit(request: Request) -> int:
    """Return how many hits are asked for (`?limit=`); raise `ValueMalformed` if it is no number."""
    given = request.query_params.get("limit", str(HITS_DEFAULT))
    if not (given.isascii() and given.isdecimal() and len(given) <= len(str(HITS_MAX))):
        limit = 0
    else:
        limit = int(given)
    if not 1 <= limit <= HITS_MAX:
        raise ValueMalformed(field="limit", why=to_translate("it is not what is expected here"))
    return limit


def words_now(request: Request) -> Words:
    """Return the words of the caller's language; as `kit.http.hub.words_for`, but remembered."""
    asked = request.query_params.get("lang", "")
    header = request.headers.get("accept-language", "")[:LANGUAGE_HEADER_LENGTH_MAX]
    return hub_of(request).words(asked if asked in LANGUAGES else _preferred(header))


@lru_cache(_LANGUAGES_KEPT_MAX)
def _preferred(header: str) -> str:
    return preferred(header)


async def ask_each(
    desk: Desk, asking: Asking, queries: Sequence[Query | InputRefused], limits: Limits
) -> list[Outcome]:
    """Return what becomes of each question, in order; one that could not be read is refused.

    What stops one piece of a list (too many wait, the trace cannot be sealed) is told for each of
    its questions: what was answered before is traced and stays answered.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(queries), INQUIRY_MAX):
        piece = queries[start : start + INQUIRY_MAX]
        asked = tuple(each for each in piece if not isinstance(each, InputRefused))
        try:
            answered = iter(await desk.ask(Inquiry(asking, asked, limits)))
        except JisrError as error:
            outcomes += [each if isinstance(each, InputRefused) else error for each in piece]
            continue
        outcomes += [each if isinstance(each, InputRefused) else next(answered) for each in piece]
    return outcomes
