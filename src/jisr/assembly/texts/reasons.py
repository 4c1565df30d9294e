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
    "texts.not_delegation": to_translate("only a delegation of a member does this"),
    "texts.not_speaker": to_translate(
        "the head of a delegation or an alternate speaks for it, before the session the head of "
        "bureau"
    ),
    "texts.not_sponsor": to_translate("only a sponsor does this"),
    "texts.others_sponsor": to_translate("others sponsor it too; leave the sponsors instead"),
    "texts.last_sponsor": to_translate("you are its last sponsor; withdraw it instead"),
    "texts.not_requester": to_translate("only who requested the item withdraws it"),
    "texts.not_secretary": to_translate("only the secretary of the assembly does this"),
    "texts.not_chair": to_translate("only the chair of the session does this"),
    "texts.not_addressee": to_translate("only whom the paragraph addresses reports on it"),
    "texts.not_released": to_translate("it is a working paper that was not released"),
    "texts.no_resolution": to_translate("only a draft resolution is amended and voted on"),
    "texts.session_over": to_translate("the session is over"),
    "texts.item_decided": to_translate("the item is withdrawn, or the assembly decided on it"),
    "texts.item_not_additional": to_translate(
        "the item needs no leave of the assembly, or it is not complete"
    ),
    "texts.agenda_adopted": to_translate("the agenda is adopted"),
    "texts.agenda_not_adopted": to_translate("the assembly adopts its agenda first"),
    "texts.agenda_empty": to_translate("no item stands on the agenda"),
    "texts.not_on_agenda": to_translate("its item does not stand on the agenda"),
    "texts.vote_open": to_translate("a vote on it is open; until it is closed no word changes"),
    "texts.voting_begun": to_translate("the voting on the amendments has begun"),
    "texts.amendments_first": to_translate("amendments to these words are to be decided first"),
    "texts.amendment_decided": to_translate("the amendment is decided already"),
    "texts.amendment_stale": to_translate(
        "amendment {number} is to older words; its sponsor restates it, or the chair sets it aside"
    ),
    "texts.amendment_fits": to_translate("the amendment is to the present words; vote on it"),
    "texts.not_next": to_translate("another amendment is voted on before it, or it has fallen"),
    "texts.rule_itself": to_translate("an amendment does not fall by itself"),
    "texts.parts_pending": to_translate("vote on the paragraphs first, next on {place}"),
    "texts.parts_begun": to_translate("the voting on its paragraphs has begun"),
    "texts.part_not_asked": to_translate("nobody asked for a vote on this paragraph"),
    "texts.report_early": to_translate("a report cannot be older than the last one"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
