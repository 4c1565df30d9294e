"""A reason that is not true is not believed."""

import pytest

from jisr.meetings.plan.model import Meeting, Pin, Plan, Reason, Unplaced
from jisr.meetings.plan.witness import is_true
from meeting_plans import delegation, interpreter, problem, request, room

SESSION = problem(
    request("r0", "x", "y", 3),
    request("r1", "x", "z", 1),
    request("r2", "v", "w", 2),
    delegations=(
        *(delegation(name, {0, 1}) for name in "vxyz"),
        delegation("w", {0, 1}, languages={"fr"}),
    ),
    rooms=(room("a", {0, 1}), room("b", {0})),
    interpreters=(interpreter("i", "en-fr"),),
)
PLAN = Plan.of([Meeting(0, "a", "r0"), Meeting(1, "a", "r2", "i")])

LIES = (
    Unplaced("r1", Reason.PROTOCOL),
    Unplaced("r1", Reason.NO_COMMON_SLOT),
    Unplaced("r1", Reason.NO_ROOM),
    Unplaced("r1", Reason.NO_INTERPRETER),
    Unplaced("r2", Reason.NO_INTERPRETER),
    Unplaced("r1", Reason.ROOMS_TAKEN, 0, "hall"),
    Unplaced("r1", Reason.INTERPRETERS_TAKEN, 0, "hall"),
    Unplaced("r1", Reason.DAILY_CAP, 0, "hall"),
    Unplaced("r1", Reason.OPEN, 0, "hall"),
    Unplaced("r1", Reason.OPEN, 0, "hall", ("r0",)),
    Unplaced("r1", Reason.LOWER_RANK, 0, "hall", ("r2",)),
    Unplaced("r1", Reason.LOWER_RANK, 0, "port", ("r0",)),
    Unplaced("r1", Reason.LOWER_RANK),
)
TRUTHS = (
    Unplaced("r1", Reason.ROOMS_TAKEN, 1, "hall"),
    Unplaced("r1", Reason.LOWER_RANK, 0, "hall", ("r0",)),
    Unplaced("r1", Reason.LOWER_RANK, 1, "hall", ("r2",)),
)


@pytest.mark.parametrize("lie", LIES)
def test_untrue_reason_is_refused(lie: Unplaced) -> None:
    """Each says something that the plan contradicts."""
    assert not is_true(SESSION, PLAN, lie)


@pytest.mark.parametrize("truth", TRUTHS)
def test_true_reason_is_accepted(truth: Unplaced) -> None:
    """More than one reason may be true of a request."""
    assert is_true(SESSION, PLAN, truth)


def test_pin_that_would_do_is_no_reason() -> None:
    """A request that is pinned where it fits is not left out for its pin."""
    session = problem(request("r0", "x", "y"), pinned={"r0": Pin(1, "hall")})
    assert not is_true(session, Plan(), Unplaced("r0", Reason.PINNED, 1, "hall"))
