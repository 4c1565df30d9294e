"""Pages that need every package: settings, health, why a record is shown; and the guide."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.app.pages import guide, health, rights, settings

ROUTERS: Sequence[APIRouter] = (settings.router, health.router, rights.router, guide.router)
