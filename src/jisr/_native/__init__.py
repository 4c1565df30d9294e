"""The hot loops of the names engine: compiled where there was a compiler, else in numpy.

Both give the same results; `AVAILABLE` says whether the compiled ones are in use.
"""

from jisr._native.plain import DATES_MAX, WORDS_MAX, Array, Candidates, Costs, Forms, Names, Words

try:
    from jisr._native.kernels import align_roughly, choose_names, likeness, likeness_to_rows

    AVAILABLE = True
except ImportError:
    from jisr._native.plain import align_roughly, choose_names, likeness, likeness_to_rows

    AVAILABLE = False

__all__ = [
    "AVAILABLE",
    "DATES_MAX",
    "WORDS_MAX",
    "Array",
    "Candidates",
    "Costs",
    "Forms",
    "Names",
    "Words",
    "align_roughly",
    "choose_names",
    "likeness",
    "likeness_to_rows",
]
