"""Figures of a matcher of names: precision and recall of pairs, calibration, alert rates."""

import collections
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BINS = 15
"""Bins of the expected calibration error, of equal width."""

PRECISION_ASKED = 0.99

Values = NDArray[np.float64]


def precision_figures(scores: Values, answers: Values) -> dict[str, float]:
    """Return average precision, best F1, recall at 99 % precision and the threshold of best F1."""
    order = np.argsort(-scores, kind="stable")
    scores, answers = scores[order], answers[order]
    # Equal scores are one step: their order says nothing.
    last = np.flatnonzero(np.append(np.diff(scores) != 0, True))
    hits = np.cumsum(answers)[last]
    precision, recall = hits / (last + 1), hits / answers.sum()
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return {
        "average_precision": float(np.sum(np.diff(np.append(0.0, recall)) * precision)),
        "best_f1": float(f1.max()),
        "recall_at_p99": float(recall[precision >= PRECISION_ASKED].max(initial=0.0)),
        "threshold": float(scores[last][f1.argmax()]),
    }


def calibration_error(chances: Values, answers: Values) -> float:
    """Return the expected calibration error: how far chances are from what came true."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    parts = [abs(float(np.sum(chances[bins == one] - answers[bins == one]))) for one in range(BINS)]
    return math.fsum(parts) / len(chances)


def share_at_top(scores: Values) -> float:
    """Return the share of pairs that have the highest score of all."""
    return float(np.mean(scores >= scores.max()))


def rates(groups: Sequence[str], alerted: Sequence[bool]) -> dict[str, tuple[int, float]]:
    """Return for each group how many there are and which share of them raised an alert."""
    found: dict[str, list[bool]] = collections.defaultdict(list)
    for group, alert in zip(groups, alerted, strict=True):
        found[group].append(alert)
    return {group: (len(one), sum(one) / len(one)) for group, one in sorted(found.items())}
