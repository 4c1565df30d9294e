"""What is sealed of an election is read back as it was."""

import datetime

from jisr.assembly.elections import documents
from jisr.assembly.elections.model import (
    Acceptance,
    AcceptanceKind,
    Committee,
    DrawState,
    Election,
    ElectionKind,
    Holder,
    LotsDraw,
    Nomination,
    NominationState,
    Standing,
    Step,
    StepKind,
)
from jisr.values import LanguageMap

NOW = datetime.datetime(2025, 11, 24, 9, tzinfo=datetime.UTC)


def test_an_election_is_read_back_whole() -> None:
    """With every field filled, and with every field that may be empty."""
    bare = Election("e", 93, ElectionKind.HOST, "", 1, 95, NOW, (), {}, {})
    full = Election(
        id="f",
        session=93,
        kind=ElectionKind.VICE_PRESIDENT,
        region="africa",
        seats=1,
        for_session=0,
        announced_at=NOW,
        candidates=(Standing("n", "MAR", "africa", LanguageMap({"en": "Nour"})),),
        dropped={"m": "elections.same_country"},
        sitting={"africa": 2},
        steps=(Step(StepKind.BALLOT, "v"), Step(StepKind.LOTS, "d")),
        result_digest="ab" * 32,
        result_entry="cd" * 16,
        ended_at=NOW,
        embargo_until=NOW,
        version=7,
    )
    for each in (bare, full):
        told = documents.election_document(each)
        assert documents.election_of(told, each.version) == each


def test_a_nomination_is_read_back_whole() -> None:
    """With and without the nominee's acceptance."""
    bare = Nomination("n", "e", "MAR", "", "Rabat", "", (), NOW, "head@mar")
    full = Nomination(
        id="n",
        election="e",
        member="MAR",
        nominee="nour@mar",
        name="Nour Haddad",
        post="Director",
        languages=("ar", "fr"),
        nominated_at=NOW,
        nominated_by="head@mar",
        acceptance=Acceptance(AcceptanceKind.PAPER, NOW, "ab" * 32),
        state=NominationState.REFUSED,
        why="late paper",
        decided_at=NOW,
        version=4,
    )
    for each in (bare, full):
        assert documents.nomination_of(documents.nomination_document(each), each.version) == each


def test_a_draw_and_a_committee_are_read_back_whole() -> None:
    """Hashes, values and refusers; posts and who leaves."""
    draw = LotsDraw(
        id="d",
        election="e",
        tied=("x", "y"),
        seats=1,
        opened_at=NOW,
        excluded=("KEN",),
        commitments={"FRA": "00"},
        values={"FRA": "11"},
        order=("y", "x"),
        seed="22",
        refusers=("JPN",),
        state=DrawState.VOID,
        version=3,
    )
    assert documents.draw_of(documents.draw_document(draw), 3) == draw
    holders = (Holder(ElectionKind.PRESIDENT, "a@fra", "A", "FRA", is_leaving=True),)
    committee = Committee(93, holders, 2)
    assert documents.committee_of(documents.committee_document(committee), 2) == committee
