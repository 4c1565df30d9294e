"""Reads the package's data files: what an expert may edit without Python."""

import csv
import functools
import importlib.resources
from collections.abc import Mapping


@functools.cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a CSV file in `data/`; lines that start with `#` are its comments."""
    file = importlib.resources.files("jisr.identifiers").joinpath("data", name)
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(csv.DictReader(line for line in lines if line and not line.startswith("#")))
