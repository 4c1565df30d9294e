"""What pages say of hits: the sentence of each state, statement and signature."""

from collections.abc import Mapping
from typing import Final

from jisr.checks.dialogue.inbox_model import Tab
from jisr.checks.dialogue.model import (
    Answer,
    Channel,
    Side,
    SignatureKind,
    State,
    Statement,
    Word,
)
from jisr.errors import to_translate
from jisr.records.model import Kind

TABS: Final[Mapping[Tab, str]] = {
    Tab.TURN: to_translate("Needs my answer"),
    Tab.WAITING: to_translate("I wait"),
    Tab.ESCALATED: to_translate("Escalated"),
    Tab.ALONE: to_translate("Known to the owner alone"),
    Tab.CLOSED: to_translate("Closed"),
}
EMPTY: Final[Mapping[Tab, tuple[str, str]]] = {
    Tab.TURN: (
        to_translate("Nothing waits for you"),
        to_translate("New hits come here by themselves. Leave this page open, or go on checking."),
    ),
    Tab.WAITING: (
        to_translate("You wait for nobody"),
        to_translate("When you ask the owner of a record, the hit stands here until it answers."),
    ),
    Tab.ESCALATED: (
        to_translate("No clock was missed"),
        to_translate("A hit comes here when its owner did not answer in time."),
    ),
    Tab.ALONE: (
        to_translate("No hit is known to its owner alone"),
        to_translate(
            "A hit on a restricted record comes here: the bureau that asked does not know of it."
        ),
    ),
    Tab.CLOSED: (
        to_translate("No hit is closed yet"),
        to_translate("A hit comes here with its outcome, or when it was dismissed."),
    ),
}
"""What an empty part of the inbox says, and what to do."""
KIND_TITLES: Final[Mapping[Kind, str]] = {
    Kind.PERSON: to_translate("Hit on a person"),
    Kind.DOCUMENT: to_translate("Hit on a document"),
    Kind.VEHICLE: to_translate("Hit on a vehicle"),
    Kind.VESSEL: to_translate("Hit on a vessel"),
    Kind.FIREARM: to_translate("Hit on a firearm"),
}
_ASKING_STATES: Final[Mapping[State, str]] = {
    State.PRESUMED: to_translate("Compare, then ask or dismiss"),
    State.ASKED: to_translate("The owner was asked"),
    State.CONFIRMED: to_translate("Confirmed: tell the outcome"),
    State.NOT_THE_SAME: to_translate("Not the same: tell the outcome"),
    State.CANNOT_SAY: to_translate("The owner cannot say: tell the outcome"),
}
_OWNER_STATES: Final[Mapping[State, str]] = {
    State.PRESUMED: to_translate("Found, not asked yet"),
    State.ASKED: to_translate("Answer is due"),
    State.LIFTING: to_translate("The secretariat wants to lift your restriction"),
}
STATES: Final[Mapping[State, str]] = {
    State.PRESUMED: to_translate("Presumed"),
    State.ASKED: to_translate("Asked, no answer yet"),
    State.CONFIRMED: to_translate("Confirmed"),
    State.NOT_THE_SAME: to_translate("Not the same"),
    State.CANNOT_SAY: to_translate("The owner cannot say"),
    State.CLOSED: to_translate("Closed"),
    State.DISMISSED: to_translate("Dismissed"),
    State.REFERRED: to_translate("With the legal reviewer"),
    State.BLIND: to_translate("Known to the owner alone"),
    State.LIFTING: to_translate("Restriction about to be lifted"),
    State.ERASED: to_translate("Record erased"),
}
STATE_TONES: Final[Mapping[State, str]] = {
    State.PRESUMED: "warn",
    State.ASKED: "accent",
    State.CONFIRMED: "alarm",
    State.NOT_THE_SAME: "good",
    State.CANNOT_SAY: "warn",
    State.REFERRED: "warn",
    State.LIFTING: "warn",
}
"""The tone of a state's badge; any other is calm."""
WARNING_TONES: Final[Mapping[State, str]] = {
    State.PRESUMED: "warn",
    State.ASKED: "warn",
    State.CANNOT_SAY: "warn",
    State.REFERRED: "alarm",
    State.CONFIRMED: "alarm",
    State.NOT_THE_SAME: "good",
    State.LIFTING: "warn",
    State.BLIND: "warn",
}
WARNING_TITLES: Final[Mapping[State, str]] = {
    State.PRESUMED: to_translate("Nothing coercive follows from an unconfirmed hit"),
    State.ASKED: to_translate("Nothing coercive follows from an unconfirmed hit"),
    State.CANNOT_SAY: to_translate("Nothing coercive follows from an unconfirmed hit"),
    State.CONFIRMED: to_translate("Confirmed by the owner"),
    State.NOT_THE_SAME: to_translate("Not the same"),
    State.CLOSED: to_translate("Closed"),
    State.DISMISSED: to_translate("Dismissed"),
    State.REFERRED: to_translate("Contact nobody: the legal reviewer decides"),
    State.BLIND: to_translate("For you alone"),
    State.LIFTING: to_translate("Object in time, or the other bureau is told"),
    State.ERASED: to_translate("The record was erased"),
}
"""What may follow from a hit, in a few words; the sentence of the view follows."""
ANSWERS: Final[Mapping[Answer, tuple[str, str]]] = {
    Answer.CONFIRMED: (
        to_translate("Confirmed"),
        to_translate("It is the person or thing of our record, and the record stands today."),
    ),
    Answer.NOT_THE_SAME: (
        to_translate("Not the same"),
        to_translate("It is somebody or something else. The other bureau lets go at once."),
    ),
    Answer.CANNOT_SAY: (
        to_translate("Cannot say"),
        to_translate("What we hold is not enough to tell. Say below what would help."),
    ),
}
SIDES: Final[Mapping[Side, str]] = {
    Side.ASKING: to_translate("Your bureau asked"),
    Side.OWNER: to_translate("Your bureau owns the record"),
    Side.SECRETARIAT: to_translate("You see this for the General Secretariat"),
    Side.OVERSIGHT: to_translate("You see this for the Commission"),
}
STATEMENTS: Final[Mapping[Word, str]] = {
    Word.OPENED: to_translate("Hit taken up"),
    Word.REFERRED: to_translate("Referred to the legal reviewer"),
    Word.NOTICED: to_translate("The owner was told"),
    Word.ASKED: to_translate("Asked, routine"),
    Word.DISMISSED: to_translate("Dismissed: {code}"),
    Word.ANSWERED: to_translate("Answered: {code}"),
    Word.MESSAGE: to_translate("Wrote"),
    Word.ATTACHED: to_translate("Added a file"),
    Word.OUTCOME: to_translate("Outcome: {code}"),
    Word.LIFTING: to_translate("Begins to lift the restriction"),
    Word.OBJECTED: to_translate("Objected"),
    Word.REVEALED: to_translate("The restriction was lifted for this hit"),
    Word.REMINDED: to_translate("The owner was reminded: half of its time is over"),
    Word.ESCALATED: to_translate("No answer in time: the secretariat was told"),
}
ASKED_URGENTLY: Final = to_translate("Asked, urgent")
SIGNS: Final[Mapping[Word, tuple[str, str]]] = {
    Word.OPENED: ("hit", "calm"),
    Word.REFERRED: ("shield", "warn"),
    Word.NOTICED: ("eye", "calm"),
    Word.ASKED: ("search", "accent"),
    Word.DISMISSED: ("close", "calm"),
    Word.ANSWERED: ("ok", "good"),
    Word.MESSAGE: ("message", "calm"),
    Word.ATTACHED: ("attachment", "calm"),
    Word.OUTCOME: ("ok", "accent"),
    Word.LIFTING: ("lock", "warn"),
    Word.OBJECTED: ("stop", "warn"),
    Word.REVEALED: ("eye", "warn"),
    Word.REMINDED: ("clock", "warn"),
    Word.ESCALATED: ("alert", "alarm"),
}
"""The icon and the tone of a statement."""
SIGNATURES: Final[Mapping[SignatureKind, str]] = {
    SignatureKind.PASSKEY: to_translate("Signed with a passkey, verified"),
    SignatureKind.MACHINE_KEY: to_translate("Signed with a machine’s key, verified"),
    SignatureKind.HUB_SESSION: to_translate("Not signed: said in a session"),
}
CHANNELS: Final[Mapping[Channel, tuple[str, str]]] = {
    Channel.INBOX: (
        to_translate("Inbox only"),
        to_translate("Nothing is sent. Somebody must look at the inbox."),
    ),
    Channel.EMAIL: (
        to_translate("E-mail"),
        to_translate("A mail names the hit and your reference, never a person."),
    ),
    Channel.WEBHOOK: (
        to_translate("Webhook"),
        to_translate("Your own system is called, signed with our key, for each new statement."),
    ),
}
MEDIA: Final[Mapping[str, str]] = {
    "image/jpeg": to_translate("picture (JPEG)"),
    "image/png": to_translate("picture (PNG)"),
    "text/plain": to_translate("text"),
}


def state_of(state: State, side: Side) -> str:
    """Return the sentence of a state as one side reads it: what it has to do, or waits for."""
    own = {Side.ASKING: _ASKING_STATES, Side.OWNER: _OWNER_STATES}.get(side, {})
    return own.get(state, STATES[state])


def statement_title(statement: Statement) -> str:
    """Return the sentence of a statement; `code` fills it with what was said."""
    if statement.word is Word.ASKED and statement.code == "urgent":
        return ASKED_URGENTLY
    return STATEMENTS[statement.word]
