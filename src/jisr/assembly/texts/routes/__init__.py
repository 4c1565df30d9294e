"""Routes of the agenda and the texts."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

from jisr.assembly.texts.routes import agenda, amendments, papers, resolutions

ROUTERS: Final[Sequence[APIRouter]] = (
    agenda.router,
    papers.router,
    amendments.router,
    resolutions.router,
)
