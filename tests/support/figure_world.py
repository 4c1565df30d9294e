"""Checks of a network as figures count them: sealed without a question being searched."""

from jisr.access.model import Asking, Bureau, BureauKind, DatabaseName, Officer, Purpose, Role
from jisr.checks import traces
from jisr.checks.model import DocumentQuery, PersonQuery, Query, ResultCode
from jisr.checks.tallies.services import Tallier
from jisr.checks.traces import Asked
from jisr.kit.db import Database
from jisr.values import LanguageMap, new_id

MISSED = ResultCode.NO_ANSWER
FOUND = ResultCode.NO_ERROR
REFUSED = ResultCode.ACCESS_DENIED
PERSON = PersonQuery(name="Nour Haddad")
PAPER = DocumentQuery("AB123456", "FRA")


def asked(code: ResultCode, query: Query = PERSON) -> Asked:
    """Return one question with its outcome."""
    records = ((new_id(), 1),) if code is FOUND else ()
    return Asked(query, code, (DatabaseName.NOMINAL,), records)


def seal(
    database: Database,
    bureau: str,
    *questions: Asked,
    purpose: Purpose = Purpose.BORDER_MANAGEMENT,
) -> None:
    """Let an officer of a bureau ask."""
    officer = Officer(f"officer@{bureau}", bureau, "Officer", frozenset((Role.BUREAU_OFFICER,)))
    place = Bureau(bureau, BureauKind.NATIONAL, LanguageMap({"en": bureau}))
    asking = Asking(officer, place, purpose, "TNG-1")
    database.in_transaction(
        traces.seal_traces, asking, list(questions), network="world", node="hub"
    )


def check(database: Database, bureau: str, checks: int, found: int = 0) -> None:
    """Let a bureau make so many checks of which so many find something; count them."""
    seal(database, bureau, *[asked(FOUND)] * found, *[asked(MISSED)] * (checks - found))
    tally(database)


def tally(database: Database) -> None:
    """Count every check that is not counted yet."""
    Tallier(database).count_checks()
