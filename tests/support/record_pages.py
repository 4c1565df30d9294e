"""The pages of records before an officer who has said what he works on, and a hand to record."""

import json
from dataclasses import dataclass
from typing import Any

from httpx2 import Response

from browser import Browser
from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.records import actions as records
from jisr.records.drafts import read_draft
from jisr.records.pages.drafts import Plain

OWNER, COLLEAGUE, STRANGER, CLERK = "head@mar", "officer@mar", "officer@fra", "port@mar"
SHIFT = {"purpose": "investigation", "case": "TNG-2026-0117"}
PAGE = {"Accept": "text/html"}
NOUR: Plain = {
    "database": "nominal",
    "subject": {
        "names": [{"text": "نور الحداد", "latin": "Nour Al Haddad", "mrz": "AL<HADDAD<<NOUR"}],
        "birth_dates": ["1974-03"],
        "nationalities": ["MAR"],
    },
    "purpose": "locate",
    "status": "suspect",
    "event": "Case 12/2026",
    "reference": "TNG-8",
}
BUS: Plain = {
    "database": "vehicles",
    "subject": {"vin": "1M8GDM9AXKP042788", "make": "Bus"},
    "purpose": "investigation",
    "reference": "TNG-7",
}
HOSTILE = "<img src=x onerror=alert(1)>\"&amp;'"


@dataclass(frozen=True, slots=True)
class RecordPages:
    """A browser before the pages, and short ways to what they show."""

    browser: Browser

    def asking(self, officer: str) -> Asking:
        """Return how an officer asks in the shift."""
        with self.browser.hub.database.reading() as transaction:
            return access.ask(transaction, officer, SHIFT["purpose"], SHIFT["case"])

    def add(self, draft: Plain, officer: str = OWNER) -> str:
        """Record something; return its id."""
        asking = self.asking(officer)
        database = self.browser.hub.database
        found = read_draft(_encoded(draft), asking.purpose)
        return database.in_transaction(records.add_record, asking, found).id

    def change(self, record: str, draft: Plain, version: int, officer: str = OWNER) -> None:
        """Write the next version of a record."""
        asking = self.asking(officer)
        found = read_draft(_encoded(draft), asking.purpose)
        database = self.browser.hub.database
        database.in_transaction(records.new_version, asking, record, found, read_version=version)

    def get(self, path: str, language: str = "en") -> Response:
        """Ask for a page."""
        headers = {**PAGE, "Accept-Language": language}
        return self.browser.client.get(path, headers=headers, follow_redirects=False)

    def part(self, path: str, body: Any, language: str = "en") -> Response:
        """Ask for a part of a page, as its script does."""
        return self.browser.send("POST", path, body, HX_Request="true", Accept_Language=language)


def begin_shift(browser: Browser, officer: str) -> None:
    """Sign an officer in, who says what he works on."""
    browser.sign_in(officer)
    said = browser.send("PUT", "/v1/shift", SHIFT)
    if said.status_code != 204:
        raise RuntimeError(said.text)


def _encoded(draft: Plain) -> bytes:
    return json.dumps(draft).encode()
