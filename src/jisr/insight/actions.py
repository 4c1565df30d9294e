"""Reads figures for those who may see them; nothing here can be changed."""

import datetime
from collections.abc import Mapping, Sequence

from jisr.access import actions as access
from jisr.access.model import Bureau, Officer, Purpose
from jisr.checks.dialogue.model import Pace
from jisr.checks.dialogue.pace import oldest_waiting, pace
from jisr.checks.tallies import actions as tallying
from jisr.checks.tallies.model import NETWORK, By, Reach, Tally, Use
from jisr.insight import rules
from jisr.insight.model import FLOOR, BureauUse, Count, Figures, Of, Period, Uses
from jisr.kit.db import Transaction
from jisr.records.model import Kind
from jisr.values import LanguageMap

BUREAUS_MAX = 10_000
"""Bureaus that are read for a list of the network: some fifty under each member."""
_PAGE = 500


def figures(transaction: Transaction, officer: Officer, period: Period, of: Of) -> Figures:
    """Return the figures of the officer's own bureau, or of the network.

    Raises:
        Denied: see `rules.may_see`.
    """
    rules.may_see(officer).or_refuse()
    since = rules.since(period, transaction.now)
    own = Reach(officer.bureau, since)
    is_own = of is Of.BUREAU
    read = _Parts(transaction, period, own if is_own else Reach(NETWORK, since))
    known = None if is_own else _Parts(transaction, period, own)
    parts: dict[By, tuple[Count, ...]] = {}
    for by in (By.HOUR, By.DAY, By.PURPOSE, By.KIND):
        if by is By.DAY and period is Period.TODAY:
            continue
        parts[by] = _told(by, read.of(by), None if known is None else known.of(by))
    whole = ([read.total()], None if known is None else [known.total()])
    (total,) = _told(None, *whole)
    if is_own:
        parts[By.BUREAU] = rules.own_counts(read.of(By.BUREAU))
    elif rules.sees_every_bureau(officer):
        rows = _counts_of(_by_top(transaction, since), rules.top_of(officer.bureau))
        parts[By.BUREAU] = tuple(sorted(rows, key=lambda each: (-(each.checks or 0), each.key)))
    owner = officer.bureau if is_own else ""
    return Figures(
        of=of,
        period=period,
        bureau=officer.bureau,
        since=since,
        at=tallying.counted_at(transaction),
        total=total,
        parts=parts,
        names=_names(transaction, of, parts.get(By.BUREAU, ())),
        pace=_pace(transaction, own, is_own=is_own),
        oldest_waiting=oldest_waiting(transaction, owner=owner),
    )


def uses(transaction: Transaction, officer: Officer, period: Period) -> Uses:
    """Return how every bureau that stands under no other uses the network, in order of their ids.

    What stands under it counts with it, so that no difference tells of a small bureau. Who does
    not see every bureau is told the figures of his own; the others are only named.

    Raises:
        Denied: see `rules.may_see`.
    """
    rules.may_see(officer).or_refuse()
    since = rules.since(period, transaction.now)
    shows_all = rules.sees_every_bureau(officer)
    own = rules.top_of(officer.bureau)
    found = _by_top(transaction, since)
    counts = {each.key: each for each in _counts_of(found, own)}
    rows = []
    for bureau in _top_bureaus(transaction):
        # What stands under a bureau does not see the whole of it.
        is_shown = shows_all or bureau.id == officer.bureau
        used = found.get(bureau.id, Use(bureau.id, 0, 0, None, 0))
        rows.append(
            BureauUse(
                bureau=bureau.id,
                name=bureau.name,
                country=bureau.member or "",
                count=counts.get(bureau.id, Count(bureau.id, 0, 0)) if is_shown else None,
                last_asked_at=used.last_asked_at if is_shown else None,
                records=used.records if is_shown else None,
            )
        )
    at = tallying.counted_at(transaction)
    return Uses(period, since, at, shows_all, tuple(rows))


class _Parts:
    """The counts of one reach, told apart and complete; each is read once."""

    def __init__(self, transaction: Transaction, period: Period, reach: Reach) -> None:
        self._transaction = transaction
        self._reach = reach
        now = transaction.now
        self._keys: Mapping[By, Sequence[str]] = {
            By.HOUR: rules.hours(period, now),
            By.DAY: rules.days(period, now),
            By.PURPOSE: list(Purpose),
            By.KIND: list(Kind),
        }
        self._read: dict[By, list[Tally]] = {}

    def of(self, by: By) -> list[Tally]:
        """Return the counts told apart; each key is there, also where nobody asked."""
        if by not in self._read:
            found = tallying.tallies(self._transaction, self._reach, by)
            self._read[by] = rules.filled(found, self._keys[by]) if by in self._keys else found
        return self._read[by]

    def total(self) -> Tally:
        """Return all of it as one."""
        found = self.of(By.PURPOSE)
        return Tally("", sum(each.checks for each in found), sum(each.found for each in found))


def _told(by: By | None, read: Sequence[Tally], known: Sequence[Tally] | None) -> tuple[Count, ...]:
    own = None if known is None else {each.key: each for each in known}
    if by is By.KIND:
        return rules.kind_counts(read, own)
    return rules.own_counts(read) if own is None else rules.counts(read, own)


def _names(transaction: Transaction, of: Of, counts: Sequence[Count]) -> dict[str, LanguageMap]:
    """Return the names of the bureaus that are counted."""
    if not counts:
        return {}
    if of is Of.BUREAU:
        return {each.key: access.bureau(transaction, each.key).name for each in counts}
    return {each.id: each.name for each in _top_bureaus(transaction)}


def _pace(transaction: Transaction, own: Reach, *, is_own: bool) -> Pace | None:
    """Return how questions were answered: by all owners only where others are enough of it."""
    mine = pace(transaction, since=own.since, owner=own.bureau)
    if is_own:
        return mine
    whole = pace(transaction, since=own.since, owner="")
    return None if 0 < whole.asked - mine.asked < FLOOR else whole


def _by_top(transaction: Transaction, since: datetime.datetime) -> dict[str, Use]:
    """Return the use of each bureau at the top, with what stands under it."""
    found: dict[str, Use] = {}
    for each in tallying.uses(transaction, since):
        top = rules.top_of(each.bureau)
        before = found.get(top, Use(top, 0, 0, None, 0))
        moments = [at for at in (before.last_asked_at, each.last_asked_at) if at is not None]
        found[top] = Use(
            top,
            before.checks + each.checks,
            before.found + each.found,
            max(moments, default=None),
            before.records + each.records,
        )
    return found


def _counts_of(found: Mapping[str, Use], own: str) -> tuple[Count, ...]:
    """Return what is told of each bureau to one that knows its own use."""
    tallies = [Tally(each.bureau, each.checks, each.found) for each in found.values()]
    return rules.counts(tallies, {each.key: each for each in tallies if each.key == own})


def _top_bureaus(transaction: Transaction) -> list[Bureau]:
    found: list[Bureau] = []
    after, read = "", 0
    while read < BUREAUS_MAX and (page := access.bureaus(transaction, after=after, limit=_PAGE)):
        found += [each for each in page if rules.top_of(each.id) == each.id]
        after, read = page[-1].id, read + len(page)
    return found
