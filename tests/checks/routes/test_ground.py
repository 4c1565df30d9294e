"""What the routes of checks stand on."""

import asyncio

from check_world import World
from jisr.checks.desk import INQUIRY_MAX, Desk
from jisr.checks.model import Answer, DocumentQuery, Query
from jisr.checks.routes.ground import ask_each
from jisr.checks.view import LIST_LIMITS
from jisr.errors import DeskBusy, InputRefused, ValueMalformed
from jisr.settings import Settings


def test_a_long_list_is_asked_in_pieces_and_answered_in_order(world: World) -> None:
    """What could not be read keeps its place between the answers."""
    desk = Desk(world.database, Settings(spread_cap_subjects=1_000))
    desk.start()
    refused = ValueMalformed(field="name", why="no")
    count = INQUIRY_MAX + 20
    queries: list[Query | InputRefused] = [DocumentQuery(f"ZZ{n:06d}") for n in range(count)]
    queries[3] = queries[INQUIRY_MAX + 1] = refused
    outcomes = asyncio.run(ask_each(desk, world.asking(), queries, LIST_LIMITS))
    desk.stop()
    kinds = [isinstance(each, Answer) for each in outcomes]
    assert (len(outcomes), [n for n, each in enumerate(kinds) if not each]) == (
        count,
        [3, INQUIRY_MAX + 1],
    )
    assert outcomes[3] is refused


def test_what_stops_a_piece_is_told_for_each_of_its_questions(world: World) -> None:
    """A closed desk refuses each question, and the list goes on."""
    desk = Desk(world.database, Settings())
    asked: list[Query | InputRefused] = [DocumentQuery("ZZ000001")] * 3
    outcomes = asyncio.run(ask_each(desk, world.asking(), asked, LIST_LIMITS))
    assert [type(each) for each in outcomes] == [DeskBusy] * 3
