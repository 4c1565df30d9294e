"""Pages about a bureau's records: looked through, read, written, followed, imported."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.records.pages import editing, importing, listing, preview, showing

ROUTERS: Sequence[APIRouter] = (
    listing.router,
    importing.router,
    editing.router,
    preview.router,
    showing.router,
)
