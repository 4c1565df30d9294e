"""Who asks, remembered for a moment: a desk that answers thousands a second reads it seldom.

What is changed or revoked acts within a second everywhere: a caller is believed for half a second
(`jisr.access.callers`), and what an agreement gives for a quarter more.
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.callers import narrowed
from jisr.access.model import Asking
from jisr.access.sign_in.model import Caller
from jisr.kit.db import Database

KNOWN_SECONDS = 0.25
ASKINGS_KEPT_MAX = 10_000


@dataclass(frozen=True, slots=True)
class _Known:
    asking: Asking
    read_at: float


class Askings:
    """Remembers who asks, for what and in which case; used by the event loop only."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._known: OrderedDict[tuple[str, str, str], _Known] = OrderedDict()

    async def of(self, caller: Caller, purpose: str, case: str) -> Asking:
        """Return who asks; what the credential fixes cannot be changed by the request.

        Raises:
            PurposeMissing, PurposeUnknown, CaseMissing: see `access.actions.ask`.
            Denied: the request names another purpose or case than the credential.
        """
        asked_purpose, asked_case = narrowed(caller, purpose, case)
        key = (caller.officer.id, asked_purpose, asked_case)
        known = self._known.get(key)
        if known is None or time.monotonic() - known.read_at > KNOWN_SECONDS:
            known = _Known(await asyncio.to_thread(self._read, *key), time.monotonic())
            self._known[key] = known
            while len(self._known) > ASKINGS_KEPT_MAX:
                self._known.popitem(last=False)
        return known.asking

    def _read(self, officer: str, purpose: str, case: str) -> Asking:
        with self.database.reading() as transaction:
            return access.ask(transaction, officer, purpose, case)
