"""Addresses of crypto-currencies: Bitcoin is verified, Ethereum recognised, others kept."""

import re

from stdnum import bitcoin

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, fold, verified

_ADDRESS_CHARACTERS_MAX = 200  # a Cardano address with its prefix has about 110
_SCHEME = re.compile(r"^(?:bitcoin|ethereum):", re.IGNORECASE)
_BITCOIN_FORM = re.compile(r"[13][1-9A-HJ-NP-Za-km-z]{25,34}")
_SEGWIT_FORM = re.compile(r"bc1q[a-z0-9]{8,86}", re.IGNORECASE)
_CASELESS_FORM = re.compile(r"0x[0-9a-f]{40}|bc1[a-z0-9]{8,87}", re.IGNORECASE)
_ANY_FORM = re.compile(r"[0-9A-Za-z_:]{20,150}")


def clean(text: str) -> Checked:
    """Return an address in its one spelling; letter case is kept where it carries meaning.

    Verified: Bitcoin addresses that begin with 1, 3 or bc1q. Later Bitcoin forms and Ethereum
    (whose checksum needs Keccak, which Python lacks) become lower case with a warning.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is no address.
        CheckDigitWrong: It is a Bitcoin address and its checksum does not fit.
    """
    field = to_translate("crypto-currency address")
    folded = fold(text, field=field, characters_max=_ADDRESS_CHARACTERS_MAX)
    address = _SCHEME.sub("", folded).replace(" ", "")
    if _SEGWIT_FORM.fullmatch(address) is not None:
        return Checked(verified(bitcoin.validate, address.lower(), field=field))
    if _BITCOIN_FORM.fullmatch(address) is not None:
        return Checked(verified(bitcoin.validate, address, field=field))
    if _CASELESS_FORM.fullmatch(address) is not None:
        return Checked(address.lower(), ("crypto.check_unknown",))
    if _ANY_FORM.fullmatch(address) is None:
        raise ValueMalformed(
            field=field, why=to_translate("it must have 20 to 150 letters, digits")
        )
    return Checked(address, ("crypto.check_unknown",))
