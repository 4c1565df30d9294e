"""An account covers every item that was read."""

from hypothesis import given
from hypothesis import strategies as st

from jisr.kit.tables import RejectedRow
from jisr.records.importing.model import Account, LeftOut
from jisr.records.model import Outcome, Result


def test_account_adds_batches_up() -> None:
    """Each batch adds to the parts; a rejected outcome counts once, by its reason."""
    first = Account().with_batch(
        [Outcome(Result.ADDED, "a"), Outcome(Result.REJECTED, why="record.x")],
        [RejectedRow(3, "issued", "no such day"), RejectedRow(2, "", "x")],
        [LeftOut(4, "Company")],
    )
    both = first.with_batch(
        [Outcome(Result.UPDATED, "a"), Outcome(Result.UNCHANGED, "b")],
        [RejectedRow(7, "issued", "no such day")],
        [],
    )
    assert both == Account(
        read=7,
        added=1,
        updated=1,
        unchanged=1,
        rejected={"no such day": 2, "x": 1},
        left_out={"Company": 1},
    )
    assert both.rejected_total == 3


RESULTS = st.sampled_from([Result.ADDED, Result.UPDATED, Result.UNCHANGED])
BATCH = st.tuples(
    st.lists(RESULTS), st.lists(st.sampled_from(["x", "y"])), st.lists(st.sampled_from(["z"]))
)


@given(st.lists(BATCH))
def test_account_is_always_balanced(
    batches: list[tuple[list[Result], list[str], list[str]]],
) -> None:
    """Whatever batches come, the parts add up to what was read."""
    account = Account()
    for results, reasons, kinds in batches:
        account = account.with_batch(
            [Outcome(result, "a") for result in results],
            [RejectedRow(1, "", reason) for reason in reasons],
            [LeftOut(1, kind) for kind in kinds],
        )
    assert account.is_balanced
    assert account.read == sum(len(part) for batch in batches for part in batch)
