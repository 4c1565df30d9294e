"""What pages call the words of a vote."""

from collections.abc import Mapping
from typing import Final

from jisr.assembly.counting.model import AGAINST, FOR, Base, Outcome
from jisr.assembly.votes.model import ABSTAIN, Method, SignatureKind, SubjectKind, VoteState
from jisr.errors import to_translate

METHODS: Final[Mapping[Method, str]] = {
    Method.CONSENSUS: to_translate("Consensus"),
    Method.SHOW_OF_HANDS: to_translate("Show of hands"),
    Method.ROLL_CALL: to_translate("Roll-call"),
    Method.SECRET: to_translate("Secret ballot"),
}
METHOD_HELP: Final[Mapping[Method, str]] = {
    Method.CONSENSUS: to_translate("Nobody votes; it is adopted unless one member objects."),
    Method.SHOW_OF_HANDS: to_translate(
        "You count by eye; nobody can verify it, and any member may ask for a roll-call."
    ),
    Method.ROLL_CALL: to_translate("Each delegation signs its own entry, and anyone recounts."),
    Method.SECRET: to_translate("Sealed on a board by booth programs; only totals are opened."),
}
STATES: Final[Mapping[VoteState, str]] = {
    VoteState.OPEN: to_translate("Under way"),
    VoteState.CLOSED: to_translate("Closed"),
    VoteState.ANNOUNCED: to_translate("Announced"),
    VoteState.ANNULLED: to_translate("Annulled"),
}
STATE_TONES: Final[Mapping[VoteState, str]] = {
    VoteState.OPEN: "accent",
    VoteState.CLOSED: "warn",
    VoteState.ANNOUNCED: "calm",
    VoteState.ANNULLED: "alarm",
}
KINDS: Final[Mapping[SubjectKind, str]] = {
    SubjectKind.QUESTION: to_translate("Question"),
    SubjectKind.DRAFT: to_translate("Draft resolution"),
    SubjectKind.AMENDMENT: to_translate("Amendment"),
    SubjectKind.PARAGRAPH: to_translate("Paragraph"),
    SubjectKind.ITEM: to_translate("Late item"),
    SubjectKind.AGENDA: to_translate("Agenda"),
    SubjectKind.ROUND: to_translate("Ballot of an election"),
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.ADOPTED: to_translate("Adopted"),
    Outcome.REJECTED: to_translate("Rejected"),
}
OUTCOME_TONES: Final[Mapping[Outcome, str]] = {
    Outcome.ADOPTED: "good",
    Outcome.REJECTED: "alarm",
}
SIGNATURES: Final[Mapping[SignatureKind, str]] = {
    SignatureKind.HALL_KEY: to_translate("Signed with the delegation’s own key"),
    SignatureKind.PASSKEY: to_translate("Signed with a passkey"),
    SignatureKind.HUB_SESSION: to_translate("Not signed (demo)"),
}
CHOICE_TONES: Final[Mapping[str, str]] = {FOR: "good", AGAINST: "alarm", ABSTAIN: "calm"}
CHOICE_SIGNS: Final[Mapping[str, str]] = {FOR: "ok", AGAINST: "close", ABSTAIN: "empty"}
ITEMS: Final[Mapping[str, str]] = {
    "entitled": to_translate("Represented and entitled to vote"),
    "abstentions": to_translate("Abstentions"),
    "invalid": to_translate("Invalid"),
    "expressed": to_translate("Votes expressed"),
    "required": to_translate("Majority required"),
}
BASES: Final[Mapping[Base, str]] = {
    Base.EXPRESSED: to_translate("of the votes expressed; abstentions do not count"),
    Base.CAST: to_translate("of everything handed in"),
    Base.PRESENT: to_translate("of the members represented and entitled to vote"),
    Base.MEMBERS: to_translate("of all members, present or not"),
}
RULES: Final[Mapping[str, str]] = {
    "resolution": to_translate("Resolution"),
    "agenda": to_translate("Agenda"),
    "procedural_motion": to_translate("Procedural motion"),
    "constitution_amendment": to_translate("Amendment of the Constitution"),
    "membership": to_translate("Membership"),
    "general_regulations": to_translate("General Regulations and their appendices"),
    "rules_of_procedure": to_translate("Rules of Procedure"),
    "commission_statute": to_translate("Statute of the Commission"),
    "additional_item": to_translate("Additional item of the agenda"),
    "secretary_general": to_translate("Appointment of the Secretary General"),
    "removal": to_translate("Removal from office"),
    "president": to_translate("Election of the President"),
    "vice_president": to_translate("Election of a Vice-President"),
    "delegates": to_translate("Election of delegates of the executive committee"),
    "host": to_translate("Choice of the host"),
}
"""Of every question and election in `counting/data`."""
NOT_QUESTIONS: Final = frozenset(("extraordinary_session",))
"""What is asked for by signatures and never put to the vote."""
