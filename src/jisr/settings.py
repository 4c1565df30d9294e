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
    check_rate_per_second: int = setting(
        5000,
        unit="checks per second",
        help="How fast one officer or machine may ask; a burst may be twice that.",
    )
    spread_alarm_subjects: int = setting(
        100,
        unit="subjects",
        help="From how many different people asked for in an hour an officer is told of.",
    )
    spread_cap_subjects: int = setting(
        300,
        unit="subjects",
        help="For how many different people an officer may ask in an hour; machines have no cap.",
    )
    backup_retention_days: int = setting(
        30, unit="days", help="After how many days a backup must be destroyed; at most 30."
    )
    node_name: str = setting(
        "hub", unit="name", help="What this installation is called in the names of trace trees."
    )
    hit_urgent_seconds: int = setting(
        600, unit="seconds", help="How long an owner has to answer an urgent hit."
    )
    hit_routine_seconds: int = setting(
        3600, unit="seconds", help="How long an owner has to answer any other hit."
    )
    hit_lifting_seconds: int = setting(
        86_400, unit="seconds", help="How long an owner has to object to a lifted restriction."
    )
    opening_seconds: int = setting(
        3600,
        unit="seconds",
        help="For how long fields stay open that a head of bureau opened in an emergency.",
    )
    hit_tick_seconds: int = setting(
        5, unit="seconds", help="How often the clocks of hits are looked at."
    )
    smtp_host: str = setting(
        "", unit="name", help="The mail server that sends notices; empty means: none is sent."
    )
    smtp_port: int = setting(587, unit="port", help="The port of the mail server.")
    smtp_from: str = setting("", unit="address", help="The address from which notices come.")
    smtp_security: str = setting(
        "starttls", unit="word", help="How mail is encrypted: starttls, tls or none."
    )
    smtp_user: str = setting("", unit="name", help="The user at the mail server; empty: nobody.")
    smtp_password_file: str = setting(
        "", unit="path", help="The file that holds the password at the mail server."
    )
    webhook_allow_private: int = setting(
        0, unit="0 or 1", help="1 lets webhooks go to private addresses and without encryption."
    )
    public_url: str = setting(
        "",
        unit="url",
        help="Where people reach the hub: https://jisr.example. Passkeys are bound to it.",
    )
    trusted_proxy: str = setting(
        "",
        unit="addresses",
        help="The proxies whose word on a caller's address, scheme and certificate is believed.",
    )
    session_idle_minutes: int = setting(
        30, unit="minutes", help="After how long without a request a person is signed out."
    )
    session_life_hours: int = setting(
        10, unit="hours", help="After how long a person is signed out in any case, at most 12."
    )
    oidc_issuer: str = setting(
        "", unit="url", help="The OpenID provider where officers sign in; empty: none."
    )
    oidc_client_id: str = setting("", unit="name", help="What the hub is called at the provider.")
    oidc_client_secret_file: str = setting(
        "", unit="path", help="The file that holds the hub's secret at the provider."
    )
    oidc_algorithm: str = setting(
        "RS256", unit="word", help="With what the provider signs: RS256, PS256, ES256 or Ed25519."
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


def origins(environment: Mapping[str, str], path: Path) -> dict[str, str]:
    """Return where each setting comes from: `environment`, `file` or `default`."""
    in_file = _read_file(path) if path.exists() else {}
    return {
        each.name: "environment"
        if f"JISR_{each.name.upper()}" in environment
        else "file"
        if each.name in in_file
        else "default"
        for each in fields(Settings)
    }


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
