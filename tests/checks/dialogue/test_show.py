"""Hits are shown with every word of a dialogue said."""

from pathlib import Path

import msgspec
import pytest

from hit_bodies import asked_of
from jisr.checks.dialogue.model import DialogueView, Side, State, Word
from jisr.checks.dialogue.reasons import WARNINGS
from jisr.checks.dialogue.show import STATES, WORDS, show_hit
from jisr.checks.dialogue.wire import told_hit
from jisr.client.shapes import Hit
from jisr.kit.console import Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings


def test_every_state_and_word_is_said() -> None:
    """Nothing is shown as its bare code."""
    assert (set(STATES), set(WORDS)) == (set(State), set(Word))


def test_json_is_what_a_hub_would_send(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON says in words what may follow, and spells instants as everywhere."""
    session = Session(tmp_path, database, Settings(), Words("en"), "", as_json=True)
    view = DialogueView(
        asked_of(), Side.OWNER, WARNINGS[State.ASKED], is_overdue=True, record_data={"a": "b"}
    )
    show_hit(session, told_hit(view, session.words))
    read = msgspec.json.decode(capsys.readouterr().out, type=Hit)
    assert read == told_hit(view, session.words)
    assert (read.warning, read.asked_at) == (WARNINGS[State.ASKED], "2026-11-21T09:00:00.000Z")
