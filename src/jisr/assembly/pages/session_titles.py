"""What pages call the words of a session."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jisr.assembly.sessions.model import (
    CredentialState,
    DutyState,
    Evidence,
    Issuer,
    Matter,
    ObserverKind,
    Office,
    Post,
    SessionKind,
    Standing,
)
from jisr.errors import to_translate
from jisr.kit.words import Words

KINDS: Final[Mapping[SessionKind, str]] = {
    SessionKind.ORDINARY: to_translate("Ordinary session"),
    SessionKind.EXTRAORDINARY: to_translate("Extraordinary session"),
}
EVIDENCE: Final[Mapping[Evidence, str]] = {
    Evidence.OFFICIAL: to_translate("Official"),
    Evidence.PRESS: to_translate("Press"),
    Evidence.DISPUTED: to_translate("Sources disagree"),
}
EVIDENCE_TONES: Final[Mapping[Evidence, str]] = {
    Evidence.OFFICIAL: "good",
    Evidence.PRESS: "calm",
    Evidence.DISPUTED: "warn",
}
DUTIES: Final[Mapping[DutyState, str]] = {
    DutyState.AHEAD: to_translate("Ahead"),
    DutyState.DUE: to_translate("Due"),
    DutyState.LATE: to_translate("Late"),
    DutyState.DONE: to_translate("Done"),
    DutyState.DONE_LATE: to_translate("Done, late"),
}
DUTY_TONES: Final[Mapping[DutyState, str]] = {
    DutyState.AHEAD: "calm",
    DutyState.DUE: "warn",
    DutyState.LATE: "alarm",
    DutyState.DONE: "good",
    DutyState.DONE_LATE: "calm",
}
OWNERS: Final[Mapping[str, str]] = {
    "secretariat": to_translate("Secretariat"),
    "members": to_translate("Members"),
    "president": to_translate("President"),
}
STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.DELEGATION: to_translate("Delegation"),
    Standing.PENDING: to_translate("Delegation, credentials under review"),
    Standing.OBSERVER: to_translate("Observer"),
}
CREDENTIALS: Final[Mapping[CredentialState, str]] = {
    CredentialState.SUBMITTED: to_translate("Handed in"),
    CredentialState.ACCEPTED: to_translate("Accepted"),
    CredentialState.DISPUTED: to_translate("Disputed"),
    CredentialState.REFUSED: to_translate("Refused"),
}
CREDENTIAL_TONES: Final[Mapping[CredentialState, str]] = {
    CredentialState.SUBMITTED: "accent",
    CredentialState.ACCEPTED: "good",
    CredentialState.DISPUTED: "warn",
    CredentialState.REFUSED: "alarm",
}
ISSUERS: Final[Mapping[Issuer, str]] = {
    Issuer.HEAD_OF_STATE: to_translate("Head of state"),
    Issuer.HEAD_OF_GOVERNMENT: to_translate("Head of government"),
    Issuer.FOREIGN_MINISTER: to_translate("Minister of foreign affairs"),
    Issuer.COMPETENT_MINISTER: to_translate("Competent minister"),
    Issuer.PLENIPOTENTIARY: to_translate("Plenipotentiary"),
    Issuer.OTHER: to_translate("Somebody else"),
}
POSTS: Final[Mapping[Post, str]] = {
    Post.HEAD: to_translate("Head"),
    Post.ALTERNATE: to_translate("Alternate"),
    Post.BALLOT_CASTER: to_translate("Ballot-caster"),
}
OFFICES: Final[Mapping[Office, str]] = {
    Office.CHAIR: to_translate("Chair"),
    Office.CREDENTIALS_BUREAU: to_translate("Credentials Bureau"),
    Office.ELECTIONS_BOARD: to_translate("Elections board"),
    Office.COMMITTEE: to_translate("Executive committee and chairs of committees"),
    Office.TRUSTEE: to_translate("Trustees of secret votes"),
    Office.WITNESS: to_translate("Witnesses of secret votes"),
}
OBSERVERS: Final[Mapping[ObserverKind, str]] = {
    ObserverKind.APPLICANT_STATE: to_translate("State that asks to join"),
    ObserverKind.ORGANISATION: to_translate("Organisation"),
    ObserverKind.ADVISER: to_translate("Adviser"),
    ObserverKind.REFUSED_DELEGATION: to_translate("Delegation that was refused"),
}
MATTERS: Final[Mapping[Matter, str]] = {
    Matter.OTHER: to_translate("Resolutions and motions"),
    Matter.ELECTION: to_translate("Elections"),
    Matter.CONSTITUTION: to_translate("The Constitution"),
}


def options(titles: Mapping[Any, str], words: Words) -> Sequence[tuple[str, str]]:
    """Return the choices of a list, each with what it is called in the reader's language."""
    return [(str(value), words.say(title)) for value, title in titles.items()]
