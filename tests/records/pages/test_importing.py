"""Promises of the page on which a file of records is followed."""

import pytest

from browser import Browser
from jisr.kit.clock import instant_text
from jisr.records.importing.model import Account
from jisr.records.importing.opening import FORMATS
from jisr.records.importing.uploads import Stage, Upload, ended, moved
from jisr.records.importing.worker import Importer
from jisr.records.pages.importing import STAGES, TONES, WHAT
from jisr.values import LANGUAGES, new_id
from record_pages import COLLEAGUE, HOSTILE, OWNER, RecordPages, begin_shift


def sent(pages: RecordPages, officer: str = OWNER, name: str = "list.csv") -> Upload:
    """Let a file wait for its import."""
    hub = pages.browser.hub
    upload = Upload(
        id=new_id(),
        officer=officer,
        bureau="MAR",
        purpose="investigation",
        case="C-1",
        what="",
        name=name,
        sha256="",
        size_bytes=1,
        sent_at=instant_text(hub.database.clock()),
    )
    uploads = hub.part(Importer).uploads
    uploads.begin(upload.id).write_bytes(b"x")
    uploads.save(upload)
    return upload


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language(pages: RecordPages, language: str) -> None:
    """With what can be sent, and nothing to follow yet."""
    shown = pages.get("/records/import", language)
    assert (shown.status_code, f'lang="{language}"' in shown.text) == (200, True)
    assert all(f'value="{each}"' in shown.text for each in FORMATS)


def test_every_stage_and_format_has_a_name() -> None:
    """None is shown as it stands in the code."""
    assert (set(STAGES), set(TONES), set(WHAT)) == (set(Stage), set(Stage), {"", *FORMATS})


def test_an_import_is_followed_until_it_ends(pages: RecordPages) -> None:
    """While it runs its part asks again; when it has ended it tells its account."""
    upload = sent(pages)
    uploads = pages.browser.hub.part(Importer).uploads
    waits = pages.get(f"/records/import/{upload.id}").text
    uploads.save(moved(upload, 3, Account(read=3, added=3)))
    runs = pages.get(f"/records/import/{upload.id}").text
    now = pages.browser.hub.database.clock()
    account = Account(read=4, added=3, rejected={"why": 1}, left_out={})
    uploads.rejects(upload.id).write_text("line,column\n", encoding="utf-8")
    uploads.save(ended(upload, now, account=account, unknown=("colour",)))
    done = pages.get(f"/records/import/{upload.id}").text
    assert ["hx-get" in each for each in (waits, runs, done)] == [True, True, False]
    assert f"/v1/records/imports/{upload.id}/rejects" in done
    assert "colour" in done
    assert upload.id in pages.get("/records/import").text


def test_a_refused_file_says_why(pages: RecordPages) -> None:
    """In the reader's language."""
    upload = sent(pages)
    told = {"problem": "input.file_empty", "message": "{path} is empty.", "details": {"path": "x"}}
    now = pages.browser.hub.database.clock()
    uploads = pages.browser.hub.part(Importer).uploads
    uploads.save(ended(upload, now, stage=Stage.REFUSED, **told))
    assert "x is empty." in pages.get(f"/records/import/{upload.id}").text


def test_an_import_is_its_officers_alone(pages: RecordPages, browser: Browser) -> None:
    """A colleague finds neither its line nor its part."""
    upload = sent(pages)
    begin_shift(browser, COLLEAGUE)
    assert upload.id not in pages.get("/records/import").text
    assert pages.get(f"/records/import/{upload.id}").status_code == 404


def test_the_name_of_a_file_is_text(pages: RecordPages) -> None:
    """Whatever somebody called it."""
    upload = sent(pages, name=HOSTILE)
    for path in ("/records/import", f"/records/import/{upload.id}"):
        assert "<img" not in pages.get(path).text
