"""The verbs of votes, each one transaction: who may, by which rule, with what signature.

Who presides opens, closes, counts hands, announces, annuls and overrules; members sign entries,
object and demand a roll-call. `acting` is always the id of the officer who acts.
"""

from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.votes.actions.casting import cast, demand_roll_call, object_to
from jisr.assembly.votes.actions.ending import (
    announce,
    annul,
    close_due,
    close_vote,
    count_hands,
    due_to_close,
    may_overrule,
    overrule,
    overruling_statement,
)
from jisr.assembly.votes.actions.opening import open_vote
from jisr.assembly.votes.actions.reading import (
    LIST_MAX,
    decided,
    list_votes,
    majority,
    own,
    prove_call,
    read_vote,
    result,
    result_document,
    statement,
    votes_about,
)
from jisr.assembly.votes.actions.recording import record

__all__ = [
    "LIST_MAX",
    "Registrar",
    "announce",
    "annul",
    "cast",
    "close_due",
    "close_vote",
    "count_hands",
    "decided",
    "demand_roll_call",
    "due_to_close",
    "list_votes",
    "majority",
    "may_overrule",
    "object_to",
    "open_vote",
    "overrule",
    "overruling_statement",
    "own",
    "prove_call",
    "read_vote",
    "record",
    "result",
    "result_document",
    "statement",
    "votes_about",
]
