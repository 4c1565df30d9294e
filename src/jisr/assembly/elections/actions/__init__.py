"""The verbs of elections, each one transaction: the only way in for other packages.

`acting` is always the id of the officer who acts.
"""

from jisr.assembly.elections.actions.announcing import (
    announce,
    committee,
    committee_now,
    nominations_end,
    record_committee,
    set_embargo,
)
from jisr.assembly.elections.actions.balloting import announce_ballot, open_ballot, withdraw
from jisr.assembly.elections.actions.lots import (
    close_commitments,
    commit,
    delegation_of,
    draw_lots,
    open_lots,
    reveal,
    void_lots,
)
from jisr.assembly.elections.actions.nominating import (
    Proposal,
    accept,
    dispute,
    nominate,
    review,
    settle,
)
from jisr.assembly.elections.actions.reading import (
    ElectionView,
    Powers,
    checks_of,
    list_elections,
    list_nominations,
    powers,
    press_result,
    read_election,
    read_nomination,
    sealed_result,
)

__all__ = [
    "ElectionView",
    "Powers",
    "Proposal",
    "accept",
    "announce",
    "announce_ballot",
    "checks_of",
    "close_commitments",
    "commit",
    "committee",
    "committee_now",
    "delegation_of",
    "dispute",
    "draw_lots",
    "list_elections",
    "list_nominations",
    "nominate",
    "nominations_end",
    "open_ballot",
    "open_lots",
    "powers",
    "press_result",
    "read_election",
    "read_nomination",
    "record_committee",
    "reveal",
    "review",
    "sealed_result",
    "set_embargo",
    "settle",
    "void_lots",
    "withdraw",
]
