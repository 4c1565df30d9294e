"""Names: finding a person again, however the name is spelled and in whatever script.

>>> from jisr.names import Profile, compare
>>> compare(Profile(("محمد العلي",)), Profile(("Mohammed Al Ali",))).bits > 8
True
"""

from jisr.names.compare import compare
from jisr.names.explain import Reason, explain, sentence
from jisr.names.fold import fold
from jisr.names.index import Index
from jisr.names.model import Candidate, Comparison, EvidenceRow, Profile
from jisr.names.points import (
    alerts_per_1000,
    chance_of,
    finds_per_1000,
    operating_points,
    reliability,
    score_of,
    threshold_bits,
)

__all__ = [
    "Candidate",
    "Comparison",
    "EvidenceRow",
    "Index",
    "Profile",
    "Reason",
    "alerts_per_1000",
    "chance_of",
    "compare",
    "explain",
    "finds_per_1000",
    "fold",
    "operating_points",
    "reliability",
    "score_of",
    "sentence",
    "threshold_bits",
]
