"""A machine-readable zone as it comes into the box."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.checks.model import DocumentQuery, PersonQuery
from jisr.checks.understanding import zones
from jisr.checks.understanding.zones import is_zone, lines_missing, read_zone
from jisr.errors import CheckDigitWrong, ValueMalformed
from jisr.values import PartialDate

TD3 = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)
"""The specimens of ICAO Doc 9303-4, -6 and -5."""
ANNA = PersonQuery(
    name="ANNA MARIA ERIKSSON",
    birth_date=PartialDate(1974, 8, 12),
    sex="F",
    nationality="UTO",
    document_number="L898902C3",
    document_country="UTO",
    document_type="P",
)


@pytest.mark.parametrize("lines", [TD1, TD2, TD3])
def test_whole_zone_is_one_question(lines: tuple[str, ...]) -> None:
    """A zone of each size asks for its document and its bearer at once."""
    read = read_zone("\n".join(lines), 2011)
    assert read.query is not None
    assert (read.query.name, read.query.birth_date) == (ANNA.name, ANNA.birth_date)
    assert (read.problem, read.lines_missing) == (None, 0)


@pytest.mark.parametrize("lines", [TD1, TD2, TD3])
def test_zone_waits_for_its_last_line(lines: tuple[str, ...]) -> None:
    """While a scanner sends lines, it is told how many are still to come."""
    missing = [
        read_zone("\n".join(lines[:count]), 2011).lines_missing
        for count in range(1, len(lines) + 1)
    ]
    assert missing == list(range(len(lines) - 1, -1, -1))


@pytest.mark.parametrize(
    "text",
    [
        "\r\n".join(TD3),
        "".join(TD3),
        "\n".join(TD3).lower(),
        "\n\n".join(f"  {each}\t" for each in TD3),
    ],
)
def test_zone_is_read_as_scanners_and_people_send_it(text: str) -> None:
    """Line ends of any kind, joined lines, blanks and small letters change nothing."""
    assert is_zone(text)
    assert read_zone(text, 2011).query == ANNA


def test_misread_number_leaves_the_bearer() -> None:
    """Where the number's digit is wrong, the name, which is right by itself, can be asked."""
    read = read_zone("\n".join(TD3).replace("L898902C36", "L898902C46"), 2011)
    assert isinstance(read.problem, CheckDigitWrong)
    assert read.problem.details == {"field": "document number"}
    assert read.number is None
    assert read.person == PersonQuery(
        name=ANNA.name, birth_date=ANNA.birth_date, sex="F", nationality="UTO"
    )


def test_misread_birth_date_leaves_the_number() -> None:
    """Where the birth date's digit is wrong, number and name can be asked without it."""
    read = read_zone("\n".join(TD3).replace("7408122", "7408132"), 2011)
    assert isinstance(read.problem, CheckDigitWrong)
    assert read.number == DocumentQuery("L898902C3", "UTO", "P")
    assert read.person is not None
    assert read.person.birth_date is None


def test_misread_name_is_not_asked() -> None:
    """A name with a digit in it is a misreading, and no name is asked."""
    read = read_zone("\n".join(TD3).replace("ERIKSSON", "ER1KSSON"), 2011)
    assert isinstance(read.problem, ValueMalformed)
    assert read.person is None


def test_zone_of_a_wrong_length_says_so() -> None:
    """A line that lost a letter is refused with what a zone must have."""
    read = read_zone(f"{TD3[0][:-1]}\n{TD3[1]}", 2011)
    assert isinstance(read.problem, ValueMalformed)
    assert (read.query, read.number, read.person) == (None, None, None)


def test_zone_that_needs_a_second_look_is_remarked() -> None:
    """An expired document and a name that fills its field are told although all digits fit."""
    read = read_zone("\n".join(TD3), 2011)
    assert read.remarks(datetime.date(2012, 4, 15)) == ()
    assert read.remarks(datetime.date(2012, 4, 16)) == (zones.EXPIRED,)
    cut = read_zone(f"{TD3[0].rstrip(chr(60)):A<44}\n{TD3[1]}", 2011)
    assert cut.remarks(datetime.date(2012, 1, 1)) == (zones.CUT,)


@pytest.mark.parametrize("text", ["Nour Haddad", "AB123456", "<b>Nour</b>", "a < b", "", "نور<<"])
def test_other_texts_are_no_zones(text: str) -> None:
    """Names, numbers and markup are never taken for a zone."""
    assert not is_zone(text)


@given(st.lists(st.text(alphabet="AB1<", max_size=44), max_size=4))
def test_no_line_is_missing_twice(lines: list[str]) -> None:
    """Of whatever comes, no more lines are waited for than a zone has."""
    assert 0 <= lines_missing(lines) <= max(zones.LINES.values())
