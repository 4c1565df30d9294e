"""What is sealed and signed is spelled once, and tells each side no more than it may know."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hit_bodies import asked_of, dialogue_of
from jisr.checks.dialogue.documents import (
    preference_document,
    spoken_document,
    statement_bytes,
    version_document,
)
from jisr.checks.dialogue.model import Channel, Preference, Saying, Side, Statement, Word
from jisr.ledger.canonical import canonical_bytes
from ticking import START

SAID = Statement(2, Word.ASKED, Side.ASKING, "MAR", "amina", START, code="urgent")
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


def test_shared_version_names_no_officer_and_no_trace() -> None:
    """Both sides may follow it: it holds bureaus and references."""
    sealed = canonical_bytes(version_document(asked_of(), SAID)).decode()
    assert "amina" not in sealed
    assert "b" * 32 not in sealed
    assert "ADD-7" in sealed


def test_owner_reference_is_sealed_only_when_the_owner_knows() -> None:
    """Before the question the owner's file reference stands nowhere."""
    assert version_document(dialogue_of(), SAID)["owner_reference"] == ""


def test_officer_stands_in_the_act_of_his_own_side() -> None:
    """The second entry holds how a statement was signed, and no text."""
    assert spoken_document(asked_of(), SAID) == {
        "format": "jisr-hit-spoken/v1",
        "hit": "a" * 32,
        "number": 2,
        "word": "asked",
        "signature": {"kind": "hub-session", "key": "", "value": ""},
    }


@given(one=TEXTS, other=TEXTS, number=st.integers(1, 500))
def test_signed_bytes_differ_with_what_is_said(one: str, other: str, number: int) -> None:
    """No signature over one statement stands for another, nor for another place in the dialogue."""
    first = statement_bytes("a" * 32, number, "MAR", Saying(Word.MESSAGE, text=one))
    second = statement_bytes("a" * 32, number, "MAR", Saying(Word.MESSAGE, text=other))
    later = statement_bytes("a" * 32, number + 1, "MAR", Saying(Word.MESSAGE, text=one))
    assert (first == second) == (one == other)
    assert first != later
    assert first.startswith(b"jisr-hit-statement/v1\n")


def test_version_document_changes_with_every_version() -> None:
    """A version is sealed as it is."""
    versions = [asked_of(), replace(asked_of(), version=3), replace(asked_of(), outcome="none")]
    sealed = {canonical_bytes(version_document(each, SAID)) for each in versions}
    assert len(sealed) == len(versions)


def test_preference_is_sealed_whole() -> None:
    """How a bureau is notified can be proven."""
    assert preference_document(Preference("MAR", Channel.EMAIL, "a@b.example")) == {
        "format": "jisr-hit-preference/v1",
        "bureau": "MAR",
        "channel": "e-mail",
        "address": "a@b.example",
    }
