"""As what a text can be read."""

from jisr.checks.understanding import NO_DETAILS, Details, Reading, ReadingKind


def test_reading_says_nothing_that_was_not_read() -> None:
    """A reading without more is its kind alone, and details are empty until an officer adds any."""
    assert Reading(ReadingKind.NAME, None) == Reading(
        kind=ReadingKind.NAME,
        query=None,
        why=(),
        remarks=(),
        warnings=(),
        scripts=(),
        problem=None,
        lines_missing=0,
        needs_make=False,
    )
    assert Details(birth_date="", sex="", nationality="", country="", make="") == NO_DETAILS
