"""Dialogues and speakers without a database, for the tests of pure rules."""

from dataclasses import replace
from typing import Any

from bodies import bureau_of, officer_of
from jisr.access.model import DatabaseName, Purpose, Role
from jisr.checks.dialogue.model import Dialogue, Speaker, State
from jisr.records.model import Kind
from ticking import START


def dialogue_of(**changed: Any) -> Dialogue:
    """Return a hit of MAR on a record of AFRIPOL, presumed, but for what is changed."""
    presumed = Dialogue(
        id="a" * 32,
        version=1,
        trace="b" * 32,
        record="c" * 32,
        record_version=1,
        kind=Kind.PERSON,
        database=DatabaseName.NOMINAL,
        asking="MAR",
        owner="AFRIPOL",
        purpose=Purpose.BORDER_MANAGEMENT,
        asking_reference="TNG-1",
        owner_reference="ADD-7",
        state=State.PRESUMED,
        opened_at=START,
        audience_class="class",
    )
    return replace(presumed, **changed)


def asked_of(**changed: Any) -> Dialogue:
    """Return the same hit after it was asked."""
    told = {"state": State.ASKED, "noticed_at": START, "asked_at": START, "due_at": START}
    return dialogue_of(**(told | changed))


def speaker_of(bureau: str, *roles: Role) -> Speaker:
    """Return an officer of a bureau as he speaks."""
    return Speaker(officer_of(bureau, *roles), bureau_of(bureau))
