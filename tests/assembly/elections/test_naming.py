"""Elections, ballots and candidates have a name in every language."""

import datetime

import pytest

from jisr.assembly.elections import naming
from jisr.assembly.elections.model import Election, ElectionKind
from jisr.values import LANGUAGES

NOW = datetime.datetime(2025, 11, 24, 9, tzinfo=datetime.UTC)


def election(kind: ElectionKind, region: str = "", for_session: int = 0) -> Election:
    """Return an election of the 93rd session."""
    return Election("e", 93, kind, region, 1, for_session, NOW, (), {}, {})


@pytest.mark.parametrize("kind", ElectionKind)
def test_every_kind_has_a_title_in_every_language(kind: ElectionKind) -> None:
    """No place in braces is left, and only the languages that were asked for are there."""
    region = "africa" if kind is ElectionKind.VICE_PRESIDENT else ""
    texts = naming.election_title(election(kind, region, 95), LANGUAGES).texts
    assert set(texts) == set(LANGUAGES)
    assert [text for text in texts.values() if "{" in text or not text] == []
    assert set(naming.election_title(election(kind, region, 95), ["ar"]).texts) == {"ar"}


def test_titles_say_region_session_and_ballot() -> None:
    """What a delegate reads on the paper tells which vote it is."""
    vice = election(ElectionKind.VICE_PRESIDENT, "africa")
    host = election(ElectionKind.HOST, for_session=95)
    told = [
        naming.ballot_title(vice, 2, ["fr"], is_tie=False).best("fr"),
        naming.ballot_title(vice, 2, ["en"], is_tie=True).best("en"),
        naming.ballot_title(host, 1, ["es"], is_tie=False).best("es"),
        naming.candidate_name("Nour Haddad", "MAR", ["fr"]).best("fr"),
    ]
    assert told == [
        "Élection du vice-président pour la région Afrique, tour 2",
        "Election of the Vice-President for Africa, ballot between those who tied",
        "Elección de la sede de la reunión 95, votación 1",
        "Nour Haddad (Maroc)",
    ]
