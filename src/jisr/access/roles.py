"""What each role is trusted with, read from `access/data/roles.toml` when it is first needed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jisr.access.model import BureauKind, DatabaseName, Operation, Role


@dataclass(frozen=True, slots=True)
class RoleRights:
    """One role: where it belongs, in which bureaus it may be held, and what it may do.

    `incompatible` holds the roles that the same person must not have.
    """

    level: str
    bureaus: frozenset[BureauKind]
    manages_officers: bool
    operations: Mapping[DatabaseName, frozenset[Operation]]
    incompatible: frozenset[Role]


@cache
def role_rights() -> Mapping[Role, RoleRights]:
    """Return the rights of every role."""
    source = resources.files("jisr.access") / "data" / "roles.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        role: RoleRights(
            level=rights["level"],
            bureaus=frozenset(map(BureauKind, rights["bureaus"])),
            manages_officers=rights["manages_officers"],
            operations={
                DatabaseName(name): frozenset(map(Operation, operations))
                for name, operations in rights["operations"].items()
            },
            incompatible=_others(role, table["incompatible"]),
        )
        for role, rights in ((Role(name), rights) for name, rights in table["roles"].items())
    }


def _others(role: Role, pairs: list[list[str]]) -> frozenset[Role]:
    found: set[Role] = set()
    for first, second in pairs:
        if second == "*" and role == first:
            found.update(Role)
        elif second == "*":
            found.add(Role(first))
        elif role in (first, second):
            found.add(Role(second if role == first else first))
    return frozenset(found - {role})
