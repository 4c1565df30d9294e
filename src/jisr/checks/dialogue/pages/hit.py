"""One hit: what was found, what the two bureaus said, and what this officer can say now."""

import http
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from jisr.access.titles import DATABASES, PURPOSES
from jisr.access.viewing import Page, PageNow
from jisr.checks.dialogue import inbox
from jisr.checks.dialogue.actions import TEXT_LENGTH_MAX, clocks_of
from jisr.checks.dialogue.files import FILE_BYTES_MAX
from jisr.checks.dialogue.inbox_model import Standing
from jisr.checks.dialogue.model import Reason, Side, Speaker, State, Word
from jisr.checks.dialogue.pages import words
from jisr.checks.dialogue.pages.fields import shown
from jisr.checks.dialogue.pages.moments import moments
from jisr.checks.dialogue.tables import dismissals, outcomes
from jisr.errors import NotFound, to_translate
from jisr.kit.words import Words
from jisr.values import is_id

router = APIRouter(prefix="/hits", include_in_schema=False)

ID_LENGTH_MAX = 64
STATEMENTS_MAX = 1_000_000_000
GOES_ON = frozenset((Word.NOTICED, Word.REMINDED, Word.ESCALATED))
"""What the hub says without changing what either side decides about: its officers go on."""
Number = Annotated[int, Query(ge=0, le=STATEMENTS_MAX, description="A statement, as counted.")]
HitId = Annotated[str, Path(max_length=ID_LENGTH_MAX)]


@router.get("/{hit}")
def show_hit(page: PageNow, hit: HitId) -> Response:
    """Return the page of one hit."""
    return page.show("dialogue/hit.html", **_values(page, hit))


@router.get("/{hit}/news")
def show_news(page: PageNow, hit: HitId, number: Number, seen: Number = 0) -> Response:
    """Return what was said since the statement `number`; nothing if `seen` was the last."""
    values = _values(page, hit)
    if values["dialogue"].version <= max(number, seen):
        return Response(status_code=http.HTTPStatus.NO_CONTENT)
    values["moments"] = [each for each in values["moments"] if each.statement.number > number]
    goes_on = all(each.statement.word in GOES_ON for each in values["moments"])
    return page.show("dialogue/news.html", number=number, goes_on=goes_on, **values)


@router.get("/{hit}/record")
def show_record(page: PageNow, hit: HitId) -> Response:
    """Return the record as the side that asked may see it; the reading is sealed."""
    found = page.hub.database.in_transaction(inbox.read_record, page.caller.officer, _known(hit))
    return page.show("dialogue/record.html", found=found, fields=shown(found.fields, page.words))


def _known(hit: str) -> str:
    if not is_id(hit):
        raise NotFound(thing=to_translate("hit"))
    return hit


def _values(page: Page, hit: str) -> dict[str, Any]:
    """Return what the page of a hit shows."""
    speaker = Speaker(page.caller.officer, page.caller.bureau)
    with page.hub.database.reading() as transaction:
        standing = inbox.read_standing(transaction, speaker, _known(hit))
        now = transaction.now
    view, dialogue, language = standing.view, standing.view.dialogue, page.words.language
    return {
        "standing": standing,
        "view": view,
        "dialogue": dialogue,
        "now": now,
        "moments": moments(standing, page.words),
        "fields": shown(view.record_data, page.words),
        "clocks": clocks_of(page.hub.settings),
        "outcome": dict(_titles(outcomes().values(), language)).get(dialogue.outcome, ""),
        "outcomes": _outcomes(standing, language),
        "dismissals": _titles(dismissals(view.side).values(), language),
        "refusal": refusal(standing, page.words),
        "asked_in_vain": dialogue.state is State.ASKED and dialogue.escalated_at is not None,
        "text_length_max": TEXT_LENGTH_MAX,
        "file_bytes_max": FILE_BYTES_MAX,
        "say": words,
        "sides": Side,
        "verbs": Word,
        "purposes": PURPOSES,
        "databases": DATABASES,
    }


def refusal(standing: Standing, words: Words) -> str:
    """Return why this officer cannot make the next statement of his side; empty if he can."""
    why = next((why for word, why in standing.refused.items() if word is not Word.MESSAGE), "")
    sentence = words.reason(why)
    return f"{sentence[:1].upper()}{sentence[1:]}." if why else ""


def _outcomes(standing: Standing, language: str) -> list[tuple[str, str]]:
    """Return what can be told as the outcome now: force only follows a confirmed hit."""
    is_confirmed = standing.view.dialogue.state is State.CONFIRMED
    fitting = [each for each in outcomes().values() if is_confirmed or not each.needs_confirmation]
    return _titles(fitting, language)


def _titles(reasons: Iterable[Reason], language: str) -> list[tuple[str, str]]:
    return [(each.code, each.title.best(language)) for each in reasons]
