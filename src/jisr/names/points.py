"""From evidence to a decision: operating points, and a score for the eye."""

import functools
import math

from jisr.errors import ValueMalformed, to_translate
from jisr.names.tables import rows, settings

_FILE, _RATES_FILE = "operating_points.toml", "alert_rates.csv"
_SCORE = "score"

BITS_SCALE = 10.0
"""Bits per unit of the slope in `calibration.csv`."""

LOGIT_MAX = 500.0
"""Beyond it the exponential overflows."""

TRUE_HITS_SHARE = 1 / 15_500
"""Share of travellers who are listed: about one search of INTERPOL's SLTD in 15,500 hits."""

STEPS_MAX = 1000.0
"""Beyond it the score cannot be told from 0 or 1, and the power overflows."""


def operating_points() -> tuple[str, ...]:
    """Return the names of the operating points."""
    return tuple(name for name in settings(_FILE) if name != _SCORE)


def alerts_per_1000(point: str) -> float:
    """Return how many of 1,000 travellers on no list raise an alert at this point, as measured.

    Measured on composed names (`jisr.names.train_points`). Raises `ValueMalformed` for a point
    that does not exist.
    """
    return _rates(point)[0]


def finds_per_1000(point: str) -> float:
    """Return how many of 1,000 listed travellers are found at this point, as measured.

    Raises `ValueMalformed` for a point that does not exist.
    """
    return _rates(point)[1]


def reliability(point: str, share: float = TRUE_HITS_SHARE) -> float:
    """Return which part of the alerts of a point are right, from 0 to 1.

    `share` is which part of all travellers is listed: on a border a very small one, so that even
    a good point is mostly wrong. Raises `ValueMalformed` for a point that does not exist, or when
    the share is not between 0 and 1.
    """
    _check_share(share)
    right, wrong = share * finds_per_1000(point), (1 - share) * alerts_per_1000(point)
    return right / (right + wrong)


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


def chance_of(bits: float, share: float) -> float:
    """Return the probability that two names stand for one person, from 0 to 1.

    `share` is which part of the pairs put before a reviewer are one person; the others are taken
    to be hard: names that differ in a word or in a letter. Learned on composed names
    (`jisr.names.train_names`), for names alone. Raises `ValueMalformed` when the share is not
    between 0 and 1.
    """
    _check_share(share)
    constant, slope = _calibration()
    logit = constant + slope * bits / BITS_SCALE + math.log(share / (1 - share))
    return 1 / (1 + math.exp(-min(max(logit, -LOGIT_MAX), LOGIT_MAX)))


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise ValueMalformed(field="share", why=to_translate("write a number between 0 and 1"))


@functools.cache
def _calibration() -> tuple[float, float]:
    ((constant, slope),) = rows("calibration.csv")
    return float(constant), float(slope)


def _point(name: str) -> dict[str, float]:
    _check_point(name)
    return {key: float(value) for key, value in settings(_FILE)[name].items()}


def _rates(name: str) -> tuple[float, float]:
    _check_point(name)
    return _measured()[name]


def _check_point(name: str) -> None:
    if name not in operating_points():
        raise ValueMalformed(field="point", why=to_translate("no such operating point"))


@functools.cache
def _measured() -> dict[str, tuple[float, float]]:
    lines = rows(_RATES_FILE)
    return {point: (float(alerts), float(finds)) for point, alerts, finds in lines}
