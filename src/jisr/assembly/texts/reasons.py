"""Why a text cannot be voted on, amended, adopted or read: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

ALLOWED: Final = "texts.allowed"
"""Nothing stands against it; this key needs no sentence."""

REASONS: Final[Mapping[str, str]] = {
    "texts.not_open": to_translate("the text is no longer open; adopted texts are never changed"),
    "texts.other_draft": to_translate("the amendment is to another draft"),
    "texts.revision_old": to_translate("the draft was revised; restate the amendment against it"),
    "texts.paragraph_unknown": to_translate("the draft has no such paragraph"),
    "texts.words_misfit": to_translate("write the new words; a deletion has none of its own"),
    "texts.nothing_changed": to_translate("the amendment changes nothing"),
    "texts.kind_misplaced": to_translate("the preamble comes before the operative paragraphs"),
    "texts.amendments_collide": to_translate("two accepted amendments change the same words"),
    "texts.sponsor_missing": to_translate("no delegation or body sponsors it"),
    "texts.sponsors_disagree": to_translate("every sponsor of the draft must accept it"),
    "texts.amendments_pending": to_translate("vote on the amendments first"),
    "texts.out_of_step": to_translate("the language versions are not in step"),
    "texts.nothing_decided": to_translate("no operative paragraph is left to be voted on"),
    "texts.not_adopted": to_translate("the vote did not adopt the text"),
    "texts.vote_of_other_words": to_translate("the vote was on other words than these"),
    "texts.item_closed": to_translate("the item is closed; its papers are for the delegations"),
    "texts.item_late": to_translate("the request is late; the assembly must admit the item"),
    "texts.item_incomplete": to_translate("send the report and the draft resolution too"),
    "texts.evidence_missing": to_translate("say what shows that the duty was completed"),
    "texts.evidence_excessive": to_translate("name at most 20 documents"),
    "texts.report_empty": to_translate("say how far the duty is"),
    "texts.report_early": to_translate("a report cannot be older than the last one"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
