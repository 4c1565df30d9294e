"""The pages of hits: the inbox, one hit with the dialogue of its two bureaus, how to be told."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.checks.dialogue.pages.hit import router as one_hit
from jisr.checks.dialogue.pages.inbox import router as every_hit
from jisr.checks.dialogue.pages.preferences import router as telling

ROUTERS: Sequence[APIRouter] = (every_hit, telling, one_hit)
"""The preferences come before the hits: their path would else be read as an id."""
