"""Hits as they are told over the line and on the command line: the shapes of `jisr.client`."""

import msgspec

from jisr.checks.dialogue import model
from jisr.checks.dialogue.model import DialogueView
from jisr.checks.dialogue.schemas import (
    attachment_out,
    hit_out,
    hit_summary,
    preference_out,
    statistics_out,
)
from jisr.client.shapes import Attachment, Hit, HitSummary, Preference, Statistics
from jisr.kit.words import Words


def told_hit(view: DialogueView, words: Words) -> Hit:
    """Return a whole dialogue, in the words of the reader's language."""
    return msgspec.convert(hit_out(view, words).model_dump(mode="json"), Hit)


def told_summary(view: DialogueView, words: Words) -> HitSummary:
    """Return a dialogue as a list shows it."""
    return msgspec.convert(hit_summary(view, words).model_dump(mode="json"), HitSummary)


def told_statistics(found: model.Statistics, words: Words, *, is_own: bool) -> Statistics:
    """Return the published figures with what they mean."""
    told = statistics_out(found, words, is_own=is_own)
    return msgspec.convert(told.model_dump(mode="json"), Statistics)


def told_attachment(found: model.Attachment) -> Attachment:
    """Return what is told of a file."""
    return msgspec.convert(attachment_out(found).model_dump(mode="json"), Attachment)


def told_preference(found: model.Preference, verify_key: str) -> Preference:
    """Return how a bureau is told of hits."""
    return msgspec.convert(preference_out(found, verify_key).model_dump(mode="json"), Preference)
