"""`/health/live` and `/health/ready`: whether this process lives, and whether it can answer."""

import enum

from fastapi import APIRouter, Response
from pydantic import BaseModel

from jisr.checks.desk import Desk
from jisr.errors import JisrError
from jisr.kit.http.hub import Hub, HubNow
from jisr.ledger.tree_store import newest_checkpoint

router = APIRouter(prefix="/health", tags=["health"])
NOT_READY = 503


class State(enum.StrEnum):
    """How a part of the hub is."""

    OK = "ok"
    READ_ONLY = "read-only"
    DOWN = "down"


class Live(BaseModel):
    """That the process answers."""

    status: State


class Ready(BaseModel):
    """Whether the hub can answer: every part must be ok."""

    status: State
    database: State
    ledger: State
    checks: State


@router.get("/live")
def live() -> Live:
    """Return that this process lives."""
    return Live(status=State.OK)


@router.get("/ready")
def ready(hub: HubNow, response: Response) -> Ready:
    """Return whether checks are answered and writes accepted; 503 when not."""
    database, ledger, checks = database_state(hub), ledger_state(hub), checks_state(hub)
    parts = (database, ledger, checks)
    status = next((each for each in parts if each is not State.OK), State.OK)
    if status is not State.OK:
        response.status_code = NOT_READY
    return Ready(status=status, database=database, ledger=ledger, checks=checks)


def database_state(hub: Hub) -> State:
    """Return whether the database answers."""
    try:
        with hub.database.reading() as transaction:
            newest_checkpoint(transaction, hub.network)
    except JisrError:
        return State.DOWN
    return State.OK


def ledger_state(hub: Hub) -> State:
    """Return whether the ledger may go on: without it nothing is written."""
    return State.READ_ONLY if hub.database.is_frozen else State.OK


def checks_state(hub: Hub) -> State:
    """Return whether this process answers checks."""
    return State.OK if hub.part(Desk).is_open else State.DOWN
