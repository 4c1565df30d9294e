"""The names index over persons: built from the records, kept in a file, caught up from entries.

The file can be thrown away at any time: what is missing, unreadable, of another format or of
another database is built again. Fields that not every reader of a record is shown are not indexed,
so that nobody can guess them by asking.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from jisr.checks.queries import country_code
from jisr.errors import InputRefused, StorageFull
from jisr.kit.db import Transaction
from jisr.kit.outputs import whole_file
from jisr.ledger.log import entries_after, next_position
from jisr.names import Candidate, Index, Profile
from jisr.names.model import (
    NAME_LENGTH_MAX,
    NAMES_MAX,
    OTHER_VALUES_MAX,
    PROFILE_CHARACTERS_MAX,
)
from jisr.records import actions as records
from jisr.records.model import AudienceClass, Confidentiality, HandlingCode, Held, Person, Record
from jisr.records.profiles import profile as database_profile
from jisr.values import new_id

INDEX_FOLDER = "index"
"""Where a data directory keeps what can be thrown away and rebuilt."""
FORMAT = 1
"""Changes whenever the file or what is indexed does."""
PAGE = 10_000
TAIL_MAX = 50_000
"""Entries beyond which building again is faster than following."""
SAVE_AFTER = 1_000
"""Changes that are worth a new file; fewer are followed again at the next start."""
VISIBLE_KEPT_MAX = 64
"""Cuts of the index that are remembered: a truth value for each person, a megabyte a million."""

_NUMBERS = 1_024
_NAMES_FILE = "persons-{id}.npz"
_HIDDEN = frozenset((HandlingCode.ORIGINATOR_CONTROL, HandlingCode.CONFIRM_ONLY))


@dataclass(frozen=True, slots=True)
class Group:
    """What decides together whether persons may be found: their audience class and owner."""

    audience_class: str
    owner: str


@dataclass(frozen=True, slots=True)
class Visible:
    """A truth value for each person's number, whether it may be found, and how many may."""

    mask: NDArray[np.bool_]
    count: int


class _Saved(msgspec.Struct):
    """What stands in the file beside the names."""

    format: int
    position: int
    entry_id: str
    names_file: str
    groups: list[tuple[str, str]]
    numbers: list[int]
    group_numbers: list[int]
    versions: list[int]


class PersonIndex:
    """Every active person by name; `position` is the last ledger entry taken into account.

    Persons bear the number that records give them. `classes` are the audience classes at this
    position; `classes_epoch` grows whenever one of them may have changed. Where several threads
    use one index, each holds its `lock` while it follows or searches.
    """

    def __init__(self) -> None:
        self.position = -1
        self.classes: Mapping[str, AudienceClass] = {}
        self.classes_epoch = 0
        self.changes = 0
        self.lock = threading.Lock()
        self._names = Index()
        self._groups: dict[Group, int] = {}
        self._group_of: NDArray[np.int32] = np.full(_NUMBERS, -1, np.int32)
        self._version_of: NDArray[np.int32] = np.full(_NUMBERS, -1, np.int32)
        self._visible: dict[tuple[bool, ...], Visible] = {}

    def __len__(self) -> int:
        return len(self._names)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group that persons are or were in."""
        return tuple(self._groups)

    @classmethod
    def open(cls, transaction: Transaction, folder: Path | None = None) -> Self:
        """Return the index as of this transaction, from the folder's file if it is of use."""
        index = None if folder is None else cls._load(transaction, folder)
        if index is None:
            return cls.build(transaction)
        index.catch_up(transaction)
        return index

    @classmethod
    def build(cls, transaction: Transaction) -> Self:
        """Return an index of every person in the database."""
        index = cls()
        index.position = next_position(transaction) - 1
        index._names = Index.build(
            (held.number, profile)
            for held in _every_person(transaction)
            if (profile := index._placed(held)) is not None
        )
        index.changes = len(index)
        index.classes = records.audience_classes(transaction)
        return index

    def catch_up(self, transaction: Transaction) -> None:
        """Take into account what was sealed since."""
        last = next_position(transaction) - 1
        if last - self.position > TAIL_MAX:
            built = type(self).build(transaction)
            built.classes_epoch = self.classes_epoch + 1
            built.lock = self.lock
            vars(self).update(vars(built))
            return
        while self.position < last:
            found = records.changes_after(transaction, self.position, PAGE)
            for change in found.records:
                self._apply(change.number, change.held)
            if found.classes_changed:
                self.classes = records.audience_classes(transaction)
                self.classes_epoch += 1
            self.position = found.position

    def visible(self, allowed: tuple[bool, ...]) -> Visible:
        """Return the persons of the groups that are allowed, in the order of `groups`."""
        if allowed not in self._visible:
            padded = np.array([*allowed, False])  # the last is where -1, nobody's group, points
            mask = padded[self._group_of]
            if len(self._visible) >= VISIBLE_KEPT_MAX:
                self._visible.clear()
            self._visible[allowed] = Visible(mask, int(mask.sum()))
        return self._visible[allowed]

    def search(
        self, query: Profile, visible: Visible, *, limit: int, minimum_bits: float
    ) -> list[Candidate]:
        """Return the visible persons with the most evidence, best first."""
        return self._names.search(
            query, limit=limit, allowed=visible.mask, minimum_bits=minimum_bits
        )

    def warm(self) -> None:
        """Search once, so that the first who asks does not wait for what is read on first use."""
        nobody = Visible(np.zeros(len(self._group_of), bool), 0)
        self.search(Profile(names=("Nour نور Нур",)), nobody, limit=1, minimum_bits=0.0)

    def holds(self, held: Held) -> bool:
        """Return whether this very version of the person is the one in the index."""
        inside = held.number < len(self._version_of)
        return inside and int(self._version_of[held.number]) == held.record.version

    def save(self, transaction: Transaction, folder: Path) -> None:
        """Write the index to the folder; a reader meets the old one or the new one, whole."""
        followed = entries_after(transaction, self.position - 1, 1)
        if not followed or followed[0].position != self.position:
            return
        folder.mkdir(parents=True, exist_ok=True)
        names_file = _NAMES_FILE.format(id=new_id())
        try:
            self._names.save(folder / names_file)
        except OSError as error:
            (folder / names_file).unlink(missing_ok=True)
            raise StorageFull from error
        numbers = np.flatnonzero(self._group_of >= 0)
        saved = _Saved(
            format=FORMAT,
            position=self.position,
            entry_id=followed[0].entry_id,
            names_file=names_file,
            groups=[(each.audience_class, each.owner) for each in self._groups],
            numbers=numbers.tolist(),
            group_numbers=self._group_of[numbers].tolist(),
            versions=self._version_of[numbers].tolist(),
        )
        with whole_file(folder / "persons.json") as file:
            file.write(msgspec.json.encode(saved).decode())
        for old in folder.glob(_NAMES_FILE.format(id="*")):
            if old.name != names_file:
                old.unlink(missing_ok=True)
        self.changes = 0

    @classmethod
    def _load(cls, transaction: Transaction, folder: Path) -> Self | None:
        try:
            saved = msgspec.json.decode((folder / "persons.json").read_bytes(), type=_Saved)
            if saved.format != FORMAT or not _is_of(transaction, saved):
                return None
            names = Index.load(folder / saved.names_file)
        except Exception:  # noqa: BLE001  whatever is wrong with the file, it is built again
            return None
        index = cls()
        index.position = saved.position
        index._names = names
        index._groups = {Group(*each): number for number, each in enumerate(saved.groups)}
        numbers = np.array(saved.numbers, np.int64)
        index._reserve(int(numbers.max(initial=0)))
        index._group_of[numbers] = saved.group_numbers
        index._version_of[numbers] = saved.versions
        index.classes = records.audience_classes(transaction)
        return index

    def _apply(self, number: int, held: Held | None) -> None:
        profile = None if held is None else self._placed(held)
        if profile is not None:
            self._names.add(number, profile)
            self.changes += 1
        elif number in self._names:
            self._names.remove(number)
            self._group_of[number] = -1
            self._visible.clear()
            self.changes += 1

    def _placed(self, held: Held) -> Profile | None:
        """Note the person's group and return what is searched of it; None for other things."""
        profile = profile_of(held.record)
        if profile is None:
            return None
        group = Group(held.audience_class, held.record.owner)
        self._reserve(held.number)
        self._group_of[held.number] = self._groups.setdefault(group, len(self._groups))
        self._version_of[held.number] = held.record.version
        self._visible.clear()
        return profile

    def _reserve(self, number: int) -> None:
        more = max(number + 1 - len(self._group_of), 0)
        if more:
            # Doubling keeps the cost of growing one by one small.
            nobody = np.full(max(more, len(self._group_of)), -1, np.int32)
            self._group_of = np.append(self._group_of, nobody)
            self._version_of = np.append(self._version_of, nobody)


def profile_of(record: Record) -> Profile | None:
    """Return what is compared of a person's record, None for other records.

    Documents are left out: numbers are for the exact engine. So are fields that the owner keeps to
    himself, and of a confidential record what only some readers are shown.
    """
    person = record.subject
    if not isinstance(person, Person):
        return None
    hidden = {field for field, code in record.handling.items() if code in _HIDDEN}
    if record.metadata.confidentiality is Confidentiality.CONFIDENTIAL:
        shown = database_profile(record.database).confidential_shows
        hidden |= {"birth_dates", "sex", "nationalities", "birth_places", "names"} - shown
    return Profile(
        names=() if "names" in hidden else _names(person),
        birth_dates=() if "birth_dates" in hidden else person.birth_dates[:OTHER_VALUES_MAX],
        sex="" if "sex" in hidden else _sex(person.sex),
        nationalities=() if "nationalities" in hidden else _codes(person.nationalities),
        birth_places=() if "birth_places" in hidden else person.birth_places[:OTHER_VALUES_MAX],
    )


def _names(person: Person) -> tuple[str, ...]:
    """Return names in their scripts first, then their Latin and machine-readable forms."""
    given = [each.text for each in person.names]
    given += [each.latin for each in person.names]
    given += [each.mrz for each in person.names]
    kept: list[str] = []
    characters = 0
    for name in dict.fromkeys(" ".join(each.split())[:NAME_LENGTH_MAX] for each in given):
        characters += len(name)
        if name and len(kept) < NAMES_MAX and characters <= PROFILE_CHARACTERS_MAX:
            kept.append(name)
    return tuple(kept)


def _sex(sex: str) -> str:
    return sex if sex in {"F", "M", "X"} else ""


def _codes(countries: Iterable[str]) -> tuple[str, ...]:
    codes = []
    for each in countries:
        try:
            codes.append(country_code(each))
        except InputRefused:
            codes.append(each)
    return tuple(codes[:OTHER_VALUES_MAX])


def _every_person(transaction: Transaction) -> Iterator[Held]:
    number = 0
    while page := records.every_person(transaction, number, PAGE):
        yield from page
        number = page[-1].number


def _is_of(transaction: Transaction, saved: _Saved) -> bool:
    """Return whether the file was made from this database: the same entry at its position."""
    followed = entries_after(transaction, saved.position - 1, 1)
    return bool(followed) and (followed[0].position, followed[0].entry_id) == (
        saved.position,
        saved.entry_id,
    )


def is_worth_saving(index: PersonIndex) -> bool:
    """Return whether so much changed that the next start would feel it."""
    return index.changes >= min(SAVE_AFTER, max(1, len(index) // 10))
