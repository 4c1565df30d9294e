"""Reads the rules that a jurist may edit: `counting/data`."""

import datetime
import itertools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from jisr.assembly.counting.model import (
    BallotRule,
    Base,
    ElectionRule,
    Majority,
    QuestionRule,
    Stay,
)
from jisr.errors import ValueMalformed, to_translate

Rule = TypeVar("Rule", QuestionRule, ElectionRule)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of one organisation, past and present."""

    questions: tuple[QuestionRule, ...]
    elections: tuple[ElectionRule, ...]

    def question(self, key: str, day: datetime.date) -> QuestionRule:
        """Return the rule in force on the day; raise `ValueMalformed` if there is none."""
        return _in_force(self.questions, key, day)

    def election(self, key: str, day: datetime.date) -> ElectionRule:
        """Return the rule in force on the day; raise `ValueMalformed` if there is none."""
        return _in_force(self.elections, key, day)


@cache
def world_rules() -> RuleBook:
    """Return the rules of the model organisation."""
    source = resources.files("jisr.assembly.counting") / "data" / "world.toml"
    return read_rules(source.read_text(encoding="utf-8"))


def read_rules(text: str) -> RuleBook:
    """Read a book of rules; raise `ValueMalformed` when it cannot be followed."""
    try:
        table = tomllib.loads(text)
        majorities = {
            key: Majority(row["numerator"], row["denominator"], row["strict"], Base(row["base"]))
            for key, row in table["majorities"].items()
        }
        book = RuleBook(
            tuple(_question(row, majorities) for row in table.get("questions", ())),
            tuple(_election(row, majorities) for row in table.get("elections", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueMalformed(field="rule", why=to_translate("the row is not complete")) from error
    _refuse_overlaps(book.questions)
    _refuse_overlaps(book.elections)
    return book


def _question(row: Mapping[str, Any], majorities: Mapping[str, Majority]) -> QuestionRule:
    return QuestionRule(
        key=row["key"],
        article=row["article"],
        valid_from=row["valid_from"],
        valid_until=row.get("valid_until"),
        majority=majorities[row["majority"]],
        is_secret=row.get("secret", False),
        admits_suspended=row.get("suspended", False),
    )


def _election(row: Mapping[str, Any], majorities: Mapping[str, Majority]) -> ElectionRule:
    ballots = tuple(
        BallotRule(
            first_ballot=ballot["first"],
            majority=majorities[ballot["majority"]] if "majority" in ballot else None,
            stay=Stay(ballot["stay"]),
            settles_ties=ballot["ties"],
        )
        for ballot in row["ballots"]
    )
    firsts = [ballot.first_ballot for ballot in ballots]
    if firsts[:1] != [1] or firsts != sorted(set(firsts)) or row["seats"] < 1:
        raise ValueMalformed(field="rule", why=to_translate("the ballots do not follow from 1"))
    return ElectionRule(
        key=row["key"],
        article=row["article"],
        valid_from=row["valid_from"],
        valid_until=row.get("valid_until"),
        ballots=ballots,
        ballots_max=row["ballots_max"],
        seats=row["seats"],
        region_seats_max=row.get("region_seats"),
        reading=row["reading"],
    )


def _in_force(rules: Iterable[Rule], key: str, day: datetime.date) -> Rule:
    for rule in rules:
        if rule.key == key and rule.valid_from <= day <= (rule.valid_until or datetime.date.max):
            return rule
    raise ValueMalformed(field="rule", why=to_translate("no such rule was in force that day"))


def _refuse_overlaps(rules: Iterable[Rule]) -> None:
    ordered = sorted(rules, key=lambda rule: (rule.key, rule.valid_from))
    for earlier, later in itertools.pairwise(ordered):
        if earlier.key == later.key and (
            earlier.valid_until is None or later.valid_from <= earlier.valid_until
        ):
            raise ValueMalformed(field="rule", why=to_translate("two rows are in force at once"))
