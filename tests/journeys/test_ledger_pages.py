"""Journeys over the ledger: a supervisor verifies in the browser, and takes the proof along."""

import dataclasses
import itertools
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from check_world import PASSPORT, World
from jisr.kit.db import Database
from jisr.ledger.log import find_entry
from jisr.records import actions as records
from jisr.records.model import Record
from pages import DESKTOP, PHONE, Desk

GUARDIAN, OWNER = "data-protection@fra", "officer@fra"
NUMBERS = itertools.count(300_001)
SEEN = "jisr-ledger:world"
STEPS = ("bundle", "key", "checkpoint", "network", "inclusion", "act", "document")


@pytest.fixture
def world(desk: Desk) -> Iterator[World]:
    """The demo network, in which things are recorded; officers work on a case."""
    desk.case = "PAR-2026-8"
    database = Database.at(desk.home / "jisr.db")
    yield World(database)
    database.close()


def add(world: World) -> Record:
    """Record a stolen passport of France."""
    return world.record(dataclasses.replace(PASSPORT, number=f"LE{next(NUMBERS)}"))


def entry_of(world: World, record: Record) -> str:
    """Return the entry that a record was written by."""
    with world.database.reading() as transaction:
        found = find_entry(transaction, ["record"], record.id)
    if found is None:
        raise RuntimeError
    return found


def let_it_be_signed(desk: Desk) -> None:
    """Let the hub seal a reading: with it, it numbers and signs what the test wrote beside it."""
    desk.open(OWNER, "/records")


def open_entry(desk: Desk, world: World, record: Record, language: str, width: int) -> Page:
    """Open the page of a record's first entry, once the hub has numbered and signed it."""
    path = f"/ledger/entries/{entry_of(world, record)}"
    let_it_be_signed(desk)
    page = desk.open(GUARDIAN, path, language, width)
    for _ in range(50):
        if page.locator("#verify").count():
            return page
        page.wait_for_timeout(100)
        page.reload()
    raise AssertionError(path)


def states(page: Page) -> list[str]:
    """Return the state of each step."""
    found: list[str] = page.locator(".proof-step").evaluate_all(
        "steps => steps.map(step => step.dataset.state)"
    )
    return found


def verify(page: Page, outcome: str, part: str = "", *, with_document: bool = False) -> list[str]:
    """Let the browser verify, after changing one byte of a part; return the states."""
    page.locator("[name=document]").set_checked(with_document)
    page.select_option("[name=part]", part)
    page.locator("#verify button").click()
    expect(page.locator(f"#verdict [data-outcome={outcome}]")).to_be_visible()
    return states(page)


@pytest.mark.parametrize(("language", "width"), [("ar", PHONE), ("en", DESKTOP)])
def test_a_supervisor_verifies_an_entry_in_the_browser(
    desk: Desk, world: World, language: str, width: int
) -> None:
    """Found in the list, opened, verified step by step; every changed byte is found."""
    record = add(world)
    page = open_entry(desk, world, record, language, width)
    assert verify(page, "ok") == ["ok"] * 6 + ["noted"]
    assert verify(page, "ok", with_document=True) == ["ok"] * 7
    expect(page.locator('[data-step=document] [data-value="content"]')).to_contain_text(record.id)
    desk.assert_good(page)
    desk.shoot(page, f"ledger-proven-{language}-{width}")
    for part, step in (("header", 4), ("inclusion", 4), ("act", 5), ("document", 6)):
        found = verify(page, "broken", part, with_document=True)
        assert found[step] == "broken"
        assert found[:step] == ["ok"] * step
        expect(page.locator("[data-failed]")).to_have_attribute("href", f"#step-{STEPS[step]}")
    assert verify(page, "broken", "checkpoint") == [*["ok"] * 2, "broken", *["unreached"] * 4]
    expect(page.locator("#change")).to_be_visible()
    desk.assert_good(page)
    desk.shoot(page, f"ledger-forged-{language}-{width}")


def test_the_proof_is_downloaded_and_accepted_elsewhere(desk: Desk, world: World) -> None:
    """The file and the line that the page shows prove the entry without the hub."""
    page = open_entry(desk, world, add(world), "en", DESKTOP)
    link = page.get_by_role("link", name="Download it with the document")
    with page.expect_download() as began:
        link.click()
    folder = desk.shots / "proof"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / began.value.suggested_filename
    began.value.save_as(file)
    line = page.locator("[data-copy^='jisr verify']").get_attribute("data-copy") or ""
    command = [sys.executable, "-m", *line.split()]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "The document is as it was sealed." in done.stdout
    file.write_bytes(file.read_bytes().replace(b"AB", b"AC").replace(b"LE", b"LF"))
    refused = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert refused.returncode != 0


def test_a_wrong_key_is_told_and_another_way_is_offered(desk: Desk, world: World) -> None:
    """Whoever puts in another key learns that this ledger was not signed with it."""
    page = open_entry(desk, world, add(world), "en", DESKTOP)
    page.fill("[name=key]", "world+00000000+AAAA")
    assert verify(page, "broken")[:3] == ["ok", "broken", "unreached"]
    desk.assert_good(page)


def test_a_lost_line_is_said_and_the_next_try_verifies(desk: Desk, world: World) -> None:
    """Nothing is claimed while the proof cannot be fetched."""
    page = open_entry(desk, world, add(world), "en", DESKTOP)
    page.context.set_offline(True)
    page.locator("#verify button").click()
    told = page.locator("#verdict [data-outcome=unreachable]")
    expect(told).to_contain_text("The hub cannot be reached")
    expect(page.locator("#steps")).to_be_hidden()
    page.context.set_offline(False)
    assert verify(page, "ok") == ["ok"] * 6 + ["noted"]


def test_a_browser_without_ed25519_says_so(desk: Desk, world: World) -> None:
    """It checks the hashes, claims nothing about the signature, and names the command."""
    page = open_entry(desk, world, add(world), "en", DESKTOP)
    page.evaluate(
        """() => {
            crypto.subtle.constructor.prototype.importKey = () => Promise.reject(new Error("none"));
        }"""
    )
    assert verify(page, "unable") == ["ok", "ok", "unable", "ok", "ok", "ok", "noted"]
    page.goto(desk.address + "/ledger")
    expect(page.locator("#since [data-outcome]:visible")).to_have_count(1)


def test_what_was_erased_is_said_and_still_proven(desk: Desk, world: World) -> None:
    """The document is gone; the page says what stays, and the proof holds."""
    record = add(world)
    asking = world.asking("head@fra")
    world.database.in_transaction(records.erase, asking, record.id, "court order")
    page = open_entry(desk, world, record, "en", DESKTOP)
    expect(page.get_by_role("heading", name="The document is erased")).to_be_visible()
    expect(page.locator("[name=document]")).to_have_count(0)
    page.locator("#verify button").click()
    expect(page.locator("#verdict [data-outcome=ok]")).to_be_visible()
    assert states(page) == ["ok"] * 6 + ["noted"]
    desk.assert_good(page)


@pytest.mark.parametrize(("language", "width"), [("ar", DESKTOP), ("fr", PHONE)])
def test_the_ledger_has_only_grown_since_the_last_look(
    desk: Desk, world: World, language: str, width: int
) -> None:
    """First seen, then grown and proven; another tree in its place is told at once."""
    page = desk.open(GUARDIAN, "/ledger", language, width)
    expect(page.locator("#since [data-outcome=first]")).to_be_visible()
    kept = page.evaluate(f"localStorage.getItem('{SEEN}')")
    assert set(page.evaluate("text => Object.keys(JSON.parse(text))", kept)) == {"size", "root"}
    add(world)
    let_it_be_signed(desk)
    for _ in range(50):
        page.reload()
        expect(
            page.locator("#since [data-outcome]:visible:not([data-outcome=waiting])")
        ).to_have_count(1)
        if page.locator("#since [data-outcome=grown]").is_visible():
            break
        page.wait_for_timeout(100)
    expect(page.locator("#since [data-outcome=grown]")).to_be_visible()
    desk.assert_good(page)
    desk.shoot(page, f"ledger-{language}-{width}")
    page.evaluate(
        """name => {
            const seen = JSON.parse(localStorage.getItem(name));
            localStorage.setItem(name, JSON.stringify({ ...seen, root: "00".repeat(32) }));
        }""",
        SEEN,
    )
    page.reload()
    expect(page.locator("#since [data-outcome=broken]")).to_be_visible()
    desk.assert_good(page)
    page.evaluate(
        """name => {
            const larger = { size: "9999999", root: "00".repeat(32) };
            localStorage.setItem(name, JSON.stringify(larger));
        }""",
        SEEN,
    )
    page.reload()
    expect(page.locator("#since [data-outcome=broken]")).to_be_visible()
    page.locator("[data-forget]").click()
    expect(page.locator("#since [data-outcome=first]")).to_be_visible()


def test_the_list_is_walked_by_keyboard_and_filtered(desk: Desk, world: World) -> None:
    """From the ledger to an entry without a mouse; another bureau's entry is not there."""
    record = add(world)
    page = desk.open(GUARDIAN, "/ledger", "en")
    page.get_by_role("link", name="Entries that you may see").press("Enter")
    page.get_by_role("link", name="Bureaus and agreements").press("Enter")
    expect(page.locator("[aria-current=page]", has_text="Bureaus and agreements")).to_be_visible()
    desk.assert_good(page)
    page.locator("a.entry-verb").first.press("Enter")
    expect(page.get_by_role("heading", name="Verify here")).to_be_visible()
    desk.assert_good(page)
    stranger = desk.open("officer@mar", f"/ledger/entries/{entry_of(world, record)}", "en")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This is not here")
