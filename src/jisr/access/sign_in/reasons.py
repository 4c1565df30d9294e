"""Why a credential is not good for something: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

REASONS: Final[Mapping[str, str]] = {
    "sign_in.scope": to_translate("this credential is not good for that"),
    "sign_in.token_purpose": to_translate("the token is for another purpose or case"),
    "sign_in.not_yours": to_translate(
        "only its holder and those who answer for it end a credential"
    ),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
