"""Routes of the sessions of the assembly."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

from jisr.assembly.sessions.routes import hall_keys, members, sittings

ROUTERS: Final[Sequence[APIRouter]] = (sittings.router, members.router, hall_keys.router)
