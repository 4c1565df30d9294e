"""What was said about a hit, as a page tells it: who, which side, when, and how it is signed."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from jisr.checks.dialogue.inbox_model import Standing
from jisr.checks.dialogue.model import Answer, Attachment, Side, SignatureKind, Statement, Word
from jisr.checks.dialogue.pages.words import ANSWERS, SIGNS, statement_title
from jisr.checks.dialogue.tables import dismissals, outcomes
from jisr.kit.words import Words
from jisr.values import LanguageMap


@dataclass(frozen=True, slots=True)
class Moment:
    """One statement as its reader is told it.

    `bureau` is empty where the hub itself spoke. `signed` is empty where nobody had to sign;
    `is_demo` says that the signature was made in a demonstration.
    """

    statement: Statement
    title: str
    sign: str
    tone: str
    bureau: str
    officer: str
    is_ours: bool
    signed: str = ""
    is_demo: bool = False
    file: Attachment | None = None


def moments(standing: Standing, words: Words) -> list[Moment]:
    """Return the statements of a hit, in order."""
    return [_moment(standing, each, words) for each in standing.view.statements]


def _moment(standing: Standing, statement: Statement, words: Words) -> Moment:
    sign, tone = SIGNS[statement.word]
    is_hub = statement.side is Side.HUB
    names, bureau = standing.names, statement.bureau
    return Moment(
        statement=statement,
        title=words.say(statement_title(statement), code=_code(statement, words)),
        sign=sign,
        tone=_answer_tone(statement) or tone,
        bureau="" if is_hub else _named(names, bureau, words.language),
        officer="" if is_hub else statement.officer,
        is_ours=statement.side is standing.view.side,
        signed="" if is_hub else statement.signature.kind,
        is_demo=_is_demo(statement),
        file=standing.files.get(statement.attachment),
    )


def _named(names: Mapping[str, LanguageMap], bureau: str, language: str) -> str:
    return names[bureau].best(language) if bureau in names else bureau


def _code(statement: Statement, words: Words) -> str:
    """Return what a code of the lists says; a text that was forgotten leaves none."""
    code = statement.code
    if statement.word is Word.ANSWERED and code in set(Answer):
        return words.say(ANSWERS[Answer(code)][0])
    known = {Word.OUTCOME: outcomes(), Word.DISMISSED: dismissals(statement.side)}
    table = known.get(statement.word, {})
    return table[code].title.best(words.language) if code in table else "—"


def _answer_tone(statement: Statement) -> str:
    if statement.word is not Word.ANSWERED:
        return ""
    tones: dict[str, str] = {Answer.CONFIRMED: "alarm", Answer.NOT_THE_SAME: "good"}
    return tones.get(statement.code, "warn")


def _is_demo(statement: Statement) -> bool:
    """Return whether a signature says of itself that it was made in a demonstration."""
    if statement.signature.kind is SignatureKind.HUB_SESSION:
        return False
    with suppress(ValueError):
        told = json.loads(statement.signature.value)
        return isinstance(told, dict) and bool(told.get("demo", False))
    return False
