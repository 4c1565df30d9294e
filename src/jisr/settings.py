"""Everything that can be set: one frozen table, read once and passed down.

A setting comes from the environment (`JISR_` and its name in capitals), else from
`settings.toml` in the data directory, else it has its default.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from jisr.errors import FileUnreadable, SettingInvalid, to_translate


def setting(default: Any, *, unit: str, help: str) -> Any:  # noqa: A002  the field's word for it
    """Declare one setting with its unit and one line of help."""
    return field(default=default, metadata={"unit": unit, "help": help})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one data directory."""

    database_url: str = setting(
        "", unit="url", help="Where the data are; empty means jisr.db in the data directory."
    )
    language: str = setting(
        "en", unit="tag", help="The language in which the command line speaks: ar, en, fr or es."
    )
    busy_wait_seconds: int = setting(
        10, unit="seconds", help="How long a writer waits for another one before it gives up."
    )
    import_batch_rows: int = setting(
        1000, unit="rows", help="How many rows of an import are made durable at once."
    )
    trace_anchor_seconds: int = setting(
        60, unit="seconds", help="How often the traces of a bureau are anchored in the ledger."
    )
    trace_retention_days: int = setting(
        365, unit="days", help="How long the terms of a check stay readable to those entitled."
    )
    data_stale_seconds: int = setting(
        3600, unit="seconds", help="From which age on the data of an answer are called stale."
    )
    node_name: str = setting(
        "hub", unit="name", help="What this installation is called in the names of trace trees."
    )

    @classmethod
    def read(cls, environment: Mapping[str, str], path: Path | None = None) -> Self:
        """Read the settings; raise `SettingInvalid` for an unknown name or an impossible value."""
        given = _read_file(path) if path is not None and path.exists() else {}
        known = {each.name: each for each in fields(cls)}
        for name in given:
            if name not in known:
                raise SettingInvalid(
                    name=name, given=given[name], why=to_translate("no setting has this name")
                )
        for name in known:
            variable = f"JISR_{name.upper()}"
            if variable in environment:
                given[name] = environment[variable]
        return cls(**{name: _typed(name, given[name], known[name].default) for name in given})


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileUnreadable(path=path) from error


def _typed(name: str, given: Any, default: Any) -> Any:
    """Give the value the type of its default; a number is never negative."""
    if isinstance(default, str):
        return str(given)
    try:
        number = int(given)
    except (TypeError, ValueError):
        number = -1
    if number < 0:
        raise SettingInvalid(name=name, given=given, why=to_translate("it must be a whole number"))
    return number
