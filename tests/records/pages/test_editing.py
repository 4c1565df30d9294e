"""Promises of the form in which a record is written, and of two people at one record."""

import re

import pytest

from browser import Browser
from jisr.records.pages.drafts import NEW
from jisr.values import LANGUAGES
from record_pages import BUS, COLLEAGUE, HOSTILE, NOUR, STRANGER, RecordPages, begin_shift


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_form_for_each_kind(pages: RecordPages, language: str) -> None:
    """In every language, sent to the documented API and signed."""
    for what, database in NEW.items():
        shown = pages.get(f"/records/new/{what}", language)
        assert (shown.status_code, f'lang="{language}"' in shown.text) == (200, True)
        assert 'data-api="POST /v1/records"' in shown.text
        assert "data-sign" in shown.text
        assert f'value="{database}"' in shown.text


def test_a_form_of_another_kind_is_not_here(pages: RecordPages) -> None:
    """It is no page, and no error of ours."""
    assert pages.get("/records/new/people").status_code == 404


def test_a_form_holds_what_the_record_says(pages: RecordPages) -> None:
    """Every part, under the version that was read."""
    full = {
        **NOUR,
        "audience": {"everyone": False, "members": ["FRA"], "purposes": ["locate"]},
        "handling": {"names": "police-use"},
        "flags": ["sensitive"],
        "subject": {**NOUR["subject"], "summary": {"texts": {"ar": "مطلوبة", "en": "Wanted"}}},
    }
    record = pages.add(full)
    shown = pages.get(f"/records/{record}/edit").text
    assert f'data-api="PUT /v1/records/{record}" data-version="1"' in shown
    for value in ("نور الحداد", "AL&lt;HADDAD&lt;&lt;NOUR", "1974-03", "مطلوبة", "Case 12/2026"):
        assert value in shown
    chosen = re.findall(r'name="audience.(\w+)" value="FRA" data-type="list" checked', shown)
    assert chosen == ["members"]
    assert re.search(r'<option value="police-use" selected>', shown)


def test_there_is_always_room_for_one_more(pages: RecordPages) -> None:
    """However many names there are, rows wait behind them."""
    names = [{"text": f"Name {n}"} for n in range(9)]
    record = pages.add({**NOUR, "subject": {"names": names}})
    shown = pages.get(f"/records/{record}/edit").text
    assert 'name="subject.names.10.text"' in shown


def test_only_the_owner_has_a_form(pages: RecordPages, browser: Browser) -> None:
    """Another member that may see the record may not write it."""
    record = pages.add(NOUR)
    begin_shift(browser, STRANGER)
    assert pages.get(f"/records/{record}/edit").status_code == 403


def test_markup_in_a_record_stays_text_in_its_form(pages: RecordPages) -> None:
    """In fields, headings and hidden values."""
    subject = {"names": [{"text": HOSTILE}], "summary": {"texts": {"ar": HOSTILE}}}
    record = pages.add({**NOUR, "subject": subject, "event": HOSTILE})
    shown = pages.get(f"/records/{record}/edit").text
    assert "<img" not in shown
    assert 'onerror=alert(1)>"' not in shown


# ── two people at one record ──────────────────────────────────────────────────────────────────


def merged(pages: RecordPages, record: str, draft: object, version: object = 1) -> str:
    """Return what the second of two is shown."""
    answer = pages.part(f"/records/{record}/merge", {"version": version, "draft": draft})
    assert answer.status_code == 200
    return answer.text


def test_what_somebody_else_changed_stands_beside_what_was_typed(pages: RecordPages) -> None:
    """Old, theirs and mine; where both changed it is said, and each part can be taken."""
    record = pages.add(NOUR)
    theirs = {**NOUR, "event": "Case 13/2026", "relevance": "seen at the port"}
    pages.change(record, theirs, 1, COLLEAGUE)
    shown = merged(pages, record, {**NOUR, "event": "Case 14/2026"})
    for text in ("Case 12/2026", "Case 13/2026", "Case 14/2026", "seen at the port", COLLEAGUE):
        assert text in shown
    clashes = re.findall(r'data-clash="(\w+)"( data-untouched)?', shown)
    assert clashes == [("event", ""), ("relevance", " data-untouched")]
    assert 'data-version="2"' in shown
    assert 'name="relevance"' in shown.split("<template")[2]


def test_what_both_wrote_alike_is_no_clash(pages: RecordPages) -> None:
    """Then nothing is left but to send it again."""
    record = pages.add(NOUR)
    theirs = {**NOUR, "event": "Case 13/2026"}
    pages.change(record, theirs, 1, COLLEAGUE)
    assert "data-clash" not in merged(pages, record, theirs)


def test_a_form_that_is_not_finished_is_compared_too(pages: RecordPages) -> None:
    """What cannot be read yet is shown as it was typed."""
    record = pages.add(NOUR)
    names = [{"text": "نور الحدّاد"}]
    pages.change(record, {**NOUR, "subject": {**NOUR["subject"], "names": names}}, 1)
    typed = {**NOUR["subject"], "names": [{"text": "Noor"}], "birth_dates": ["soon"]}
    shown = merged(pages, record, {**NOUR, "subject": typed})
    assert ("Noor" in shown, "نور الحدّاد" in shown) == (True, True)


def test_what_is_no_form_is_refused(pages: RecordPages) -> None:
    """In words."""
    record = pages.add(NOUR)
    pages.change(record, {**NOUR, "event": "Case 13/2026"}, 1)
    for draft, version in ((None, 1), ("x", 1), (NOUR, 9), (NOUR, "1"), (NOUR, None)):
        body = {"version": version, "draft": draft}
        assert pages.part(f"/records/{record}/merge", body).status_code == 400


def test_nobody_else_learns_what_was_changed(pages: RecordPages, browser: Browser) -> None:
    """The versions of a record are its owner's."""
    record = pages.add(BUS)
    pages.change(record, {**BUS, "reference": "TNG-9"}, 1)
    begin_shift(browser, STRANGER)
    body = {"version": 1, "draft": BUS}
    assert pages.part(f"/records/{record}/merge", body).status_code == 404
