"""The hot loops of the names engine: compiled where there was a compiler, else in numpy.

Both give the same results; `AVAILABLE` says whether the compiled ones are in use.
"""

from jisr._native.plain import (
    DATES_MAX,
    WORDS_MAX,
    Array,
    Asked,
    Costs,
    Forms,
    Limits,
    Names,
    Spellings,
    Vocabulary,
    likeness_to_rows,
)

try:
    from jisr._native.kernels import expand, find_names, likeness

    AVAILABLE = True
except ImportError:
    from jisr._native.finding import find_names
    from jisr._native.plain import expand, likeness

    AVAILABLE = False

__all__ = [
    "AVAILABLE",
    "DATES_MAX",
    "WORDS_MAX",
    "Array",
    "Asked",
    "Costs",
    "Forms",
    "Limits",
    "Names",
    "Spellings",
    "Vocabulary",
    "expand",
    "find_names",
    "likeness",
    "likeness_to_rows",
]
