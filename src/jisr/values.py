"""Small values that every package shares: no policy, no input or output."""

import datetime
import enum
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from jisr.errors import Denied, ValueMalformed, to_translate

LANGUAGES = ("ar", "en", "fr", "es")
"""The languages in which Jisr speaks; a network's official languages are in its profile."""

ID_BYTES = 16


def new_id() -> str:
    """Return a random 128-bit id as 32 lower-case hexadecimal digits."""
    return secrets.token_hex(ID_BYTES)


_ID_FORM = re.compile(r"[0-9a-f]{32}")


def is_id(text: str) -> bool:
    """Return whether the text is an id in its one spelling."""
    return _ID_FORM.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule's answer with its reason.

    `why` is a stable key such as `access.role_missing`; its sentence is in the catalogues.
    `details` fills the sentence.
    """

    allowed: bool
    why: str
    details: Mapping[str, str] = field(default_factory=dict)

    def or_refuse(self) -> None:
        """Raise `Denied` with the reason unless the decision allows."""
        if not self.allowed:
            raise Denied(why=self.why, **self.details)


class Precision(enum.StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_DATE_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which only the year, or the year and month, may be known: `1974-03`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        try:
            datetime.date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise ValueMalformed(field="date", why=to_translate("no such day")) from error
        if self.day is not None and self.month is None:
            raise ValueMalformed(field="date", why=to_translate("a day without its month"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1974`, `1974-03` or `1974-03-02`; raise `ValueMalformed` for anything else."""
        match = _DATE_FORM.fullmatch(text)
        if match is None or not text.isascii():
            raise ValueMalformed(
                field="date", why=to_translate("write it as 1974, 1974-03 or 1974-03-02")
            )
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    def first_day(self) -> datetime.date:
        """Return the earliest day that the date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        if self.day is not None:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class LanguageMap:
    """One text in several languages; keys are BCP 47 tags, authoritative ones are marked."""

    texts: Mapping[str, str]
    authoritative: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.authoritative <= set(self.texts):
            raise ValueMalformed(
                field="text", why=to_translate("an authoritative language has no text")
            )

    def best(self, language: str) -> str:
        """Return the text in the language, else in English, else the first one there is."""
        for tag in (language, language.partition("-")[0], "en", *self.texts):
            if tag in self.texts:
                return self.texts[tag]
        return ""
