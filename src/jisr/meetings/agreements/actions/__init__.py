"""The verbs of memoranda, each one transaction: decide, store, seal in the ledger."""

from jisr.meetings.agreements.actions.approving import (
    decide,
    object_to,
    propose,
    record_opinion,
)
from jisr.meetings.agreements.actions.concluding import (
    ask_renewal,
    end,
    enter_into_force,
    record_review,
    sign,
)
from jisr.meetings.agreements.actions.drafting import draft, name_contacts, revise, withdraw
from jisr.meetings.agreements.actions.reading import (
    due,
    heads_somebody,
    key_of,
    register,
    view,
)

__all__ = [
    "ask_renewal",
    "decide",
    "draft",
    "due",
    "end",
    "enter_into_force",
    "heads_somebody",
    "key_of",
    "name_contacts",
    "object_to",
    "propose",
    "record_opinion",
    "record_review",
    "register",
    "revise",
    "sign",
    "view",
    "withdraw",
]
