"""Checks that the language versions of a draft are in step: same paragraphs, numbers, references.

It does not judge a translation; it finds what is missing, left behind or counted otherwise.
"""

import enum
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jisr.assembly.texts.model import Draft, ParagraphKind
from jisr.assembly.texts.reasons import ALLOWED
from jisr.values import Decision

TITLE = "title"
"""The place of a finding about the title."""

_REFERENCE = re.compile(
    r"(?<![A-Z0-9])(?=[A-Z/-]+\d)[A-Z]{1,10}(?:[-/][A-Z0-9]{1,10}){1,6}(?:\([A-Z0-9]{1,6}\))?"
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,\u00a0\u202f\u066c]\d{3})+(?![\d])")
_NUMBER = re.compile(r"\d+(?:[.,\u066b]\d+)*")
_NOT_DIGITS = re.compile(r"\D")


class Fault(enum.StrEnum):
    """How a language version is out of step with the others."""

    MISSING = "missing"
    BEHIND = "behind"
    NUMBERS = "numbers"
    REFERENCES = "references"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place of one language, such as `OP2`, `ar`."""

    place: str
    language: str
    fault: Fault


def references_in(text: str) -> Counter[str]:
    """Return the symbols of documents in a text, such as `AG-2025-RES-03`."""
    return Counter(_REFERENCE.findall(text))


def numbers_in(text: str) -> Counter[str]:
    """Return the numbers of a text in one spelling: 1,000 and 1.000 and ١٬٠٠٠ are `1000`.

    Numbers inside the symbols of documents are left to `references_in`.
    """
    western = "".join(
        str(unicodedata.digit(sign)) if sign.isdecimal() else sign
        for sign in _REFERENCE.sub(" ", text)
    )
    joined = _THOUSANDS.sub(lambda found: _NOT_DIGITS.sub("", found[0]), western)
    return Counter(_NOT_DIGITS.sub(".", found) for found in _NUMBER.findall(joined))


def findings(draft: Draft, languages: Sequence[str]) -> list[Finding]:
    """Return every fault of a draft, place by place, in the order of the languages given.

    Numbers and references are compared with the first language that has the paragraph.
    """
    newest = dict.fromkeys(draft.title, draft.revision)
    found = _of_words(TITLE, draft.title, newest, languages)
    for paragraph in draft.paragraphs:
        place = draft.place_of(paragraph.paragraph_id)
        found += _of_words(place, paragraph.texts, paragraph.revisions, languages)
    kinds = [paragraph.kind for paragraph in draft.paragraphs]
    if kinds != sorted(kinds, key=lambda kind: kind is ParagraphKind.OPERATIVE):
        found.append(Finding(place=_misplaced(draft), language="", fault=Fault.ORDER))
    return found


def _misplaced(draft: Draft) -> str:
    has_operative = False
    for paragraph in draft.paragraphs:
        if paragraph.kind is ParagraphKind.OPERATIVE:
            has_operative = True
        elif has_operative:
            return draft.place_of(paragraph.paragraph_id)
    return ""


def _of_words(
    place: str,
    texts: Mapping[str, str],
    revisions: Mapping[str, int],
    languages: Sequence[str],
) -> list[Finding]:
    newest = max(revisions.values(), default=0)
    written = [language for language in languages if texts.get(language, "").strip()]
    found = [
        Finding(place, language, Fault.MISSING) for language in languages if language not in written
    ]
    for language in written:
        text, measure = texts[language], texts[written[0]]
        if revisions.get(language, 0) < newest:
            found.append(Finding(place, language, Fault.BEHIND))
        if numbers_in(text) != numbers_in(measure):
            found.append(Finding(place, language, Fault.NUMBERS))
        if references_in(text) != references_in(measure):
            found.append(Finding(place, language, Fault.REFERENCES))
    return found


def in_step(draft: Draft, languages: Sequence[str]) -> Decision:
    """Decide whether all languages say the draft in step; name the first fault (RoP 32, GR 54)."""
    found = findings(draft, languages)
    if not found:
        return Decision(allowed=True, why=ALLOWED)
    first = found[0]
    return Decision(
        allowed=False,
        why="texts.out_of_step",
        details={"place": first.place, "language": first.language, "fault": first.fault.value},
    )
