"""Writes machine-readable zones that verify, for documents that are invented."""

import re

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.mrz import DocumentFacts, check_digit
from jisr.identifiers.transliteration import FILLER, to_mrz_name
from jisr.values import PartialDate

_TEXT_FORM = re.compile(r"[A-Z0-9 <]*")
_NUMBER_CHARACTERS = 9
_TD3_NAME_CHARACTERS = 39
_TD1_NAME_CHARACTERS = 30
_TD1_LONG_NUMBER_CHARACTERS_MAX = 22  # 13 of the optional field, then digit and filler


def make_td3(facts: DocumentFacts) -> str:
    """Return the two lines of a passport, joined by a line feed.

    Names are written in A–Z and cut where they must; sex X is written as not stated.

    Raises:
        ValueMalformed: A field is too long for its place or holds other than A–Z, 0–9 and spaces.
    """
    name = to_mrz_name(facts.surname, facts.given_names, _TD3_NAME_CHARACTERS)
    number = _with_digit(_fill(facts.number, _NUMBER_CHARACTERS))
    birth_date = _with_digit(_date(facts.birth_date))
    expiry = _with_digit(_date(facts.expiry))
    personal = _with_digit(_fill(facts.optional_data, 14))
    composite = check_digit(number + birth_date + expiry + personal)
    return (
        f"{_fill(facts.document_type, 2)}{_fill(facts.issuing_country, 3)}{name}\n"
        f"{number}{_fill(facts.nationality, 3)}{birth_date}{_sex(facts.sex)}{expiry}"
        f"{personal}{composite}"
    )


def make_td1(facts: DocumentFacts) -> str:
    """Return the three lines of an identity card, joined by line feeds.

    A number of more than nine characters, at most 22, runs on into the optional data.

    Raises:
        ValueMalformed: A field is too long for its place or holds other than A–Z, 0–9 and spaces.
    """
    name = to_mrz_name(facts.surname, facts.given_names, _TD1_NAME_CHARACTERS)
    number = _td1_number(facts)
    birth_date = _with_digit(_date(facts.birth_date))
    expiry = _with_digit(_date(facts.expiry))
    more = _fill(facts.optional_data_more, 11)
    composite = check_digit(number + birth_date + expiry + more)
    return (
        f"{_fill(facts.document_type, 2)}{_fill(facts.issuing_country, 3)}{number}\n"
        f"{birth_date}{_sex(facts.sex)}{expiry}{_fill(facts.nationality, 3)}{more}{composite}\n"
        f"{name}"
    )


def _td1_number(facts: DocumentFacts) -> str:
    if len(facts.number) <= _NUMBER_CHARACTERS:
        number = _with_digit(_fill(facts.number, _NUMBER_CHARACTERS))
        return number + _fill(facts.optional_data, 15)
    number = _fill(facts.number, _TD1_LONG_NUMBER_CHARACTERS_MAX).rstrip(FILLER)
    principal, rest = number[:_NUMBER_CHARACTERS], number[_NUMBER_CHARACTERS:]
    return principal + FILLER + _fill(f"{rest}{check_digit(number)}<{facts.optional_data}", 15)


def _fill(text: str, length: int) -> str:
    if len(text) > length or _TEXT_FORM.fullmatch(text) is None:
        raise ValueMalformed(
            field=to_translate("machine-readable zone"),
            why=to_translate("a field is too long or holds other than A–Z, 0–9 and spaces"),
        )
    return text.replace(" ", FILLER).ljust(length, FILLER)


def _with_digit(field: str) -> str:
    return f"{field}{check_digit(field)}"


def _date(date: PartialDate | None) -> str:
    if date is None:
        return FILLER * 6
    parts = (date.year % 100, date.month, date.day)
    return "".join(FILLER * 2 if part is None else f"{part:02d}" for part in parts)


def _sex(sex: str) -> str:
    return sex if sex in {"F", "M"} else FILLER
