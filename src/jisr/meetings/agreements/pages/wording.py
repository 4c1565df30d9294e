"""What the pages of memoranda say: the sentence of each word of the model."""

from collections.abc import Iterable, Mapping
from typing import Final

from jisr.access import actions as access
from jisr.access.titles import DATABASES, OPERATIONS, PURPOSES
from jisr.assembly.texts.steps import Fault
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.kit.words import Words
from jisr.meetings.agreements.model import Body, DueKind, State

__all__ = [
    "BODIES",
    "DATABASES",
    "DUES",
    "FAULTS",
    "NEXT",
    "OPERATIONS",
    "PURPOSES",
    "STATES",
    "STATE_TONES",
    "STEPS",
    "STEP_SIGNS",
    "bureau_options",
    "names_of",
    "options",
]

STATES: Final[Mapping[State, str]] = {
    State.DRAFTED: to_translate("Draft"),
    State.PROPOSED: to_translate("Before the members"),
    State.OBJECTED: to_translate("Before the assembly"),
    State.APPROVED: to_translate("To be signed"),
    State.REFUSED: to_translate("Refused by the assembly"),
    State.SIGNED: to_translate("Signed by every side"),
    State.IN_FORCE: to_translate("In force"),
    State.EXPIRED: to_translate("Expired"),
    State.ENDED: to_translate("Ended"),
    State.RENEWED: to_translate("Renewed"),
    State.WITHDRAWN: to_translate("Given up"),
}
STATE_TONES: Final[Mapping[State, str]] = {
    State.PROPOSED: "warn",
    State.OBJECTED: "alarm",
    State.APPROVED: "accent",
    State.SIGNED: "accent",
    State.IN_FORCE: "good",
    State.EXPIRED: "warn",
}
NEXT: Final[Mapping[State, str]] = {
    State.DRAFTED: to_translate(
        "The parties work on the words. When every language is in step they are closed."
    ),
    State.OBJECTED: to_translate(
        "A member objected. The assembly decides by a vote; the coordinator records it here."
    ),
    State.APPROVED: to_translate("Each side signs these words with its own key."),
    State.SIGNED: to_translate(
        "Every side has signed. It acts from the minute in which it is brought into force."
    ),
}
"""What comes next, where something does."""
DUES: Final[Mapping[DueKind, str]] = {
    DueKind.OBJECTION: to_translate("Objections until"),
    DueKind.RENEWAL: to_translate("Ask for the renewal until"),
    DueKind.REVIEW: to_translate("Review"),
    DueKind.EXPIRY: to_translate("Last day"),
}
STEPS: Final[Mapping[str, str]] = {
    "drafted": to_translate("Drafted"),
    "revised": to_translate("Words revised"),
    "contacts_named": to_translate("Contact points named"),
    "opinion_recorded": to_translate("Opinion recorded"),
    "closed": to_translate("Words closed"),
    "proposed": to_translate("Proposed to the members"),
    "objected": to_translate("A member objected"),
    "decided": to_translate("Decided by the assembly"),
    "signed": to_translate("Signed"),
    "entered_into_force": to_translate("Entered into force"),
    "renewal_asked": to_translate("Renewal asked for"),
    "reviewed": to_translate("Reviewed"),
    "ended": to_translate("Ended"),
    "renewed": to_translate("Gave way to its renewal"),
    "withdrawn": to_translate("Given up"),
}
STEP_SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "drafted": ("add", "calm"),
    "revised": ("edit", "calm"),
    "contacts_named": ("officer", "calm"),
    "opinion_recorded": ("message", "calm"),
    "closed": ("lock", "calm"),
    "proposed": ("member", "warn"),
    "objected": ("stop", "alarm"),
    "decided": ("agreement", "accent"),
    "signed": ("sign", "accent"),
    "entered_into_force": ("ok", "good"),
    "renewal_asked": ("clock", "calm"),
    "reviewed": ("eye", "calm"),
    "ended": ("close", "warn"),
    "renewed": ("agreement", "calm"),
    "withdrawn": ("withdraw", "warn"),
}
"""The sign and the tone of a moment on the path."""
BODIES: Final[Mapping[Body, str]] = {
    Body.EXECUTIVE_COMMITTEE: to_translate("Executive committee"),
    Body.COMMISSION: to_translate("Commission for the Control of Files"),
}
FAULTS: Final[Mapping[Fault, str]] = {
    Fault.MISSING: to_translate("Missing"),
    Fault.BEHIND: to_translate("Not yet revised"),
    Fault.NUMBERS: to_translate("Other numbers"),
    Fault.REFERENCES: to_translate("Other references"),
    Fault.ORDER: to_translate("The preamble comes first"),
}
"""How a language is out of step."""


def names_of(transaction: Transaction, ids: Iterable[str], language: str) -> Mapping[str, str]:
    """Return the names of bureaus in the reader's language; of one that is none, its id."""
    found: dict[str, str] = {}
    for each in sorted(set(ids)):
        try:
            found[each] = access.bureau(transaction, each).name.best(language)
        except NotFound:
            found[each] = each
    return found


def options(titles: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    """Return words of the model with their sentences, as a list of choices takes them."""
    return [(str(each), words.say(title)) for each, title in titles.items()]


def bureau_options(transaction: Transaction, language: str) -> list[tuple[str, str]]:
    """Return every bureau as a choice, by its name in the reader's language."""
    found: list[tuple[str, str]] = []
    after = ""
    while page := access.bureaus(transaction, after=after, limit=access.LIST_MAX):
        found += [(each.id, f"{each.name.best(language)} ({each.id})") for each in page]
        after = page[-1].id
    return sorted(found, key=lambda each: each[1])
