"""What is set, to what, and where that was said: for the command and the page."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from jisr.app.home import SETTINGS_FILE
from jisr.errors import to_translate
from jisr.settings import Settings, origins

ORIGINS: Final[Mapping[str, str]] = {
    "environment": to_translate("environment"),
    "file": to_translate("settings.toml"),
    "default": to_translate("default"),
}


@dataclass(frozen=True, slots=True)
class KnownSetting:
    """One setting; `origin` is `environment`, `file` or `default`, `help` a sentence."""

    name: str
    value: str | int
    unit: str
    origin: str
    help: str


def known_settings(
    settings: Settings, environment: Mapping[str, str], home: Path
) -> list[KnownSetting]:
    """Return every setting of a data directory; no secret is among the values."""
    origin = origins(environment, home / SETTINGS_FILE)
    return [
        KnownSetting(
            name=each.name,
            value=_shown(each.name, getattr(settings, each.name)),
            unit=each.metadata["unit"],
            origin=origin[each.name],
            help=each.metadata["help"],
        )
        for each in dataclasses.fields(settings)
    ]


def _shown(name: str, value: str | int) -> str | int:
    """Return a value as it may be shown: an address of a database without its password."""
    if name == "database_url" and value:
        return sa.make_url(str(value)).render_as_string(hide_password=True)
    return value
