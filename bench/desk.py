"""How fast the pages are, and how much they load: the check desk before all, then every page.

    PYTHONPATH=tests/support python bench/desk.py --home FOLDER

A demo network is built once in FOLDER and kept; a real Chromium sits before its hub on the same
machine. Printed: the bytes of the desk's first load (fonts beside), the bytes of a check, how long
it takes from Enter until the answer is painted (measured in the browser: the key's own time stamp,
and the second frame after the answer stands in the page), and the times of every page of the
navigation as one connection gets it, whole and unzipped.
"""

import argparse
import csv
import http.client
import os
import platform
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from checks import machine
from hub_process import HOST, HubProcess
from jisr.app.site import NAVIGATION
from jisr.errors import OfficerUnknown
from pages import Desk, demo_network

OFFICERS = ("officer@mar", "head@mar", "security@mar", "operator@gs", "officer@gs")
"""Who opens a page: the first of them that may."""
CASE = "TNG-2026-0117"
CHECKS = 100
PAGES = 100
WARMING = 5
"""What is read on first use is not measured."""
PERCENT = 100
OK = 200
PAINTED = """async ([text]) => {
  const box = document.getElementById("box");
  const answer = document.getElementById("answer");
  answer.replaceChildren();
  box.value = text;
  box.focus();
  const painted = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!answer.querySelector("[data-announce]")) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    }).observe(answer, { childList: true, subtree: true });
  });
  const pressed = performance.now();
  const enter = { key: "Enter", bubbles: true, cancelable: true };
  box.dispatchEvent(new KeyboardEvent("keydown", enter));
  return (await painted) - pressed;
}"""
"""Presses Enter on a text and returns the milliseconds until its answer was painted."""


@dataclass(slots=True)
class Loaded:
    """What a browser loaded, by kind of resource, in bytes as they came over the line."""

    bytes_by_kind: dict[str, int]

    def of(self, *kinds: str) -> int:
        """Return the bytes of some kinds."""
        return sum(self.bytes_by_kind.get(each, 0) for each in kinds)

    @property
    def without_fonts(self) -> int:
        """The bytes of everything but fonts."""
        return sum(self.bytes_by_kind.values()) - self.of("Font")


def main() -> None:
    """Measure and print."""
    options = _options()
    print(f"{platform.python_version()}, {machine()}, {os.cpu_count()} processors")
    home = options.home / "home"
    if not (home / "jisr.db").exists():
        demo_network(home)
    hub = HubProcess(home)
    hub.wait()
    try:
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            desk = Desk(home, hub, browser, options.home / "shots")
            _print_desk(desk, options.checks)
            _print_pages(desk, options.pages)
            desk.close()
            browser.close()
    finally:
        hub.stop()


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="where the demo network is kept")
    parser.add_argument("--checks", type=int, default=CHECKS, help="checks of each kind")
    parser.add_argument("--pages", type=int, default=PAGES, help="how often each page is opened")
    return parser.parse_args()


# ── the check desk ────────────────────────────────────────────────────────────────────────────


def _print_desk(desk: Desk, checks: int) -> None:
    page = _open(desk, OFFICERS[0], "/desk", "en")
    loaded = _watch(page)
    for language in ("en", "ar"):
        page.context.clear_cookies(name="jisr-language")
        page.goto(f"{desk.address}/choices?language={language}&back=/desk")
        loaded.bytes_by_kind.clear()
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        page.reload(wait_until="networkidle")
        kinds = ", ".join(
            f"{kind.lower()} {size / 1000:.1f}"
            for kind, size in sorted(loaded.bytes_by_kind.items())
        )
        print(
            f"first load ({language}): {loaded.without_fonts / 1000:.1f} kB without fonts ({kinds})"
        )
    page.goto(f"{desk.address}/choices?language=en&back=/desk")
    for name, texts in (("nothing found", _misses(checks)), ("presumed hit", _hits(desk, checks))):
        _print_checks(page, name, texts)


def _print_checks(page: Page, name: str, texts: Sequence[str]) -> None:
    sizes: list[int] = []

    def note(response: Any) -> None:
        if response.url.endswith("/desk/checks"):
            sizes.append(len(response.body()))

    for text in texts[:WARMING]:
        page.evaluate(PAINTED, [text])
    page.on("response", note)
    times = [page.evaluate(PAINTED, [text]) for text in texts]
    page.remove_listener("response", note)
    print(
        f"{name}: Enter to painted answer {_times(times)}; "
        f"{statistics.median(sizes):,.0f} bytes (most {max(sizes):,})"
    )


def _misses(count: int) -> list[str]:
    return [f"ZZ{number:08}" for number in range(count)]


def _hits(desk: Desk, count: int) -> list[str]:
    """Return travellers of the demo who are on record, again and again: their names and dates."""
    with (desk.home / "arrivals.csv").open(encoding="utf-8", newline="") as file:
        arrivals = {each["row"]: each for each in csv.DictReader(file)}
    with (desk.home / "alerts.csv").open(encoding="utf-8", newline="") as file:
        found = [arrivals[each["row"]] for each in csv.DictReader(file)]
    asked = [f"{each['name']} {each['birth_date']}" for each in found if each["birth_date"]]
    return [asked[place % len(asked)] for place in range(count)]


def _watch(page: Page) -> Loaded:
    """Count what a page loads, as it comes over the line."""
    loaded = Loaded({})
    kinds: dict[str, str] = {}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on(
        "Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]})
    )

    def finished(told: Any) -> None:
        kind = kinds.get(told["requestId"], "Other")
        loaded.bytes_by_kind[kind] = loaded.of(kind) + int(told["encodedDataLength"])

    line.on("Network.loadingFinished", finished)
    return loaded


# ── every page ────────────────────────────────────────────────────────────────────────────────


def _print_pages(desk: Desk, times: int) -> None:
    for place in (each for group in NAVIGATION for each in group.places):
        for officer in OFFICERS:
            cookies = _cookies(desk, officer)
            if cookies and _get(desk, place.path, cookies)[0] == OK:
                break
        else:
            print(f"{place.path}: opened by none of {', '.join(OFFICERS)}")
            continue
        connection = http.client.HTTPConnection(HOST, desk.hub.port)
        measured = [_timed(connection, place.path, cookies) for _ in range(times + WARMING)]
        connection.close()
        size = _get(desk, place.path, cookies)[1]
        print(f"{place.path} ({officer}): {_times(measured[WARMING:])}; {size:,} bytes")


def _cookies(desk: Desk, officer: str) -> str:
    """Return the cookies of an officer who has said what he works on; "" where there is none."""
    try:
        page = _open(desk, officer, "/static", "en")
    except OfficerUnknown:
        print(f"{officer}: not in this demo")
        return ""
    return "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())


def _open(desk: Desk, officer: str, path: str, language: str) -> Page:
    desk.case = CASE
    return desk.open(officer, path, language)


def _get(desk: Desk, path: str, cookies: str) -> tuple[int, int]:
    connection = http.client.HTTPConnection(HOST, desk.hub.port)
    connection.request("GET", path, headers={"Cookie": cookies, "Accept": "text/html"})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return answer.status, size


def _timed(connection: http.client.HTTPConnection, path: str, cookies: str) -> float:
    started = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookies, "Accept": "text/html"})
    connection.getresponse().read()
    return (time.perf_counter() - started) * 1000


def _times(milliseconds: Sequence[float]) -> str:
    cuts = list(_cuts(milliseconds))
    return f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms (worst {max(milliseconds):.1f} ms)"


def _cuts(milliseconds: Sequence[float]) -> Iterator[float]:
    yield from statistics.quantiles(milliseconds, n=PERCENT, method="inclusive")


if __name__ == "__main__":
    main()
