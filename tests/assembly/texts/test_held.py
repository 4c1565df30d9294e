"""The words in which what is kept is told."""

from jisr.assembly.texts.held import ON_THE_AGENDA, At, ItemState, PaperKind


def test_words_are_what_is_stored() -> None:
    """They stand in sealed documents, so they never change."""
    assert [each.value for each in PaperKind] == ["resolution", "report", "information"]
    assert {ItemState.LISTED, ItemState.ADMITTED} == ON_THE_AGENDA
    assert At("i1") == At("i1", None)
