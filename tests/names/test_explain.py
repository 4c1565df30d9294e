"""Reasons: their codes, weights and sentences."""

import json
import math

import pytest

from jisr.errors import SettingInvalid
from jisr.names.attested import times_seen
from jisr.names.compare import compare
from jisr.names.explain import RULES, Reason, explain, sentence, times_attested
from jisr.names.model import Comparison, EvidenceRow, Profile
from jisr.names.tables import weights
from jisr.values import PartialDate

ASKED = Profile(("محمد بن علي الحداد",), (PartialDate(1974, 3, 2),), sex="M")
FATHERLESS = Profile(("Mohammed Haddad",), (PartialDate(1974),), sex="M")


def _isolated(sentence: str) -> str:
    """Return a sentence with isolation marks in place of brackets."""
    return sentence.replace("[", "\u2068").replace("]", "\u2069")


def _reason(found: list[Reason], code: str) -> Reason:
    return next(reason for reason in found if reason["code"] == code)


def test_spellings_are_explained_by_how_often_they_were_seen() -> None:
    """The pair of words stands with its code, its count and its weight, and in a sentence."""
    times = times_seen("محمد", "mohammed")
    assert times > 100
    row = EvidenceRow("name.token", "token.attested", "محمد", "mohammed", 6.0)
    assert explain(Comparison(6.0, (row,), "", "")) == [
        {
            "code": "token.attested",
            "feature": "name.token",
            "left": "محمد",
            "right": "mohammed",
            "bits": 6.0,
            "times_attested": times,
            "sentence": _isolated(
                f"“[محمد]” and “[mohammed]” are spellings of one name, attested [{times}] times"
            ),
        }
    ]


def test_the_names_that_were_compared_come_first() -> None:
    """Of many aliases the reader learns which one gave the evidence."""
    record = Profile(("Somebody Else", "Mohammed Haddad"))
    first = explain(compare(ASKED, record))[0]
    assert (first["code"], first["bits"]) == ("name.compared", 0.0)
    assert (first["left"], first["right"]) == ("محمد بن علي الحداد", "Mohammed Haddad")


@pytest.mark.parametrize(
    "aliases", [("Mohammed Haddad", "محمد الحداد"), ("محمد الحداد", "Mohammed Haddad")]
)
def test_the_alias_in_the_script_that_was_asked_is_told(aliases: tuple[str, ...]) -> None:
    """Who asks in Arabic checks the Arabic alias, wherever it stands in the record."""
    assert explain(compare(ASKED, Profile(aliases)))[0]["right"] == "محمد الحداد"


def test_names_in_one_script_come_before_names_in_two() -> None:
    """Where another script gave the best evidence, the reader sees first what he can read."""
    row = EvidenceRow("name", "name.same_script", "Mohamed Ali", "Muhammad Aly", 0.0)
    comparison = Comparison(0.0, (row,), "Mohamed Ali", "محمد علي")
    found = [(reason["code"], reason["right"]) for reason in explain(comparison)]
    assert found == [("name.same_script", "Muhammad Aly"), ("name.compared", "محمد علي")]


def test_a_missing_father_is_told_apart_from_another_father() -> None:
    """The father's name that is not there, and the one that is another, have their own codes."""
    missing = explain(compare(ASKED, FATHERLESS))
    assert _reason(missing, "token.father_missing")["left"] == "علي"
    other = Profile(("محمد بن سليمان الحداد",))
    contradicts = _reason(explain(compare(ASKED, other)), "token.father_contradicts")
    assert (contradicts["left"], contradicts["right"]) == ("علي", "سليمان")
    assert contradicts["sentence"] == _isolated(
        "the father’s names “[علي]” and “[سليمان]” are different names"
    )


def test_the_weights_of_the_reasons_add_up() -> None:
    """Nothing counts that is not explained."""
    comparison = compare(ASKED, FATHERLESS)
    found = explain(comparison)
    assert math.fsum(reason["bits"] for reason in found) == pytest.approx(comparison.bits)
    assert {"birth_date.year_only", "sex.same"} <= {reason["code"] for reason in found}


def test_reasons_are_plain_data() -> None:
    """JSON holds them and gives them back unchanged."""
    found = explain(compare(ASKED, FATHERLESS), "ar")
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("language", ["ar", "fr", "es"])
def test_reasons_are_said_in_the_language_of_the_reader(language: str) -> None:
    """The sentences change with the language, the data do not."""
    english, said = (
        explain(compare(ASKED, FATHERLESS)),
        explain(compare(ASKED, FATHERLESS), language),
    )
    assert all(one["sentence"] != two["sentence"] for one, two in zip(english, said, strict=True))
    assert [{**reason, "sentence": ""} for reason in said] == [
        {**reason, "sentence": ""} for reason in english
    ]


def test_a_language_that_is_not_spoken_is_refused() -> None:
    """There is no silent English."""
    with pytest.raises(SettingInvalid):
        explain(compare(ASKED, FATHERLESS), "tlh")


def test_spellings_known_over_a_third_one_have_no_count() -> None:
    """Two Latin spellings were never seen side by side: no number is invented."""
    row = EvidenceRow("name.token", "token.attested", "Muhammad", "Mohamed", 6.0)
    assert times_attested(row) == 0
    message, details = sentence(row)
    assert message.format_map(details) == "“Muhammad” and “Mohamed” are known spellings of one name"


def test_every_weight_of_birth_dates_has_a_rule() -> None:
    """A rule that can be given can be explained."""
    rules = {key.removesuffix("_bits") for key in weights("birth_date")}
    rules = {"contradicts" if rule == "contradiction" else rule for rule in rules}
    assert {f"birth_date.{rule}" for rule in rules} == {
        rule for rule in RULES if rule.startswith("birth_date.")
    }


def test_every_row_of_a_comparison_can_be_said() -> None:
    """No row appears without a sentence."""
    left = Profile(("J. Mohammadhossein Vestabo Oruk Ali",), sex="F", nationalities=("TN",))
    right = Profile(("Oruk John محمد حسین Salim",), sex="M", nationalities=("FR",))
    said = [sentence(row)[0] for row in compare(left, right).rows]
    assert all(said)
    assert len(said) >= 6
