"""Every word of the model is said on the pages."""

from jisr.assembly.texts.steps import Fault
from jisr.meetings.agreements.model import Body, DueKind, State
from jisr.meetings.agreements.pages import wording
from memoranda_world import MemorandaWorld


def test_every_word_has_its_sentence() -> None:
    """No state, kind, fault, body or step is shown as a code."""
    assert set(wording.STATES) == set(State)
    assert set(wording.DUES) == set(DueKind)
    assert set(wording.FAULTS) == set(Fault)
    assert set(wording.BODIES) == set(Body)
    assert set(wording.STEPS) == set(wording.STEP_SIGNS)


def test_steps_that_are_written_have_a_sentence(world: MemorandaWorld) -> None:
    """What the timeline tells is what the actions write."""
    done = world.in_force()
    assert {each.kind for each in done.steps} <= set(wording.STEPS)


def test_bureaus_are_named(world: MemorandaWorld) -> None:
    """In the reader's language; one that is none by its id."""
    with world.database.reading() as transaction:
        names = wording.names_of(transaction, ["FRA", "XXX", "FRA"], "es")
        every = dict(wording.bureau_options(transaction, "en"))
    assert names == {"FRA": "Francia", "XXX": "XXX"}
    assert every["AFRIPOL"] == "AFRIPOL (AFRIPOL)"
