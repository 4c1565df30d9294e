"""A plan at once: the weightiest requests first, each where it takes least from the others."""

from collections.abc import Sequence

from jisr.meetings.plan.board import Board
from jisr.meetings.plan.grid import Grid


def fill(board: Board, requests: Sequence[int] | None = None) -> None:
    """Place what fits of the requests (all, if none are named) without moving anything.

    Weight settles the order, then how few places a request has, then the rank of the two sides.
    Of its places it takes a preferred one, and of these the one least wanted by others.
    """
    grid = board.grid
    crowd = crowding(grid)
    waiting = range(len(grid.options)) if requests is None else requests
    order = sorted(
        (one for one in waiting if one not in board.place and one not in grid.fixed),
        key=lambda one: (-grid.weights[one], len(grid.options[one]), _rank(grid, one), one),
    )
    for request in order:
        preferred = grid.problem.requests[request].preferred
        places = sorted(
            grid.options[request],
            key=lambda place: (place[0] not in preferred, crowd[place], place),
        )
        found = board.first_fit(request, places)
        if found is not None:
            board.place_at(request, found)


def crowding(grid: Grid) -> dict[tuple[int, int], float]:
    """Return, for each slot and venue, the weight that wants it for each room that is open."""
    wanted: dict[tuple[int, int], float] = {}
    for request, options in enumerate(grid.options):
        for place in options:
            wanted[place] = wanted.get(place, 0.0) + grid.weights[request] / len(options)
    return {place: much / grid.rooms[place[1]][place[0]] for place, much in wanted.items()}


def _rank(grid: Grid, request: int) -> int:
    return sum(grid.problem.delegations[side].rank for side in grid.sides[request])
