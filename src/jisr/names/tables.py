"""Reading the knowledge in `names/data/`; each file is read once, when it is first needed."""

import csv
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def rows(file_name: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file of the package; lines that begin with # are remarks."""
    with (DATA / file_name).open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(line for line in lines if not line.startswith("#"))


@functools.cache
def settings(file_name: str) -> dict[str, Any]:
    """Return a TOML file of the package."""
    with (DATA / file_name).open("rb") as file:
        return tomllib.load(file)


@functools.cache
def weights(section: str) -> dict[str, float]:
    """Return the bits of one section of `weights.toml`."""
    return {key: float(value) for key, value in settings("weights.toml")[section].items()}
