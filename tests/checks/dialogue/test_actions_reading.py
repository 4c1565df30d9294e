"""What is written in a dialogue, how it is signed, and how hits are listed and counted."""

import dataclasses

import pytest
import sqlalchemy as sa

from check_world import PASSPORT
from hit_world import CLOCKS, STOLEN, Desk, seen
from jisr.checks.dialogue import actions
from jisr.checks.dialogue.model import (
    Answer,
    DialogueView,
    Signature,
    SignatureKind,
    Which,
    Word,
)
from jisr.errors import Denied, InputTooLarge, ValueMalformed
from jisr.kit.outbox import OUTBOX
from ticking import TickingClock


def _answer(
    desk: Desk, view: DialogueView, answer: Answer = Answer.CONFIRMED, officer: str = "officer@fra"
) -> DialogueView:
    answered: DialogueView = desk.do(officer, actions.answer, seen(view), answer, "it is she")
    return answered


# ── texts and signatures ──────────────────────────────────────────────────────────────────────


def test_message_goes_to_the_other_side(desk: Desk) -> None:
    """Both sides write once the question is put."""
    view = desk.asked()
    sent = desk.do("officer@fra", actions.write_message, seen(view), " Which visa?\n")
    heard = desk.read("officer@mar", sent).statements[-1]
    assert (heard.word, heard.text, heard.bureau) == (Word.MESSAGE, "Which visa?", "FRA")


def test_text_that_hides_something_is_refused(desk: Desk) -> None:
    """Control and direction-override characters, empty and endless texts are no message."""
    view = desk.asked()
    for text in ("a\0b", "a\u202eb", "a\x1bb", " \n"):
        with pytest.raises(ValueMalformed):
            desk.do("officer@fra", actions.write_message, seen(view), text)
    with pytest.raises(InputTooLarge):
        desk.do("officer@fra", actions.write_message, seen(view), "a" * 4_001)


def test_statement_without_a_key_says_so(desk: Desk) -> None:
    """Where the caller has only a token, the statement is no signature and does not claim one."""
    statements = desk.asked().statements
    assert [each.signature for each in statements] == [Signature(SignatureKind.HUB_SESSION)] * 2


def test_signature_that_nobody_verified_is_refused(desk: Desk) -> None:
    """A claim to have signed is never believed unverified."""
    view = desk.hit()
    claimed = dataclasses.replace(
        desk.speaker("officer@mar"), signature=Signature(SignatureKind.PASSKEY, "key", "c2ln")
    )
    with pytest.raises(Denied) as refused:
        desk.database.in_transaction(actions.ask, claimed, seen(view), CLOCKS, is_urgent=False)
    assert refused.value.details["why"] == "hits.signature"


def test_verified_signature_is_kept_with_its_statement(desk: Desk) -> None:
    """What a key signed is verified over the statement's own bytes and stands beside it."""
    heard: list[bytes] = []

    def verify(_signature: Signature, message: bytes) -> bool:
        heard.append(message)
        return True

    view, signature = desk.hit(), Signature(SignatureKind.PASSKEY, "key", "c2ln")
    speaker = dataclasses.replace(desk.speaker("officer@mar"), signature=signature, verify=verify)
    asked = desk.database.in_transaction(actions.ask, speaker, seen(view), CLOCKS, is_urgent=False)
    assert asked.statements[-1].signature == signature
    assert [each.partition(b"\n")[0] for each in heard] == [b"jisr-hit-statement/v1"]


# ── lists and figures ─────────────────────────────────────────────────────────────────────────


def _listed(desk: Desk, officer: str, which: Which) -> list[str]:
    with desk.database.reading() as transaction:
        found = actions.list_hits(transaction, desk.world.officer(officer), which)
    return [each.dialogue.id for each in found]


def test_lists_hold_what_each_side_may_know(desk: Desk, clock: TickingClock) -> None:
    """Mine, theirs, open and overdue, the newest first."""
    asked = desk.asked().dialogue.id
    second = dataclasses.replace(PASSPORT, number="EF555555")
    taken_up = desk.hit(second, dataclasses.replace(STOLEN, number="EF555555")).dialogue.id
    clock.advance(hours=2)
    assert _listed(desk, "officer@mar", Which.ALL) == [taken_up, asked]
    assert _listed(desk, "officer@mar", Which.MINE) == [taken_up, asked]
    assert _listed(desk, "officer@mar", Which.THEIRS) == []
    assert _listed(desk, "officer@fra", Which.THEIRS) == [asked]
    assert _listed(desk, "officer@fra", Which.OVERDUE) == [asked]
    assert _listed(desk, "member@ccf", Which.OPEN) == [taken_up, asked]
    assert _listed(desk, "officer@syr", Which.ALL) == []
    assert _listed(desk, "reviewer@gs", Which.ALL) == []


def test_list_goes_on_where_the_page_ended(desk: Desk) -> None:
    """The second page begins after the last of the first."""
    desk.asked()
    second = dataclasses.replace(PASSPORT, number="EF555555")
    desk.hit(second, dataclasses.replace(STOLEN, number="EF555555"))
    officer = desk.world.officer("officer@mar")
    with desk.database.reading() as transaction:
        whole = actions.list_hits(transaction, officer, Which.ALL)
        last = whole[0].dialogue
        before = (last.opened_at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z", last.id)
        rest = actions.list_hits(transaction, officer, Which.ALL, before=before, limit=5)
    assert [each.dialogue.id for each in rest] == [whole[1].dialogue.id]


@pytest.mark.parametrize("before", [("", ""), ("yesterday", "0" * 32), ("2026", "\ud800")])
def test_list_goes_on_only_from_a_place_of_its_own(desk: Desk, before: tuple[str, str]) -> None:
    """A cursor that was made up is refused before it reaches the database."""
    with desk.database.reading() as transaction, pytest.raises(ValueMalformed):
        actions.list_hits(transaction, desk.world.officer("officer@mar"), Which.ALL, before=before)


def test_figures_tell_the_median_of_first_answers(desk: Desk, clock: TickingClock) -> None:
    """Asked, answered, in time, and the median of the seconds to the first answer."""
    view = desk.asked(is_urgent=True)
    clock.advance(seconds=90)
    _answer(desk, view)
    with desk.database.reading() as transaction:
        officer = desk.world.officer("officer@syr")
        found = actions.statistics(transaction, officer, is_own=False)
    assert (found.urgent.asked, found.urgent.answered, found.urgent.in_time) == (1, 1, 1)
    assert found.urgent.median_seconds == 90
    assert (found.routine.asked, found.routine.median_seconds) == (0, None)


def test_own_figures_are_of_the_bureaus_records(desk: Desk) -> None:
    """A bureau's own figures count the questions about its records."""
    desk.asked()
    with desk.database.reading() as transaction:
        asked = [
            actions.statistics(transaction, desk.world.officer(each), is_own=True).routine.asked
            for each in ("officer@fra", "officer@mar")
        ]
    assert asked == [1, 0]


def test_inbox_needs_no_message(desk: Desk) -> None:
    """A bureau that named no mail and no webhook finds the hit in its list; nothing is sent."""
    desk.asked()
    with desk.database.reading() as transaction:
        sent = transaction.connection.scalar(sa.select(sa.func.count()).select_from(OUTBOX))
    assert sent == 0
