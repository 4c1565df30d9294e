"""The words of acts at pages."""

import re
from pathlib import Path

import jisr
from jisr.checks.dialogue.model import Word
from jisr.kit.words import Words
from jisr.oversight.model import Group
from jisr.oversight.pages.titles import GROUPS, VERBS, LedgerWords

SOURCE = Path(jisr.__file__).parent
SEALED = re.compile(
    r'"((?:record|opening|network|bureau|officer|grant|passkey|machine_key|identity|session|token'
    r"|statement|trace|traces|message|audience|audience_group|hit_statement|hit_preference)"
    r'\.[a-z_]+)"'
)
NO_VERBS = frozenset(
    (
        *("record.opening_needless", "record.opening_referred", "record.opening_too_many"),
        *("record.not_coordinator", "record.twice_in_batch", "record.identity_changed"),
        *("traces.proven", "traces.broken", "trace.broken"),
    )
)
"""Reasons and findings that stand in the same files as verbs."""


def test_every_verb_that_is_sealed_has_its_words() -> None:
    """A verb that somebody adds to an action is said in words at the pages."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    sealing = [text for text in texts if "jisr.ledger.log import" in text]
    found = {verb for text in sealing for verb in SEALED.findall(text)}
    assert "record.added" in found
    assert found - NO_VERBS <= set(VERBS)
    assert {f"hit.{word}" for word in Word} <= set(VERBS)
    assert set(GROUPS) == set(Group)


def test_what_is_not_known_is_shown_as_it_was_sealed() -> None:
    """A word of a newer program is not lost."""
    say = LedgerWords(Words("en"))
    assert (say.verb("record.added"), say.verb("a.b")) == ("Record added", "a.b")
    assert (say.purpose("supervision"), say.purpose("locate"), say.purpose("x")) == (
        "Supervision",
        "Locate a person or object",
        "x",
    )


def test_only_things_with_a_page_are_linked() -> None:
    """A list of records is no record; where the bureau acted nobody is named."""
    say = LedgerWords(Words("en"))
    assert say.address("record", "record.added", "1") == "/records/1"
    assert say.address("hit", "hit.asked", "2") == "/hits/2"
    assert say.address("record", "record.listed", "MAR") == ""
    assert say.address("officer", "officer.registered", "a") == ""
    assert (say.is_named("amal@mar"), say.is_named("hub")) == (True, False)
