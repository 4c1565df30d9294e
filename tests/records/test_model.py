"""Tests of the model's defaults: what a draft says when its author says nothing."""

from jisr.records.model import Audience, Confidentiality, HandlingCode, Outcome, Result
from recording import document_draft


def test_draft_is_shared_with_all_at_the_lowest_level() -> None:
    """The default is official use, for every member and every purpose (RPD Art. 112)."""
    draft = document_draft()
    assert (draft.audience, draft.confidentiality, draft.handling, draft.flags) == (
        Audience(everyone=True, members=(), groups=(), excluded=(), purposes=()),
        Confidentiality.OFFICIAL_USE,
        {},
        frozenset(),
    )


def test_levels_and_codes_stand_in_order() -> None:
    """Confidentiality is compared by its order: lowest first."""
    assert list(Confidentiality) == ["official-use", "restricted", "confidential"]
    assert list(HandlingCode)[-1] == "confirm-only"


def test_outcome_of_success_has_no_reason() -> None:
    """Only a rejection says why."""
    assert Outcome(Result.ADDED, "a" * 32).why == ""
