"""The page of figures: what is shown to whom, in four languages, and as files."""

import csv
import io

import pytest

from figure_world import FOUND, MISSED, PAPER, asked, check, seal, tally
from hit_office import Office
from hit_world import Desk
from jisr.access import actions as access
from jisr.access.model import BureauKind, Officer, Role
from jisr.values import LanguageMap

HOSTILE = '=HYPERLINK("https://evil.example") <script>alert(1)</script>'


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of a file."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_bureau_looks_at_its_figures(office: Office) -> None:
    """Every figure with its table, what it means, its source and its time."""
    database = office.desk.database
    seal(database, "MAR", asked(FOUND, PAPER), *[asked(MISSED)] * 1_233)
    tally(database)
    text = office.get("head@mar", "/figures?period=today").text
    assert ">1,234<" in text
    for shown in ("By purpose", "Border management", "Hits by kind", "number of a document"):
        assert shown in text
    for kept in ("By day", "Nour", "AB123456", "officer@MAR", "TNG-1"):
        assert kept not in text
    figures = text.count('<figure class="figure"')
    assert figures == text.count("Source: the sealed traces") == text.count("figure-table") == 4
    assert "Nov 21, 2026, 09:00 UTC" in text


def test_the_network_is_shown_without_others_small_numbers(office: Office) -> None:
    """A head of bureau sees totals and no bureau; the secretariat sees each."""
    check(office.desk.database, "FRA", 41, 2)
    check(office.desk.database, "SYR", 37, 7)
    mar = office.get("head@mar", "/figures?of=network").text
    assert ">78<" in mar
    assert ">41<" not in mar
    assert "By place" not in mar
    secretariat = office.get("root", "/figures?of=network").text
    assert ">41<" in secretariat
    assert "not told" in secretariat
    assert "By place" in secretariat


@pytest.mark.parametrize("language", ["ar", "en", "fr", "es"])
def test_an_empty_period_says_what_to_do(office: Office, language: str) -> None:
    """In four languages, in its own direction."""
    page = office.get("officer@syr", "/figures", language=language)
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert 'class="empty"' in page.text
    assert 'href="/desk"' in page.text


def test_only_who_is_signed_in_and_no_operator_sees_figures(office: Office) -> None:
    """The one is led to sign in, the other is told why."""
    operator = Officer("op@gs", "GS", "Operator", frozenset((Role.OPERATOR,)))
    office.desk.database.in_transaction(access.register_officer, "root", operator)
    for path in ("/figures", "/figures/hour.csv", "/figures/pace.csv"):
        assert office.get("", path).status_code == 303
        assert office.get("op@gs", path).status_code == 403


def test_figures_are_files_in_which_nothing_is_computed(office: Office) -> None:
    """A bureau's name that is a formula is shown, in the file and on the page."""
    name = LanguageMap(dict.fromkeys(("ar", "en", "fr", "es"), HOSTILE))
    database = office.desk.database
    given = ("head@mar", "MAR.EVIL", BureauKind.SUB_BUREAU, name)
    database.in_transaction(access.register_bureau, *given)
    check(database, "MAR.EVIL", 3, 1)
    file = office.get("head@mar", "/figures/bureau.csv?period=today")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert (
        'filename="jisr-bureau-bureau-today-2026-11-21.csv"' in file.headers["content-disposition"]
    )
    (heads, row) = rows_of(file.text)
    assert heads[:4] == ["key", "name", "checks", "hits"]
    assert row[:5] == ["MAR.EVIL", "'" + HOSTILE, "3", "1", "MAR"]
    assert row[-1].startswith("Checks and hits by the bureau")
    page = office.get("head@mar", "/figures?period=today").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_file_of_the_network_withholds_what_the_page_does(office: Office) -> None:
    """No file tells more than its page."""
    check(office.desk.database, "FRA", 41, 2)
    rows = rows_of(office.get("root", "/figures/bureau.csv?of=network").text)
    assert [row[:4] for row in rows[1:]] == [["FRA", "France", "41", "not told"]]
    assert len(rows_of(office.get("head@mar", "/figures/bureau.csv?of=network").text)) == 1
    kinds = rows_of(office.get("head@mar", "/figures/kind.csv?of=network").text)
    assert {(row[2], row[3]) for row in kinds[1:]} == {("", "not told")}


def test_how_fast_owners_answer_is_a_figure_and_a_file(desk: Desk, office: Office) -> None:
    """France has one question open, which no other bureau is told of."""
    desk.asked()
    text = office.get("officer@fra", "/figures").text
    assert "0% (0 of 1)" in text
    assert "Oldest open clock" in text
    rows = rows_of(office.get("officer@fra", "/figures/pace.csv").text)
    assert rows[1][:6] == ["1", "0", "0", "0", "", ""]
    assert len(rows_of(office.get("officer@syr", "/figures/pace.csv?of=network").text)) == 1


def test_an_unknown_figure_is_refused(office: Office) -> None:
    """Nothing is guessed."""
    for path in ("/figures/terms.csv", "/figures?period=year"):
        assert office.get("head@mar", path).status_code in {400, 404, 422}
