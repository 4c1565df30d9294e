"""Writes lists of invented stolen documents."""

from collections.abc import Iterable
from pathlib import Path

HEADER = "number,country,type,fraud_type,theft_country,issued,expires,reference\n"


def row(number: int, *, country: str = "MAR", issued: str = "2020-01-02") -> str:
    """Return one row; the number makes it another document."""
    return f"AB{number:07d},{country},P,stolen,FRA,{issued},2030-01-02,REF-{number}\n"


def write_list(path: Path, rows: Iterable[str]) -> Path:
    """Write the header and the rows."""
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path
