"""What stands against a draft, told before it is sent: by the rules that would refuse it."""

from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.errors import InputRefused
from jisr.kit.db import Transaction
from jisr.records.identity import keys_of, refusal
from jisr.records.model import Draft
from jisr.records.profiles import profile, profiles
from jisr.records.rules import may_write, may_write_here
from jisr.values import Decision


def may_record_at_all(transaction: Transaction, asking: Asking) -> Decision:
    """Return whether whoever asks writes in any database, or why not in the first one."""
    today = access.today(transaction)
    decisions = [may_write_here(asking, each, today) for each in profiles().values()]
    return next((each for each in decisions if each.allowed), decisions[0])


def judge_draft(transaction: Transaction, asking: Asking, draft: Draft) -> Decision:
    """Return whether the draft could be recorded, or the first reason against it.

    Whether the bureau has recorded the same thing before is seen only when it is sent.
    """
    database = profile(draft.database)
    decision = may_write(draft, asking, database, access.today(transaction))
    if not decision.allowed:
        return decision
    try:
        keys_of(draft.subject, database, reference=draft.reference, handling=draft.handling)
    except InputRefused as error:
        return refusal(error)
    return decision
