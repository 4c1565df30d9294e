"""An answer as the desk shows it: names piece by piece, evidence as bars, what to do next."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jisr.access import actions as access
from jisr.access.titles import DATABASES
from jisr.checks.dialogue.pages import fields
from jisr.checks.hits import SHOWN_SEPARATOR
from jisr.checks.model import Answer, Basis, Hit, PersonQuery, Query
from jisr.checks.queries import NUMBERS
from jisr.checks.show import FLAGS, reason
from jisr.checks.understanding.reading import scripts_of
from jisr.errors import to_translate
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.names import EvidenceRow
from jisr.records.model import Flag

PIECE: Final = "name.token"
NAME: Final = "name"
RIGHT_TO_LEFT: Final = frozenset(("Arab", "Hebr"))
RELATIONS: Final[Mapping[str, tuple[str, str]]] = {
    "token.same": ("same", to_translate("the same")),
    "token.attested": ("similar", to_translate("known spellings")),
    "token.other_form": ("similar", to_translate("forms of one name")),
    "token.sounds_alike": ("similar", to_translate("sounds alike")),
    "token.spelling": ("similar", to_translate("slip of spelling")),
    "token.joined": ("similar", to_translate("one word or two")),
    "token.initial": ("similar", to_translate("same initial")),
    "token.missing": ("missing", to_translate("in one name only")),
    "token.father_missing": ("missing", to_translate("father’s name, in one only")),
    "token.father_contradicts": ("different", to_translate("different father’s names")),
    "token.contradicts": ("different", to_translate("different")),
}
"""How two pieces of names belong together, and the few words for it, by rule."""
NAMES_TOGETHER: Final = to_translate("Name")
NUMBER: Final = to_translate("Number")
FEATURES: Final[Mapping[str, str]] = {
    "birth_date": to_translate("Birth date"),
    "birth_place": to_translate("Birth place"),
    "nationality": to_translate("Nationality"),
    "sex": to_translate("Sex"),
    "document": to_translate("Document"),
}
STRENGTHS: Final = (
    (10.0, to_translate("speaks very strongly for it")),
    (5.0, to_translate("speaks strongly for it")),
    (1.5, to_translate("speaks for it")),
    (-1.5, to_translate("says little")),
    (-5.0, to_translate("speaks against it")),
)
STRONGLY_AGAINST: Final = to_translate("speaks strongly against it")
"""From how many bits on evidence is called what: 1.5 bits triple the odds, 10 make a thousand."""
PROTECTIVE: Final = frozenset((Flag.MINOR, Flag.NO_RESTRICTIVE_MEASURES))
FULL_BAR_BITS: Final = 20.0
CURRENT: Final = datetime.timedelta(seconds=5)
"""Data that are not older are those of the moment at which the officer asked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Two pieces of the names side by side."""

    left: str
    right: str
    relation: str
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two names."""

    label: str
    name: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One kind of evidence: how much it weighs, and its sentences."""

    label: str
    share: float
    tone: str
    strength: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitShown:
    """A presumed hit for the page."""

    hit: Hit
    is_exact: bool
    asked: Side | None
    recorded: Side | None
    pieces: tuple[Piece, ...]
    bars: tuple[Bar, ...]
    facts: tuple[fields.Shown, ...]
    flags: tuple[str, ...]
    instruction: str
    owner: str
    found: str
    compared: str

    @property
    def is_protective(self) -> bool:
        """Whether the record asks for care, not for a measure: it must not look alarming."""
        return self.hit.refer_to_reviewer or bool(self.hit.flags & PROTECTIVE)


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer for the page."""

    answer: Answer
    hits: tuple[HitShown, ...]
    databases: tuple[str, ...]

    @property
    def age(self) -> datetime.timedelta:
        """How old the data were."""
        return self.answer.answered_at - self.answer.data_at

    @property
    def age_minutes(self) -> int:
        """The same, in whole minutes."""
        return self.age // datetime.timedelta(minutes=1)

    @property
    def is_current(self) -> bool:
        """Whether the data were those of the moment."""
        return self.age < CURRENT


def answer_shown(database: Database, query: Query, answer: Answer, words: Words) -> AnswerShown:
    """Return an answer in the reader's words; owners are called by their names."""
    owners = _owners(database, answer.hits, words.language)
    return AnswerShown(
        answer=answer,
        hits=tuple(_hit(query, each, owners, words) for each in answer.hits),
        databases=tuple(words.say(DATABASES[each]) for each in answer.databases),
    )


def _owners(database: Database, hits: Sequence[Hit], language: str) -> Mapping[str, str]:
    owners = {each.owner for each in hits if each.owner}
    if not owners:
        return {}  # the usual answer touches no database
    with database.reading() as transaction:
        return {each: access.bureau(transaction, each).name.best(language) for each in owners}


def _hit(query: Query, hit: Hit, owners: Mapping[str, str], words: Words) -> HitShown:
    asked = query.name if isinstance(query, PersonQuery) else ""
    found = _recorded(hit)
    pieces = tuple(_pieces(hit.reasons, asked, found, words))
    bars = tuple(_bars(hit, words))
    return HitShown(
        hit=hit,
        is_exact=hit.basis is Basis.EXACT_NUMBER,
        asked=_side(words.say(to_translate("You asked")), asked) if pieces else None,
        recorded=_side(words.say(to_translate("On record")), found) if pieces else None,
        pieces=pieces,
        bars=bars,
        facts=tuple(fields.shown(hit.shown, words)),
        flags=tuple(words.say(FLAGS[each]) for each in sorted(hit.flags)),
        instruction=hit.instruction.best(words.language),
        owner=owners.get(hit.owner, ""),
        found=found,
        compared=_compared(asked or _number(query), found, bars),
    )


def _side(label: str, name: str) -> Side:
    scripts = scripts_of(name)
    script = scripts[0] if scripts else "Zyyy"
    return Side(label, name, f"und-{script}", "rtl" if script in RIGHT_TO_LEFT else "ltr")


def _pieces(rows: Sequence[EvidenceRow], asked: str, found: str, words: Words) -> Iterator[Piece]:
    """Yield the pieces of two names in the order of the first, as they were written."""
    left, right = _written(asked), _written(found)
    places = {folded: place for place, folded in enumerate(left)}
    told = [each for each in rows if each.feature == PIECE and each.rule in RELATIONS]
    for row in sorted(told, key=lambda row: places.get(row.left.casefold(), len(places))):
        relation, said = RELATIONS[row.rule]
        yield Piece(
            left.get(row.left.casefold(), row.left),
            right.get(row.right.casefold(), row.right),
            relation,
            words.say(said),
        )


def _written(name: str) -> dict[str, str]:
    """Return the words of a name as they stand in it, by their small letters."""
    return {each.casefold(): each for each in name.split()}


def _recorded(hit: Hit) -> str:
    """Return the name of the record that the pieces come from, or its number."""
    names = hit.shown.get("names", "").split(SHOWN_SEPARATOR)
    if not names[0]:
        return hit.shown.get("number", "")
    parts = [each.right.casefold() for each in hit.reasons if each.feature == PIECE and each.right]
    return max(names, key=lambda name: sum(part in name.casefold() for part in parts))


def _bars(hit: Hit, words: Words) -> Iterator[Bar]:
    """Yield one bar for each kind of evidence; the words of a name are one kind."""
    grouped: dict[str, list[EvidenceRow]] = {}
    for row in hit.reasons:
        feature = NAME if row.feature.partition(".")[0] == NAME else row.feature
        grouped.setdefault(feature, []).append(row)
    for feature, rows in grouped.items():
        bits = sum(row.bits for row in rows)
        label = NAMES_TOGETHER if feature == NAME else FEATURES.get(feature, NUMBER)
        sentences = [reason(words, row) for row in rows if row.feature != PIECE]
        yield Bar(
            label=words.say(label),
            share=min(1.0, abs(bits) / FULL_BAR_BITS),
            tone="accent" if bits >= 0 else "alarm",
            strength=words.say(strength_of(bits)),
            sentences=tuple(sentences),
        )


def strength_of(bits: float) -> str:
    """Return how strongly so much evidence speaks, as a sentence of the catalogues."""
    return next((said for least, said in STRENGTHS if bits >= least), STRONGLY_AGAINST)


def _number(query: Query) -> str:
    return next((getattr(query, name) for name in NUMBERS[type(query)] if getattr(query, name)), "")


def _compared(asked: str, found: str, bars: Sequence[Bar]) -> str:
    """Return what the officer compared, as the hit's page shows it from this tab's own memory."""
    rows: list[dict[str, Any]] = [
        {
            "words": each.sentences[0] if each.sentences else each.label,
            "share": each.share,
            "weight": each.strength,
        }
        for each in bars
    ]
    return json.dumps({"asked": asked, "found": found, "rows": rows}, ensure_ascii=False)
