"""The words of the model are those that are stored and told."""

from jisr.meetings.agreements.model import Sight, State


def test_states_are_what_the_api_tells() -> None:
    """A stored document is read by these words: none is ever renamed."""
    assert [each.value for each in State] == [
        "drafted",
        "proposed",
        "objected",
        "approved",
        "refused",
        "signed",
        "in-force",
        "expired",
        "ended",
        "renewed",
        "withdrawn",
    ]


def test_sights_are_ordered() -> None:
    """Who sees more sees what who sees less does."""
    assert sorted(Sight) == [Sight.NOTHING, Sight.OUTLINE, Sight.TEXT, Sight.WHOLE]
