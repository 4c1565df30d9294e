"""Who sees how much, what is due, and the register page by page."""

import datetime

from jisr.errors import Denied, NotFound
from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import Contact, DueKind, Memorandum, Sight
from memoranda_world import WITH_DATA, MemorandaWorld
from ticking import TickingClock


def test_what_is_due_is_told_to_whom_it_concerns(
    world: MemorandaWorld, clock: TickingClock
) -> None:
    """Windows to every member; renewals and reviews to the parties and the secretariat."""
    world.in_force()
    clock.advance(days=200)  # 9 June 2027
    proposed = world.proposed()
    clock.advance(days=40)

    def kinds(officer: str) -> list[DueKind]:
        with world.database.reading() as transaction:
            return [each.kind for each in actions.due(transaction, officer)]

    assert kinds("head@mar") == [DueKind.REVIEW, DueKind.OBJECTION]
    assert kinds("head@syr") == [DueKind.OBJECTION]
    assert kinds("root") == [DueKind.REVIEW, DueKind.OBJECTION]
    assert kinds("head@afripol") == [DueKind.OBJECTION]
    assert proposed.window_ends == datetime.date(2027, 7, 24)
    following = datetime.date(2028, 6, 30)
    with world.database.reading() as transaction:
        reviewed = actions.due(transaction, "head@mar")[0].memorandum
    world.do(actions.record_review, "head@fra", reviewed, following)
    assert kinds("head@mar") == [DueKind.OBJECTION]


def shown(world: MemorandaWorld, memorandum: Memorandum, officer: str) -> Sight:
    """Return how much an officer is shown; a hidden memorandum is not in the list either."""
    with world.database.reading() as transaction:
        try:
            sight = actions.view(transaction, officer, memorandum.id).sight
        except NotFound:
            sight = Sight.NOTHING
        try:
            listed = [each.memorandum.id for each in actions.register(transaction, officer)]
        except Denied:
            listed = []
    assert (memorandum.id in listed) is (sight is not Sight.NOTHING)
    return sight


EVERYBODY = (
    "head@fra",
    "officer@fra",
    "desk@afripol",
    "root",
    "reviewer@gs",
    "officer@syr",
    "clerk@tng",
    "observer@afripol",
    "operator@gs",
    "port@mar",
    "security@ccf",
)


def test_who_sees_how_much(world: MemorandaWorld, clock: TickingClock) -> None:
    """Parties and secretariat all, members what was told; who only observes or runs it nothing."""
    whole, text, outline, nothing = Sight.WHOLE, Sight.TEXT, Sight.OUTLINE, Sight.NOTHING
    drafted = world.draft(WITH_DATA)
    sights = [shown(world, drafted, each) for each in EVERYBODY]
    assert sights == [whole] * 5 + [nothing] * 6
    world.opined(drafted)
    world.do(actions.propose, "root", drafted.id)
    sights = [shown(world, drafted, each) for each in EVERYBODY]
    assert sights == [whole] * 5 + [text] * 2 + [nothing] * 4
    clock.advance(days=46)
    sights = [shown(world, drafted, each) for each in EVERYBODY]
    assert sights == [whole] * 5 + [outline] * 2 + [nothing] * 4


def test_an_outline_holds_no_more(world: MemorandaWorld, clock: TickingClock) -> None:
    """No words, signatories, contacts, papers, signatures or grant."""
    done = world.data_in_force(clock)
    contact = Contact("", "Liaison desk", "desk@example.org")
    world.do(actions.name_contacts, "head@fra", done.id, "FRA", [contact])
    seen = world.view("officer@syr", done)
    kept = seen.memorandum
    assert (kept.terms.paragraphs, kept.terms.grant, kept.contacts) == ((), None, ())
    assert (kept.signatures, kept.steps, kept.grant, seen.grant) == ((), (), "", None)
    assert (kept.terms.title, kept.terms.parties) == (done.terms.title, done.terms.parties)
    whole = world.view("desk@afripol", done).memorandum
    assert [each.party for each in whole.contacts] == ["FRA"]


def test_the_register_is_paged(world: MemorandaWorld) -> None:
    """The newest first, each once."""
    drafted = [world.draft().id for _ in range(5)]
    found: list[str] = []
    before = None
    with world.database.reading() as transaction:
        while page := actions.register(transaction, "officer@mar", before=before, limit=2):
            found += [each.memorandum.id for each in page]
            before = actions.key_of(page[-1])
    assert found == drafted[::-1]


def test_what_is_stored_is_what_was_written(world: MemorandaWorld, clock: TickingClock) -> None:
    """The register gives it back whole, after every kind of step."""
    done = world.data_in_force(clock)
    assert world.view("head@fra", done).memorandum == done
