"""Why figures were refused: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

REASONS: Final[Mapping[str, str]] = {
    "insight.role_without_data": to_translate(
        "figures of police work are for those who work with its data; /health has those of the "
        "machine"
    ),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
