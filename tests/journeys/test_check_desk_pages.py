"""A front-line officer at the check desk: keys, scanners, misses, hits, lists, a lost line."""

import csv
import io
import itertools
import json
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from jisr.checks.pages.desk import LIST_BYTES_MAX
from pages import DESKTOP, PHONE, Desk

OFFICER = "officer@mar"
BOX, ANSWER, HISTORY = "#box", "#answer", "#history tbody tr"
NOTHING, HITS, REFUSED = "#answer .notice-good", "#answer [data-hit]", "#answer .notice-warn"
MISS = "ZZ99887766"
PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
CARD = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)
READ_CSV = """async ([text, size]) => {
  const desk = document.querySelector('script[src*="checks/desk.js"]').src;
  const { rowsOf } = await import(desk.replace("desk.js", "csv.js"));
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const rows = [];
  for await (const each of rowsOf(pieces())) rows.push([each.line, each.cells, each.isBroken]);
  return rows;
}"""


def traveller(desk: Desk) -> str:
    """Return a name of the demo's arrivals, in another script than its record, with its date."""
    with (desk.home / "arrivals.csv").open(encoding="utf-8", newline="") as file:
        arrivals = {each["row"]: each for each in csv.DictReader(file)}
    with (desk.home / "alerts.csv").open(encoding="utf-8", newline="") as file:
        alerts = [arrivals[each["row"]] for each in csv.DictReader(file)]
    found = next(each for each in alerts if not each["name"].isascii() and each["birth_date"])
    return f"{found['name']} {found['birth_date']}"


def sit_down(
    desk: Desk, language: str = "en", width: int = DESKTOP, officer: str = OFFICER
) -> Page:
    """Return the check desk of an officer who has said what he works on."""
    desk.case = "TNG-2026-0117"
    return desk.open(officer, "/desk", language, width)


def scan(page: Page, lines: tuple[str, ...]) -> None:
    """Type as a scanner does: each line, then Enter; some send one Enter more."""
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def csv_file(text: str) -> FilePayload:
    """Return a file as it is given to a page."""
    return FilePayload(name="list.csv", mimeType="text/csv", buffer=text.encode())


@pytest.mark.parametrize(("language", "width"), [("ar", DESKTOP), ("en", PHONE)])
def test_officer_checks_with_keys_alone(desk: Desk, language: str, width: int) -> None:
    """A miss is told at once, and a presumed hit is compared and opened, without a mouse."""
    page = sit_down(desk, language, width)
    expect(page.locator(BOX)).to_be_focused()
    desk.assert_good(page)
    page.keyboard.type(MISS)
    expect(page.locator("#understood input:checked")).to_have_value("document")
    desk.assert_good(page)
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_be_visible()
    expect(page.locator(HISTORY)).to_have_count(1)
    desk.assert_good(page)
    desk.shoot(page, f"desk-nothing-{language}-{width}")
    page.keyboard.type(traveller(desk))  # takes the place of what was checked
    page.keyboard.press("Enter")
    expect(page.locator(HITS).first).to_be_visible()
    expect(page.locator("#answer .piece").first).to_be_visible()
    desk.assert_good(page)
    desk.shoot(page, f"desk-hit-{language}-{width}")
    page.keyboard.press("ArrowDown")
    expect(page.locator(HITS).first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/hits/*")


@pytest.mark.parametrize("lines", [PASSPORT, CARD])
def test_scanner_types_into_the_box_wherever_the_focus_is(
    desk: Desk, lines: tuple[str, ...]
) -> None:
    """The lines of a zone are gathered and checked once, when the last one is there."""
    page = sit_down(desk)
    sent = []
    page.on("request", lambda each: sent.append(each.url) if each.url.endswith("/checks") else None)
    page.locator("h1").click()
    scan(page, lines)
    expect(page.locator(NOTHING)).to_contain_text("ANNA MARIA ERIKSSON")
    expect(page.locator(HISTORY)).to_have_count(1)
    assert page.input_value(BOX) == "\n".join(lines)
    assert len(sent) == 1
    page.keyboard.type(MISS)  # takes the place of what was scanned
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_contain_text(MISS)
    assert len(sent) == 2


def test_misread_zone_can_be_asked_in_part(desk: Desk) -> None:
    """Where a digit does not fit, the officer takes the name, which is right by itself."""
    page = sit_down(desk)
    scan(page, (PASSPORT[0], PASSPORT[1].replace("L898902C3", "L898902C4")))
    expect(page.locator(REFUSED)).to_be_visible()
    page.locator("#understood input[value=name]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_contain_text("ANNA MARIA ERIKSSON")
    expect(page.locator(NOTHING)).not_to_contain_text("L898902C3")


def test_officer_corrects_what_was_understood(desk: Desk) -> None:
    """Another reading is chosen with the arrow keys; a firearm asks for its maker."""
    page = sit_down(desk)
    page.keyboard.type("AB123456")
    expect(page.locator("#understood input:checked")).to_have_value("document")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#field-make")).to_be_focused()
    desk.assert_good(page)
    page.keyboard.type("Glock")
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_contain_text("Glock")
    page.locator(BOX).fill("Nour Haddad")
    expect(page.locator("#field-make")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_value("")


def test_markup_and_turned_writing_stay_text(desk: Desk) -> None:
    """What somebody pastes is shown as it is: no element, no script, no turned line."""
    page = sit_down(desk, "ar")
    page.locator(BOX).fill("<img src=x onerror=alert(1)> <script>alert(2)</script>")
    expect(page.locator("#understood")).to_contain_text("<img")
    page.keyboard.press("Enter")
    expect(page.locator("#answer .notice")).to_contain_text("<script>")
    page.locator(BOX).fill("nour\u202ehaddad")
    expect(page.locator("#understood .name-mark")).to_have_text("U+202E")
    page.keyboard.press("Enter")
    expect(page.locator(REFUSED)).to_be_visible()
    desk.assert_good(page)


def test_lost_line_is_told_and_tried_again(desk: Desk) -> None:
    """What was typed stays, the officer reads what is not known, and Enter tries again."""
    page = sit_down(desk, "en", PHONE)
    page.context.set_offline(True)
    page.keyboard.type(MISS)
    page.keyboard.press("Enter")
    expect(page.locator("#answer .notice-alarm")).to_contain_text("second one")
    expect(page.locator("[data-retry]")).to_be_focused()
    desk.assert_good(page)
    desk.shoot(page, "desk-lost-en-390")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_be_visible()
    assert page.input_value(BOX) == MISS


def test_nothing_of_a_check_is_kept(desk: Desk) -> None:
    """Neither the address nor the browser's memory holds what was asked; a reload forgets it."""
    page = sit_down(desk)
    page.keyboard.type(MISS)
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_be_visible()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    assert MISS not in kept
    page.reload()
    expect(page.locator(BOX)).to_have_value("")
    expect(page.locator(HISTORY)).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("en", DESKTOP), ("ar", PHONE)])
def test_list_is_checked_row_by_row(desk: Desk, language: str, width: int, tmp_path: Path) -> None:
    """Alerts stand in a table with their reasons, rejected rows with line, column and reason."""
    page = sit_down(desk, language, width)
    rows = (desk.home / "arrivals.csv").read_text(encoding="utf-8").splitlines()
    header = rows[0]
    broken = ["x,Nour Haddad,1974-13,,,,,", "y,Nour Haddad,,Nowhere,,,,", "z,,,,,,,", "w,too,few"]
    page.set_input_files("input[type=file]", csv_file("\r\n".join([header, *rows[1:31], *broken])))
    expect(page.locator("#rejects-table tbody tr")).to_have_count(len(broken))
    expect(page.locator("[data-download]")).to_be_visible()
    found = page.locator("#rejects-table tbody tr").all_inner_texts()
    assert [each.split()[0] for each in found] == ["32", "33", "34", "35"]
    alerts = page.locator("#alerts-table tbody tr")
    desk.assert_good(page)
    desk.shoot(page, f"desk-list-{language}-{width}")
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    saved = tmp_path / "alerts.csv"
    download.value.save_as(saved)
    kept = list(csv.reader(io.StringIO(saved.read_text(encoding="utf-8"), newline="")))
    assert kept[0] == ["row", "rank", "score", "record", "reference", "reasons"]
    assert len(kept) == alerts.count() + 1 > 1
    alerts.first.locator("button").click()
    expect(alerts.first.locator("a")).to_have_attribute("target", "_blank")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"colour,size\nred,1\n", "“name” nor “document_number”"),
        (b"", "no rows"),
        (b"name,name\nNour,Nour\n", "twice"),
        ("name\nنور\n".encode("utf-16"), "UTF-8"),
        (b"name\n\xff\xfe\n", "UTF-8"),
    ],
)
def test_file_that_is_no_list_is_refused(desk: Desk, content: bytes, said: str) -> None:
    """The officer reads what is wrong with the file, and no row of it is asked."""
    page = sit_down(desk)
    file = FilePayload(name="list.csv", mimeType="text/csv", buffer=content)
    page.set_input_files("input[type=file]", file)
    expect(page.locator("#list > [data-told]")).to_contain_text(said)


def test_huge_file_is_refused_before_it_is_read(desk: Desk, tmp_path: Path) -> None:
    """A dropped file of 50 MB is refused with what may be dropped."""
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    page = sit_down(desk)
    page.set_input_files("input[type=file]", huge)
    told = page.locator("#list > [data-told]")
    expect(told).to_contain_text("47.7 MB")
    expect(told).to_contain_text(f"{LIST_BYTES_MAX >> 20} MB")


def test_list_goes_on_after_a_lost_line(desk: Desk) -> None:
    """What was answered stays, and the rest is checked when the line is back."""
    page = sit_down(desk)
    rows = "\n".join(["name;birth_date", *(f"Nobody {number};1974" for number in range(20))])
    page.set_input_files("input[type=file]", csv_file("name\nNobody"))
    expect(page.locator("[data-list-said]")).to_contain_text("1 rows read")
    page.context.set_offline(True)
    page.set_input_files("input[type=file]", csv_file(rows))
    expect(page.locator("[data-go-on]")).to_be_visible()
    page.context.set_offline(False)
    page.locator("[data-go-on]").click()
    expect(page.locator("[data-list-said]")).to_contain_text("20 rows read")
    expect(page.locator("[data-go-on]")).to_be_hidden()


def test_csv_is_read_as_its_standard_says(desk: Desk) -> None:
    """Quotes, separators and line ends are read alike, however the file is cut into pieces."""
    page = sit_down(desk)
    cases = {
        'name,row\r\n"Haddad, Nour",1\r\n': [
            [1, ["name", "row"], False],
            [2, ["Haddad, Nour", "1"], False],
        ],
        'name;row\n"say ""hi""";2\n': [[1, ["name", "row"], False], [2, ['say "hi"', "2"], False]],
        'name\trow\n"two\nlines"\t3\nnext\t4': [
            [1, ["name", "row"], False],
            [2, ["two\nlines", "3"], False],
            [4, ["next", "4"], False],
        ],
        "name\rNour\r\rAmal\r": [[1, ["name"], False], [2, ["Nour"], False], [4, ["Amal"], False]],
        'name\nNo"ur\n"Am"al\n"open': [
            [1, ["name"], False],
            [2, ['No"ur'], True],
            [3, ["Amal"], True],
            [4, ["open"], True],
        ],
        "name,row\n,\n": [[1, ["name", "row"], False], [2, ["", ""], False]],
    }
    for text, rows in cases.items():
        for size in (1, 2, 7, 1_000):
            assert page.evaluate(READ_CSV, [text, size]) == rows, json.dumps([text, size])


def test_ended_session_costs_no_work(desk: Desk) -> None:
    """When the session has ended the officer signs in elsewhere; what was typed is still there."""
    page = sit_down(desk)
    page.keyboard.type(MISS)
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    expect(page.locator(f"{ANSWER} a[href='/sign-in']")).to_have_attribute("target", "_blank")
    assert page.input_value(BOX) == MISS


def test_list_stops_where_a_search_becomes_too_wide(desk: Desk) -> None:
    """Beyond the cap of an hour the list stops, says why, and keeps what was answered."""
    page = sit_down(desk, officer="officer@dza")
    signs = itertools.product("ABCDEFGHIJKLMNOPQR", repeat=2)  # a name has no digits
    rows = "\n".join(["name", *(f"Nobody Zx{''.join(each).lower()}" for each in signs)])
    page.evaluate(
        """text => {
          const files = new DataTransfer();
          files.items.add(new File([text], "list.csv", { type: "text/csv" }));
          const how = { bubbles: true, cancelable: true, dataTransfer: files };
          document.querySelector("h1").dispatchEvent(new DragEvent("drop", how));
        }""",
        rows,
    )
    expect(page.locator("#list > [data-told]")).to_be_visible()
    expect(page.locator("#list-run .progress .small")).to_contain_text("300 rows")


def test_impatient_enter_makes_no_second_trace(desk: Desk) -> None:
    """On a slow line a second Enter of one text is one check; another text waits its turn."""
    page = sit_down(desk)
    sent = []

    def slowly(route: Route) -> None:
        sent.append(route.request.post_data)
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/desk/checks", slowly)
    page.keyboard.type(MISS)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_contain_text(MISS)
    expect(page.locator("#desk-told")).not_to_be_empty()
    page.keyboard.type("ZZ112233")
    page.keyboard.press("Enter")
    page.locator(BOX).fill("ZZ11223344")
    page.keyboard.press("Enter")
    expect(page.locator(NOTHING)).to_contain_text("ZZ11223344")
    expect(page.locator(HISTORY)).to_have_count(3)
    assert len(sent) == 3
