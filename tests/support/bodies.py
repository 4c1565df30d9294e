"""Bureaus, officers and grants for tests of the rules of access."""

import datetime
from dataclasses import replace
from typing import Any

from jisr.access.model import (
    AgreementGrant,
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.values import Decision, LanguageMap

TODAY = datetime.date(2026, 11, 21)
DAY = datetime.timedelta(days=1)
KINDS = {
    "MAR": BureauKind.NATIONAL,
    "MAR.TNG": BureauKind.SUB_BUREAU,
    "MAR.PORT": BureauKind.AGENCY,
    "MAR.TNG.PORT": BureauKind.AGENCY,
    "AFRIPOL": BureauKind.INTERNATIONAL,
    "GS": BureauKind.SECRETARIAT,
    "CCF": BureauKind.OVERSIGHT,
}
YES = Decision(allowed=True, why="access.allowed")


def no(key: str) -> Decision:
    """Return the refusal with this reason of access."""
    return Decision(allowed=False, why=f"access.{key}")


def bureau_of(bureau: str) -> Bureau:
    """Return one of the bodies of `KINDS`."""
    return Bureau(bureau, KINDS[bureau], LanguageMap({}))


def officer_of(bureau: str, *roles: Role, officer: str = "amina") -> Officer:
    """Return an officer of a bureau."""
    return Officer(officer, bureau, "Amina", frozenset(roles))


def grant_of(bureau: str, **changed: Any) -> AgreementGrant:
    """Return a grant of everything from today on, but for what is changed."""
    wide = AgreementGrant(
        id="0" * 32,
        bureau=bureau,
        databases=frozenset(DatabaseName),
        operations=frozenset(Operation),
        purposes=frozenset(Purpose),
        counterparts=frozenset(),
        starts=TODAY,
        ends=None,
        source="agreement 1",
    )
    return replace(wide, **changed)
