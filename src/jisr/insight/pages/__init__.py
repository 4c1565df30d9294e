"""Pages of figures, and of the members of the network."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.insight.pages import figures, members

ROUTERS: Sequence[APIRouter] = (figures.router, members.router)
