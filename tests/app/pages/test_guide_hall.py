"""The tours of the assembly are played by people who sit in the demo's session."""

from jisr.app.pages.guide_hall import DELEGATE, HALL_TOURS
from jisr.demo.assembly.people import CHAIR, HOST, SECRETARY
from jisr.demo.staff import officer_id


def test_each_tour_is_played_by_who_sits_in_the_hall() -> None:
    """The host's head of delegation has not voted; the chair and the secretary serve."""
    assert [(each.name, each.officer) for each in HALL_TOURS] == [
        ("delegate", DELEGATE),
        ("chair", CHAIR),
        ("secretary", SECRETARY),
    ]
    assert officer_id("delegate", HOST) == DELEGATE


def test_a_secret_ballot_is_never_cast_at_a_page() -> None:
    """The delegate's tour says so where it leads to the ballot."""
    (step,) = [each for each in HALL_TOURS[0].steps if "{ballot}" in each.path]
    assert (step.example, bool(step.limit)) == ("booth", True)
