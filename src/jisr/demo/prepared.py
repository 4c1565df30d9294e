"""Hits of the demo network that are taken up before a newcomer comes, so that no inbox is empty."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from jisr.access import actions as access
from jisr.access.model import SECRETARIAT
from jisr.checks.actions import Checker
from jisr.checks.dialogue import actions as hits
from jisr.checks.dialogue.model import DialogueView, Seen, Speaker
from jisr.checks.index import INDEX_FOLDER
from jisr.checks.model import Hit, PersonQuery
from jisr.demo.examples import Examples, HitExample, PersonExample
from jisr.demo.screening import CASE, DESK, PURPOSE
from jisr.demo.staff import officer_id
from jisr.errors import Denied
from jisr.kit.console import Session
from jisr.kit.db import Transaction
from jisr.settings import Settings
from jisr.values import PartialDate

CONVENTION_REFUGEE = "XXB"
"""The nationality of a refugee's travel document (ICAO 9303-3, section 5)."""
ASKABLE = 2
"""One to be found by the newcomer, one that was asked about before he came."""


@dataclass(frozen=True, slots=True)
class Found:
    """An example that hits a record of another bureau, whose owner may be asked."""

    question: PersonExample
    trace: str
    hit: Hit


def askable(session: Session, persons: Sequence[PersonExample]) -> Iterator[Found]:
    """Check one example after the other, as the desk would; yield those that can be asked about."""
    checker = Checker.open(session.database, session.settings, session.home / INDEX_FOLDER)
    for each in persons:
        found = _found(session, checker, each, each.nationality)
        if found is not None and not found.hit.refer_to_reviewer:
            yield found


def prepare(session: Session, examples: Examples) -> Examples:
    """Take up hits that wait for somebody; return the examples, what can be asked about first.

    Of the second example its owner was asked. The third was found as a refugee, and waits for the
    legal reviewer. A network that is too small for either has none.
    """
    found = list(islice(askable(session, examples.persons), ASKABLE))
    first = [each.question for each in found]
    others = [each for each in examples.persons if each not in first]
    asked = None
    if len(found) == ASKABLE:
        asked = session.database.in_transaction(_ask, session.settings, found[-1])
    return Examples(
        persons=[*first, *others],
        documents=examples.documents,
        asked=asked,
        referred=_refer(session, others),
    )


def open_hit(transaction: Transaction, found: Found) -> DialogueView:
    """Take up a hit that the desk found."""
    return hits.open_hit(transaction, _speaker(transaction), found.trace, found.hit.record)


def _ask(transaction: Transaction, settings: Settings, found: Found) -> HitExample:
    dialogue = open_hit(transaction, found).dialogue
    seen = Seen(dialogue.id, dialogue.version)
    clocks = hits.clocks_of(settings)
    hits.ask(transaction, _speaker(transaction), seen, clocks, is_urgent=False)
    return HitExample(dialogue.id, found.hit.record, officer_id("officer", found.hit.owner))


def _refer(session: Session, persons: Sequence[PersonExample]) -> HitExample | None:
    """Find somebody who travels on a refugee's papers; the hit goes to the legal reviewer alone."""
    checker = Checker.open(session.database, session.settings, session.home / INDEX_FOLDER)
    for each in persons:
        found = _found(session, checker, each, CONVENTION_REFUGEE)
        if found is None or not found.hit.refer_to_reviewer:
            continue
        with suppress(Denied):  # such a hit does not say whose it is; it may be the desk's own
            view = session.database.in_transaction(open_hit, found)
            return HitExample(view.dialogue.id, "", officer_id("reviewer", SECRETARIAT))
    return None


def _found(
    session: Session, checker: Checker, person: PersonExample, nationality: str
) -> Found | None:
    """Return the first hit of another bureau's record."""
    with session.database.reading() as transaction:
        asking = access.ask(transaction, DESK, PURPOSE, CASE)
    born = PartialDate.parse(person.birth_date) if person.birth_date else None
    answer = checker.check(asking, PersonQuery(person.name, born, "", nationality))
    for hit in answer.hits:
        if hit.owner != asking.bureau.id:
            return Found(person, answer.trace, hit)
    return None


def _speaker(transaction: Transaction) -> Speaker:
    officer = access.officer(transaction, DESK)
    return Speaker(officer, access.bureau(transaction, officer.bureau))
