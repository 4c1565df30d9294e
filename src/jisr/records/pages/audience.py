"""Who sees a record, told in words: members together that the same rule names."""

from collections.abc import Iterable
from dataclasses import dataclass

from jisr.kit.words import Words
from jisr.records.model import Viewer
from jisr.records.pages.view import RecordWords


@dataclass(frozen=True, slots=True)
class Company:
    """Members that see a record, or do not, for one reason."""

    sees: bool
    why: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """How many members see a record, and the members by reason, those who see it first."""

    seeing: int
    everyone: int
    companies: tuple[Company, ...]


def seen_by(viewers: Iterable[Viewer], words: Words) -> Seen:
    """Return members by the rule that shows or hides the record."""
    said = RecordWords(words)
    together: dict[tuple[bool, str], list[str]] = {}
    count = seeing = 0
    for each in viewers:
        together.setdefault((each.sees, each.why), []).append(said.country(each.member))
        count, seeing = count + 1, seeing + each.sees
    ordered = sorted(together.items(), key=lambda each: (not each[0][0], len(each[1])))
    companies = [
        Company(sees, words.reason(why), tuple(sorted(members))) for (sees, why), members in ordered
    ]
    return Seen(seeing, count, tuple(companies))
