"""A demo network behind a real socket, and a real browser before it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from hub_process import HubProcess
from pages import SHOTS_VARIABLE, Desk, demo_network

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium, started once; its loop runs in this thread meanwhile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def demo_desk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One demo network, its hub and a browser for all journeys over the pages."""
    home = tmp_path_factory.mktemp("demo") / "home"
    demo_network(home)
    hub = HubProcess(home)
    hub.wait()
    shots = Path(os.environ.get(SHOTS_VARIABLE) or tmp_path_factory.mktemp("shots"))
    yield Desk(home, hub, chromium, shots)
    hub.stop()


@pytest.fixture
def desk(demo_desk: Desk) -> Iterator[Desk]:
    """The demo network before which officers sit; what a test opened is closed after it."""
    yield demo_desk
    demo_desk.close()
