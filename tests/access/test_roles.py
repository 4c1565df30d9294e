"""The table of roles says what it should."""

from jisr.access.model import BureauKind, DatabaseName, Operation, Role
from jisr.access.roles import RoleRights, role_rights

EVERYWHERE = frozenset(DatabaseName)


def test_every_role_is_in_the_table() -> None:
    """No role lacks its row."""
    assert set(role_rights()) == set(Role)


def test_operator_has_no_access_to_data() -> None:
    """Whoever runs the machine may do nothing in any database, and holds no other role."""
    assert role_rights()[Role.OPERATOR] == RoleRights(
        level="installation",
        bureaus=frozenset(BureauKind),
        manages_officers=False,
        operations={},
        incompatible=frozenset(Role) - {Role.OPERATOR},
    )


def test_security_officer_has_no_access_to_data() -> None:
    """Whoever manages officers as a security officer reads nothing himself."""
    rights = role_rights()[Role.SECURITY_OFFICER]
    assert (rights.operations, rights.incompatible) == (
        {},
        frozenset((Role.DATA_PROTECTION_OFFICER, Role.OPERATOR)),
    )


def test_oversight_only_reads() -> None:
    """A member of the Commission reads everything and changes nothing."""
    assert role_rights()[Role.CCF_MEMBER].operations == {
        each: frozenset((Operation.READ,)) for each in EVERYWHERE
    }


def test_no_machine_erases() -> None:
    """What cannot be undone stays with people."""
    operations = role_rights()[Role.MACHINE].operations.values()
    assert not any(Operation.ERASE in each for each in operations)


def test_incompatibility_has_no_direction() -> None:
    """If one role excludes another, the other excludes it too."""
    table = role_rights()
    assert [
        (role, other)
        for role, rights in table.items()
        for other in rights.incompatible
        if role not in table[other].incompatible
    ] == []
