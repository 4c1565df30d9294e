"""What goes into a comparison of persons and what comes out of it."""

from dataclasses import dataclass

from jisr.errors import InputTooLarge, ValueMalformed, to_translate
from jisr.values import PartialDate

NAME_LENGTH_MAX = 300
"""Characters of one name; the longest name in a machine-readable passport has 39."""

NAMES_MAX = 200
"""Names of one profile; the longest list of aliases seen on a public list has about 120."""

PROFILE_CHARACTERS_MAX = 6_000
"""Characters of all names of a profile, so that the slowest comparison stays bounded."""

OTHER_VALUES_MAX = 200
"""Nationalities, documents or birth places of one profile, each."""

OTHER_LENGTH_MAX = 1_000
"""Characters of one of them; the longest birth place on a public list has about 200."""

BIRTH_DATES_MAX = 30
"""Birth dates of one profile; every date is compared with every other one."""

SEXES = ("", "F", "M", "X")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one person.

    `sex` is "F", "M", "X" or "" (not known). `nationalities` are any consistent codes,
    `documents` are cleaned numbers that are equal when the documents are.
    Raises `InputTooLarge` or `ValueMalformed` when a value is out of bounds or not text.
    """

    names: tuple[str, ...]
    birth_dates: tuple[PartialDate, ...] = ()
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.names, str):
            raise ValueMalformed(field="names", why=to_translate("write a list of names"))
        if len(self.names) > NAMES_MAX:
            raise InputTooLarge(field="names", limit=NAMES_MAX)
        if self.names and len(max(self.names, key=len)) > NAME_LENGTH_MAX:
            raise ValueMalformed(field="name", why=to_translate("it is longer than 300 characters"))
        if sum(map(len, self.names)) > PROFILE_CHARACTERS_MAX:
            raise InputTooLarge(field="names", limit=PROFILE_CHARACTERS_MAX)
        _refuse_half_characters("name", self.names)
        if len(self.birth_dates) > BIRTH_DATES_MAX:
            raise InputTooLarge(field="birth_dates", limit=BIRTH_DATES_MAX)
        if self.nationalities:
            _refuse_unbounded("nationalities", self.nationalities)
        if self.documents:
            _refuse_unbounded("documents", self.documents)
        if self.birth_places:
            _refuse_unbounded("birth_places", self.birth_places)
        if self.sex not in SEXES:
            raise ValueMalformed(field="sex", why=to_translate("write F, M, X or nothing"))


def _refuse_unbounded(field: str, values: tuple[str, ...]) -> None:
    if len(values) > OTHER_VALUES_MAX:
        raise InputTooLarge(field=field, limit=OTHER_VALUES_MAX)
    if len(max(values, key=len)) > OTHER_LENGTH_MAX:
        raise InputTooLarge(field=field, limit=OTHER_LENGTH_MAX)
    _refuse_half_characters(field, values)


def _refuse_half_characters(field: str, values: tuple[str, ...]) -> None:
    """Raise `ValueMalformed` for half a surrogate pair, which no file and no index can hold."""
    try:
        "".join(values).encode()
    except UnicodeEncodeError as error:
        raise ValueMalformed(
            field=field, why=to_translate("it holds half a character; it was cut or wrongly read")
        ) from error


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One reason: what was compared (`feature`), by which `rule`, and what it weighs.

    `left` and `right` are the values as they were given; one is empty when the other stands
    alone. `bits` is a log2 likelihood ratio: above zero it speaks for the same person.
    """

    feature: str
    rule: str
    left: str
    right: str
    bits: float

    def mirrored(self) -> "EvidenceRow":
        """Return the row as it reads when the two persons change places."""
        return EvidenceRow(self.feature, self.rule, self.right, self.left, self.bits)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The weight of evidence that two profiles are one person, with the rows that made it.

    `bits` is the sum of the rows. `left_name` and `right_name` are the two names that gave the
    best evidence; both are empty when no name can be judged.
    """

    bits: float
    rows: tuple[EvidenceRow, ...]
    left_name: str
    right_name: str

    def mirrored(self) -> "Comparison":
        """Return the comparison as it reads when the two persons change places."""
        rows = tuple(row.mirrored() for row in self.rows)
        return Comparison(self.bits, rows, self.right_name, self.left_name)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person found in an index, by the key under which it was added."""

    key: int
    comparison: Comparison


def cannot_judge(left: Profile, right: Profile) -> EvidenceRow:
    """Return the row that says why the names of two persons cannot be judged."""
    both_named = all(any(name.strip() for name in each.names) for each in (left, right))
    rule = "name.no_letters" if both_named else "name.not_given"
    return EvidenceRow("name", rule, "", "", 0.0)
