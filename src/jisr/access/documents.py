"""What each version of a bureau, an officer or an agreement says when it is sealed."""

from typing import Any

from jisr.access.model import AgreementGrant, Bureau, Officer
from jisr.access.texts import plain_language_map


def bureau_document(bureau: Bureau) -> dict[str, Any]:
    """Return the bureau as plain values."""
    return {
        "id": bureau.id,
        "kind": bureau.kind.value,
        "name": plain_language_map(bureau.name),
        "member": bureau.member,
        "parent": bureau.parent,
    }


def officer_document(officer: Officer) -> dict[str, Any]:
    """Return the officer as plain values."""
    return {
        "id": officer.id,
        "bureau": officer.bureau,
        "name": officer.name,
        "roles": sorted(role.value for role in officer.roles),
        "is_active": officer.is_active,
    }


def grant_document(grant: AgreementGrant) -> dict[str, Any]:
    """Return the agreement's grant as plain values."""
    return {
        "id": grant.id,
        "bureau": grant.bureau,
        "databases": sorted(each.value for each in grant.databases),
        "operations": sorted(each.value for each in grant.operations),
        "purposes": sorted(each.value for each in grant.purposes),
        "counterparts": sorted(grant.counterparts),
        "starts": grant.starts.isoformat(),
        "ends": None if grant.ends is None else grant.ends.isoformat(),
        "source": grant.source,
    }
