"""The page of members: equal tiles, a table that is ordered by its heads, and who sees what."""

import csv
import io
import re

import pytest

from figure_world import check
from hit_office import Office
from jisr.access import actions as access
from jisr.access.model import Officer, Role

MEMBERS = 196


def order(text: str) -> list[str]:
    """Return the members in the order of the table."""
    return re.findall(r'<th scope="row">[^<]* <span class="mono soft small" dir="ltr">(\w+)', text)


def test_every_member_has_one_equal_tile(office: Office) -> None:
    """Named in the reader's language; no picture of a country anywhere."""
    text = office.get("head@mar", "/members", language="es").text
    assert text.count('<li class="tile') == MEMBERS
    assert "Alemania" in text
    assert "<img" not in text
    assert len(order(text)) == MEMBERS


def test_the_secretariat_orders_members_by_their_use(office: Office) -> None:
    """By the heads of the table, both ways; what is not told stands with the smallest."""
    database = office.desk.database
    check(database, "FRA", 41, 9)
    check(database, "SYR", 52, 8)
    check(database, "MAR", 7, 2)
    by_checks = office.get("root", "/members?sort=checks").text
    assert order(by_checks)[:3] == ["SYR", "FRA", "MAR"]
    assert 'aria-sort="descending"' in by_checks
    assert order(office.get("root", "/members?sort=hits").text)[0] == "FRA"
    turned = office.get("root", "/members?sort=checks&turned=true").text
    assert order(turned)[-1] == "SYR"
    assert 'aria-sort="ascending"' in turned
    assert order(office.get("root", "/members").text)[0] == "AFG"
    assert order(office.get("root", "/members?sort=bureau&turned=true").text)[-1] == "AFG"
    for key in ("last", "records"):
        assert len(order(office.get("root", f"/members?sort={key}").text)) == MEMBERS


def test_a_bureau_is_shown_its_own_use_alone(office: Office) -> None:
    """Of others it reads the names."""
    check(office.desk.database, "FRA", 41, 9)
    check(office.desk.database, "MAR", 23, 1)
    text = office.get("head@mar", "/members").text
    assert ">23<" in text
    assert ">41<" not in text
    assert "sort=checks" not in text
    rows = csv.DictReader(
        io.StringIO(office.get("head@mar", "/members.csv").text.removeprefix("\ufeff"))
    )
    told = {row["member"]: (row["checks"], row["hits"], row["records"]) for row in rows}
    assert (len(told), told["MAR"], told["FRA"]) == (MEMBERS, ("23", "1", "0"), ("", "", ""))


def test_the_file_of_the_secretariat_withholds_small_numbers(office: Office) -> None:
    """As its page does."""
    check(office.desk.database, "FRA", 41, 1)
    file = office.get("root", "/members.csv").text.removeprefix("\ufeff")
    (fra,) = [row for row in csv.DictReader(io.StringIO(file)) if row["member"] == "FRA"]
    assert (fra["name"], fra["checks"], fra["hits"]) == ("France", "41", "not told")


@pytest.mark.parametrize("language", ["ar", "en", "fr", "es"])
def test_members_answer_in_every_language(office: Office, language: str) -> None:
    """In its own direction."""
    page = office.get("officer@syr", "/members", language=language)
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page.text


def test_only_who_is_signed_in_and_no_operator_sees_members(office: Office) -> None:
    """The one is led to sign in, the other is told why."""
    operator = Officer("op@gs", "GS", "Operator", frozenset((Role.OPERATOR,)))
    office.desk.database.in_transaction(access.register_officer, "root", operator)
    for path in ("/members", "/members.csv"):
        assert office.get("", path).status_code == 303
        assert office.get("op@gs", path).status_code == 403
