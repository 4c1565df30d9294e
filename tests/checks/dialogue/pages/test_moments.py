"""Promises about how a statement is told: who, which side, how it is signed."""

import json
from dataclasses import replace

from hit_bodies import asked_of
from jisr.checks.dialogue.inbox_model import Standing
from jisr.checks.dialogue.model import DialogueView, Side, Signature, SignatureKind, Statement, Word
from jisr.checks.dialogue.pages.moments import Moment, moments
from jisr.kit.words import Words
from jisr.values import LanguageMap
from ticking import START

NAMES = {"MAR": LanguageMap({"en": "Morocco", "ar": "المغرب"})}
ANSWERED = Statement(3, Word.ANSWERED, Side.OWNER, "AFRIPOL", "", START, "confirmed", "yes")
PASSKEY = Signature(SignatureKind.PASSKEY, "key", json.dumps({"demo": True}))


def told(*statements: Statement, side: Side = Side.ASKING, language: str = "en") -> list[Moment]:
    """Return statements as a side is told them."""
    view = DialogueView(asked_of(), side, "", False, statements)  # noqa: FBT003  the field's place
    return moments(Standing(view, NAMES, frozenset()), Words(language))


def test_a_statement_names_its_bureau_in_the_readers_language() -> None:
    """A bureau without a known name stands by its id; what is ours is marked."""
    asked = Statement(2, Word.ASKED, Side.ASKING, "MAR", "officer@mar", START, "urgent")
    ours, theirs = told(asked, ANSWERED)
    assert (ours.title, ours.bureau, ours.officer, ours.is_ours) == (
        "Asked, urgent",
        "Morocco",
        "officer@mar",
        True,
    )
    assert (theirs.title, theirs.bureau, theirs.tone, theirs.is_ours) == (
        "Answered: Confirmed",
        "AFRIPOL",
        "alarm",
        False,
    )
    assert told(asked, language="ar")[0].bureau == "المغرب"


def test_the_hub_speaks_for_nobody_and_signs_nothing() -> None:
    """A reminder has neither bureau nor officer nor signature."""
    (hub,) = told(Statement(4, Word.REMINDED, Side.HUB, "GS", "hub", START))
    assert (hub.bureau, hub.officer, hub.signed) == ("", "", "")


def test_a_signature_of_a_demonstration_is_marked() -> None:
    """One that is none, or whose proof was erased, claims nothing."""
    signed = [
        replace(ANSWERED, signature=each)
        for each in (PASSKEY, replace(PASSKEY, value="{}"), replace(PASSKEY, value=""), Signature())
    ]
    assert [(each.signed, each.is_demo) for each in told(*signed)] == [
        ("passkey", True),
        ("passkey", False),
        ("passkey", False),
        ("hub-session", False),
    ]


def test_a_code_that_was_forgotten_leaves_no_word() -> None:
    """After an erasure who spoke when remains, not what."""
    forgotten = replace(ANSWERED, word=Word.OUTCOME, side=Side.ASKING, code="", text="")
    outcome = replace(forgotten, code="none")
    assert [each.title for each in told(forgotten, outcome)] == [
        "Outcome: —",
        "Outcome: no measure",
    ]
