"""Why something about a hit was refused, and what may follow from it: the sentences."""

from collections.abc import Mapping
from typing import Final

from jisr.checks.dialogue.model import State
from jisr.errors import to_translate

REASONS: Final[Mapping[str, str]] = {
    "hits.other_bureau": to_translate("the question was another bureau's"),
    "hits.role": to_translate("no role of the officer answers for hits"),
    "hits.people_only": to_translate(
        "a person decides about a hit, never a machine: what follows may be a measure of force"
    ),
    "hits.side": to_translate("this is for the other side of the hit to say"),
    "hits.own_member": to_translate("the record is your own member's: ask at your own desk"),
    "hits.agency": to_translate("an agency asks through its national bureau"),
    "hits.referred": to_translate(
        "the legal reviewer of the secretariat decides about this hit; nobody is asked"
    ),
    "hits.reviewer_only": to_translate("only the legal reviewer of the secretariat closes this"),
    "hits.unconfirmed": to_translate(
        "its owner has not confirmed this hit, so no measure of force follows from it"
    ),
    "hits.chooser": to_translate(
        "the head or the security officer of a bureau says how it is notified"
    ),
    "hits.mender": to_translate("only operators and coordinators see what was not delivered"),
    "hits.not_now": to_translate("the hit does not stand where this could be said"),
    "hits.record_gone": to_translate("the record is no longer active: nothing follows from it"),
    "hits.signature": to_translate("the signature is not the officer's over this statement"),
    "hits.full": to_translate("this dialogue is full; close it and go on elsewhere"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""

_PRESUMED = to_translate(
    "This hit is presumed, not proven. Nothing coercive may follow before its owner has "
    "confirmed it."
)
WARNINGS: Final[Mapping[State, str]] = {
    State.PRESUMED: _PRESUMED,
    State.ASKED: _PRESUMED,
    State.CANNOT_SAY: _PRESUMED,
    State.CONFIRMED: to_translate(
        "Its owner has confirmed this hit. Make sure who stands before you; national law says "
        "what may follow."
    ),
    State.NOT_THE_SAME: to_translate(
        "Its owner says that this is not the same. Nothing may follow from this hit."
    ),
    State.CLOSED: to_translate("This hit is closed. By itself it proves nothing about anyone."),
    State.DISMISSED: to_translate("This hit was dismissed. Nothing may follow from it."),
    State.REFERRED: to_translate(
        "Contact no other bureau and no state. The legal reviewer of the secretariat decides; "
        "nothing coercive may follow from this hit."
    ),
    State.BLIND: to_translate(
        "This is for you alone: the bureau that asked does not know of your record. Nothing "
        "coercive follows from it."
    ),
    State.LIFTING: to_translate(
        "The secretariat wants to tell the bureau that asked. Object in time, or it will. Nothing "
        "coercive follows from this hit."
    ),
    State.ERASED: to_translate("The record was erased. Nothing may follow from this hit."),
}
"""What may follow from a hit, by where it stands: said in each view of it."""
