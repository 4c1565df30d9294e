"""Why a memorandum is not seen, drafted, proposed, signed or renewed: the sentence of each key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

ALLOWED: Final = "memoranda.allowed"
"""Nothing stands against it; this key needs no sentence."""

REASONS: Final[Mapping[str, str]] = {
    # who
    "memoranda.no_sight": to_translate("memoranda are for the members and their bureaus"),
    "memoranda.not_party": to_translate("only the head of a party's bureau does this"),
    "memoranda.not_own_side": to_translate("the head of a bureau acts for the own side only"),
    "memoranda.not_coordinator": to_translate("only a coordinator of the secretariat does this"),
    "memoranda.not_head": to_translate("only the head of a national bureau objects"),
    "memoranda.objector_party": to_translate("a party does not object; it withdraws"),
    # the terms
    "memoranda.one_side": to_translate("name at least two parties of different sides, each once"),
    "memoranda.signatory_of_nobody": to_translate("a signatory stands for none of the parties"),
    "memoranda.dates": to_translate("the days of the memorandum are not in order"),
    "memoranda.grant_receiver": to_translate(
        "data are given to a party that has none without an agreement: an international body, an "
        "agency or a sub-bureau"
    ),
    "memoranda.grant_empty": to_translate("a grant names databases, operations and purposes"),
    "memoranda.grant_too_wide": to_translate(
        "each party gives its own data only: name members that are parties, and not the receiver's "
        "own"
    ),
    "memoranda.grant_operations": to_translate(
        "checking and reading can be given; the rest is for the owner of the data"
    ),
    "memoranda.grant_dates": to_translate("the days of the grant lie outside the memorandum's"),
    # the path
    "memoranda.not_draft": to_translate("the words are closed; draft a new memorandum"),
    "memoranda.opinion_missing": to_translate(
        "an opinion that the rules ask for is missing on these very words"
    ),
    "memoranda.window_closed": to_translate("the days for objections are over or have not begun"),
    "memoranda.objected_already": to_translate("this member has objected already"),
    "memoranda.not_objected": to_translate("no member objected; the assembly need not decide"),
    "memoranda.not_approved": to_translate("it is not approved, or every side has signed"),
    "memoranda.signed_already": to_translate("this side has signed already"),
    "memoranda.not_signed": to_translate("not every side has signed, or it is in force already"),
    "memoranda.too_early": to_translate("its first day has not come"),
    # its life
    "memoranda.not_in_force": to_translate("it is not in force"),
    "memoranda.not_before_force": to_translate("it is in force or over"),
    "memoranda.over": to_translate("it is over"),
    "memoranda.no_end": to_translate("it has no last day: nothing is to be renewed"),
    "memoranda.renewal_asked": to_translate("the renewal was asked for already"),
    "memoranda.renewal_late": to_translate("the last day to ask for the renewal has passed"),
    "memoranda.renewal_not_asked": to_translate("no party asked for the renewal in time"),
    "memoranda.other_parties": to_translate("a renewal has the same parties"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
