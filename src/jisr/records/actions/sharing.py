"""Audiences: the classes that records name, the groups that owners use, and protection."""

from collections.abc import Iterable, Mapping
from itertools import islice

from jisr.access import actions as access
from jisr.access.countries import resolve
from jisr.access.model import Asking, Operation, Role
from jisr.access.rules import member_of
from jisr.errors import Denied, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.log import Draft as Sealing
from jisr.ledger.log import seal, seal_many
from jisr.records import audience, store
from jisr.records.actions.deciding import act_of, find_owned, find_readable, no_such_record
from jisr.records.document import class_document, group_of, protection_of
from jisr.records.model import Audience, AudienceClass, Draft, Person, Viewer
from jisr.records.rules import is_group_name
from jisr.records.visibility import administers, is_owner

MEMBERS_MAX = 1_024
"""As many members as a network can have slots."""


def ensure_classes(
    transaction: Transaction, asking: Asking, statements: Iterable[Audience]
) -> Mapping[Audience, str]:
    """Return the class of each statement of the asking bureau; make and seal those that are new."""
    owner_member = member_of(asking.bureau.id)
    ids = {each: audience.class_id(each, owner_member) for each in set(statements)}
    known = store.find_classes(transaction, ids.values())
    missing = {ids[each]: each for each in ids if ids[each] not in known}
    if missing:
        members, known_groups = _members(transaction), store.read_groups(transaction)
        made = [
            audience.new_class(each, owner_member, members, known_groups)
            for _, each in sorted(missing.items())
        ]
        _write_classes(transaction, asking, made)
    return ids


def own_class(transaction: Transaction, asking: Asking) -> str:
    """Return the class that only the asking member sees."""
    alone = Audience(everyone=False)
    return ensure_classes(transaction, asking, [alone])[alone]


def audience_classes(transaction: Transaction) -> Mapping[str, AudienceClass]:
    """Return every audience class by its id; a change of one is an entry (`changes_after`)."""
    return {each.id: each for each in store.list_classes(transaction)}


def groups(transaction: Transaction) -> Mapping[str, frozenset[str]]:
    """Return the members of every group."""
    return store.read_groups(transaction)


def change_group(
    transaction: Transaction, asking: Asking, name: str, members: Iterable[str]
) -> tuple[AudienceClass, ...]:
    """Say who belongs to a group; return the audience classes that changed.

    Whoever leaves is out at once; whoever comes waits until the time for objections has passed.

    Raises:
        Denied: only a coordinator of the secretariat changes a group.
        ValueMalformed: the name has not its form, or one named is no member.
    """
    if Role.COORDINATOR not in asking.officer.roles:
        raise Denied(why="record.not_coordinator")
    network, named = _members(transaction), frozenset(members)
    if not is_group_name(name):
        raise ValueMalformed(field="group", why=to_translate("use up to 64 of a–z, 0–9 and dash"))
    if not named <= network:
        raise ValueMalformed(field="members", why=to_translate("one of them is no member"))
    before = store.read_groups(transaction).get(name, frozenset())
    if named == before:
        return ()
    version = store.put_group(transaction, name, sorted(named))
    act = act_of(transaction, asking, "audience_group.changed", name, access.EVERY_MEMBER)
    seal(transaction, act, group_of(name, named), version=version)
    return _resolve_again(transaction, asking, name, network)


def who_would_see(transaction: Transaction, asking: Asking, draft: Draft) -> tuple[Viewer, ...]:
    """Return for each member whether it would see the draft, and why, by the code that decides."""
    members = _members(transaction)
    planned = audience.new_class(
        draft.audience, member_of(asking.bureau.id), members, store.read_groups(transaction)
    )
    known = store.find_classes(transaction, [planned.id])
    return audience.explain_audience(
        known.get(planned.id, planned), members, draft.purpose, access.today(transaction)
    )


def who_sees(transaction: Transaction, asking: Asking, record_id: str) -> tuple[Viewer, ...]:
    """Return for each member whether it sees an own record, and by which rule.

    Raises:
        NotFound: there is no such record, or its audience is not for this officer to know.
    """
    today = access.today(transaction)
    row, record = find_readable(transaction, asking, record_id, today)
    if not (is_owner(record, asking) or administers(asking)):
        raise no_such_record()
    known = store.find_classes(transaction, [row.audience_class])[row.audience_class]
    return audience.explain_audience(known, _members(transaction), record.metadata.purpose, today)


def protect(
    transaction: Transaction, asking: Asking, record_id: str, members: Iterable[str]
) -> None:
    """Say from which countries the person of an own record is protected: no notice goes there.

    The list replaces the one before; it is sealed for the owner alone.

    Raises:
        NotFound: there is no such record, or none that this officer may know of.
        Denied: only the owner's officers may.
        ValueMalformed: it is no person, or one named is no country.
    """
    today = access.today(transaction)
    row, record = find_owned(transaction, asking, record_id, Operation.UPDATE, today)
    named = frozenset(resolve(each).code for each in islice(members, MEMBERS_MAX))
    if not isinstance(record.subject, Person):
        raise ValueMalformed(field="record", why=to_translate("it is not about a person"))
    store.put_protection(transaction, row.id, sorted(named))
    act = act_of(transaction, asking, "record.protected", row.id, own_class(transaction, asking))
    seal(transaction, act, protection_of(row.id, named), version=None)


def protected_from(transaction: Transaction, record_id: str) -> frozenset[str]:
    """Return the members from which a person is protected; for the flows, never shown."""
    return store.read_protection(transaction, record_id)


def _resolve_again(
    transaction: Transaction, asking: Asking, name: str, network: frozenset[str]
) -> tuple[AudienceClass, ...]:
    today = access.today(transaction)
    known_groups = store.read_groups(transaction)
    changed = []
    for known in store.list_classes(transaction):
        if name in known.statement.groups:
            again = audience.resolve_again(known, network, known_groups, today)
            if again != known:
                changed.append(again)
    _write_classes(transaction, asking, changed)
    return tuple(changed)


def _write_classes(transaction: Transaction, asking: Asking, classes: list[AudienceClass]) -> None:
    store.put_classes(transaction, classes)
    seal_many(
        transaction,
        [
            Sealing(
                act_of(transaction, asking, "audience.resolved", each.id, each.id),
                class_document(each),
                each.epoch,
            )
            for each in classes
        ],
    )


def _members(transaction: Transaction) -> frozenset[str]:
    return frozenset(each.country for each in access.network(transaction).members)
