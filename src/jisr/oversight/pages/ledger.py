"""The ledger as it stands: its newest checkpoint, who cosigned it, and how it grew."""

from fastapi import APIRouter, Response

from jisr.access.viewing import PageNow
from jisr.ledger.keys import KEY_FILE, load_key
from jisr.oversight import actions

router = APIRouter(prefix="/ledger", include_in_schema=False)


@router.get("")
def ledger(page: PageNow) -> Response:
    """Return the page; how long the ledger is, is for every member to know."""
    key = load_key(page.hub.home / KEY_FILE, page.hub.network).published()
    with page.hub.database.reading() as transaction:
        state = actions.read_state(transaction, page.hub.network)
        now = transaction.now
    return page.show("oversight/ledger.html", state=state, key=key, now=now)
