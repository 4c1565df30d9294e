"""Decides whom an entry of the ledger is shown to; who is shown it may hold its proof.

An entry is shown as the thing that it is about is: a record's to whom its proof is given, a hit's
to its sides, and so on. A kind of entry that nobody decided about is for the Commission alone.
"""

from collections.abc import Callable, Mapping

from jisr.access.model import Asking, BureauKind, Officer, Role
from jisr.access.rules import may_list_officers, member_of
from jisr.checks.dialogue.model import Side
from jisr.oversight.model import Entry, Known
from jisr.values import Decision

OPEN = frozenset(("network", "bureau", "grant", "audience_group", "passkey", "machine_key"))
"""Who is who, who was trusted with which key, and what an agreement gives: for every member."""
HALL = frozenset(
    (
        *("assembly", "delegation", "credential", "observer", "dues", "waiver", "lot", "hallkey"),
        *("vote", "board", "committee", "election", "nomination", "lots"),
    )
)
"""Who sits in the assembly, and what it decided how: for every member."""
TEXTS = frozenset(("item", "agenda", "draft", "amendment", "resolution", "duty"))
"""Of items that may be closed: for members and the secretariat, not for observers (RoP 11, 20)."""
OFFICERS = frozenset(("officer", "identity"))
CREDENTIALS = frozenset(("session", "token", "statement"))
READINGS = frozenset(("record.read", "record.listed", "opening.made", "trace.terms_read"))
"""Who of a bureau looked at what: the bureau's own business, told to those who answer for it."""
ALARMED = "officer.spread_alarmed"
OPENED = "record.opened"
PROTECTED = "record.protected"
_ANSWERING = frozenset((Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER, Role.DATA_PROTECTION_OFFICER))
_OVER_READINGS = frozenset((Role.HEAD_OF_BUREAU, Role.DATA_PROTECTION_OFFICER))
_READ_RECORDS = frozenset(
    (
        Role.BUREAU_OFFICER,
        Role.HEAD_OF_BUREAU,
        Role.DATA_PROTECTION_OFFICER,
        Role.COORDINATOR,
        Role.LEGAL_REVIEWER,
    )
)
_HIDDEN = Decision(allowed=False, why="ledger.hidden")


def may_see(asking: Asking, entry: Entry, known: Known) -> Decision:
    """Decide whether whoever asks is shown an entry, and may hold its proof."""
    if not asking.officer.is_active:
        return _HIDDEN
    if asking.bureau.kind is BureauKind.OVERSIGHT and Role.CCF_MEMBER in asking.officer.roles:
        return _shown(allowed=True, why="commission")
    if entry.kind in CREDENTIALS or entry.verb in READINGS or entry.verb == ALARMED:
        return _of_the_bureau(asking.officer, entry)
    if entry.kind in OPEN:
        return _shown(allowed=True, why="for_every_member")
    if entry.kind in HALL:
        return _shown(allowed=True, why="of_the_assembly")
    return _RULES.get(entry.kind, _of_nobody)(asking, entry, known)


def _shown(*, allowed: bool, why: str) -> Decision:
    return Decision(allowed=True, why=f"ledger.{why}") if allowed else _HIDDEN


def _of_the_bureau(officer: Officer, entry: Entry) -> Decision:
    """Decide about what an officer did for himself: for him, and for those who answer for it."""
    is_alarm = entry.verb == ALARMED
    if not is_alarm and (entry.officer, entry.bureau) == (officer.id, officer.bureau):
        return _shown(allowed=True, why="own_act")
    trusted = _OVER_READINGS if entry.verb in READINGS else _ANSWERING
    return _shown(allowed=_answers_for(officer, entry.bureau, trusted), why="supervised")


def _of_an_officer(asking: Asking, entry: Entry, known: Known) -> Decision:
    bureaus = (entry.bureau, known.officer_bureau or entry.bureau)
    is_own = any(may_list_officers(asking.officer, each).allowed for each in bureaus)
    return _shown(allowed=is_own, why="own_officers")


def _of_an_audience(asking: Asking, _entry: Entry, known: Known) -> Decision:
    is_own = known.class_owner == member_of(asking.bureau.id)
    administers = asking.bureau.kind is BureauKind.SECRETARIAT
    reads = bool(asking.officer.roles & _READ_RECORDS)
    return _shown(allowed=reads and (is_own or administers), why="own_audience")


def _of_a_record(asking: Asking, entry: Entry, known: Known) -> Decision:
    if entry.verb == OPENED and _answers_for(asking.officer, entry.bureau, _OVER_READINGS):
        return _shown(allowed=True, why="supervised")
    # From whom a person is protected is sealed for the owner alone.
    is_own = known.class_owner == member_of(asking.bureau.id)
    allowed = known.is_provable and (is_own or entry.verb != PROTECTED)
    return _shown(allowed=allowed, why="own_record")


def _of_a_hit(asking: Asking, _entry: Entry, known: Known) -> Decision:
    """Decide about a version of a dialogue: what one side may not know is sealed for the other."""
    is_named = member_of(asking.bureau.id) in known.class_members
    is_side = known.side is Side.SECRETARIAT or (known.side is not None and is_named)
    return _shown(allowed=is_side, why="side_of_hit")


def _of_a_speaker(asking: Asking, entry: Entry, known: Known) -> Decision:
    """Decide about who spoke in a dialogue: his own side alone is told."""
    is_side = known.side is not None and _is_within(entry.bureau, asking.bureau.id)
    return _shown(allowed=is_side, why="side_of_hit")


def _of_a_text(asking: Asking, _entry: Entry, _known: Known) -> Decision:
    is_member = asking.bureau.kind is not BureauKind.INTERNATIONAL
    return _shown(allowed=is_member, why="of_the_assembly")


def _of_a_call(asking: Asking, entry: Entry, _known: Known) -> Decision:
    """Decide about an entry of a roll-call: the record of the vote shows it once it is closed."""
    return _shown(allowed=_is_within(entry.bureau, asking.bureau.id), why="own_call")


def _of_nobody(_asking: Asking, _entry: Entry, _known: Known) -> Decision:
    return _HIDDEN


def _answers_for(officer: Officer, bureau: str, roles: frozenset[Role]) -> bool:
    return bool(officer.roles & roles) and _is_within(bureau, officer.bureau)


def _is_within(bureau: str, above: str) -> bool:
    return bureau == above or bureau.startswith(f"{above}.")


_RULES: Mapping[str, Callable[[Asking, Entry, Known], Decision]] = {
    "record": _of_a_record,
    "audience": _of_an_audience,
    "hit": _of_a_hit,
    "hit_statement": _of_a_speaker,
    "call": _of_a_call,
    **dict.fromkeys(TEXTS, _of_a_text),
    **dict.fromkeys(OFFICERS, _of_an_officer),
}
