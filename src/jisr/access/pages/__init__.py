"""The pages of access: bureaus and officers, agreements, permissions, keys and sessions."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.access.pages import agreements, keys, people, permissions

ROUTERS: Sequence[APIRouter] = (
    people.router,
    agreements.router,
    permissions.router,
    keys.router,
)
