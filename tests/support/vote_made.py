"""A vote made by hand, for tests of what is pure."""

import datetime

from jisr.assembly.counting.model import AGAINST, FOR, Tally
from jisr.assembly.sessions.model import Matter
from jisr.assembly.votes.model import (
    Call,
    Entitlement,
    Method,
    SignatureKind,
    Subject,
    SubjectKind,
    Vote,
)
from jisr.assembly.votes.tables import question_choices
from jisr.values import LanguageMap

AT = datetime.datetime(2026, 11, 21, 10, 0, tzinfo=datetime.UTC)
MEMBERS = ("MAR", "EGY", "FRA", "KEN")
MADE = Vote(
    id="ab" * 16,
    session=93,
    number=7,
    title=LanguageMap({"en": "Shall we?", "fr": "Devons-nous ?"}, frozenset({"fr"})),
    subject=Subject(SubjectKind.DRAFT, "d1", "cd" * 32),
    method=Method.ROLL_CALL,
    rule="resolution",
    matter=Matter.OTHER,
    choices=question_choices(),
    roll=tuple(
        Entitlement(each, is_entitled=each != "KEN", why="sessions.suspended" * (each == "KEN"))
        for each in MEMBERS
    ),
    opened_at=AT,
    opened_by="delegate@ken",
)
TALLY = Tally(
    members=4, entitled=3, abstentions=1, invalid=0, expressed=2, votes={FOR: 2, AGAINST: 0}
)


def call(member: str, choice: str, version: int = 1) -> Call:
    """Return an entry of the vote that is made."""
    return Call(
        vote=MADE.id,
        member=member,
        version=version,
        choice=choice,
        officer=f"delegate@{member.lower()}",
        cast_at=AT,
        kind=SignatureKind.HALL_KEY,
        key="k1",
        value="signature",
    )
