"""Reads what a domain expert may edit about sessions: the files in `assembly/sessions/data`."""

import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jisr.assembly.sessions.model import (
    Act,
    Anchor,
    CredentialState,
    Duty,
    Evidence,
    Fact,
    Issuer,
    Matter,
    Office,
    Reviewer,
    Right,
    Session,
    SessionKind,
    Standing,
    Voice,
)
from jisr.values import LanguageMap, PartialDate


@cache
def sessions() -> Mapping[int, Session]:
    """Return the register of real sessions by number."""
    return {int(number): _session(int(number), row) for number, row in _table("sessions").items()}


def duties(kind: SessionKind, opens: datetime.date) -> tuple[Duty, ...]:
    """Return the duties of a session of this kind that opens on this day."""
    return tuple(duty for duty in _duties() if binds(duty, kind, opens))


def binds(duty: Duty, kind: SessionKind, opens: datetime.date) -> bool:
    """Return whether the duty is in force for a session of this kind that opens on this day."""
    return (
        kind in duty.kinds
        and (duty.valid_from is None or duty.valid_from <= opens)
        and (duty.valid_until is None or opens <= duty.valid_until)
    )


@cache
def delegates_max(sub_bureaus: int) -> int:
    """Return how many delegates a member with so many sub-bureaus may send (RoP 7)."""
    row = _table("rules")["delegation"]
    return int(row["delegates_max"] + sub_bureaus * row["delegates_per_sub_bureau"])


@cache
def issuers() -> frozenset[Issuer]:
    """Return who may sign credentials (RoP 8)."""
    return frozenset(map(Issuer, _table("rules")["credentials"]["issuers"]))


@cache
def credential_steps(reviewer: Reviewer) -> Mapping[CredentialState, frozenset[CredentialState]]:
    """Return what the reviewer may make of credentials, by their present state (RoP 8)."""
    return {
        CredentialState(before): frozenset(map(CredentialState, after))
        for before, after in _table("rules")["credentials"]["steps"][reviewer].items()
    }


@cache
def right(standing: Standing, act: Act) -> Right:
    """Return how far the act is open to the standing (RoP 6, 14, 23, 35)."""
    return Right(_table("rules")["rights"][standing][act])


@cache
def suspending_years(year: int) -> frozenset[int]:
    """Return the years of which all dues must be unpaid before a vote is suspended (GR 52)."""
    return frozenset(year - back for back in _table("rules")["suspension"]["years_back"])


@cache
def suspended_voices() -> frozenset[Voice]:
    """Return where a suspended member has no voice (GR 52; RoP 36)."""
    return frozenset(map(Voice, _table("rules")["suspension"]["voices"]))


@cache
def spared_matters() -> frozenset[Matter]:
    """Return what a suspended member votes on all the same (GR 52)."""
    return frozenset(map(Matter, _table("rules")["suspension"]["except_matters"]))


@cache
def officers_max(office: Office) -> int:
    """Return how many officers hold the office at once."""
    return int(_table("rules")["offices"][office]["officers_max"])


@cache
def is_of_members(office: Office) -> bool:
    """Return whether officers of members hold the office; the others are of the secretariat."""
    return bool(_table("rules")["offices"][office]["of"] == "members")


@cache
def is_one_per_member(office: Office) -> bool:
    """Return whether those who hold the office come from different members."""
    return bool(_table("rules")["offices"][office]["one_per_member"])


@cache
def extraordinary_days() -> tuple[int, int]:
    """Return the least and the most days from a request to an extraordinary session (CON 10)."""
    row = _table("rules")["extraordinary"]
    return int(row["opens_days_min"]), int(row["opens_days_max"])


@cache
def _duties() -> tuple[Duty, ...]:
    return tuple(
        Duty(
            key=key,
            name=LanguageMap(row["name"]),
            owner=row["owner"],
            anchor=Anchor(row["anchor"]),
            kinds=frozenset(map(SessionKind, row["kinds"])),
            article=row["article"],
            months=row.get("months", 0),
            days=row.get("days", 0),
            voids=row.get("voids", False),
            valid_from=row.get("valid_from"),
            valid_until=row.get("valid_until"),
        )
        for key, row in _table("calendar").items()
    )


def _session(number: int, row: Mapping[str, Any]) -> Session:
    return Session(
        number=number,
        kind=SessionKind(row["kind"]),
        host=row["host"],
        city=LanguageMap(row["city"]),
        opens=PartialDate.parse(row["opens"]),
        closes=PartialDate.parse(row["closes"]) if "closes" in row else None,
        facts=tuple(
            Fact(key, fact["text"], Evidence(fact["evidence"]), fact["source"])
            for key, fact in row["facts"].items()
        ),
    )


@cache
def _table(name: str) -> dict[str, Any]:
    source = resources.files("jisr.assembly.sessions") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
