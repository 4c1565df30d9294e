"""A small founded network on each engine."""

import datetime

import pytest

from jisr.access import actions
from jisr.access.model import (
    AgreementGrant,
    BureauKind,
    DatabaseName,
    Member,
    NetworkProfile,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.kit.db import Database
from jisr.values import LanguageMap, new_id


def _text(text: str) -> LanguageMap:
    return LanguageMap({"en": text}, frozenset(("en",)))


@pytest.fixture
def profile() -> NetworkProfile:
    """Three members, one language, a clock far from UTC."""
    return NetworkProfile(
        name="small",
        title=_text("Small network"),
        languages=("en",),
        time_zone="Pacific/Auckland",
        members=(Member("DZA", 7), Member("FRA", 3, datetime.date(1946, 9, 9)), Member("MAR", 0)),
        bodies={"GS": _text("Secretariat"), "CCF": _text("Commission")},
        rules={"data_processing": "rpd"},
        is_demo=True,
    )


@pytest.fixture
def founded(database: Database, profile: NetworkProfile) -> Database:
    """The network with a coordinator, a head of MAR, and an agency and a sub-bureau of MAR."""
    coordinator = Officer("root", "GS", "Root", frozenset((Role.COORDINATOR,)))
    head = Officer("amina", "MAR", "Amina", frozenset((Role.HEAD_OF_BUREAU,)))
    clerk = Officer("port", "MAR.PORT", "Port clerk", frozenset((Role.BUREAU_OFFICER,)))
    database.in_transaction(actions.found_network, profile, coordinator)
    database.in_transaction(actions.register_officer, "root", head)
    for bureau_id, kind in (("MAR.PORT", BureauKind.AGENCY), ("MAR.TNG", BureauKind.SUB_BUREAU)):
        database.in_transaction(actions.register_bureau, "amina", bureau_id, kind, _text(bureau_id))
    database.in_transaction(actions.register_officer, "amina", clerk)
    return database


@pytest.fixture
def grant() -> AgreementGrant:
    """What the agency of MAR may be given: to check vehicles of France."""
    return AgreementGrant(
        id=new_id(),
        bureau="MAR.PORT",
        databases=frozenset((DatabaseName.VEHICLES, DatabaseName.VESSELS)),
        operations=frozenset((Operation.CHECK, Operation.READ)),
        purposes=frozenset((Purpose.BORDER_MANAGEMENT,)),
        counterparts=frozenset(("FRA",)),
        starts=datetime.date(2026, 11, 1),
        ends=None,
        source="agreement 12/2026, Art. 3",
    )
