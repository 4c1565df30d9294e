"""Traces: who asked when, for what and in which case; whom about only for those entitled."""

import datetime
import urllib.parse
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from jisr.access import actions as access
from jisr.access.callers import shift_of
from jisr.access.model import OVERSIGHT, Purpose
from jisr.access.titles import PURPOSES
from jisr.access.viewing import Page, PageNow
from jisr.checks import traces as actions
from jisr.checks.model import ResultCode, TraceFilter
from jisr.errors import Denied, ValueMalformed, to_translate
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor
from jisr.records.model import Kind

router = APIRouter(prefix="/traces", include_in_schema=False)

OUTCOMES: Final = {
    ResultCode.NO_ANSWER: to_translate("Nothing found"),
    ResultCode.NO_ERROR: to_translate("Presumed hit"),
    ResultCode.TOO_MANY_ANSWER: to_translate("Too many to show"),
    ResultCode.INVALID_SEARCH_ERROR: to_translate("Could not be searched"),
    ResultCode.ACCESS_DENIED: to_translate("Not allowed"),
}
TONES: Final = {
    ResultCode.NO_ANSWER: "calm",
    ResultCode.NO_ERROR: "accent",
    ResultCode.ACCESS_DENIED: "warn",
}
KINDS: Final = {
    Kind.PERSON: to_translate("A person"),
    Kind.DOCUMENT: to_translate("A document"),
    Kind.VEHICLE: to_translate("A vehicle"),
    Kind.VESSEL: to_translate("A vessel"),
    Kind.FIREARM: to_translate("A firearm"),
}
TERMS: Final = {
    "name": to_translate("Name"),
    "birth_date": to_translate("Date of birth"),
    "sex": to_translate("Sex"),
    "nationality": to_translate("Nationality"),
    "document_number": to_translate("Document number"),
    "document_country": to_translate("Issuing country"),
    "document_type": to_translate("Document type"),
    "number": to_translate("Document number"),
    "country": to_translate("Issuing country"),
    "type": to_translate("Document type"),
    "vin": to_translate("Vehicle identification number"),
    "engine_number": to_translate("Engine number"),
    "plate": to_translate("Registration plate"),
    "plate_country": to_translate("Country of the plate"),
    "imo": to_translate("IMO number"),
    "hull_id": to_translate("Hull number"),
    "mmsi": to_translate("MMSI"),
    "call_sign": to_translate("Radio call sign"),
    "serial": to_translate("Serial number"),
    "make": to_translate("Make"),
}
"""What a question can have asked about; the page names it, the API tells the value."""
_SHORT = Query(max_length=64, pattern=r"^[^\x00-\x1f]*$")


@dataclass(frozen=True, slots=True)
class Sought:
    """What the filters above the list hold, as they were typed; empty: whatever."""

    bureau: Annotated[str, _SHORT] = ""
    officer: Annotated[str, _SHORT] = ""
    purpose: Annotated[str, _SHORT] = ""
    case: Annotated[str, _SHORT] = ""
    outcome: Annotated[str, _SHORT] = ""
    since: Annotated[str, _SHORT] = ""
    until: Annotated[str, _SHORT] = ""

    @property
    def query(self) -> str:
        """The filters as the query of an address."""
        return urllib.parse.urlencode({name: text for name, text in asdict(self).items() if text})

    def filter(self, own: str) -> TraceFilter:
        """Return which traces are sought; the days are whole, and those of UTC."""
        until = _day(self.until)
        return TraceFilter(
            bureau=self.bureau or own,
            since=_day(self.since),
            until=None if until is None else until + datetime.timedelta(days=1),
            officer=self.officer or None,
            purpose=_purpose(self.purpose),
            case=self.case or None,
            code=_outcome(self.outcome),
        )


@router.get("")
def search(page: PageNow, sought: Annotated[Sought, Depends()], cursor: Cursor = "") -> Response:
    """Return traces, the newest first: never whom they asked about."""
    asked_at, trace_id = read_cursor(cursor, 2)
    officer = page.caller.officer
    with page.hub.database.reading() as transaction:
        found = actions.read_traces(
            transaction,
            officer,
            sought.filter(officer.bureau),
            before=(asked_at, trace_id) if cursor else None,
            limit=PAGE_DEFAULT + 1,
        )
        now = transaction.now
    shown = found[:PAGE_DEFAULT]
    more = write_cursor(actions.page_key(shown[-1])) if len(found) > PAGE_DEFAULT else ""
    return page.show(
        "checks/traces.html",
        found=shown,
        sought=sought,
        following="&".join(filter(None, (sought.query, f"cursor={more}"))) if more else "",
        officers=_colleagues(page),
        sees_all=officer.bureau == OVERSIGHT,
        now=now,
        **_words(),
    )


@router.get("/{trace_id}")
def one(
    request: Request, page: PageNow, trace_id: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
) -> Response:
    """Return one trace; its terms are opened by a call of the API, which seals that they were."""
    shift = shift_of(request, page.caller)
    with page.hub.database.reading() as transaction:
        trace = actions.read_trace(transaction, page.caller.officer, trace_id)
        bureau = access.bureau(transaction, trace.bureau)
        asked_by = access.registered(transaction, trace.officer)
    return page.show(
        "checks/trace.html",
        trace=trace,
        bureau=bureau,
        asked_by=asked_by,
        terms=actions.may_read_terms(page.caller.officer, trace, shift.case),
        case=shift.case,
        labels=[(name, page.words.say(title)) for name, title in TERMS.items()],
        days=page.hub.settings.trace_retention_days,
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {
        "outcomes": OUTCOMES,
        "tones": TONES,
        "kinds": KINDS,
        "purposes": PURPOSES,
    }


def _colleagues(page: Page) -> list[tuple[str, str]]:
    """Return the officers of the reader's bureau, where they are shown to it."""
    me = page.caller.officer
    try:
        with page.hub.database.reading() as transaction:
            found = access.officers_shown(
                transaction, me, bureau_id=me.bureau, limit=access.LIST_MAX
            )
    except Denied:
        return []
    return [(each.id, each.name) for each in found]


def _day(text: str) -> datetime.datetime | None:
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text)
        return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    except ValueError as error:
        raise ValueMalformed(
            field=to_translate("date"), why=to_translate("write it as 2026-11-22")
        ) from error


def _purpose(text: str) -> Purpose | None:
    if text and text not in set(Purpose):
        raise ValueMalformed(field=to_translate("purpose"), why=_NOT_LISTED)
    return Purpose(text) if text else None


def _outcome(text: str) -> ResultCode | None:
    if text and text not in set(ResultCode):
        raise ValueMalformed(field=to_translate("outcome"), why=_NOT_LISTED)
    return ResultCode(text) if text else None


_NOT_LISTED = to_translate("choose one of the list")
