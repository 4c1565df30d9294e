"""The check that language versions are in step."""

from collections import Counter
from dataclasses import replace

import pytest

from jisr.assembly.texts.model import Paragraph
from jisr.assembly.texts.reasons import ALLOWED
from jisr.assembly.texts.steps import (
    TITLE,
    Fault,
    Finding,
    findings,
    in_step,
    numbers_in,
    references_in,
)
from jisr.values import Decision
from texts_made import DRAFT, FIRST, LANGUAGES, PREAMBLE, SECOND


def with_first(**texts: str) -> Paragraph:
    """Return the first operative paragraph with other words in some languages."""
    return replace(FIRST, texts={**FIRST.texts, **texts})


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,000 members", ["1000"]),
        ("1.000 miembros", ["1000"]),
        ("1\u00a0000 membres", ["1000"]),
        ("١٬٠٠٠ عضو", ["1000"]),
        ("1,234,567", ["1234567"]),
        ("2.5 and 2,5", ["2.5", "2.5"]),
        ("٢٫٥ في المئة", ["2.5"]),
        ("the 93rd session, 93.ª reunión", ["93", "93"]),
        ("in 2025 196 members", ["2025", "196"]),
        ("AG-2025-RES-03", []),
        ("no number", []),
    ],
)
def test_numbers_have_one_spelling(text: str, numbers: list[str]) -> None:
    """Digits of both scripts and all separators of thousands give the same numbers."""
    assert numbers_in(text) == Counter(numbers)


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("see AG-2025-RES-03, A/RES/67/97", ["AG-2025-RES-03", "A/RES/67/97"]),
        ("وفقا للقرار AG-2025-RES-03", ["AG-2025-RES-03"]),
        ("the EU-US channel", []),
    ],
)
def test_references_are_found(text: str, references: list[str]) -> None:
    """Symbols of documents are found in any script; names without digits are none."""
    assert references_in(text) == Counter(references)


def test_draft_in_step_has_no_findings() -> None:
    """Four equal versions pass, with digits of either script."""
    assert findings(DRAFT, LANGUAGES) == []
    assert in_step(DRAFT, LANGUAGES) == Decision(allowed=True, why=ALLOWED)


@pytest.mark.parametrize(
    ("paragraph", "finding"),
    [
        (with_first(es=" "), Finding("OP1", "es", Fault.MISSING)),
        (with_first(fr="dans les 13 mois"), Finding("OP1", "fr", Fault.NUMBERS)),
        (with_first(en="within 12 months, see A/RES/1"), Finding("OP1", "en", Fault.REFERENCES)),
        (
            replace(FIRST, revisions={"ar": 2, "en": 2, "fr": 1, "es": 2}),
            Finding("OP1", "fr", Fault.BEHIND),
        ),
    ],
)
def test_each_fault_is_named_with_its_place(paragraph: Paragraph, finding: Finding) -> None:
    """One fault gives one finding: the place, the language, the fault."""
    draft = replace(DRAFT, paragraphs=(PREAMBLE, paragraph, SECOND))
    assert findings(draft, LANGUAGES) == [finding]


def test_decision_names_the_first_fault() -> None:
    """The refusal tells where to look."""
    draft = replace(DRAFT, paragraphs=(PREAMBLE, with_first(ar=""), SECOND))
    assert in_step(draft, LANGUAGES) == Decision(
        allowed=False,
        why="texts.out_of_step",
        details={"place": "OP1", "language": "ar", "fault": "missing"},
    )


def test_title_is_checked_too() -> None:
    """A title lacking one language is out of step."""
    draft = replace(DRAFT, title={"ar": "و", "en": "Documents", "fr": "Documents"})
    assert findings(draft, LANGUAGES) == [Finding(TITLE, "es", Fault.MISSING)]


def test_preamble_after_decisions_is_found() -> None:
    """Grounds come before decisions."""
    draft = replace(DRAFT, paragraphs=(FIRST, PREAMBLE, SECOND))
    assert findings(draft, LANGUAGES) == [Finding("PP1", "", Fault.ORDER)]


def test_only_the_languages_of_the_profile_count() -> None:
    """A network of one language asks for that one."""
    draft = replace(DRAFT, paragraphs=(PREAMBLE, with_first(ar="", fr="", es=""), SECOND))
    assert findings(draft, ("en",)) == []
