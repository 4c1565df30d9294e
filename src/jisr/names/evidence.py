"""Evidence beside the name: birth date, sex, nationality, documents, birth place.

Everything is weighed against two alternatives to "one person": two strangers, and a relative or
another person with a near name. A relative is of the same nationality and born nearby, and may be
a twin, so that agreement on these proves less against a relative than against a stranger.
"""

import math

from jisr.names.fold import fold
from jisr.names.model import EvidenceRow, Profile
from jisr.names.tables import weights
from jisr.values import PartialDate, Precision

FEW_YEARS = 3
"""Birth years so far apart can still be a guess of an office."""

RELATIVE = "name.relative"

APART_MAX = 500.0
"""Bits beyond which a power of two overflows."""

LOST_MIN = 0.05
"""Bits that a relative takes without a row; they are forgiven, so that the sum has no step."""

_PLACES_MAX, _PLACE_LENGTH_MAX = 20, 100
"""Birth places of one person that are compared, and letters of each, so that time is bounded."""


def other_rows(left: Profile, right: Profile) -> tuple[EvidenceRow, ...]:
    """Return the rows of everything but the names; what one side does not know has no row."""
    found = (
        birth_date_row(left.birth_dates, right.birth_dates),
        _sex_row(left.sex, right.sex),
        _nationality_row(left.nationalities, right.nationalities),
        _shared_row("document", left.documents, right.documents),
        _shared_row("birth_place", _places(left), _places(right)),
    )
    return tuple(row for row in found if row is not None)


def mixed(stranger_bits: float, relative_bits: float) -> float:
    """Return the bits against both alternatives together.

    `stranger_bits` weigh "one person" against two strangers, `relative_bits` against a relative or
    a person with a near name. Some share of all others are such people: the likelihood of "not one
    person" is the sum over both. More evidence of either kind is never less in the sum.
    """
    name = weights("name")
    share = math.exp2(name["relative_share_log2"])
    apart = min(stranger_bits - relative_bits, APART_MAX)
    lost = -math.log2(1 - share + share * math.exp2(apart))
    return stranger_bits + min(name["relative_trust"] * lost + LOST_MIN, 0.0)


def against_relatives(rows: tuple[EvidenceRow, ...]) -> float:
    """Return the bits of other evidence against a relative instead of a stranger."""
    bits = weights("relative")
    return math.fsum(bits.get(f"{row.feature}_{_key(row.rule)}", row.bits) for row in rows)


def with_relatives(
    names: tuple[EvidenceRow, ...], weakest_bits: float, others: tuple[EvidenceRow, ...]
) -> tuple[EvidenceRow, ...]:
    """Return the rows of names and of the rest, with the row of what the relative takes.

    `weakest_bits` weigh the names against a relative, who has all words but one in common.
    """
    rows = (*names, *others)
    stranger = math.fsum(row.bits for row in rows)
    lost = mixed(stranger, weakest_bits + against_relatives(others)) - stranger
    if not lost:
        return rows
    return (*names, EvidenceRow("name", RELATIVE, "", "", lost), *others)


def _key(rule: str) -> str:
    """Return under which name the bits of a rule stand in the data file."""
    kind = rule.partition(".")[2]
    return "contradiction_bits" if kind == "contradicts" else f"{kind}_bits"


def birth_date_row(
    left: tuple[PartialDate, ...], right: tuple[PartialDate, ...]
) -> EvidenceRow | None:
    """Return the best evidence of two sets of birth dates, None when one is empty."""
    found = [(*judge_dates(one, two), str(one), str(two)) for one in left for two in right]
    if not found:
        return None
    bits, rule, one, two = max(found)
    return EvidenceRow("birth_date", rule, one, two, bits)


def judge_dates(left: PartialDate, right: PartialDate) -> tuple[float, str]:
    """Return the bits of two birth dates and the rule that gave them."""
    bits = weights("birth_date")
    years_apart = abs(left.year - right.year)
    rule = "contradicts"
    if _known_alike(left, right):
        rule = _alike_rule(left, right)
    elif _two_parts(left, right):
        rule = "two_parts"
    elif years_apart == 0:
        rule = "swapped" if _swapped(left, right) else "same_year"
    elif years_apart <= FEW_YEARS:
        rule = _apart_rule(left, right, years_apart)
    rule = f"birth_date.{rule}"
    return bits[_key(rule)], rule


def _apart_rule(left: PartialDate, right: PartialDate, years_apart: int) -> str:
    """Return the rule of years that are near: an office guesses a year, but not a whole date."""
    guessed = None in (*_parts(left), *_parts(right))
    if years_apart == 1:
        return "near_year" if guessed else "few_years"
    return "few_years" if guessed else "contradicts"


def _parts(date: PartialDate) -> tuple[int | None, int | None]:
    """Return month and day; 1 January is what offices write when only the year is known."""
    return (None, None) if (date.month, date.day) == (1, 1) else (date.month, date.day)


def _known_alike(left: PartialDate, right: PartialDate) -> bool:
    """Return whether two dates agree in all that both of them know."""
    if left == right:
        return True
    pairs = zip(_parts(left), _parts(right), strict=True)
    return left.year == right.year and all(None in pair or pair[0] == pair[1] for pair in pairs)


def _alike_rule(left: PartialDate, right: PartialDate) -> str:
    months = _parts(left)[0], _parts(right)[0]
    if left == right and left.precision is Precision.DAY and None not in months:
        return "same"
    return "year_only" if None in months else "year_month"


def _swapped(left: PartialDate, right: PartialDate) -> bool:
    return None not in (left.day, right.day) and (left.month, left.day) == (right.day, right.month)


def _two_parts(left: PartialDate, right: PartialDate) -> bool:
    if None in (left.day, right.day) or _swapped(left, right):
        return False
    agree = (left.year == right.year, left.month == right.month, left.day == right.day)
    near = abs(left.year - right.year) % 10 == 0 or abs(left.year - right.year) == 1
    return agree.count(False) == 1 and (agree[0] or near)


def _sex_row(left: str, right: str) -> EvidenceRow | None:
    if not left or not right or "X" in (left, right):
        return None
    rule, key = ("same", "same_bits") if left == right else ("contradicts", "contradiction_bits")
    return EvidenceRow("sex", f"sex.{rule}", left, right, weights("sex")[key])


def _nationality_row(left: tuple[str, ...], right: tuple[str, ...]) -> EvidenceRow | None:
    if not left or not right:
        return None
    shared = sorted(set(left) & set(right))
    bits = weights("nationality")
    if shared:
        return EvidenceRow(
            "nationality", "nationality.shared", shared[0], shared[0], bits["shared_bits"]
        )
    one, two = min(left), min(right)
    return EvidenceRow("nationality", "nationality.none_shared", one, two, bits["none_shared_bits"])


def _shared_row(feature: str, left: tuple[str, ...], right: tuple[str, ...]) -> EvidenceRow | None:
    shared = sorted(set(left) & set(right))
    if not shared:
        return None
    bits = weights(feature)["shared_bits"]
    return EvidenceRow(feature, f"{feature}.shared", shared[0], shared[0], bits)


def _places(profile: Profile) -> tuple[str, ...]:
    """Return the birth places as folded words joined, so that spelling by case does not matter."""
    places = profile.birth_places[:_PLACES_MAX]
    folded = (fold(place[:_PLACE_LENGTH_MAX]).tokens for place in places)
    return tuple(" ".join(token.text for token in tokens) for tokens in folded if tokens)
