"""Evidence beside the name: birth date, sex, nationality, documents, birth place."""

from jisr.names.fold import fold
from jisr.names.model import EvidenceRow, Profile
from jisr.names.tables import weights
from jisr.values import PartialDate, Precision

FEW_YEARS = 3
"""Birth years so far apart can still be a guess of an office."""

_PLACE_LENGTH_MAX = 300


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
    elif years_apart == 1:
        rule = "near_year"
    elif years_apart <= FEW_YEARS:
        rule = "few_years"
    key = "contradiction_bits" if rule == "contradicts" else f"{rule}_bits"
    return bits[key], f"birth_date.{rule}"


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
    if left == right and left.precision is Precision.DAY:
        return "same"
    months = _parts(left)[0], _parts(right)[0]
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
    folded = (fold(place[:_PLACE_LENGTH_MAX]).tokens for place in profile.birth_places)
    return tuple(" ".join(token.text for token in tokens) for tokens in folded if tokens)
