"""Founds a network with one officer who works there."""

from jisr.access import actions as access
from jisr.access.model import Asking, Officer, Role
from jisr.access.profiles import load_profile
from jisr.kit.db import Database

CASE = "TNG-2026-0117"


def found_office(database: Database, bureau: str) -> Asking:
    """Found the world network with one officer of the bureau; return how that officer asks."""
    office_roles = {Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER}
    roles = {Role.COORDINATOR} if bureau == "GS" else office_roles
    officer = Officer(f"amal@{bureau.lower()}", bureau, "Amal", frozenset(roles))
    database.in_transaction(access.found_network, load_profile("world"), officer)
    with database.reading() as transaction:
        return access.ask(transaction, officer.id, "investigation", CASE)
