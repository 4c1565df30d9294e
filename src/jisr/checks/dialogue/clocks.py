"""The clocks of hits: a reminder at half time, the secretariat when the time has passed.

Every worker process looks at them. What was said stands in the dialogue itself and is written in
the transaction that says it, so nothing is said twice and nothing is lost, whatever the clocks of
the processes show and whenever one of them dies.
"""

from jisr.checks.dialogue import rules, store
from jisr.checks.dialogue.model import Dialogue, Word
from jisr.checks.dialogue.speaking import hub_says
from jisr.checks.dialogue.traced import refers_now
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.records import actions as records
from jisr.records.model import State as RecordState

AT_ONCE_MAX = 100
"""Dialogues that one transaction treats; the next one goes on."""


def due_hits(transaction: Transaction, *, after: str = "") -> tuple[list[str], str]:
    """Return the next dialogues for which the clock has something to say, and where to go on.

    The second is the id after which to ask again; it is empty at the end.
    """
    now = instant_text(transaction.now)
    found = store.running(transaction, asked_before=now, after=after, limit=AT_ONCE_MAX)
    due = [each.id for each in found if rules.due_step(each, transaction.now) is not None]
    return due, found[-1].id if len(found) == AT_ONCE_MAX else ""


def keep_clock(transaction: Transaction, hit: str) -> bool:
    """Say what the clock of one dialogue has to say now; return whether it said something."""
    dialogue = store.find(transaction, hit)
    step = None if dialogue is None else rules.due_step(dialogue, transaction.now)
    if dialogue is None or step is None:
        return False
    if step is Word.REVEALED:
        step = _instead_of_revealing(transaction, dialogue)
    hub_says(transaction, dialogue, step)
    return True


def _instead_of_revealing(transaction: Transaction, dialogue: Dialogue) -> Word:
    """Return what is said where a restriction would be lifted by now.

    A person who came under protection meanwhile is the legal reviewer's; a record that its owner
    no longer keeps active is told to nobody, as if the owner had objected.
    """
    held = records.record_for_flows(transaction, dialogue.record)
    if held is None or held.record.state is not RecordState.ACTIVE:
        return Word.OBJECTED
    return Word.REFERRED if refers_now(transaction, dialogue) else Word.REVEALED
