"""The sentences of the hall's reasons."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

REASONS: Final[Mapping[str, str]] = {
    "hall.closed_sitting": to_translate("this part of the sitting is closed to observers"),
}
"""The sentence of each reason, in English; the catalogues hold the other languages."""
