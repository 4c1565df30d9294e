"""Each step of the guide leads somewhere, shows something and is told from the others."""

import re
from importlib.resources import files

import pytest
from starlette.routing import Match

from jisr.access.model import Role
from jisr.app.pages.guide_steps import Step, Tour
from jisr.app.pages.guide_tours import TOURS
from staffed import Staffed

STEPS = [(tour, step) for tour in TOURS.values() for step in tour.steps]
EXAMPLES = {
    "record": "1",
    "asked": "1",
    "referred": "1",
    "machine": "machine@mar",
    "session": "93",
    "vote": "1",
    "ballot": "1",
    "election": "1",
    "text": "1",
}
TEMPLATES = files("jisr.app.pages") / "templates"


def named(pair: tuple[Tour, Step]) -> str:
    """Return how a step is called in a report."""
    return f"{pair[0].name}-{pair[1].name}"


def test_every_step_leads_to_a_page(staffed: Staffed) -> None:
    """With its example and without, by a route of this application."""
    routes = staffed.browser.client.app.routes  # type: ignore[attr-defined]  # it is a FastAPI
    paths = {
        path
        for _, step in STEPS
        for path in (step.path.format_map(EXAMPLES), step.otherwise)
        if path
    }
    scopes = {path: {"type": "http", "method": "GET", "path": path} for path in paths}
    lost = [
        path
        for path, scope in scopes.items()
        if not any(route.matches(scope)[0] is Match.FULL for route in routes)
    ]
    assert lost == []


@pytest.mark.parametrize("pair", STEPS, ids=map(named, STEPS))
def test_a_step_without_its_example_leads_elsewhere(pair: tuple[Tour, Step]) -> None:
    """Where a path names an example of the demo, another page is named beside it."""
    assert bool(re.search(r"\{\w+\}", pair[1].path)) == bool(pair[1].otherwise)


def test_every_picture_is_drawn() -> None:
    """No step stands beside an empty picture, and no picture is drawn for nothing."""
    drawn = re.findall(r'name == "([a-z]+)"', (TEMPLATES / "guide_pictures.html").read_text())
    assert set(drawn) == {step.picture for _, step in STEPS}
    assert sorted(drawn) == sorted(set(drawn))


def test_no_tour_has_two_steps_of_one_name() -> None:
    """The browser keeps under its name that a step was done."""
    for tour in TOURS.values():
        names = [each.name for each in tour.steps]
        assert sorted(names) == sorted(set(names))


def test_tours_are_for_roles_that_there_are() -> None:
    """A role that nobody has would fit nobody."""
    assert frozenset().union(*(each.roles for each in TOURS.values())) <= {*map(str, Role)}
