"""Hits as they are told over the line and on the command line: the shapes of `jisr.client`."""

import msgspec

from jisr.checks.dialogue.model import DialogueView
from jisr.checks.dialogue.schemas import hit_out, hit_summary
from jisr.client.shapes import Hit, HitSummary
from jisr.kit.words import Words


def told_hit(view: DialogueView, words: Words) -> Hit:
    """Return a whole dialogue, in the words of the reader's language."""
    return msgspec.convert(hit_out(view, words).model_dump(mode="json"), Hit)


def told_summary(view: DialogueView, words: Words) -> HitSummary:
    """Return a dialogue as a list shows it."""
    return msgspec.convert(hit_summary(view, words).model_dump(mode="json"), HitSummary)
