"""Which cleaner serves which kind of number, and the exact key under which it is found."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers import (
    bic,
    contact,
    container,
    crypto,
    documents,
    iban,
    imei,
    imo,
    plate,
    serial,
    vessel,
    vin,
)
from jisr.identifiers.cleaning import Checked

KINDS: Mapping[str, Callable[[str], Checked]] = MappingProxyType(
    {
        "bic": bic.clean,
        "call_sign": vessel.clean_call_sign,
        "container": container.clean,
        "crypto": crypto.clean,
        "document": documents.clean_document_number,
        "email": contact.clean_email,
        "engine": serial.clean,
        "firearm": serial.clean,
        "hull": vessel.clean_hull,
        "iban": iban.clean,
        "imei": imei.clean,
        "imo_company": imo.clean_company,
        "imo_ship": imo.clean_ship,
        "mmsi": vessel.clean_mmsi,
        "phone": contact.clean_phone,
        "plate": plate.clean,
        "vin": vin.clean,
    }
)
"""The cleaner of each kind; the keys are stored in records and must not change."""


def clean(kind: str, text: str) -> Checked:
    """Return the number in its one spelling, with warnings.

    Raises:
        InputRefused: The kind is unknown, or its cleaner refuses the text.
    """
    cleaner = KINDS.get(kind)
    if cleaner is None:
        raise ValueMalformed(
            field=to_translate("kind of number"), why=to_translate("no number is of this kind")
        )
    return cleaner(text)
