"""The book of rules: dated rows, each with its article."""

import datetime

import pytest

from jisr.assembly.counting.model import Base, Majority, QuestionRule
from jisr.assembly.counting.tables import read_rules, world_rules
from jisr.errors import ValueMalformed

HEAD = '[majorities]\nsimple = { numerator = 1, denominator = 2, strict = true, base = "cast" }\n'


def row(valid: str, majority: str = "simple") -> str:
    """Return one row of a question."""
    return f'[[questions]]\nkey = "q"\narticle = "1"\nmajority = "{majority}"\n{valid}\n'


def test_rule_of_the_day_is_used() -> None:
    """A replaced rule holds through its last day, the new one from its first."""
    day = datetime.date
    book = read_rules(
        HEAD
        + row("valid_from = 2020-01-01\nvalid_until = 2025-11-27")
        + row("valid_from = 2025-11-28")
    )
    majority = Majority(1, 2, is_strict=True, base=Base.CAST)
    old = QuestionRule(
        "q", "1", day(2020, 1, 1), day(2025, 11, 27), majority, is_secret=False,
        admits_suspended=False,
    )  # fmt: skip
    assert (book.question("q", day(2020, 1, 1)), book.question("q", day(2025, 11, 27))) == (
        old,
        old,
    )
    assert book.question("q", day(2025, 11, 28)).valid_from == day(2025, 11, 28)


@pytest.mark.parametrize("key", ["resolution", "no_such_rule"])
def test_day_without_rule_is_refused(key: str) -> None:
    """No rule is applied to a day for which its text was not read."""
    with pytest.raises(ValueMalformed):
        world_rules().question(key, datetime.date(2025, 11, 27))
    with pytest.raises(ValueMalformed):
        world_rules().election(key, datetime.date(2025, 11, 27))


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "",
        HEAD + row("valid_from = 2020-01-01", "two_thirds"),
        HEAD + row("valid_until = 2020-01-01"),
        HEAD + row("valid_from = 2020-01-01") + row("valid_from = 2021-01-01"),
        HEAD
        + row("valid_from = 2020-01-01\nvalid_until = 2021-01-01")
        + row("valid_from = 2021-01-01"),
        HEAD.replace('"cast"', '"shares"'),
    ],
)
def test_book_that_cannot_be_followed_is_refused(text: str) -> None:
    """A gap, an unknown word or two rows in force on one day are refused when read."""
    with pytest.raises(ValueMalformed):
        read_rules(text)


ELECTION = """
[[elections]]
key = "e"
article = "1"
valid_from = 2020-01-01
seats = {seats}
ballots_max = 3
reading = ""
ballots = [{{ first = {first}, stay = "all", ties = true }}]
"""


@pytest.mark.parametrize(("seats", "first"), [(0, 1), (1, 2)])
def test_election_that_cannot_begin_is_refused(seats: int, first: int) -> None:
    """An election has a seat, and a rule for its first ballot."""
    with pytest.raises(ValueMalformed):
        read_rules(HEAD + ELECTION.format(seats=seats, first=first))


def test_every_rule_has_its_article_and_majority() -> None:
    """The book of the model organisation names an article in each row, and no float."""
    book = world_rules()
    assert [rule.key for rule in book.questions if not rule.article] == []
    assert [rule.key for rule in book.elections if not rule.article] == []
    assert {
        rule.key: (rule.majority.numerator, rule.majority.denominator, rule.majority.base.value)
        for rule in book.questions
    } == {
        **dict.fromkeys(
            ("resolution", "agenda", "procedural_motion", "secretary_general", "removal"),
            (1, 2, "expressed"),
        ),
        **dict.fromkeys(
            (
                "membership",
                "general_regulations",
                "rules_of_procedure",
                "commission_statute",
                "additional_item",
            ),
            (2, 3, "expressed"),
        ),
        "constitution_amendment": (2, 3, "members"),
        "extraordinary_session": (1, 2, "members"),
    }
