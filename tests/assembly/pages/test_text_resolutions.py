"""Pages of adopted texts and of what became of what they asked."""

from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa

from hall_world import SECRETARY
from jisr.assembly.texts import actions, store
from jisr.assembly.texts.actions import Answer
from jisr.assembly.texts.follow_up import Status
from jisr.kit.db import Database
from jisr.values import LANGUAGES
from text_pages import TextPages, text_pages
from text_world import EGY, FRA
from texts_made import FIRST
from ticking import TickingClock

NUMBER = "AG-2026-RES-01"
ONE = f"/assembly/resolutions/{NUMBER}"


@pytest.fixture
def pages(database: Database, clock: TickingClock, tmp_path: Path) -> TextPages:
    """A session before its pages."""
    return text_pages(database, clock, tmp_path)


def test_adopted_text_is_shown_with_its_seal(pages: TextPages) -> None:
    """Its number, vote and words, in one language or two, and that they are untouched."""
    resolution = pages.world.adopted()
    text = pages.get(FRA, f"{ONE}?first=en&second=ar").text
    assert "These are the words that were sealed" in text
    assert resolution.seal in text
    assert f'<p lang="en" dir="ltr">{FIRST.texts["en"]}</p>' in text
    assert f'<p lang="ar" dir="rtl">{FIRST.texts["ar"]}</p>' in text
    assert NUMBER in pages.get(FRA, "/assembly/resolutions").text


def test_words_that_somebody_changed_are_called_out(pages: TextPages) -> None:
    """Who edits the stored text is found by its seal."""
    pages.world.adopted()

    def forge(database: Database) -> None:
        with database.engine.begin() as connection:
            table = store.resolutions
            stored = connection.scalar(sa.select(table.c.document))
            forged = str(stored).replace("12 months", "99 months")
            connection.execute(sa.update(table).values(document=forged))

    forge(pages.world.database)
    text = pages.get(FRA, ONE).text
    assert "These are not the words that were sealed" in text
    assert "These are the words that were sealed" not in text


def test_pages_answer_in_every_language(pages: TextPages) -> None:
    """List, text, board and duty."""
    pages.world.adopted()
    paths = ("/assembly/resolutions", ONE, "/assembly/duties", f"{ONE}/duties/OP1")
    for language, path in product(LANGUAGES, paths):
        answer = pages.get(FRA, path, language)
        assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (200, True)


def test_empty_pages_say_what_comes(pages: TextPages) -> None:
    """Before anything is adopted."""
    assert "No text is adopted yet" in pages.get(FRA, "/assembly/resolutions").text
    assert "Nothing is asked of anybody yet" in pages.get(FRA, "/assembly/duties").text


def test_board_tells_late_from_due_and_done(pages: TextPages) -> None:
    """A duty is due, then late, and ends with a report that names what shows it."""
    number = pages.world.adopted().number
    assert "Still to be done" in pages.get(FRA, "/assembly/duties").text
    pages.world.clock.advance(days=400)
    late = pages.get(FRA, "/assembly/duties").text
    assert "Late duties" in late
    done = Answer(Status.COMPLETED, ("Report 12/2027",))
    for place in ("OP1", "OP2"):
        pages.world.do(actions.report_duty, SECRETARY, number, place, done)
    text = pages.get(FRA, "/assembly/duties").text
    assert "Report 12/2027" in text
    assert "Late duties" not in text


def test_only_who_answers_sees_the_form(pages: TextPages) -> None:
    """The secretary for the secretariat; another member reads what was reported."""
    pages.world.adopted()
    assert "Reports are added, never changed." in pages.get(SECRETARY, f"{ONE}/duties/OP1").text
    assert "<form" not in pages.get(EGY, f"{ONE}/duties/OP1").text
    assert pages.get(EGY, f"{ONE}/duties/OP9").status_code == 404


def test_guest_sees_nothing_of_a_closed_text(pages: TextPages) -> None:
    """Neither the text, nor its duties, nor that it is in the list."""
    pages.world.adopted(is_public=False)
    guest = pages.world.guest()
    assert pages.get(guest, ONE).status_code == 404
    assert pages.get(guest, f"{ONE}/duties/OP1").status_code == 404
    assert NUMBER not in pages.get(guest, "/assembly/resolutions").text
    assert NUMBER not in pages.get(guest, "/assembly/duties").text
