"""The pages of the assembly: sessions, texts, votes and elections."""

from fastapi import APIRouter

from jisr.assembly.pages import (
    elections,
    overview,
    sessions,
    text_agenda,
    text_resolutions,
    texts,
    votes,
)

ROUTERS: list[APIRouter] = [
    elections.router,
    overview.router,
    sessions.router,
    votes.router,
    text_agenda.router,
    text_resolutions.router,
    texts.router,
]
