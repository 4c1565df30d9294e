"""The pages of checks: the desk at which officers ask."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.checks.pages import desk, found, traces

ROUTERS: Sequence[APIRouter] = (desk.router, found.router, traces.router)
