"""What is looked up to decide about entries."""

from check_world import PASSPORT
from hit_world import Desk
from jisr.ledger.log import read_entry
from jisr.oversight.sight import NAMED_CLASSES, Sight, entry_of
from jisr.records import actions as records
from jisr.records.audience import class_id
from jisr.records.model import Audience

EVERYONE, NOBODY = Audience(everyone=True), Audience(everyone=False)


def test_only_classes_that_name_the_member_are_looked_into(desk: Desk) -> None:
    """What others made for everybody holds nothing to see, what names the member may."""
    named = Audience(everyone=False, members=("MAR",))
    for number, audience in enumerate((EVERYONE, NOBODY, named)):
        subject = type(PASSPORT)(f"AB00000{number}", "FRA", "passport", "stolen", "FRA")
        desk.world.record(subject, audience=audience)
    with desk.database.reading() as transaction:
        mine = Sight(transaction, desk.world.asking("officer@mar")).classes
        theirs = Sight(transaction, desk.world.asking("officer@fra")).classes
        everything = Sight(transaction, desk.world.asking("member@ccf")).classes
    assert mine is not None
    assert theirs is not None
    assert set(mine) == NAMED_CLASSES | {class_id(named, "FRA")}
    assert NAMED_CLASSES | {class_id(each, "FRA") for each in (EVERYONE, NOBODY, named)} == theirs
    assert everything is None


def test_an_entry_says_what_its_act_says(desk: Desk) -> None:
    """What is shown is read from the sealed act, not from what stands beside it."""
    record = desk.world.record(PASSPORT, audience=EVERYONE)
    with desk.database.reading() as transaction:
        line = records.history(transaction, desk.world.asking("officer@fra"), record.id)[0]
        placed = read_entry(transaction, line.entry_id)
        (shown,) = Sight(transaction, desk.world.asking("officer@fra")).shown([placed])
    plain = entry_of(placed)
    assert (plain.verb, plain.kind, plain.bureau, plain.officer, plain.version, plain.why) == (
        "record.added",
        "record",
        "FRA",
        "officer@fra",
        1,
        "",
    )
    assert (shown.id, shown.why) == (line.entry_id, "ledger.own_record")
