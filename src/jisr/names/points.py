"""From evidence to a decision: operating points, and a score for the eye."""

import math

from jisr.errors import ValueMalformed, to_translate
from jisr.names.tables import settings

_FILE = "operating_points.toml"
_SCORE = "score"

STEPS_MAX = 1000.0
"""Beyond it the score cannot be told from 0 or 1, and the power overflows."""


def operating_points() -> tuple[str, ...]:
    """Return the names of the operating points."""
    return tuple(name for name in settings(_FILE) if name != _SCORE)


def alerts_per_1000(point: str) -> float:
    """Return how many of 1,000 travellers on no list raise an alert at this point, as measured."""
    return _point(point)["alerts_per_1000"]


def threshold_bits(point: str, index_size: int) -> float:
    """Return the bits that a candidate needs at an operating point, in an index of so many persons.

    Raises `ValueMalformed` for a point that does not exist.
    """
    return math.log2(max(index_size, 1)) + _point(point)["margin_bits"]


def score_of(bits: float) -> float:
    """Return a score from 0 to 1 that grows with the bits and reaches neither end."""
    scale = settings(_FILE)[_SCORE]
    steps = (bits - float(scale["middle_bits"])) / float(scale["bits_per_halving"])
    # The two branches are one formula; each avoids an overflow.
    if steps >= 0:
        return 1.0 / (1.0 + math.exp2(-min(steps, STEPS_MAX)))
    return 1.0 - 1.0 / (1.0 + math.exp2(max(steps, -STEPS_MAX)))


def _point(name: str) -> dict[str, float]:
    if name not in operating_points():
        raise ValueMalformed(field="point", why=to_translate("no such operating point"))
    return {key: float(value) for key, value in settings(_FILE)[name].items()}
