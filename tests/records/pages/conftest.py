"""An officer's browser before the pages of records, over a small network."""

from pathlib import Path

import pytest

from browser import Browser, browser_over
from check_world import found_network
from jisr.kit.db import Database
from record_pages import OWNER, RecordPages, begin_shift


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """The browser of a head of Morocco who has said what he works on."""
    found_network(database, tmp_path)
    browser = browser_over(database, tmp_path)
    begin_shift(browser, OWNER)
    return browser


@pytest.fixture
def pages(browser: Browser) -> RecordPages:
    """The pages of records, and a hand to record."""
    return RecordPages(browser)
