"""What is sealed of a memorandum is read back, and its digest covers what is signed."""

import dataclasses
import datetime
import json

from hypothesis import given
from hypothesis import strategies as st

from jisr.ledger.canonical import canonical_bytes
from jisr.meetings.agreements.documents import digest_of, memorandum_document, read_memorandum
from jisr.meetings.agreements.model import (
    Body,
    Contact,
    Memorandum,
    Objection,
    Opinion,
    Paper,
    Renewal,
    Ruling,
    Signatory,
    Signature,
    State,
    Step,
)
from memoranda_world import GRANT, WITH_DATA

AT = datetime.datetime(2026, 11, 22, 5, 0, tzinfo=datetime.UTC)
DAY = datetime.date(2027, 1, 5)
WHOLE = Memorandum(
    id="a" * 32,
    terms=dataclasses.replace(
        WITH_DATA,
        signatories=(Signatory("FRA", "A", "Minister"),),
        starts=DAY,
        meeting="93-017",
        laws=("Law 12",),
        papers=(Paper("Scan", "0" * 64),),
        grant=dataclasses.replace(GRANT, starts=DAY),
    ),
    drafted_at=AT,
    revision=3,
    state=State.RENEWED,
    path="data",
    opinions=(Opinion(Body.COMMISSION, is_favourable=True, reference="D", digest="0" * 64),),
    proposed_at=AT,
    window_ends=DAY,
    objections=(Objection("SYR", "head@syr", AT, "No"),),
    ruling=Ruling("b" * 32, is_approved=True),
    signatures=(Signature("FRA", "head@fra", "0" * 64, AT, "passkey", "k", "{}"),),
    entered=DAY,
    ended=DAY,
    grant="c" * 32,
    contacts=(Contact("FRA", "Desk", "desk@example.org"),),
    review=DAY,
    renewal=Renewal("FRA", AT),
    renews="d" * 32,
    successor="e" * 32,
    why="Why",
    steps=(Step("drafted", AT, "FRA", "head@fra"),),
    version=9,
)


def test_what_is_sealed_is_read_back() -> None:
    """Every field, through its bytes."""
    assert read_memorandum(json.loads(canonical_bytes(memorandum_document(WHOLE)))) == WHOLE


def test_the_digest_covers_all_that_is_signed() -> None:
    """Network, memorandum, words, parties, days and grant; not who follows which revision."""
    terms = WHOLE.terms
    plain = digest_of("world", WHOLE.id, terms)
    (paragraph,) = terms.paragraphs
    followed = dataclasses.replace(paragraph, paragraph_id="x", revisions={"en": 7})
    assert digest_of("world", WHOLE.id, dataclasses.replace(terms, paragraphs=(followed,))) == plain
    others = [
        digest_of("arab", WHOLE.id, terms),
        digest_of("world", "f" * 32, terms),
        digest_of("world", WHOLE.id, dataclasses.replace(terms, grant=None)),
        digest_of("world", WHOLE.id, dataclasses.replace(terms, ends=None)),
        digest_of("world", WHOLE.id, dataclasses.replace(terms, parties=("FRA", "AFRIPOL"))),
        digest_of("world", WHOLE.id, dataclasses.replace(terms, title={"en": "Other"})),
    ]
    assert len({plain, *others}) == len(others) + 1


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)


@given(WORDS, WORDS)
def test_other_words_have_another_digest(one: str, other: str) -> None:
    """Whatever the script."""

    def digest(words: str) -> str:
        return digest_of("world", WHOLE.id, dataclasses.replace(WHOLE.terms, title={"en": words}))

    assert (digest(one) == digest(other)) is (one == other)
