"""What every tour stands on."""

from jisr.app.pages.guide_steps import MEMBER
from jisr.app.pages.guide_tours import TOURS
from jisr.demo.staff import FULLY_STAFFED


def test_the_bureau_of_the_tours_has_an_officer_of_every_role() -> None:
    """A tour never sends a newcomer to a bureau that lacks its person."""
    assert MEMBER in FULLY_STAFFED


def test_a_step_says_what_to_do_and_what_to_look_at() -> None:
    """Nothing is left for the reader to guess."""
    silent = [
        (tour.name, step.name)
        for tour in TOURS.values()
        for step in tour.steps
        if not (step.title and step.do and step.look)
    ]
    assert silent == []
