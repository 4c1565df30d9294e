"""Every word of a session is called something on the pages."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from jisr.assembly.pages import session_titles as titles
from jisr.assembly.sessions import model, tables
from jisr.kit.words import Words


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (model.SessionKind, titles.KINDS),
        (model.Evidence, titles.EVIDENCE),
        (model.Evidence, titles.EVIDENCE_TONES),
        (model.DutyState, titles.DUTIES),
        (model.DutyState, titles.DUTY_TONES),
        (model.Standing, titles.STANDINGS),
        (model.CredentialState, titles.CREDENTIALS),
        (model.CredentialState, titles.CREDENTIAL_TONES),
        (model.Issuer, titles.ISSUERS),
        (model.Post, titles.POSTS),
        (model.Office, titles.OFFICES),
        (model.ObserverKind, titles.OBSERVERS),
        (model.Matter, titles.MATTERS),
    ],
)
def test_every_word_has_a_title(kind: type[StrEnum], table: Mapping[StrEnum, str]) -> None:
    """A word that is added later is missed here first."""
    assert set(table) == set(kind)
    assert all(table.values())


def test_every_owner_of_a_duty_has_a_title() -> None:
    """The calendar names no other."""
    sitting = tables.sessions()[93]
    owners = {
        each.owner
        for kind in model.SessionKind
        for each in tables.duties(kind, sitting.opens.first_day())
    }
    assert owners <= set(titles.OWNERS)


def test_choices_are_said_in_the_language() -> None:
    """Value first, then what it is called."""
    assert titles.options(titles.POSTS, Words("en", {}))[0] == ("head", "Head")
