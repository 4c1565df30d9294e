"""What the routes of the texts are given: ids, words in languages, duties."""

import datetime
from typing import Annotated

from fastapi import Path
from pydantic import Field

from jisr.assembly.sessions.routes.deeds import Strict
from jisr.assembly.texts.model import Duty
from jisr.assembly.texts.words import CHARACTERS_MAX
from jisr.values import LanguageMap

LANGUAGES_MAX = 8
"""Twice the official languages of any network."""

ItemId = Annotated[str, Path(max_length=64, description="The item's id.")]
TextId = Annotated[str, Path(max_length=64, description="The text's id.")]
AmendmentId = Annotated[str, Path(max_length=64, description="The amendment's id.")]
ParagraphId = Annotated[str, Path(max_length=64, description="The paragraph's id.")]
Language = Annotated[str, Field(max_length=16)]
Words = Annotated[
    dict[Language, Annotated[str, Field(max_length=CHARACTERS_MAX)]],
    Field(max_length=LANGUAGES_MAX, description="Words by language."),
]
Reason = Annotated[str, Field(max_length=1_000, description="20 to 500 characters.")]


class NewWords(Strict):
    """Words by language."""

    texts: Words


class NewTitle(Strict):
    """A title by language."""

    title: Words


class NewDuty(Strict):
    """What an operative paragraph asks of whom, and by when."""

    addressee: Annotated[str, Field(max_length=60, description="A member's code, GS, or a body.")]
    action: Words
    due: datetime.date | None = None

    def duty(self) -> Duty:
        """Return it as the model has it."""
        return Duty(self.addressee, LanguageMap(self.action), self.due)


def duty_of(given: NewDuty | None) -> Duty | None:
    """Return a duty that may not be given."""
    return None if given is None else given.duty()
