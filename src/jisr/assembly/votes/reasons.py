"""Why a vote cannot be opened, cast in, closed or announced: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

ALLOWED: Final = "votes.allowed"

REASONS: Final[Mapping[str, str]] = {
    ALLOWED: to_translate("the rules of the vote allow it"),
    # opening
    "votes.secret_compulsory": to_translate("the rules want a secret ballot on this matter"),
    "votes.consensus_base": to_translate(
        "this needs a share of all members, which silence does not show; take a roll-call"
    ),
    "votes.rule_misfits": to_translate(
        "amendments of the Constitution are decided by their own rule, and nothing else is"
    ),
    "votes.going_on": to_translate("a vote on this is under way; announce or annul it first"),
    "votes.nobody_entitled": to_translate("no member is represented and entitled to this vote"),
    "votes.hands_not_timed": to_translate("a show of hands ends when the chair has counted"),
    "votes.trustees_missing": to_translate(
        "a secret ballot needs at least three trustees of different members with their keys"
    ),
    "votes.witnesses_missing": to_translate(
        "a secret ballot needs at least three witness delegations with their keys"
    ),
    "votes.registrar_missing": to_translate("only the hub itself keeps the board of a secret vote"),
    # casting
    "votes.not_open": to_translate("the vote is not open any more"),
    "votes.other_method": to_translate("this vote is taken in another way"),
    "votes.not_on_roll": to_translate("the member was not on the roll when the vote opened"),
    "votes.entry_stands": to_translate(
        "the entry of this member arrived before; a correction is signed as the next version"
    ),
    "votes.entry_same": to_translate("the entry of this member says this already"),
    "votes.key_missing": to_translate("no voting key of this member was registered in time"),
    "votes.key_foreign": to_translate("the key is not this delegate's own key for voting"),
    "votes.key_revoked": to_translate("the key was revoked"),
    "votes.signature_missing": to_translate("sign the entry with your own key"),
    "votes.signature_wrong": to_translate("the signature is not over this entry"),
    # ending
    "votes.not_closed": to_translate("close the vote first"),
    "votes.not_counted": to_translate("nothing is counted yet"),
    "votes.announced": to_translate("the result was announced"),
    "votes.annulled": to_translate("the vote was annulled"),
    "votes.carried_out": to_translate(
        "what was announced about a text or an election is carried out; the assembly reopens it"
    ),
}
