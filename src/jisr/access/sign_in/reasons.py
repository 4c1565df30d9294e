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
    "sign_in.no_machine": to_translate("only a machine has such keys; people have passkeys"),
    "sign_in.machine": to_translate("a machine has keys, no passkey"),
    "sign_in.key_scope": to_translate("the machine's key is not good for that"),
    "sign_in.key_purpose": to_translate("name one of the purposes that the machine's key is for"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
