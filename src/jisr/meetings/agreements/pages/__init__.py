"""The pages of memoranda: the register with what is due, one memorandum, and its draft."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.meetings.agreements.pages import drafting, register

ROUTERS: Sequence[APIRouter] = (drafting.router, register.router)
