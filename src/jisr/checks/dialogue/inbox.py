"""What pages show of hits: an officer's inbox, one hit on his desk, and the record behind it.

What is shown is decided by the rules that the verbs obey (`rules.view_for`, `rules.may_say`).
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress

from jisr.access import actions as access
from jisr.access.model import SECRETARIAT, Officer
from jisr.checks import traces
from jisr.checks.dialogue import inbox_store, rules
from jisr.checks.dialogue.actions import reach_of, read_hit
from jisr.checks.dialogue.inbox_model import Inbox, Place, RecordShown, Standing, Tab
from jisr.checks.dialogue.model import Dialogue, DialogueView, Side, Speaker, State, Word
from jisr.checks.dialogue.speaking import known_to, no_such_hit
from jisr.checks.hits import shown_fields
from jisr.checks.model import Trace
from jisr.errors import NotFound
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.records import actions as records
from jisr.values import LanguageMap, is_id

ROWS_MAX = 100
"""Hits of one page of an inbox: more nobody works through before it is loaded again."""
SAYABLE = (
    Word.ASKED,
    Word.DISMISSED,
    Word.ANSWERED,
    Word.OUTCOME,
    Word.MESSAGE,
    Word.ATTACHED,
    Word.LIFTING,
    Word.OBJECTED,
    Word.REVEALED,
)
"""What an officer can say in a dialogue, in the order in which a page offers it."""
_PRESSING = frozenset((State.ASKED, State.LIFTING))


def read_inbox(
    transaction: Transaction,
    officer: Officer,
    tab: Tab,
    *,
    after: Place | None = None,
    limit: int = 30,
) -> Inbox:
    """Return one page of a part of an officer's inbox."""
    page = max(1, min(limit, ROWS_MAX))
    reach = reach_of(officer)
    found = inbox_store.list_tab(transaction, reach, tab, after=after, limit=page + 1)
    now = transaction.now
    views = [rules.view_for(officer, each, (), {}, now) for each in found[:page]]
    rows = tuple(each for each in views if each is not None)
    counts = inbox_store.count_tabs(transaction, reach)
    return Inbox(
        tab=tab,
        rows=rows,
        counts=counts,
        names=_names(transaction, (each.dialogue for each in rows)),
        following=place_of(found[page - 1]) if len(found) > page else None,
        mark=_mark(tab, rows, counts, now),
    )


def place_of(dialogue: Dialogue) -> Place:
    """Return where in an inbox a hit stands: the next page begins after it."""
    if dialogue.state in _PRESSING and dialogue.due_at is not None:
        pressing = inbox_store.URGENT if dialogue.is_urgent else inbox_store.RUNNING
        return pressing, instant_text(dialogue.due_at), dialogue.id
    return inbox_store.RESTING, instant_text(dialogue.opened_at), dialogue.id


def read_standing(transaction: Transaction, speaker: Speaker, hit: str) -> Standing:
    """Return one hit as it stands on an officer's desk.

    Raises:
        NotFound: there is none, or none that he may know of: both sound alike.
    """
    view = read_hit(transaction, speaker.officer, hit)
    dialogue = known_to(transaction, speaker.officer, hit)
    fitting = [word for word in SAYABLE if _has_place(dialogue, word, view.side)]
    decided = {word: rules.may_say(speaker, dialogue, word) for word in fitting}
    return Standing(
        view=view,
        names=_names(transaction, (view.dialogue,)),
        may=frozenset(word for word, each in decided.items() if each.allowed),
        refused={word: each.why for word, each in decided.items() if not each.allowed},
        question=_question(transaction, speaker.officer, view),
        files=inbox_store.files_of(transaction, dialogue.id),
    )


def read_record(transaction: Transaction, officer: Officer, hit: str) -> RecordShown:
    """Return the record of a hit for the side that asked, and seal the reading.

    It is read for the purpose and the case of the question. Of a referred hit nothing is shown:
    the record would name the state that protects the person.

    Raises:
        NotFound: there is no such hit or record, or none for this officer: all sound alike.
    """
    dialogue = known_to(transaction, officer, hit) if is_id(hit) else None
    if dialogue is None or rules.side_of(officer, dialogue) is Side.OWNER:
        raise no_such_hit()
    if dialogue.is_referred and rules.side_of(officer, dialogue) is Side.ASKING:
        raise no_such_hit()
    asking = access.ask(transaction, officer.id, dialogue.purpose, dialogue.asking_reference)
    opened = records.open_record(transaction, asking, dialogue.record)
    return RecordShown(
        version=opened.record.version,
        fields=shown_fields(opened.record),
        on_hit=opened.on_hit,
        has_more=opened.has_more,
        entry=opened.entry_id,
    )


def may_choose(officer: Officer, bureau: str) -> bool:
    """Return whether an officer says how a bureau is notified."""
    return rules.may_choose(officer, bureau).allowed


def _has_place(dialogue: Dialogue, word: Word, side: Side) -> bool:
    """Return whether a statement could be made now by the side where its reader stands."""
    return rules.fits(dialogue, word) and rules.speaks(side, word)


def _question(transaction: Transaction, officer: Officer, view: DialogueView) -> Trace | None:
    """Return when, why and by whom it was asked, to whom may know it: never whom it was about."""
    if view.side is Side.OWNER:
        return None
    with suppress(NotFound):
        return traces.read_trace(transaction, officer, view.dialogue.trace)
    return None


def _names(transaction: Transaction, shown: Iterable[Dialogue]) -> Mapping[str, LanguageMap]:
    """Return the names of the bureaus that are shown."""
    ids = {bureau for each in shown for bureau in (each.asking, each.owner) if bureau}
    ids.add(SECRETARIAT)
    return {each: access.bureau(transaction, each).name for each in sorted(ids)}


def _mark(
    tab: Tab,
    rows: Iterable[DialogueView],
    counts: Mapping[Tab, int],
    now: datetime.datetime,
) -> str:
    """Return what changes with everything shown; the minute is shown, as the age of each hit."""
    parts = [tab, f"{now:%H:%M}", *(f"{name}{number}" for name, number in counts.items())]
    parts += [f"{each.dialogue.id}{each.dialogue.version}{each.is_overdue:d}" for each in rows]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]
