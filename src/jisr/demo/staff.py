"""The officers of the demo network: a few for every bureau that records, all roles in some."""

import datetime
from collections.abc import Iterator

from jisr.access import actions as access
from jisr.access.countries import country
from jisr.access.model import (
    OVERSIGHT,
    SECRETARIAT,
    AgreementGrant,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.demo.members import issuers
from jisr.demo.sources import dice
from jisr.demo.tongues import full_name, tongue
from jisr.kit.db import Transaction
from jisr.values import LanguageMap, new_id

FULLY_STAFFED = ("MAR", "EGY", "FRA", "ESP", "BRA", "KEN")
"""Bureaus with an officer of every role; the others have a head and one officer."""
AGREEMENT_YEARS = 5

_ALL: frozenset[str] = frozenset()
_HEAD, _OFFICER = Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER
_FURTHER = (
    ("security", Role.SECURITY_OFFICER),
    ("data-protection", Role.DATA_PROTECTION_OFFICER),
    ("machine", Role.MACHINE),
)
_LOOK = frozenset({Operation.CHECK, Operation.READ})
_DESK = frozenset({Purpose.BORDER_MANAGEMENT, Purpose.SECURITY_CHECK, Purpose.IDENTIFY})
_PORT = LanguageMap(
    {
        "ar": "مكتب ميناء طنجة",
        "en": "Tangier port",
        "fr": "Port de Tanger",
        "es": "Puerto de Tánger",
    }
)
_CUSTOMS = LanguageMap({"ar": "الجمارك", "en": "Customs", "fr": "Douanes", "es": "Aduanas"})
_AFRICAN_BODY = LanguageMap(
    {
        "ar": "آلية التعاون الشرطي الإفريقي",
        "en": "African police cooperation body",
        "fr": "Organe africain de coopération policière",
        "es": "Organismo africano de cooperación policial",
    }
)


def officer_id(role: str, bureau: str) -> str:
    """Return how an officer of the demo network is called: `officer@mar`."""
    return f"{role}@{bureau.lower()}"


def add_staff(transaction: Transaction, coordinator: str, seed: int) -> int:
    """Register bureaus' officers, a sub-bureau, an agency and a body with narrow agreements.

    Args:
        transaction: the transaction.
        coordinator: the secretariat's coordinator, who names the first of each bureau.
        seed: the network's seed.

    Returns:
        How many officers there are now, with the coordinator.
    """
    staff = [*_national(seed), *_central(seed)]
    for acting, new in staff:
        access.register_officer(transaction, acting or coordinator, new)
    below = _stands_under(transaction, coordinator, seed)
    return 1 + len(staff) + below


def _national(seed: int) -> Iterator[tuple[str, Officer]]:
    """Yield the officers of each bureau, each with whoever registers him; "": the coordinator."""
    for member in issuers():
        head = officer_id("head", member)
        yield "", _officer(seed, head, member, _HEAD)
        yield head, _officer(seed, officer_id("officer", member), member, _OFFICER)
        if member in FULLY_STAFFED:
            for called, role in _FURTHER:
                yield head, _officer(seed, officer_id(called, member), member, role)


def _central(seed: int) -> Iterator[tuple[str, Officer]]:
    """Yield those of the secretariat and of the Commission, and the operator of the machine."""
    roles = (
        ("reviewer", Role.LEGAL_REVIEWER),
        ("data-protection", Role.DATA_PROTECTION_OFFICER),
        ("operator", Role.OPERATOR),
    )
    for called, role in roles:
        yield "", _officer(seed, officer_id(called, SECRETARIAT), SECRETARIAT, role)
    security = officer_id("security", OVERSIGHT)
    yield "", _officer(seed, security, OVERSIGHT, Role.SECURITY_OFFICER)
    yield security, _officer(seed, officer_id("member", OVERSIGHT), OVERSIGHT, Role.CCF_MEMBER)


def _stands_under(transaction: Transaction, coordinator: str, seed: int) -> int:
    """Register who works by agreement; each agreement is narrow, as real ones are."""
    head = officer_id("head", "MAR")
    today = access.today(transaction)
    looks = frozenset({DatabaseName.NOMINAL, DatabaseName.TRAVEL_DOCUMENTS})
    things = frozenset({DatabaseName.VEHICLES, DatabaseName.FIREARMS})
    african = looks | {DatabaseName.VEHICLES}
    africa = frozenset(member for member in issuers() if country(member).region == "africa")
    bodies = (
        (head, "MAR.TNG", BureauKind.SUB_BUREAU, _PORT, looks, _ALL),
        (head, "MAR.CUSTOMS", BureauKind.AGENCY, _CUSTOMS, things, _ALL),
        (coordinator, "AFRIPOL", BureauKind.INTERNATIONAL, _AFRICAN_BODY, african, africa),
    )
    for acting, bureau, kind, name, databases, counterparts in bodies:
        access.register_bureau(transaction, acting, bureau, kind, name)
        grant = AgreementGrant(
            id=new_id(),
            bureau=bureau,
            databases=databases,
            operations=_LOOK,
            purposes=_DESK,
            counterparts=counterparts,
            starts=today,
            ends=_after_years(today, AGREEMENT_YEARS),
            source="Demo network: an invented agreement",
        )
        access.grant_agreement(transaction, acting, grant)
        first = _officer(seed, officer_id("head", bureau), bureau, _HEAD)
        access.register_officer(transaction, acting, first)
        officer = _officer(seed, officer_id("officer", bureau), bureau, _OFFICER)
        access.register_officer(transaction, first.id, officer)
    return 2 * len(bodies)


def _after_years(day: datetime.date, years: int) -> datetime.date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def _officer(seed: int, called: str, bureau: str, role: Role) -> Officer:
    chance = dice(seed, "officer", called)
    issuer = issuers().get(bureau.partition(".")[0])
    spoken = issuer.tongue_of_person(chance) if issuer else tongue("fr")
    name = full_name(spoken, chance, chance.choice("FM")).latin
    return Officer(called, bureau, name, frozenset({role}))
