"""What comes from outside is read: every list and text of a memorandum's terms is bounded."""

import re
from collections.abc import Iterable
from dataclasses import replace

from jisr.access.texts import line
from jisr.assembly.texts.model import Paragraph
from jisr.assembly.texts.words import read_words
from jisr.errors import ValueMalformed, to_translate
from jisr.meetings.agreements import tables
from jisr.meetings.agreements.actions.ground import first_twice
from jisr.meetings.agreements.model import Contact, Terms
from jisr.values import is_id, new_id

PARTIES_MAX = 250
"""Every member of the largest network, and some bodies."""
PARAGRAPHS_MAX = 200
LANGUAGES_MAX = 6
SCOPES_MAX = 20
LINES_MAX = 50
"""Signatories of a side, laws and papers."""
RENEWAL_DAYS_MAX = 1_000
MEETING_LENGTH_MAX = 64
YEAR_FIRST, YEAR_LAST = 1946, 2199
"""Days outside are slips of the keyboard; with them no count of days leaves the calendar."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def checked(terms: Terms) -> Terms:
    """Return terms with their words in one form and an id for each paragraph.

    Raises:
        ValueMalformed: a text, a language, a scope or a list has not its form.
        InputTooLarge: a paragraph is too long.
    """
    for field, given, most in _lists(terms):
        if len(given) > most:
            raise ValueMalformed(field=field, why=to_translate("this list is too long"))
    _check_languages(terms)
    _check_lines(terms)
    _check_days(terms)
    if not 0 <= terms.renewal_days <= RENEWAL_DAYS_MAX:
        raise ValueMalformed(field="renewal_days", why=to_translate("use 0 to 1000 days"))
    if not set(terms.scopes) <= set(tables.scopes()):
        raise ValueMalformed(field="scopes", why=to_translate("this area is not known"))
    paragraphs = tuple(_paragraph(each, terms.languages) for each in terms.paragraphs)
    if first_twice(each.paragraph_id for each in paragraphs):
        raise ValueMalformed(field="paragraphs", why=to_translate("an id is there twice"))
    return replace(terms, paragraphs=paragraphs)


def check_contacts(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return contact points, each one line; raise `ValueMalformed` for anything else."""
    found = tuple(contacts)
    if len(found) > LINES_MAX:
        raise ValueMalformed(field="contacts", why=to_translate("this list is too long"))
    for each in found:
        line("contacts", each.name)
        line("contacts", each.address)
    return found


def _lists(terms: Terms) -> tuple[tuple[str, tuple[object, ...], int], ...]:
    return (
        ("parties", terms.parties, PARTIES_MAX),
        ("paragraphs", terms.paragraphs, PARAGRAPHS_MAX),
        ("languages", terms.languages, LANGUAGES_MAX),
        ("scopes", terms.scopes, SCOPES_MAX),
        ("signatories", terms.signatories, PARTIES_MAX),
        ("laws", terms.laws, LINES_MAX),
        ("papers", terms.papers, LINES_MAX),
    )


def _check_lines(terms: Terms) -> None:
    for each in terms.signatories:
        line("signatories", each.name)
        line("signatories", each.post)
    for text in terms.laws:
        line("laws", text)
    for paper in terms.papers:
        line("papers", paper.name)
        if _SHA256.fullmatch(paper.sha256) is None:
            raise ValueMalformed(
                field="papers", why=to_translate("write a SHA-256 as 64 small hexadecimal digits")
            )
    if terms.meeting:
        line("meeting", terms.meeting, MEETING_LENGTH_MAX)


def _check_days(terms: Terms) -> None:
    days = [("starts", terms.starts), ("ends", terms.ends), ("review", terms.review)]
    if terms.grant is not None:
        days += [("grant", terms.grant.starts), ("grant", terms.grant.ends)]
    for field, day in days:
        if day is not None and not YEAR_FIRST <= day.year <= YEAR_LAST:
            raise ValueMalformed(field=field, why=to_translate("use a year from 1946 to 2199"))


def _check_languages(terms: Terms) -> None:
    is_formed = all(_LANGUAGE.fullmatch(each) for each in terms.languages)
    if not terms.languages or not is_formed or first_twice(terms.languages):
        raise ValueMalformed(
            field="languages", why=to_translate("name each language once: ar, en, fr, es …")
        )
    if not set(terms.title) <= set(terms.languages) or not any(terms.title.values()):
        raise ValueMalformed(
            field="title", why=to_translate("write it in languages of the memorandum")
        )
    for text in terms.title.values():
        line("title", text)


def _paragraph(given: Paragraph, languages: tuple[str, ...]) -> Paragraph:
    if given.paragraph_id and not is_id(given.paragraph_id):
        raise ValueMalformed(field="paragraphs", why=to_translate("use a new random id"))
    if not given.texts or not set(given.texts) <= set(languages):
        raise ValueMalformed(
            field="paragraphs", why=to_translate("write it in languages of the memorandum")
        )
    return replace(
        given,
        paragraph_id=given.paragraph_id or new_id(),
        texts={language: read_words(text) for language, text in given.texts.items()},
    )
