"""Zones that are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import CheckDigitWrong, InputTooLarge, JisrError, ValueMalformed
from jisr.identifiers.mrz import MachineReadableZone, MrzFormat, check_digit
from jisr.identifiers.mrz_parse import parse_mrz, read_mrz, wrong_fields
from jisr.values import PartialDate

YEAR = 2026
TD3 = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
TD2 = (
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    "D231458907UTO7408122F1204159<<<<<<<6",
)
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)
MRV_A = (
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
)
MRV_B = (
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    "L8988901C4XXX4009078F9612109<<<<<<<<",
)


def eriksson(
    lines: tuple[str, ...], zone_format: MrzFormat, **fields: object
) -> MachineReadableZone:
    """Return the specimen's zone with the fields in which the formats differ."""
    common = {
        "document_type": lines[0][0],
        "issuing_country": "UTO",
        "number": "D23145890",
        "nationality": "UTO",
        "birth_date": PartialDate(1974, 8, 12),
        "sex": "F",
        "expiry": PartialDate(2012, 4, 15),
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "format": zone_format,
        "lines": lines,
    }
    return MachineReadableZone(**common | fields)  # type: ignore[arg-type]  # a table of fields


VISA = {
    "number": "L8988901C",
    "nationality": "XXX",
    "birth_date": PartialDate(1940, 9, 7),
    "expiry": PartialDate(1996, 12, 10),
}


@pytest.mark.parametrize(
    "zone",
    [
        eriksson(TD3, MrzFormat.TD3, number="L898902C3", optional_data="ZE184226B"),
        eriksson(TD2, MrzFormat.TD2),
        eriksson(TD1, MrzFormat.TD1),
        eriksson(MRV_A, MrzFormat.MRV_A, optional_data="6ZE184226B", **VISA),
        eriksson(MRV_B, MrzFormat.MRV_B, **VISA),
    ],
    ids=lambda zone: str(zone.format),
)
def test_specimens_of_the_standard_are_read(zone: MachineReadableZone) -> None:
    """Every field of the five formats, however the text was pasted."""
    assert parse_mrz("\n".join(zone.lines), YEAR) == zone
    assert parse_mrz("\r\n\r\n  ".join(zone.lines).lower() + " \t\n", YEAR) == zone
    assert parse_mrz("".join(zone.lines), YEAR) == zone
    assert parse_mrz("\u202a" + "\x85".join(zone.lines) + "\u202c", YEAR) == zone
    assert parse_mrz(" ".join("\n".join(zone.lines)), YEAR) == zone
    assert parse_mrz("\n".join(zone.lines).replace("<", "＜"), YEAR) == zone


@pytest.mark.parametrize(
    ("lines", "number", "optional_data"),
    [
        (
            (
                "I<UTOD23145890<7349<<<<<<<<<<<",
                "3407127M9507122UTO<<<<<<<<<<<2",
                "STEVENSON<<PETER<JOHN<<<<<<<<<",
            ),
            "D23145890734",
            "",
        ),
        (
            (
                "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<",
                "D23145890<UTO3407127M95071227349<<<8",
            ),
            "D23145890734",
            "",
        ),
    ],
)
def test_long_numbers_are_whole(lines: tuple[str, ...], number: str, optional_data: str) -> None:
    """A number that runs on into the optional data is read as one, and its digit verified."""
    zone = parse_mrz("\n".join(lines), YEAR)
    assert (zone.number, zone.optional_data) == (number, optional_data)
    broken = "\n".join(lines).replace("7349", "7359")
    assert wrong_fields(read_mrz(broken, YEAR)) == ("number", "composite")


def td3(birth_date: str = "740812", expiry: str = "120415", personal: str = "<" * 15) -> str:
    """Return a passport's zone with these fields and right digits."""
    lower = f"{birth_date}{check_digit(birth_date)}"
    upper = f"{expiry}{check_digit(expiry)}"
    composite = check_digit(f"L898902C36{lower}{upper}{personal}")
    return f"{TD3[0]}\nL898902C36UTO{lower}F{upper}{personal}{composite}"


@pytest.mark.parametrize(
    ("birth_date", "date"),
    [
        ("740812", PartialDate(1974, 8, 12)),
        ("7408<<", PartialDate(1974, 8)),
        ("74<<<<", PartialDate(1974)),
        ("74<<12", PartialDate(1974)),
        ("740000", PartialDate(1974)),
        ("<<<<<<", None),
        ("<<0812", None),
        ("260101", PartialDate(2026, 1, 1)),
        ("270101", PartialDate(1927, 1, 1)),
        ("000229", PartialDate(2000, 2, 29)),
    ],
)
def test_birth_dates_keep_what_is_known(birth_date: str, date: PartialDate | None) -> None:
    """Unknown parts shorten the date; two digits mean the latest year that is not to come."""
    assert parse_mrz(td3(birth_date=birth_date), YEAR).birth_date == date


@pytest.mark.parametrize(
    ("expiry", "date"),
    [
        ("760101", PartialDate(2076, 1, 1)),
        ("770101", PartialDate(1977, 1, 1)),
        ("120415", PartialDate(2012, 4, 15)),
        ("<<<<<<", None),
    ],
)
def test_expiry_lies_around_the_present(expiry: str, date: PartialDate | None) -> None:
    """Two digits mean a year from 49 before to 50 after the reference year."""
    assert parse_mrz(td3(expiry=expiry), YEAR).expiry == date


@pytest.mark.parametrize("birth_date", ["741301", "740231", "74A812", "7<0812", "010229"])
def test_days_that_do_not_exist_are_refused(birth_date: str) -> None:
    """A right digit does not make a date of what is none."""
    with pytest.raises(ValueMalformed) as caught:
        parse_mrz(td3(birth_date=birth_date), YEAR)
    assert caught.value.details["field"] == "birth date"
    zone = read_mrz(td3(birth_date=birth_date), YEAR)
    assert (zone.birth_date, wrong_fields(zone)) == (None, ("birth_date",))


@pytest.mark.parametrize("digit", ["<", "0"])
def test_empty_personal_number_may_have_a_filler_or_zero(digit: str) -> None:
    """Both are allowed by Doc 9303-4."""
    assert parse_mrz(td3(personal="<" * 14 + digit), YEAR).optional_data == ""


def changed(text: str, place: int, character: str) -> str:
    """Return the text with another character at that place."""
    return text[:place] + character + text[place + 1 :]


@pytest.mark.parametrize(
    ("place", "key", "field"),
    [
        (9, "number", "document number"),
        (19, "birth_date", "birth date"),
        (27, "expiry", "date of expiry"),
        (42, "optional_data", "personal number"),
        (43, "composite", "whole zone"),
    ],
)
def test_wrong_digit_names_its_field(place: int, key: str, field: str) -> None:
    """Each digit is verified; the refusal names the first field that is wrong."""
    digit = str((int(TD3[1][place]) + 1) % 10)
    text = f"{TD3[0]}\n{changed(TD3[1], place, digit)}"
    with pytest.raises(CheckDigitWrong) as caught:
        parse_mrz(text, YEAR)
    assert caught.value.details == {"field": field}
    assert wrong_fields(read_mrz(text, YEAR)) == tuple(dict.fromkeys((key, "composite")))


@pytest.mark.parametrize(
    ("line", "place", "character", "key"),
    [
        (0, 3, "7", "issuing_country"),
        (0, 10, "0", "name"),
        (1, 11, "7", "nationality"),
        (1, 20, "H", "sex"),
    ],
)
def test_characters_out_of_place_are_noticed(
    line: int, place: int, character: str, key: str
) -> None:
    """Fields without a digit are judged by their characters."""
    lines = [*TD3]
    lines[line] = changed(lines[line], place, character)
    assert wrong_fields(read_mrz("\n".join(lines), YEAR)) == (key,)
    with pytest.raises(ValueMalformed):
        parse_mrz("\n".join(lines), YEAR)


FIELD_OF_PLACE = {
    **dict.fromkeys(range(9), "number"),
    **dict.fromkeys(range(13, 19), "birth_date"),
    **dict.fromkeys(range(21, 27), "expiry"),
    **dict.fromkeys(range(28, 42), "optional_data"),
}


@given(
    st.sampled_from(sorted(FIELD_OF_PLACE)),
    st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"),
)
def test_one_wrong_character_is_detected_unless_values_collide(place: int, character: str) -> None:
    """A digit notices every substitution but those of equal value modulo ten (0, A's K, U, <)."""
    text = f"{TD3[0]}\n{changed(TD3[1], place, character)}"
    collides = check_digit(character) == check_digit(TD3[1][place])
    wrong = wrong_fields(read_mrz(text, YEAR))
    if not collides:
        assert FIELD_OF_PLACE[place] in wrong
        assert "composite" in wrong
    elif FIELD_OF_PLACE[place] in {"number", "optional_data"}:
        assert wrong == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        TD3[0],
        "\n".join([*TD3, TD3[1]]),
        "\n".join([TD3[0], TD3[1][:-1]]),
        "\n".join([TD3[0], TD2[1]]),
        "\n".join(TD3).replace("ERIKSSON", "ÉRIKSSON"),
        "\n".join(TD3).replace("<<", "«"),
        "\n".join(TD3).replace("ANNA", "AN\x00A"),
    ],
)
def test_what_is_no_zone_is_refused(text: str) -> None:
    """Wrong numbers or lengths of lines, and characters that no zone has."""
    with pytest.raises(ValueMalformed):
        read_mrz(text, YEAR)


def test_text_is_bounded() -> None:
    """Ten megabytes are refused at once."""
    with pytest.raises(InputTooLarge):
        read_mrz("\n".join(TD3) + " " * 10_000_000, YEAR)


@given(
    st.text(max_size=200)
    | st.text("<A0\n ", max_size=200)
    | st.lists(st.text("<A09", min_size=44, max_size=44), min_size=2, max_size=2).map("\n".join)
    | st.lists(st.text("<A09", min_size=30, max_size=30), min_size=3, max_size=3).map("\n".join)
    | st.lists(st.text("<V09", min_size=36, max_size=36), min_size=2, max_size=2).map("\n".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but our refusals leaves the reader, and strict reading agrees with the desk's."""
    try:
        zone = read_mrz(text, YEAR)
    except JisrError:
        return
    try:
        assert parse_mrz(text, YEAR) == zone
    except JisrError:
        assert wrong_fields(zone) != ()
    else:
        assert wrong_fields(zone) == ()


def test_full_name_field_tells_that_more_may_be_missing() -> None:
    """A letter in the last place means that the name may be cut."""
    cut = TD3[0].replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA<MAGDALENA<KATHARIN")
    assert read_mrz(f"{cut}\n{TD3[1]}", YEAR).name_may_be_cut is True
    assert read_mrz("\n".join(TD3), YEAR).name_may_be_cut is False
