"""What every route stands on: the database, the settings and the words of one installation."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from babel import negotiate_locale
from fastapi import Depends, Request

from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings
from jisr.values import LANGUAGES

Part = TypeVar("Part")
LANGUAGE_HEADER_LENGTH_MAX = 200
LANGUAGE_COOKIE = "jisr-language"


@dataclass(frozen=True, slots=True)
class Hub:
    """One installation as its routes see it.

    `network` is the network's name, which is also the issuer of its tokens; `reasons` holds the
    sentence of each reason of a decision; `parts` what a package keeps for its own routes, by type;
    `workers` how many processes answer beside each other, this one counted.
    """

    home: Path
    database: Database
    settings: Settings
    network: str
    reasons: Mapping[str, str]
    is_demo: bool = False
    workers: int = 1
    parts: dict[type, Any] = dataclasses.field(default_factory=dict)

    def words(self, language: str) -> Words:
        """Return the words of a language; of one that is not there, English."""
        return Words(language if language in LANGUAGES else "en", self.reasons)

    def part(self, kind: type[Part]) -> Part:
        """Return what a package put here for its routes."""
        found: Part = self.parts[kind]
        return found


def hub_of(request: Request) -> Hub:
    """Return the hub that serves this request."""
    found: Hub = request.app.state.hub
    return found


HubNow = Annotated[Hub, Depends(hub_of)]
"""A route's parameter of this type receives the hub."""


def words_for(request: Request) -> Words:
    """Return the words in the language of a request: `?lang=`, what the reader chose, or likes."""
    asked = request.query_params.get("lang", "") or request.cookies.get(LANGUAGE_COOKIE, "")
    header = request.headers.get("accept-language", "")[:LANGUAGE_HEADER_LENGTH_MAX]
    return hub_of(request).words(asked if asked in LANGUAGES else preferred(header))


def preferred(header: str) -> str:
    """Return the language of ours that an Accept-Language header likes best."""
    weighed = []
    for part in header.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weighed.append((float(quality or 1), tag.strip()))
        except ValueError:
            continue
    liked = [tag for quality, tag in sorted(weighed, key=lambda each: -each[0]) if quality > 0]
    found = negotiate_locale(liked, LANGUAGES, sep="-") if liked else None
    return found or "en"


WordsNow = Annotated[Words, Depends(words_for)]
"""A route's parameter of this type receives the words of the caller's language."""
