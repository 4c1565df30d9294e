"""The table of cases: each row says what the rules say, and where that stands."""

import csv
import dataclasses
import datetime
from pathlib import Path

import pytest

from jisr.assembly.counting.elections import Stage, apply_ballot, open_election
from jisr.assembly.counting.model import AGAINST, Tally
from jisr.assembly.counting.rules import decide
from jisr.assembly.counting.seats import Candidate
from jisr.assembly.counting.tables import world_rules

DAY = datetime.date(2026, 11, 22)
CASES_MIN = 120


def cases() -> list[dict[str, str]]:
    """Return the rows of the table."""
    lines = (Path(__file__).parent / "cases.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def rows(kind: str) -> list[dict[str, str]]:
    """Return the rows of one kind."""
    return [row for row in cases() if row["kind"] == kind]


def tally_of(row: dict[str, str], votes: dict[str, int], marks_max: int) -> Tally:
    """Return the row's numbers."""
    entitled, abstentions, invalid = (
        int(row[name]) for name in ("entitled", "abstentions", "invalid")
    )
    marks = sum(votes.values())
    expressed = marks if marks_max == 1 else min(marks, entitled - abstentions - invalid)
    return Tally(int(row["members"]), entitled, abstentions, invalid, expressed, votes, marks_max)


def parse(text: str) -> dict[str, int]:
    """Read `for=84 against=60`."""
    return {key: int(votes) for key, votes in (part.split("=") for part in text.split())}


def test_table_has_enough_cases() -> None:
    """The table holds at least 120 cases, each with its source."""
    table = cases()
    assert len(table) >= CASES_MIN
    assert [row for row in table if not row["source"]] == []


@pytest.mark.parametrize("row", rows("majority"), ids=lambda row: f"{row['rule']}-{row['members']}")
def test_majority_requires_the_fewest_votes_that_reach_it(row: dict[str, str]) -> None:
    """The required number is the one that exact fractions give."""
    rule = world_rules().question(row["rule"], DAY)
    assert rule.majority.required(int(row["members"])) == int(row["required"])


@pytest.mark.parametrize("row", rows("question"), ids=lambda row: f"{row['rule']}-{row['votes']}")
def test_question_is_decided_by_its_rule(row: dict[str, str]) -> None:
    """The verdict and the required number are those of the table."""
    rule = world_rules().question(row["rule"], DAY)
    verdict = decide(rule, tally_of(row, parse(row["votes"]), 1))
    assert (verdict.required, verdict.outcome.value) == (int(row["required"]), row["expected"])


@pytest.mark.parametrize(
    "row", rows("ballot"), ids=lambda row: f"{row['rule']}-{row['ballot']}-{row['votes']}"
)
def test_ballot_leads_where_its_rule_says(row: dict[str, str]) -> None:
    """After the ballot, who is elected, tied or standing is what the table says."""
    rule = world_rules().election(row["rule"], DAY)
    marked = parse(row["votes"])
    votes = {key.partition("@")[0]: count for key, count in marked.items()}
    candidates = [
        Candidate(key, f"member of {key}", region or key)
        for key, _, region in (mark.partition("@") for mark in marked)
        if key != AGAINST
    ]
    before = dataclasses.replace(open_election(rule, candidates, {}), number=int(row["ballot"]))
    after = apply_ballot(before, tally_of(row, votes, rule.seats))
    who = {
        Stage.ELECTED: frozenset(after.elected),
        Stage.TIE_BALLOT: after.on_paper,
        Stage.BALLOT: after.on_paper,
    }.get(after.stage, frozenset())
    shown = " ".join(["tie" if after.stage is Stage.TIE_BALLOT else after.stage, *sorted(who)])
    required = after.rounds[0].announcement.required
    assert (shown, required) == (
        row["expected"],
        int(row["required"]) if row["required"] else None,
    )
