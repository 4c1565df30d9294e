"""Which revision each language follows, and whether all are in step."""

import dataclasses

from jisr.assembly.texts.model import Paragraph, ParagraphKind
from jisr.meetings.agreements import wording
from jisr.meetings.agreements.model import Terms


def terms(**texts: str) -> Terms:
    """Return terms of one paragraph."""
    paragraph = Paragraph("p", ParagraphKind.OPERATIVE, texts, {})
    title = dict.fromkeys(texts, "Title")
    return Terms(title, (paragraph,), tuple(texts), ("MAR", "FRA"), ())


def revisions(given: Terms) -> dict[str, int]:
    """Return which revision each language of the paragraph follows."""
    return dict(given.paragraphs[0].revisions)


def test_a_language_that_stays_falls_behind() -> None:
    """And catches up when it is changed, or when somebody confirms it."""
    first = wording.revised(None, terms(en="one", fr="un"), 1, ())
    assert revisions(first) == {"en": 1, "fr": 1}
    second = wording.revised(first, terms(en="other", fr="un"), 2, ())
    assert revisions(second) == {"en": 2, "fr": 1}
    assert not wording.in_step(second, 2).allowed
    changed = wording.revised(second, terms(en="other", fr="autre"), 3, ())
    assert revisions(changed) == {"en": 2, "fr": 3}
    confirmed = wording.revised(second, terms(en="other", fr="un"), 3, ("fr",))
    assert revisions(confirmed) == {"en": 2, "fr": 2}
    assert wording.in_step(confirmed, 3).allowed


def test_what_did_not_change_keeps_its_revisions() -> None:
    """Terms that change elsewhere leave a paragraph in step."""
    first = wording.revised(None, terms(en="one", fr="un"), 1, ())
    again = wording.revised(first, dataclasses.replace(first, scopes=("training",)), 2, ())
    assert revisions(again) == {"en": 1, "fr": 1}


def test_numbers_and_missing_languages_are_found() -> None:
    """Place by place, language by language."""
    given = wording.revised(None, terms(en="12 officers", fr="13 agents"), 1, ())
    given = dataclasses.replace(given, languages=("en", "fr", "es"))
    found = [(each.place, each.language, each.fault) for each in wording.findings(given, 1)]
    assert found == [
        ("title", "es", "missing"),
        ("OP1", "es", "missing"),
        ("OP1", "fr", "numbers"),
    ]
