"""What pages call the words of the agenda and the texts."""

from collections.abc import Callable, Mapping
from typing import Final

from jisr.access.countries import countries
from jisr.access.model import NetworkProfile
from jisr.assembly.texts.follow_up import Status
from jisr.assembly.texts.held import ItemState, PaperKind
from jisr.assembly.texts.model import Change, DraftState, ParagraphKind
from jisr.assembly.texts.steps import Fault
from jisr.assembly.texts.voting_order import State
from jisr.errors import to_translate
from jisr.kit.words import Words
from jisr.values import LanguageMap

ITEM_STATES: Final[Mapping[ItemState, str]] = {
    ItemState.INCOMPLETE: to_translate("Not complete"),
    ItemState.LISTED: to_translate("On the agenda"),
    ItemState.ADDITIONAL: to_translate("Late: the assembly must admit it"),
    ItemState.ADMITTED: to_translate("Admitted by the assembly"),
    ItemState.REFUSED: to_translate("Not admitted"),
    ItemState.WITHDRAWN: to_translate("Withdrawn"),
}
ITEM_TONES: Final[Mapping[ItemState, str]] = {
    ItemState.INCOMPLETE: "warn",
    ItemState.LISTED: "good",
    ItemState.ADDITIONAL: "warn",
    ItemState.ADMITTED: "good",
    ItemState.REFUSED: "calm",
    ItemState.WITHDRAWN: "calm",
}
PAPERS: Final[Mapping[PaperKind, str]] = {
    PaperKind.RESOLUTION: to_translate("Draft resolution"),
    PaperKind.REPORT: to_translate("Report"),
    PaperKind.INFORMATION: to_translate("Information paper"),
}
DRAFTS: Final[Mapping[DraftState, str]] = {
    DraftState.OPEN: to_translate("Still open"),
    DraftState.ADOPTED: to_translate("Adopted"),
    DraftState.REJECTED: to_translate("Rejected"),
    DraftState.WITHDRAWN: to_translate("Withdrawn"),
}
DRAFT_TONES: Final[Mapping[DraftState, str]] = {
    DraftState.OPEN: "accent",
    DraftState.ADOPTED: "good",
    DraftState.REJECTED: "calm",
    DraftState.WITHDRAWN: "calm",
}
PARAGRAPHS: Final[Mapping[ParagraphKind, str]] = {
    ParagraphKind.PREAMBULAR: to_translate("Preamble"),
    ParagraphKind.OPERATIVE: to_translate("Operative paragraph"),
}
FAULTS: Final[Mapping[Fault, str]] = {
    Fault.MISSING: to_translate("missing"),
    Fault.BEHIND: to_translate("behind the newest words"),
    Fault.NUMBERS: to_translate("other numbers"),
    Fault.REFERENCES: to_translate("other references"),
    Fault.ORDER: to_translate("in the wrong order"),
}
CHANGES: Final[Mapping[Change, str]] = {
    Change.DELETE: to_translate("Delete the paragraph"),
    Change.REPLACE: to_translate("Change its words"),
    Change.ADD: to_translate("Add a paragraph after it"),
}
AMENDMENTS: Final[Mapping[State, str]] = {
    State.PENDING: to_translate("Undecided"),
    State.ACCEPTED: to_translate("Accepted"),
    State.REJECTED: to_translate("Rejected"),
    State.WITHDRAWN: to_translate("Withdrawn"),
    State.FALLEN: to_translate("Fallen"),
}
AMENDMENT_TONES: Final[Mapping[State, str]] = {
    State.PENDING: "accent",
    State.ACCEPTED: "good",
    State.REJECTED: "calm",
    State.WITHDRAWN: "calm",
    State.FALLEN: "calm",
}
STATUSES: Final[Mapping[Status, str]] = {
    Status.COMPLETED: to_translate("Done"),
    Status.UNDER_WAY: to_translate("Under way"),
    Status.NOT_STARTED: to_translate("Not started"),
    Status.NOT_APPLICABLE: to_translate("No longer applies"),
    Status.NO_REPORT: to_translate("Nothing reported"),
}
STATUS_TONES: Final[Mapping[Status, str]] = {
    Status.COMPLETED: "good",
    Status.UNDER_WAY: "accent",
    Status.NOT_STARTED: "warn",
    Status.NOT_APPLICABLE: "calm",
    Status.NO_REPORT: "warn",
}
ALL_MEMBERS: Final = "members"
"""The addressee of what is asked of everybody."""
EVERY_MEMBER: Final = to_translate("Every member")
RIGHT_TO_LEFT: Final = frozenset(("ar",))
"""Official languages that are written from right to left."""


def direction_of(language: str) -> str:
    """Return in which direction a language is written."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def namer(network: NetworkProfile, words: Words) -> Callable[[str], str]:
    """Return what names a body: a member, the secretariat, or what it calls itself."""
    language, say = words.language, words.say

    def name(code: str) -> str:
        if code in network.bodies:
            return network.bodies[code].best(language)
        if code == ALL_MEMBERS:
            return say(EVERY_MEMBER)
        found = next((each for each in countries() if each.code == code), None)
        return code if found is None else found.name.best(language)

    return name


def titler(language: str) -> Callable[[Mapping[str, str]], str]:
    """Return what picks the words of the reader's language, else the first there are."""

    def title(texts: Mapping[str, str]) -> str:
        return LanguageMap(texts).best(language)

    return title
