"""The names index follows the ledger, survives in a file, and is rebuilt when that is of no use."""

import dataclasses
import itertools
from pathlib import Path
from typing import Any

import pytest

from check_world import ASKED, CAR, NOBODY_ELSE, NOUR, World, draft_of, person
from jisr.access.model import Purpose
from jisr.checks.index import (
    VISIBLE_KEPT_MAX,
    Group,
    PersonIndex,
    is_worth_saving,
    profile_of,
)
from jisr.names import Profile
from jisr.records import actions as records
from jisr.records.audience import class_id
from jisr.records.model import (
    Audience,
    Confidentiality,
    HandlingCode,
    Name,
    Person,
    Record,
)
from jisr.values import PartialDate

EVERYBODY = Audience()
QUERY = Profile(("Nour Haddad",))


def _found(index: PersonIndex) -> int:
    visible = index.visible((True,) * len(index.groups))
    return len(index.search(QUERY, visible, limit=10, minimum_bits=5))


def _opened(world: World, folder: Path | None = None) -> PersonIndex:
    with world.database.reading() as transaction:
        return PersonIndex.open(transaction, folder)


def _saved(world: World, folder: Path) -> PersonIndex:
    with world.database.reading() as transaction:
        index = PersonIndex.open(transaction)
        index.save(transaction, folder)
    return index


def _state(index: PersonIndex) -> tuple[int, int, frozenset[Group], int]:
    return index.position, len(index), frozenset(index.groups), _found(index)


def test_index_holds_persons_by_owner_and_audience(world: World) -> None:
    """Things are left out; who may find a person follows from class and owner."""
    world.record(NOUR)
    world.record(NOUR, owner="SYR", audience=NOBODY_ELSE)
    world.record(CAR)
    index = _opened(world)
    assert (len(index), set(index.groups)) == (
        2,
        {
            Group(class_id(EVERYBODY, "FRA"), "FRA"),
            Group(class_id(NOBODY_ELSE, "SYR"), "SYR"),
        },
    )


def test_visible_counts_only_what_is_allowed(world: World) -> None:
    """The mask cuts what is searched, and the count is that of the mask."""
    world.record(NOUR)
    world.record(NOUR, owner="SYR", audience=NOBODY_ELSE)
    index = _opened(world)
    for allowed, count in (((True, True), 2), ((True, False), 1), ((False, False), 0)):
        visible = index.visible(allowed)
        found = index.search(QUERY, visible, limit=10, minimum_bits=5)
        assert (visible.count, len(found)) == (count, count)


def test_few_cuts_are_remembered(world: World) -> None:
    """A cut takes a megabyte for each million persons, so old ones make room for new ones."""
    for number in range(VISIBLE_KEPT_MAX.bit_length()):
        world.record(person("Nour Haddad"), audience=Audience(members=(f"A{number:02d}",)))
    index = _opened(world)
    cuts = list(itertools.product((True, False), repeat=len(index.groups)))
    first = index.visible(cuts[0])
    assert index.visible(cuts[0]) is first
    for each in cuts[1 : VISIBLE_KEPT_MAX + 2]:
        assert index.visible(each).count == sum(each)
    again = index.visible(cuts[0])
    assert (again is first, again.count) == (False, first.count)


def test_index_follows_added_changed_and_withdrawn_records(world: World) -> None:
    """After catching up it is as if it had been built now."""
    index = _opened(world)
    asking = world.asking("officer@fra", Purpose.WANTED_PERSON)
    kept, changed, gone = (world.record(NOUR) for _ in range(3))
    world.database.in_transaction(
        records.new_version,
        asking,
        changed.id,
        draft_of(Person((Name("Someone Else"),)), audience=NOBODY_ELSE),
        read_version=1,
    )
    world.database.in_transaction(records.withdraw, asking, gone.id, "found")
    with world.database.reading() as transaction:
        index.catch_up(transaction)
        built = PersonIndex.build(transaction)
        held = records.every_person(transaction, 0, 1)[0]
    assert _state(index) == _state(built)
    assert _found(index) == 1
    assert held.record.id == kept.id
    assert index.holds(held)
    newer = dataclasses.replace(held, record=dataclasses.replace(held.record, version=2))
    assert not index.holds(newer)


def test_saved_index_is_read_and_caught_up(world: World, tmp_path: Path) -> None:
    """A later start reads the file and follows what came after it."""
    world.record(NOUR)
    saved = _saved(world, tmp_path / "index")
    assert (saved.changes, _state(_opened(world, tmp_path / "index"))) == (0, _state(saved))
    world.record(NOUR, owner="SYR", audience=NOBODY_ELSE)
    later = _opened(world, tmp_path / "index")
    assert (_state(later), later.changes) == (_state(_opened(world)), 1)
    assert [path.suffix for path in sorted((tmp_path / "index").iterdir())] == [".npz", ".json"]


def test_saving_again_leaves_one_file(world: World, tmp_path: Path) -> None:
    """The older file goes when the newer one is whole."""
    world.record(NOUR)
    _saved(world, tmp_path / "index")
    _saved(world, tmp_path / "index")
    assert len(list((tmp_path / "index").iterdir())) == 2


@pytest.mark.parametrize("name", ["persons.json", "npz"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00garbage"])
def test_damaged_file_is_built_again(
    world: World, tmp_path: Path, name: str, content: bytes
) -> None:
    """A file that is not what was written is thrown away, silently and wholly."""
    world.record(NOUR)
    saved = _saved(world, tmp_path / "index")
    for path in (tmp_path / "index").iterdir():
        if path.name.endswith(name):
            path.write_bytes(content)
    assert _state(_opened(world, tmp_path / "index")) == _state(saved)


def test_file_of_another_format_or_database_is_built_again(world: World, tmp_path: Path) -> None:
    """An index of other data, or of another program, is never believed."""
    world.record(NOUR)
    saved = _saved(world, tmp_path)
    content = (tmp_path / "persons.json").read_text(encoding="utf-8")
    for old, new in (('"format":1', '"format":0'), ('"entry_id":"', '"entry_id":"00')):
        assert old in content
        (tmp_path / "persons.json").write_text(content.replace(old, new), encoding="utf-8")
        reread = _opened(world, tmp_path)
        assert (_state(reread), reread.changes) == (_state(saved), 1)


def test_empty_database_has_an_index(world: World, tmp_path: Path) -> None:
    """Nobody is recorded: nobody is found, and saving that is no error."""
    index = _saved(world, tmp_path)
    assert (len(index), _found(index)) == (0, 0)
    assert not is_worth_saving(index)


def test_worth_saving_grows_with_the_index(world: World) -> None:
    """A tenth of a small index, or a thousand changes of a large one."""
    for _ in range(3):
        world.record(NOUR)
    index = _opened(world)
    assert is_worth_saving(index)
    index.changes = 0
    assert not is_worth_saving(index)


def _record(world: World, **more: Any) -> Record:
    person = Person(
        (
            Name("نور الحداد", latin="Nour Al Haddad", mrz="HADDAD<<NOUR"),
            Name("Noor", latin="Nour Al Haddad"),
        ),
        sex="U",
        birth_dates=(PartialDate(1974),),
        nationalities=("LB", "D"),
        birth_places=("Tyre",),
    )
    return world.record(person, **more)


def test_profile_holds_names_in_every_form_and_codes_as_one(world: World) -> None:
    """Scripts first, then Latin and machine-readable forms, nothing twice."""
    assert profile_of(_record(world)) == Profile(
        ("نور الحداد", "Noor", "Nour Al Haddad", "HADDAD<<NOUR"),
        birth_dates=(PartialDate(1974),),
        nationalities=("LBN", "DEU"),
        birth_places=("Tyre",),
    )


@pytest.mark.parametrize("code", [HandlingCode.CONFIRM_ONLY, HandlingCode.ORIGINATOR_CONTROL])
def test_profile_leaves_out_what_is_not_for_all(world: World, code: HandlingCode) -> None:
    """A field that some readers are not shown takes no part in any comparison."""
    known = profile_of(_record(world, handling={"birth_dates": code, "names": code}))
    assert known == Profile((), nationalities=("LBN", "DEU"), birth_places=("Tyre",))


def test_profile_of_a_confidential_record_holds_what_everyone_is_shown(world: World) -> None:
    """The birth place of a confidential record is for few readers, so nobody guesses it."""
    known = profile_of(_record(world, confidentiality=Confidentiality.CONFIDENTIAL))
    assert known is not None
    assert (known.birth_dates, known.birth_places) == ((PartialDate(1974),), ())


def test_profile_of_the_longest_record_stays_in_its_bounds(world: World) -> None:
    """A hundred long aliases are cut to what the engine compares."""
    names = tuple(
        Name(f"{number:03d} {'x' * 150}", latin=f"{number:03d} {'y' * 150}")
        for number in range(100)
    )
    known = profile_of(world.record(Person(names)))
    assert known is not None
    assert sum(map(len, known.names)) <= 8_000
    assert known.names[0] == names[0].text


def test_warming_changes_nothing(world: World) -> None:
    """What is read on first use is read before anybody asks; what is found stays the same."""
    world.record(NOUR)
    index = world.checker._finder.index
    before = len(index)
    index.warm()
    assert (len(index), len(world.check(ASKED).hits)) == (before, 1)
