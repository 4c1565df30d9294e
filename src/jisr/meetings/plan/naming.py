"""Rooms and people get their names last, when it is settled who meets when and at which venue."""

from collections import defaultdict
from collections.abc import Mapping

from jisr.meetings.plan.board import NOBODY, Board
from jisr.meetings.plan.model import Meeting, Plan


def name_places(board: Board, before: Plan) -> Plan:
    """Return the plan on the board; a meeting keeps the room that it had before if it can."""
    problem = board.grid.problem
    old = before.by_request()
    held = {meeting.request: meeting for meeting in problem.held}
    meeting_at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for request, place in sorted(board.place.items()):
        if problem.requests[request].id not in held:
            meeting_at[place].append(request)
    meetings = list(problem.held)
    for (slot, venue), requests in meeting_at.items():
        free = [
            room.id
            for room in problem.rooms
            if room.venue == board.grid.venues[venue] and slot in room.open
        ]
        rooms = _rooms(board, requests, slot, free, old)
        for request in requests:
            who = board.server.get(request, NOBODY)
            name = None if who == NOBODY else problem.interpreters[who].id
            meetings.append(Meeting(slot, rooms[request], problem.requests[request].id, name))
    return Plan.of(meetings)


def _rooms(
    board: Board, requests: list[int], slot: int, free: list[str], old: dict[str, Meeting]
) -> dict[int, str]:
    rooms: dict[int, str] = {}
    for request in requests:
        meeting = old.get(board.grid.problem.requests[request].id)
        if meeting is not None and meeting.slot == slot and meeting.room in free:
            rooms[request] = meeting.room
            free.remove(meeting.room)
    for request in requests:
        if request not in rooms:
            rooms[request] = free.pop(0)
    return rooms


def board_of(board: Board, plan: Plan) -> list[int]:
    """Put on the board what the plan places, where that is possible, and return what is not.

    Meetings keep their interpreters where these can still come.
    """
    problem = board.grid.problem
    requests = {request.id: place for place, request in enumerate(problem.requests)}
    people = {one.id: place for place, one in enumerate(problem.interpreters)}
    venue_of = {room.id: board.grid.venues.index(room.venue) for room in problem.rooms}
    lost = []
    for meeting in plan.meetings:
        request = requests.get(meeting.request)
        if request is None or request in board.place:
            continue
        place = (meeting.slot, venue_of.get(meeting.room, NOBODY))
        if place not in board.grid.options[request] or not board.fits(request, place):
            lost.append(request)
            continue
        who = people.get(meeting.interpreter or "", NOBODY)
        if not board.give(request, place, who):
            board.place_at(request, place)
    return lost


def keep_people(board: Board, before: Plan) -> None:
    """Give every meeting that did not move its interpreter of before, where the others allow it."""
    problem = board.grid.problem
    people = {one.id: place for place, one in enumerate(problem.interpreters)}
    old: dict[int, dict[int, int]] = defaultdict(dict)
    meetings = before.by_request()
    for request, (slot, _) in board.place.items():
        meeting = meetings.get(problem.requests[request].id)
        if meeting is not None and meeting.slot == slot and slot >= problem.past:
            old[slot][request] = people.get(meeting.interpreter or "", NOBODY)
    for slot, wanted in sorted(old.items()):
        if any(board.server[one] != wanted.get(one, NOBODY) for one in board.served[slot].values()):
            _keep_in_slot(board, slot, wanted)


def _keep_in_slot(board: Board, slot: int, wanted: Mapping[int, int]) -> None:
    before = board.copy_places()
    meetings = sorted(board.served[slot].values(), key=lambda one: (one not in wanted, one))
    places = {request: board.remove(request)[:2] for request in meetings}
    late = [
        request
        for request, place in places.items()
        if not board.give(request, place, wanted.get(request, NOBODY))
    ]
    for request in late:
        if not board.fits(request, places[request]):
            board.restore(before)
            return
        board.place_at(request, places[request])
