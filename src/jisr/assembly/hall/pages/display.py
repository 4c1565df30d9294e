"""The display of a session: the tiles of all members, what is voted on, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse

from jisr.access.countries import country
from jisr.access.viewing import PageNow
from jisr.assembly.hall import actions, rules
from jisr.assembly.hall.routes import NUMBER_MAX
from jisr.errors import to_translate
from jisr.kit.words import Words
from jisr.values import LanguageMap

router = APIRouter(prefix="/hall", include_in_schema=False)

NAME_LETTERS: Final = 12
"""So many stand on one line of a tile."""
BESIDE: Final = {"ar": "en"}
"""Beside Arabic the hall reads English, beside any other language Arabic."""
SENTENCES: Final[Mapping[str, str]] = {
    "others": to_translate("Also open"),
    "idle": to_translate("Nothing is put to the vote now"),
    "closed-sitting": to_translate("This part of the sitting is closed"),
    "open": to_translate("The vote is open"),
    "closed": to_translate("The vote is closed"),
    "announced": to_translate("Result"),
    "annulled": to_translate("This vote counts for nothing"),
    "roll-call": to_translate("Roll-call"),
    "secret": to_translate("Secret ballot"),
    "show-of-hands": to_translate("Show of hands"),
    "consensus": to_translate("Consensus"),
    "unverified": to_translate("Counted by eye: nobody can verify these numbers"),
    "sealed": to_translate("Ballots are sealed: only the totals will ever be opened"),
    "objection": to_translate("Adopted unless a member objects"),
    "overruled": to_translate("Another outcome than the count’s was signed; the count stands here"),
    "answered": to_translate("have answered"),
    "left": to_translate("time left"),
    "since": to_translate("open since"),
    "adopted": to_translate("Adopted"),
    "rejected": to_translate("Rejected"),
    "entitled": to_translate("Represented and entitled to vote"),
    "abstentions": to_translate("Abstentions"),
    "invalid": to_translate("Invalid"),
    "expressed": to_translate("Votes expressed"),
    "required": to_translate("Majority required"),
    "waiting": to_translate("Waiting"),
    "silent": to_translate("Did not answer"),
    "received": to_translate("Has answered"),
    "abstained": to_translate("Abstained"),
    "without": to_translate("No voice in this vote"),
    "manifest": to_translate("Manifest of the ballot"),
    "head": to_translate("Closed board"),
    "lost": to_translate("Connection lost. The hall returns by itself."),
    "ended": to_translate("Your session has ended. Sign in again on this screen."),
}
"""Everything that stands on the display, in English; it is shown in two languages at once."""


@dataclass(frozen=True, slots=True)
class Both:
    """One text in the reader's language and in the one beside it."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of one member."""

    code: str
    name: Both

    @property
    def is_long(self) -> bool:
        """Whether the name needs a second line."""
        return len(self.name.first) > NAME_LETTERS


@router.get("/{number}")
def display(
    page: PageNow,
    number: Annotated[int, Path(ge=1, le=NUMBER_MAX)],
    vote: Annotated[str, Query(pattern=r"^[0-9a-f]{0,32}$")] = "",
) -> HTMLResponse:
    """Return the display of a session; what is shown on it comes over the live connection.

    With `vote` it stays with that one as long as the hall knows it, else it shows what moved last.
    """
    language = page.reader.language
    beside = BESIDE.get(language, "ar")
    with page.hub.database.reading() as transaction:
        held, order = actions.hall_of(transaction, number, vote)

    def both(text: LanguageMap) -> Both:
        return Both(text.best(language), text.best(beside))

    return page.show(
        "hall/display.html",
        number=number,
        vote=vote,
        beside=beside,
        beside_direction="rtl" if beside == "ar" else "ltr",
        city=both(held.session.city),
        order=rules.order_of(order),
        tiles=[Tile(code, both(country(code).name)) for code in order],
        words=_words(page.words, page.hub.words(beside)),
    )


def _words(first: Words, second: Words) -> Mapping[str, Both]:
    return {key: Both(first.say(text), second.say(text)) for key, text in SENTENCES.items()}
