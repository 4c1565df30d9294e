"""Why figures were refused: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

REASONS: Final[Mapping[str, str]] = {
    "insight.operator_sees_no_figures": to_translate(
        "an operator runs the machine and sees no figures of police work; /health has those of "
        "the machine"
    ),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
