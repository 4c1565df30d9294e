"""The names of places in a draft."""

from texts_made import DRAFT


def test_places_are_counted_in_each_part() -> None:
    """Grounds and decisions are counted apart; an unknown id has no place."""
    assert [DRAFT.place_of(each) for each in ("p1", "o1", "o2", "o9")] == ["PP1", "OP1", "OP2", ""]
