"""Why two persons may be one: each reason with its code, its weight and its sentence."""

from typing import TypedDict

from jisr.catalogues import catalogue, isolated
from jisr.errors import to_translate
from jisr.names.attested import times_seen
from jisr.names.fold import fold
from jisr.names.model import Comparison, EvidenceRow

NAMES_COMPARED = "name.compared"
"""The code of the reason that tells which name of each person gave the evidence."""

SAME_SCRIPT = "name.same_script"
"""The code of the nearest names in one script, where the best evidence came from two scripts."""

RULES = {
    NAMES_COMPARED: to_translate("“{left}” was compared with “{right}”"),
    SAME_SCRIPT: to_translate("in one script the names are “{left}” and “{right}”"),
    "token.same": to_translate("“{left}” is written alike in both names"),
    "token.attested": to_translate("“{left}” and “{right}” are known spellings of one name"),
    "token.other_form": to_translate(
        "“{left}” and “{right}” are forms of one name, short or of another language"
    ),
    "token.sounds_alike": to_translate("“{left}” and “{right}” sound alike"),
    "token.spelling": to_translate("“{left}” and “{right}” differ by a slip of spelling"),
    "token.joined": to_translate(
        "“{left}” and “{right}” are one name, written in one or two words"
    ),
    "token.initial": to_translate("“{left}” and “{right}” begin with the same letter"),
    "token.missing": to_translate("“{left}{right}” stands in one name only"),
    "token.father_missing": to_translate(
        "the father’s name “{left}{right}” stands in one name only"
    ),
    "token.father_contradicts": to_translate(
        "the father’s names “{left}” and “{right}” are different names"
    ),
    "token.contradicts": to_translate("“{left}” and “{right}” are different names"),
    "name.one_word": to_translate("only one word of the names agrees"),
    "name.relative": to_translate("someone else can bear such a name but for one word"),
    "name.order": to_translate("the words of the names stand in another order"),
    "name.not_given": to_translate("the names cannot be judged: one of the two has none"),
    "name.no_letters": to_translate("the names cannot be judged: one of the two has no letter"),
    "birth_date.same": to_translate("the birth date is the same: {left}"),
    "birth_date.year_month": to_translate("birth year and month agree: {left}, {right}"),
    "birth_date.year_only": to_translate("the birth year agrees: {left}, {right}"),
    "birth_date.swapped": to_translate("day and month are exchanged: {left}, {right}"),
    "birth_date.two_parts": to_translate("two parts of the birth date agree: {left}, {right}"),
    "birth_date.same_year": to_translate("only the birth year agrees: {left}, {right}"),
    "birth_date.near_year": to_translate("the birth years are one apart: {left}, {right}"),
    "birth_date.few_years": to_translate("the birth years are two or three apart: {left}, {right}"),
    "birth_date.contradicts": to_translate("the birth dates do not agree: {left}, {right}"),
    "sex.same": to_translate("the sex is the same: {left}"),
    "sex.contradicts": to_translate("the sex is not the same: {left}, {right}"),
    "nationality.shared": to_translate("a nationality is shared: {left}"),
    "nationality.none_shared": to_translate("no nationality is shared: {left}, {right}"),
    "document.shared": to_translate("a document number is the same: {left}"),
    "birth_place.shared": to_translate("the birth place is the same: {left}"),
}
"""Every code that a reason can have, with its sentence in English."""

ATTESTED_TIMES = to_translate(
    "“{left}” and “{right}” are spellings of one name, attested {times} times"
)
"""The sentence of `token.attested` when the two words were seen side by side."""


class Reason(TypedDict):
    """One reason of a comparison, as plain data that JSON can hold.

    `code` is one of `RULES` and never changes its meaning; `feature` groups codes (`name.token`,
    `birth_date`, …). `left` and `right` are what was compared of the first person and of the
    second: words in small letters, names and other values as they were given; one is empty where
    the other stands alone. `bits` is the weight; the weights of all reasons add up to the bits of
    the comparison. `times_attested` counts how often two words were seen side by side for one
    person in public lists, 0 where nothing was counted. `sentence` says it all to a person.
    """

    code: str
    feature: str
    left: str
    right: str
    bits: float
    times_attested: int
    sentence: str


def explain(comparison: Comparison, language: str = "en") -> list[Reason]:
    """Return the reasons of a comparison: first the names that were compared, then each weight.

    Where the best evidence comes from names in two scripts, and both persons have a name in one,
    the two that the reader can check himself stand before them.

    `language` is ar, en, fr or es; raises `SettingInvalid` for another one. In the sentences every
    value stands between isolation marks (U+2068, U+2069), so that a name of another direction does
    not turn the line around it.
    """
    names = (comparison.left_name, comparison.right_name)
    compared = [EvidenceRow("name", NAMES_COMPARED, *names, 0.0)] if all(names) else []
    rows = [*compared, *comparison.rows]
    rows.sort(key=lambda row: row.rule != SAME_SCRIPT)
    return [_reason(row, language) for row in rows]


def _reason(row: EvidenceRow, language: str) -> Reason:
    said, values = sentence(row)
    filled = {name: isolated(value) for name, value in values.items()}
    return Reason(
        code=row.rule,
        feature=row.feature,
        left=row.left,
        right=row.right,
        bits=row.bits,
        times_attested=times_attested(row),
        sentence=catalogue(language).gettext(said).format_map(filled),
    )


def sentence(row: EvidenceRow) -> tuple[str, dict[str, str]]:
    """Return the sentence of a row, to be translated, and the values that fill it."""
    values = {"left": row.left, "right": row.right}
    times = times_attested(row)
    if times:
        return ATTESTED_TIMES, {**values, "times": str(times)}
    return RULES[row.rule], values


def times_attested(row: EvidenceRow) -> int:
    """Return how often the two words of a row were seen side by side in the public lists.

    It is 0 for words known as one name only over a third spelling, and for rows of other rules.
    """
    if row.rule != "token.attested":
        return 0
    left, right = (
        " ".join(token.text for token in fold(text).tokens) for text in (row.left, row.right)
    )
    return times_seen(left, right)
