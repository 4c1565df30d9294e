"""The explorer of the ledger: how it stands, the entries that one may see, and their proofs."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.oversight.pages import entries, ledger

ROUTERS: Sequence[APIRouter] = (ledger.router, entries.router)
