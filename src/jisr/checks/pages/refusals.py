"""Why a check was not made, and what to do next, for a person at a desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jisr.checks.understanding import Reading
from jisr.errors import (
    CaseMissing,
    Denied,
    DeskBusy,
    JisrError,
    PurposeMissing,
    PurposeUnknown,
    RateExceeded,
    SpreadExceeded,
    TraceUnavailable,
    Unavailable,
    to_translate,
)
from jisr.kit.words import Words

NOTHING: Final = to_translate("There is nothing to look for")
NOTHING_NEXT: Final = to_translate("Type a name or a number, or scan the document again.")
LINES: Final = to_translate("The machine-readable zone is not whole")
LINES_NEXT: Final = to_translate("Scan the document again: every line of its zone is needed.")
MAKE: Final = to_translate("A serial number alone identifies no firearm")
MAKE_NEXT: Final = to_translate("Name its maker under “More details”, then check again.")
WRONG: Final = to_translate("This cannot be checked as it stands")
WRONG_NEXT: Final = to_translate("Read it again. Nothing was asked, and no trace was made.")
SHIFT: Final = to_translate("Say first what you are working on")
SHIFT_NEXT: Final = to_translate("Every check is kept with a purpose and a case.")
OTHER_NEXT: Final = to_translate("If it stays so, tell your operator.")

_KNOWN: Final[Mapping[type[JisrError], tuple[str, str]]] = {
    RateExceeded: (
        to_translate("Too fast"),
        to_translate("Nothing was asked. What you typed is still in the box."),
    ),
    SpreadExceeded: (
        to_translate("Too many different people in this hour"),
        to_translate(
            "The question is traced and was not answered. If your work needs more, ask your "
            "security officer; a carrier’s list is checked by a machine’s account."
        ),
    ),
    DeskBusy: (
        to_translate("The desk is busy"),
        to_translate("Press Enter again in a moment. What you typed is still in the box."),
    ),
    TraceUnavailable: (
        to_translate("No trace, so no answer"),
        to_translate("Press Enter again. If it stays so, tell your operator."),
    ),
    Unavailable: (
        to_translate("Not now"),
        to_translate("Press Enter again in a moment. What you typed is still in the box."),
    ),
    Denied: (
        to_translate("You may not ask this"),
        to_translate(
            "The question is traced. The head of your bureau gives roles, the agreement of your "
            "bureau the databases."
        ),
    ),
}
"""The title and the next step of each refusal; its sentence is its own."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A check that was not made: what to read, and whether the shift must be said first."""

    title: str
    sentence: str
    next_step: str
    status: int
    needs_shift: bool = False
    needs_make: bool = False


def of_error(error: JisrError, words: Words) -> Refusal:
    """Return a refusal by the hub."""
    if isinstance(error, PurposeMissing | PurposeUnknown | CaseMissing):
        return Refusal(words.say(SHIFT), words.say(SHIFT_NEXT), "", error.status, needs_shift=True)
    known = next((_KNOWN[kind] for kind in type(error).__mro__ if kind in _KNOWN), None)
    title, next_step = known or (WRONG, OTHER_NEXT)
    return Refusal(words.say(title), words.error(error), words.say(next_step), error.status)


def of_reading(reading: Reading | None, words: Words) -> Refusal:
    """Return why a reading cannot be asked."""
    status = 400
    if reading is None:
        return Refusal(words.say(NOTHING), "", words.say(NOTHING_NEXT), status)
    if reading.lines_missing:
        return Refusal(words.say(LINES), "", words.say(LINES_NEXT), status)
    if reading.problem is not None:
        return Refusal(
            words.say(WRONG), words.error(reading.problem), words.say(WRONG_NEXT), status
        )
    return Refusal(words.say(MAKE), "", words.say(MAKE_NEXT), status, needs_make=True)
