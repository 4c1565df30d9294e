"""Sheets that tell the result of an election: every word and number of them, then the PDF.

All that a sheet says comes from the sealed result; the same result gives the same bytes.
"""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any, Final

import msgspec
from babel.dates import format_interval
from babel.lists import format_list

from jisr.assembly.elections import tables
from jisr.assembly.elections.results import is_elected, result_digest
from jisr.kit.clock import parse_instant
from jisr.kit.words import RIGHT_TO_LEFT
from jisr.site.formats import Formats
from jisr.values import PartialDate, Precision

TEMPLATE: Final = "sheet.typ"
_HERE = resources.files("jisr.assembly.elections")


def result_sheet(sealed: bytes, entry: str, language: str) -> bytes:
    """Return the result sheet as a PDF.

    Args:
        sealed: the result, as it was sealed.
        entry: the id of the ledger's entry that holds it.
        language: one of the languages of the organisation.
    """
    result = msgspec.json.decode(sealed)
    return _compiled(result_words(result, result_digest(sealed), entry, language))


def press_sheet(sealed: bytes, embargo_until: datetime.datetime | None, language: str) -> bytes:
    """Return the press sheet as a PDF; it says until when it is under embargo."""
    result = msgspec.json.decode(sealed)
    return _compiled(press_words(result, embargo_until, language))


def result_words(
    result: Mapping[str, Any], digest: str, entry: str, language: str
) -> dict[str, Any]:
    """Return every word and number of a result sheet."""
    said = _Said(result, language)
    return {
        **said.head("result"),
        "elected": said.names(result["elected"]),
        "elected_label": said.word(_elected_label(result)),
        "lapsed": "" if is_elected(result) else said.word("lapsed"),
        "ballots": [said.ballot(each) for each in result["ballots"]],
        "lots_label": said.word("lots"),
        "lots": [
            said.word("lots_told", names=said.listed(each["order"])) for each in result["lots"]
        ],
        "withdrew": said.word("withdrew", names=said.listed(result["withdrawn"]))
        if result["withdrawn"]
        else "",
        "labels": {
            key: said.word(key)
            for key in ("results", "votes", "outcome", "rule", "verify", "digest", "entry")
        }
        | {"candidate": said.word("offer" if result["kind"] == "host" else "candidate")},
        "verify_ballot": said.word("verify_ballot"),
        "verify_result": said.word("verify_result"),
        "review": said.word("review"),
        "boards": [each["vote"] for each in result["ballots"]],
        "command": "jisr assembly verify bundle.zip",
        "digest": digest,
        "entry": entry,
    }


def press_words(
    result: Mapping[str, Any], embargo_until: datetime.datetime | None, language: str
) -> dict[str, Any]:
    """Return every word and number of a press sheet."""
    said = _Said(result, language)
    elected = [each["nomination"] for each in result["elected"]]
    others = [
        each["nomination"] for each in result["candidates"] if each["nomination"] not in elected
    ]
    lines = [said.won(key) for key in elected] if len(elected) <= 1 else []
    lines += [said.press("lots", names=said.listed(each["tied"])) for each in result["lots"]]
    if others:
        lines.append(said.press("others", names=said.listed(others)))
    shown = Formats(language).instant(embargo_until) if embargo_until else ""
    return {
        **said.head("press"),
        "embargo": said.press("embargo", instant=shown) if shown else said.press("embargo_open"),
        "lead": said.lead(elected),
        "lines": [each for each in lines if each],
        "table": said.last_table() if len(elected) > 1 else [],
        "labels": {
            "candidate": said.word("offer" if result["kind"] == "host" else "candidate"),
            "votes": said.word("votes"),
        },
        "how": said.press("how"),
    }


class _Said:
    """Says one result in one language."""

    def __init__(self, result: Mapping[str, Any], language: str) -> None:
        self.result = result
        self.language = language
        self.formats = Formats(language)
        self.titles = {each["nomination"]: each for each in result["candidates"]}

    def word(self, key: str, **details: object) -> str:
        """Return a phrase of the sheets."""
        return self._of("sheets", key, details)

    def press(self, key: str, **details: object) -> str:
        """Return a sentence of the press sheet."""
        return self._of("press", key, details)

    def name(self, key: str) -> str:
        """Return a candidate's name with the country."""
        return self._best(self.titles[key]["name"])

    def names(self, candidates: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return the names of candidates."""
        return [self.name(each["nomination"]) for each in candidates]

    def listed(self, keys: Sequence[str]) -> str:
        """Return candidates in one sentence."""
        return format_list([self.name(key) for key in keys], locale=self.language)

    def head(self, sheet: str) -> dict[str, Any]:
        """Return what both sheets begin with."""
        result = self.result
        return {
            "sheet": sheet,
            "language": self.language,
            "is_rtl": self.language in RIGHT_TO_LEFT,
            "organisation": self._best(result["organisation"]),
            "kind": self.word(sheet),
            "session": self.word(
                "session",
                session=result["session"],
                city=self._best(result["city"]),
                days=self._days(),
            ),
            "title": self._best(result["title"]),
        }

    def ballot(self, ballot: Mapping[str, Any]) -> dict[str, Any]:
        """Return a ballot: the six items in their order (RoP 40(4)), and its rule."""
        required = ballot["required"]
        most = max([votes for _, votes in ballot["results"]], default=0)
        closed = ballot["closed_at"]
        return {
            "title": self.word("tie_ballot")
            if ballot["is_tie_ballot"]
            else self.word("ballot", number=ballot["number"]),
            "closed": self.word("closed", instant=self.formats.instant(parse_instant(closed)))
            if closed
            else "",
            "items": [
                *(
                    [self.word(key), self.formats.number(ballot[key])]
                    for key in ("entitled", "abstentions", "invalid", "expressed")
                ),
                [
                    self.word("required"),
                    self.word("most") if required is None else self.formats.number(required),
                ],
            ],
            "results": [
                {
                    "name": self.name(key),
                    "votes": self.formats.number(votes),
                    "permille": votes * 1000 // most if most else 0,
                    "is_elected": key in ballot["elected"],
                    "outcome": self._outcome(ballot, key),
                }
                for key, votes in ballot["results"]
                if key in self.titles
            ],
            "rule": self._rule(ballot["majority"]),
            "article": self.result["rule"]["article"],
        }

    def lead(self, elected: Sequence[str]) -> str:
        """Return the first sentence of the press sheet."""
        if not elected:
            return self.press("lapsed")
        regions = tables.regions()
        region = self.result["region"]
        return self.press(
            self.result["kind"],
            names=self.listed(elected),
            region=regions[region].best(self.language) if region in regions else "",
            number=self.result["for_session"],
        )

    def won(self, key: str) -> str:
        """Return with how many votes a candidate was elected; nothing where lots decided."""
        for ballot in self.result["ballots"]:
            if key in ballot["elected"]:
                is_by_majority = ballot["required"] is not None
                return self.press(
                    "won" if is_by_majority else "won_most",
                    ballot=ballot["number"],
                    name=self.name(key),
                    votes=dict(ballot["results"])[key],
                    expressed=ballot["expressed"],
                    required=ballot["required"],
                )
        return ""

    def last_table(self) -> list[list[str]]:
        """Return everybody who was elected with the votes of the ballot that did it."""
        return [
            [self.name(key), self.formats.number(dict(ballot["results"])[key])]
            for ballot in self.result["ballots"]
            for key in ballot["elected"]
        ]

    def _days(self) -> str:
        """Return the days of the session, as much as is known of them."""
        opens, closes = self.result["opens"], self.result["closes"]
        first = PartialDate.parse(opens)
        last = PartialDate.parse(closes) if closes else first
        if first == last or {first.precision, last.precision} != {Precision.DAY}:
            return self.formats.day(first)
        days = (first.first_day(), last.first_day())
        return str(format_interval(*days, skeleton="yMMMMd", locale=self.language))

    def _outcome(self, ballot: Mapping[str, Any], key: str) -> str:
        if key in ballot["elected"]:
            return self.word(_elected_label(self.result, is_one=True))
        return self._of("passed", ballot["passed"].get(key, "tied"), {})

    def _rule(self, majority: Mapping[str, Any] | None) -> str:
        if majority is None:
            return self.word("rule_most")
        return self.word(
            "rule_more" if majority["strict"] else "rule_least",
            numerator=majority["numerator"],
            denominator=majority["denominator"],
            base=self._of("bases", majority["base"], {}),
        )

    def _of(self, table: str, key: str, details: Mapping[str, object]) -> str:
        texts = tables.words()[table][key]
        return str(texts.get(self.language, texts["en"])).format(**details)

    def _best(self, told: Mapping[str, Any]) -> str:
        texts = told["texts"]
        return str(texts.get(self.language) or texts.get("en") or next(iter(texts.values()), ""))


def _elected_label(result: Mapping[str, Any], *, is_one: bool = False) -> str:
    if result["kind"] == "host":
        return "host_chosen"
    return "elected" if is_one or len(result["elected"]) == 1 else "elected_many"


def _compiled(words: Mapping[str, Any]) -> bytes:
    import typst  # noqa: PLC0415  late import: slow, and only a sheet needs it

    with resources.as_file(_HERE / "sheets") as folder, resources.as_file(_HERE / "fonts") as fonts:
        made: bytes = typst.compile(
            str(folder / TEMPLATE),
            root=str(folder),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"words": json.dumps(words, ensure_ascii=False, sort_keys=True)},
            timestamp=0,  # no clock in it: the same result gives the same bytes
        )
    return made
