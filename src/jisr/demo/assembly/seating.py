"""The session of the demo is opened, its calendar kept, its delegations sent and seated."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from jisr.access import actions as access
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import (
    CredentialState,
    DutyState,
    Issuer,
    LetterDraw,
    Observer,
    ObserverKind,
    Office,
    Session,
    SessionKind,
)
from jisr.demo.assembly.people import (
    BOARD,
    CHAIR,
    HOST,
    OBSERVER,
    SECRETARY,
    SURELY,
    TRUSTEES,
    WITNESSES,
    Sent,
)
from jisr.demo.sources import dice, whole_date
from jisr.demo.staff import officer_id
from jisr.kit.db import Database, Transaction
from jisr.values import LanguageMap

NUMBER = 93
DAYS = 4
CALLED_DAYS = 200
"""The session is called so many days before it opens: before its first duty is due."""
SENT_DAYS = 60
"""Delegations are named so many days before it opens."""
LETTER = "M"
PENDING, OWING = 2, 5
"""Delegations whose credentials wait, and members whose dues are unpaid for two years."""
_CITY = LanguageMap({"ar": "مراكش", "en": "Marrakesh", "fr": "Marrakech", "es": "Marrakech"})
_DRAWN = "Demo: drawn by the President before the heads of delegation"
_OBSERVERS = (
    (OBSERVER, "African police cooperation body"),
    ("UN-POLICE", "Police Division of the United Nations (demo)"),
    ("UNIVERSITY", "University of security sciences (demo)"),
)


@dataclass(frozen=True, slots=True)
class Seated:
    """The session with whom it seats: `voting` are the members that may vote."""

    number: int
    opens: datetime.date
    sent: Mapping[str, Sent]
    voting: Sequence[Sent] = field(default_factory=tuple)


@contextmanager
def at_day(database: Database, day: datetime.date) -> Iterator[None]:
    """Let the database live on an earlier day: what was due then was done then."""
    clock = database.clock
    noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    database.clock = lambda: noon
    try:
        yield
    finally:
        database.clock = clock


def call_session(database: Database, opens: datetime.date) -> None:
    """Open the register entry of the session, long before its first day."""
    closes = opens + datetime.timedelta(days=DAYS - 1)
    new = Session(NUMBER, SessionKind.ORDINARY, HOST, _CITY, whole_date(opens), whole_date(closes))
    with at_day(database, opens - datetime.timedelta(days=CALLED_DAYS)):
        database.in_transaction(sessions.open_session, SECRETARY, new, is_generated=True)


def seat(database: Database, opens: datetime.date, sent: Sequence[Sent], seed: int) -> Seated:
    """Send the delegations, review their credentials, seat them; return who may vote."""
    by_member = {each.member: each for each in sent}
    others = [each for each in by_member if each not in SURELY]
    dice(seed, "credentials").shuffle(others)
    pending, owing = others[:PENDING], others[PENDING : PENDING + OWING]
    with at_day(database, opens - datetime.timedelta(days=SENT_DAYS)):
        database.in_transaction(_name_officers, by_member)
        database.in_transaction(_send_all, sent, pending)
        database.in_transaction(_settle, owing, opens.year)
    voting = tuple(each for each in sent if each.member not in {*pending, *owing[1:]})
    return Seated(NUMBER, opens, by_member, voting)


def keep_calendar(database: Database, opens: datetime.date) -> None:
    """Do each duty of the calendar on its last day but one; today's and later ones wait."""
    with database.reading() as transaction:
        duties = sessions.timetable(transaction, NUMBER)
    for each in duties:
        if each.day < opens and each.state is not DutyState.DONE:
            with at_day(database, each.day - datetime.timedelta(days=1)):
                database.in_transaction(sessions.duty_done, SECRETARY, NUMBER, each.duty.key)


def _name_officers(transaction: Transaction, sent: Mapping[str, Sent]) -> None:
    heads = {
        Office.CREDENTIALS_BUREAU: [SECRETARY],
        Office.CHAIR: [CHAIR],
        Office.TRUSTEE: [sent[each].alternate for each in TRUSTEES],
        Office.WITNESS: [sent[each].alternate for each in WITNESSES],
        Office.ELECTIONS_BOARD: [sent[each].head for each in BOARD],
    }
    for office, officers in heads.items():
        sessions.name_offices(transaction, SECRETARY, NUMBER, office, officers)


def _send_all(transaction: Transaction, sent: Sequence[Sent], pending: Sequence[str]) -> None:
    for each in sent:
        _send(transaction, each, is_pending=each.member in pending)


def _send(transaction: Transaction, sent: Sent, *, is_pending: bool) -> None:
    head = officer_id("head", sent.member)
    sessions.name_delegation(transaction, head, NUMBER, sent.delegation())
    sessions.hand_in_credentials(transaction, head, NUMBER, sent.member, Issuer.COMPETENT_MINISTER)
    if not is_pending:
        sessions.review_credentials(
            transaction, SECRETARY, NUMBER, sent.member, CredentialState.ACCEPTED
        )


def _settle(transaction: Transaction, owing: Sequence[str], year: int) -> None:
    """Note who owes, waive one suspension, admit observers, draw the letter of the hall."""
    unpaid = dict.fromkeys(owing, frozenset({year, year - 1}))
    sessions.record_dues(transaction, SECRETARY, NUMBER, unpaid)
    if owing:
        sessions.waive(transaction, SECRETARY, NUMBER, owing[0], "9")
    for each, name in _OBSERVERS:
        observer = Observer(
            each,
            ObserverKind.ORGANISATION,
            is_listed=True,
            is_approved_by_host=True,
            name=name,
        )
        sessions.admit_observer(transaction, SECRETARY, NUMBER, observer)
    sessions.draw_seats(transaction, SECRETARY, NUMBER, LETTER, LetterDraw(_DRAWN))


def first_day(transaction: Transaction) -> datetime.date:
    """Return the day on which the session opens: today."""
    return access.today(transaction)
