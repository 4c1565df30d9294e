"""Instants, days, numbers and lengths of time as a reader's language writes them (CLDR by Babel).

Digits are 0–9 in all four languages, as the organisation writes them in Arabic too: a number read
from a page is typed into other systems. Instants are UTC and say so: a desk in Tangier and one in
Doha read the same clock.
"""

import datetime

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from jisr.values import PartialDate

_DAY = "yMMMd"
"""The month is a word in every language: nobody takes it for a day."""
_WHOLE_MONTH = "yMMMM"


class Formats:
    """Writes values in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def instant(self, value: datetime.datetime) -> str:
        """Return an instant to the minute, in UTC."""
        moment = value.astimezone(datetime.UTC)
        day = format_skeleton(_DAY, moment, locale=self.language)
        return f"{day}, {moment:%H:%M} UTC"

    def exact(self, value: datetime.datetime) -> str:
        """Return an instant to the second, in UTC."""
        moment = value.astimezone(datetime.UTC)
        day = format_skeleton(_DAY, moment, locale=self.language)
        return f"{day}, {moment:%H:%M:%S} UTC"

    def day(self, value: datetime.date | PartialDate) -> str:
        """Return a date as exact as it is known: a year, a month or a day."""
        if isinstance(value, datetime.date):
            return format_date(value, "long", locale=self.language)
        if value.month is None:
            return str(value.year)
        if value.day is None:
            first = datetime.datetime(value.year, value.month, 1, tzinfo=datetime.UTC)
            return format_skeleton(_WHOLE_MONTH, first, locale=self.language)
        whole = datetime.date(value.year, value.month, value.day)
        return format_date(whole, "long", locale=self.language)

    def number(self, value: float) -> str:
        """Return a number with the language's separators."""
        return format_decimal(value, locale=self.language)

    def percent(self, value: float) -> str:
        """Return a share (0–1) in hundredths, to one decimal."""
        pattern = Locale.parse(self.language).percent_formats[None].pattern.replace("0", "0.#")
        return format_percent(value, pattern, locale=self.language)

    def duration(self, value: datetime.timedelta) -> str:
        """Return a length of time in its largest unit, in words."""
        return format_timedelta(value, threshold=1.5, locale=self.language)

    def together(self, values: list[str]) -> str:
        """Return several texts as one list ("a, b and c")."""
        return format_list(values, locale=self.language)
