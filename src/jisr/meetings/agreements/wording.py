"""The words of a memorandum in its languages: which revision each follows, and are they in step?"""

from collections.abc import Collection
from dataclasses import replace

from jisr.assembly.texts import steps
from jisr.assembly.texts.model import Draft, Paragraph
from jisr.assembly.texts.steps import Finding
from jisr.meetings.agreements.model import Terms
from jisr.values import Decision


def revised(old: Terms | None, new: Terms, revision: int, confirmed: Collection[str]) -> Terms:
    """Return new terms whose paragraphs say which revision each language's words follow.

    Where the words of one language change and those of another stay, the other falls behind until
    it is changed too, or is among the `confirmed`: somebody compared it and it says the same.
    """
    before = {each.paragraph_id: each for each in old.paragraphs} if old else {}
    return replace(
        new,
        paragraphs=tuple(
            _followed(before.get(each.paragraph_id), each, revision, confirmed)
            for each in new.paragraphs
        ),
    )


def _followed(
    old: Paragraph | None, new: Paragraph, revision: int, confirmed: Collection[str]
) -> Paragraph:
    if old is None:
        return replace(new, revisions=dict.fromkeys(new.texts, revision))
    newest = max(old.revisions.values()) if dict(old.texts) == dict(new.texts) else revision
    stays = {
        language: old.revisions[language]
        for language, text in new.texts.items()
        if old.texts.get(language) == text and language not in confirmed
    }
    return replace(new, revisions={language: stays.get(language, newest) for language in new.texts})


def findings(terms: Terms, revision: int) -> tuple[Finding, ...]:
    """Return every place where the languages are out of step."""
    return tuple(steps.findings(_draft(terms, revision), terms.languages))


def in_step(terms: Terms, revision: int) -> Decision:
    """Decide whether all languages say the same, as far as a machine can see."""
    return steps.in_step(_draft(terms, revision), terms.languages)


def _draft(terms: Terms, revision: int) -> Draft:
    return Draft(
        draft_id="",
        item_id="",
        title=terms.title,
        paragraphs=terms.paragraphs,
        sponsors=(),
        revision=revision,
    )
