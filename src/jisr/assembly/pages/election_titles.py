"""What pages call the words of an election."""

from collections.abc import Mapping
from typing import Final

from jisr.assembly.counting.elections import Stage
from jisr.assembly.counting.model import Base, Stay
from jisr.assembly.counting.seats import Passed
from jisr.assembly.elections.model import (
    AcceptanceKind,
    DrawState,
    ElectionKind,
    NominationState,
)
from jisr.errors import to_translate

NOMINATIONS: Final = "nominations"
"""What an election waits for before its first ballot."""

STAGES: Final[Mapping[str, str]] = {
    NOMINATIONS: to_translate("Nominations"),
    Stage.BALLOT: to_translate("A ballot comes next"),
    Stage.TIE_BALLOT: to_translate("A ballot between the tied comes next"),
    Stage.LOTS: to_translate("Lots come next"),
    Stage.ELECTED: to_translate("Elected"),
    Stage.LAPSED: to_translate("Not every seat filled"),
}
STAGE_TONES: Final[Mapping[str, str]] = {
    NOMINATIONS: "calm",
    Stage.BALLOT: "accent",
    Stage.TIE_BALLOT: "warn",
    Stage.LOTS: "warn",
    Stage.ELECTED: "good",
    Stage.LAPSED: "alarm",
}
KINDS: Final[Mapping[ElectionKind, str]] = {
    ElectionKind.PRESIDENT: to_translate("President"),
    ElectionKind.VICE_PRESIDENT: to_translate("Vice-President of a region"),
    ElectionKind.DELEGATES: to_translate("Delegates to the Executive Committee"),
    ElectionKind.HOST: to_translate("Host of a session"),
}
STATES: Final[Mapping[NominationState, str]] = {
    NominationState.SUBMITTED: to_translate("To be checked"),
    NominationState.ACCEPTED: to_translate("Accepted"),
    NominationState.REFUSED: to_translate("Refused"),
    NominationState.DISPUTED: to_translate("Before the assembly"),
    NominationState.WITHDRAWN: to_translate("Withdrawn"),
}
STATE_TONES: Final[Mapping[NominationState, str]] = {
    NominationState.SUBMITTED: "warn",
    NominationState.ACCEPTED: "good",
    NominationState.REFUSED: "alarm",
    NominationState.DISPUTED: "warn",
    NominationState.WITHDRAWN: "calm",
}
ACCEPTANCES: Final[Mapping[AcceptanceKind, str]] = {
    AcceptanceKind.OWN_HAND: to_translate("Signed here by the nominee"),
    AcceptanceKind.PAPER: to_translate("Signed on paper, held by the member"),
}
CHECKS: Final[Mapping[str, str]] = {
    "time": to_translate("Nominated in time"),
    "vote": to_translate("The member has its vote"),
    "one": to_translate("One nomination of the member"),
    "post": to_translate("Official post at home"),
    "language": to_translate("A working language"),
    "re-election": to_translate("No immediate re-election"),
    "country": to_translate("No compatriot in the committee"),
    "continent": to_translate("Another continent than President and Vice-Presidents"),
    "region": to_translate("Region of the seat"),
    "delegation": to_translate("In the member’s delegation"),
    "acceptance": to_translate("Acceptance signed in time"),
}
PASSED: Final[Mapping[Passed, str]] = {
    Passed.BELOW_MAJORITY: to_translate("Below the majority"),
    Passed.REGION_FULL: to_translate("The region is full"),
    Passed.NO_SEAT_LEFT: to_translate("No seat left"),
    Passed.NO_VOTES: to_translate("No votes"),
}
BASES: Final[Mapping[Base, str]] = {
    Base.EXPRESSED: to_translate("the votes expressed"),
    Base.CAST: to_translate("all ballots handed in"),
    Base.PRESENT: to_translate("the members represented and entitled"),
    Base.MEMBERS: to_translate("all Members"),
}
STAYS: Final[Mapping[Stay, str]] = {
    Stay.ALL: to_translate("Nobody is struck off: all who are not elected stand again."),
    Stay.LEADERS: to_translate("The two with most votes stand again, and whoever equals them."),
    Stay.NOT_LOWEST: to_translate("Who has fewest votes is struck off; the others stand again."),
}
DRAWS: Final[Mapping[DrawState, str]] = {
    DrawState.COMMITTING: to_translate("Hashes are taken"),
    DrawState.REVEALING: to_translate("Values are revealed"),
    DrawState.DRAWN: to_translate("Drawn"),
    DrawState.VOID: to_translate("Void"),
}
DRAW_TONES: Final[Mapping[DrawState, str]] = {
    DrawState.COMMITTING: "accent",
    DrawState.REVEALING: "accent",
    DrawState.DRAWN: "good",
    DrawState.VOID: "alarm",
}
