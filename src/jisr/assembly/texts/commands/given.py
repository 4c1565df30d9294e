"""What the commands of the texts are given: words in languages, versions, duties."""

from collections.abc import Sequence
from typing import Annotated

import typer

from jisr.access.texts import day
from jisr.assembly.texts.model import Duty
from jisr.errors import ValueMalformed, to_translate
from jisr.values import LanguageMap

Words = Annotated[list[str], typer.Option("--text", help="en=The words; repeat for each language.")]
Title = Annotated[list[str], typer.Option("--title", help="en=Title; repeat for each language.")]
Version = Annotated[
    int, typer.Option("--version", help="The version that you read; 0 does not ask.")
]
Addressee = Annotated[str, typer.Option(help="Whom an operative paragraph asks: MAR, GS, …")]
Action = Annotated[list[str], typer.Option(help="en=What it asks; repeat for each language.")]
Due = Annotated[str, typer.Option(help="By when: 2027-10-01.")]


def words_of(given: Sequence[str]) -> dict[str, str]:
    """Return words by language; raise `ValueMalformed` for a text without its language."""
    texts = {}
    for each in given:
        language, is_named, text = each.partition("=")
        if not is_named:
            raise ValueMalformed(field="text", why=to_translate("write it as en=The words"))
        texts[language.strip()] = text.strip()
    return texts


def version_of(given: int) -> int | None:
    """Return the version that was read, or None where it is not asked for."""
    return given or None


def duty_of(addressee: str, action: Sequence[str], due: str) -> Duty | None:
    """Return what a paragraph asks, or None where nobody is addressed."""
    if not addressee:
        return None
    last = day("due", due) if due else None
    return Duty(addressee, LanguageMap(words_of(action)), last)
