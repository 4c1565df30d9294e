"""Who may see a record: the owner's statement, resolved to members.

Everything unknown adds nobody, and the owner always remains. The secretariat administers the data
of all (RPD Art. 1, 22): restrictions act against members and other bodies (Art. 58), so its
coordinators, legal reviewers and data-protection officer see records whatever the audience says.
So does oversight. Bodies under a member (agencies, sub-bureaus) see what their member sees, because
a restriction never acts against another country's agency alone. An international body sees what is
shared with all: each member could object before its agreement began (Art. 27, 28).
"""

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from jisr.access.model import Asking, BureauKind, Purpose, Role
from jisr.access.rules import member_of
from jisr.records.model import Audience, AudienceClass, Viewer
from jisr.values import Decision

OBJECTION_DAYS = 45
"""For so long others may oppose a new receiver before it sees anything (RPD Art. 107, 109)."""
CLASS_TAG = b"jisr-audience-class/v1\n"
CLASS_ID_BYTES = 16

_ADMINISTERS = frozenset({Role.COORDINATOR, Role.LEGAL_REVIEWER, Role.DATA_PROTECTION_OFFICER})


def plain_statement(statement: Audience) -> dict[str, bool | list[str]]:
    """Return the statement in its one spelling: sorted, nothing twice, empty parts left out."""
    parts = {
        name: sorted(set(getattr(statement, name)))
        for name in ("members", "groups", "excluded", "purposes")
    }
    return {"everyone": statement.everyone} | {name: part for name, part in parts.items() if part}


def class_id(statement: Audience, owner_member: str) -> str:
    """Return the id that every node derives for this statement of this owner."""
    spelled = msgspec.json.encode([owner_member, plain_statement(statement)], order="sorted")
    return hashlib.sha256(CLASS_TAG + spelled).digest()[:CLASS_ID_BYTES].hex()


def resolve(
    statement: Audience,
    owner_member: str,
    members: Iterable[str],
    groups: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """Return the members that the statement means.

    Args:
        statement: the owner's words.
        owner_member: the owner's country, or the id of a body that is no country.
        members: the members of the network.
        groups: the members of each known group.
    """
    network = frozenset(members)
    named = network if statement.everyone else frozenset(statement.members)
    for group in statement.groups:
        named |= groups.get(group, frozenset())
    return (named & network - frozenset(statement.excluded)) | {owner_member}


def new_class(
    statement: Audience,
    owner_member: str,
    members: Iterable[str],
    groups: Mapping[str, frozenset[str]],
) -> AudienceClass:
    """Return the class of a statement that is used for the first time: it acts at once."""
    return AudienceClass(
        id=class_id(statement, owner_member),
        owner_member=owner_member,
        statement=statement,
        epoch=1,
        members=resolve(statement, owner_member, members, groups),
    )


def resolve_again(
    known: AudienceClass,
    members: Iterable[str],
    groups: Mapping[str, frozenset[str]],
    today: datetime.date,
) -> AudienceClass:
    """Return the class after groups or members changed, in a new epoch; the same if none did.

    Whoever left is out at once. Whoever came waits for `OBJECTION_DAYS`; a second change in that
    time begins the wait again for all who wait, so nobody is admitted early.
    """
    meant = resolve(known.statement, known.owner_member, members, groups)
    acting = acting_members(known, today)
    stay, come = acting & meant, meant - acting
    waits = acting_waits(known, today)
    if (stay, come) == (acting, waits):
        return known
    widens_on = known.widens_on
    if not come <= waits:
        widens_on = today + datetime.timedelta(days=OBJECTION_DAYS)
    return dataclasses.replace(
        known,
        epoch=known.epoch + 1,
        members=stay,
        widened=come,
        widens_on=widens_on if come else None,
    )


def acting_members(audience_class: AudienceClass, today: datetime.date) -> frozenset[str]:
    """Return the members that may see the class's records on this day."""
    return audience_class.members | (audience_class.widened - acting_waits(audience_class, today))


def acting_waits(audience_class: AudienceClass, today: datetime.date) -> frozenset[str]:
    """Return the members that still wait for objections."""
    widens_on = audience_class.widens_on
    if widens_on is not None and today >= widens_on:
        return frozenset()
    return audience_class.widened


def mask(members: Iterable[str], slots: Mapping[str, int]) -> int:
    """Return a number with one bit per member, at its slot; bodies without a slot add none."""
    bits = 0
    for member in members:
        if member in slots:
            bits |= 1 << slots[member]
    return bits


def may_see(asking: Asking, audience_class: AudienceClass, today: datetime.date) -> Decision:
    """Decide layer three: whether the audience of a record includes whoever asks."""
    if asking.bureau.kind is BureauKind.OVERSIGHT:
        return Decision(allowed=True, why="record.seen_by_oversight")
    if asking.bureau.kind is BureauKind.SECRETARIAT:
        if asking.officer.roles & _ADMINISTERS:
            return Decision(allowed=True, why="record.seen_by_secretariat")
        return Decision(allowed=False, why="record.secretariat_role")
    member = member_of(asking.bureau.id)
    decision = may_member_see(member, asking.purpose, audience_class, today)
    has_no_seat = asking.bureau.kind is BureauKind.INTERNATIONAL
    if has_no_seat and audience_class.statement.everyone and decision.why == "record.not_shared":
        return Decision(allowed=True, why="record.seen_by_agreement")
    return decision


def may_member_see(
    member: str, purpose: Purpose, audience_class: AudienceClass, today: datetime.date
) -> Decision:
    """Decide whether a member sees records of the class for a purpose."""
    statement = audience_class.statement
    if member == audience_class.owner_member:
        return Decision(allowed=True, why="record.seen_by_owner")
    if member in statement.excluded:
        return Decision(allowed=False, why="record.excluded")
    if statement.purposes and purpose not in statement.purposes:
        return Decision(allowed=False, why="record.purpose_not_shared")
    if member in acting_members(audience_class, today):
        return Decision(allowed=True, why="record.seen_by_audience")
    if member in audience_class.widened:
        return Decision(allowed=False, why="record.waits_for_objections")
    return Decision(allowed=False, why="record.not_shared")


def explain_audience(
    audience_class: AudienceClass, members: Iterable[str], purpose: Purpose, today: datetime.date
) -> tuple[Viewer, ...]:
    """Return for each member whether it would see the class's records for a purpose, and why."""
    decided = {
        member: may_member_see(member, purpose, audience_class, today) for member in sorted(members)
    }
    return tuple(Viewer(member, each.allowed, each.why) for member, each in decided.items())
