"""The page on which a file of records is sent, followed and accounted for."""

import datetime
from dataclasses import dataclass

from fastapi import APIRouter, Response

from jisr.access.callers import AskingNow
from jisr.access.titles import PURPOSES
from jisr.access.viewing import Page, PageNow
from jisr.errors import to_translate
from jisr.kit.clock import parse_instant
from jisr.records.importing.opening import FORMATS
from jisr.records.importing.routes import ImportShown, own, shown_of
from jisr.records.importing.uploads import FILE_BYTES_MAX, Stage, Uploads
from jisr.records.importing.worker import Importer
from jisr.records.pages.showing import RecordId

router = APIRouter(prefix="/records/import", include_in_schema=False)

MEBIBYTE = 1 << 20
WHAT = {
    "": to_translate("The file tells"),
    "person": to_translate("Persons"),
    "document": to_translate("Stolen or lost documents"),
    "vehicle": to_translate("Vehicles"),
    "vessel": to_translate("Vessels"),
    "firearm": to_translate("Firearms"),
    "followthemoney": to_translate("FollowTheMoney entities"),
    "un": to_translate("List of the UN Security Council (XML)"),
}
STAGES = {
    Stage.WAITING: to_translate("Waits for its turn"),
    Stage.RUNNING: to_translate("Is being imported"),
    Stage.DONE: to_translate("Imported"),
    Stage.REFUSED: to_translate("Refused: nothing of it was written"),
}
TONES = {Stage.WAITING: "calm", Stage.RUNNING: "accent", Stage.DONE: "good", Stage.REFUSED: "alarm"}


@dataclass(frozen=True, slots=True)
class Followed:
    """An import as the page shows it."""

    shown: ImportShown
    stage: str
    tone: str
    sent_at: datetime.datetime
    is_ended: bool


@router.get("")
def imports(page: PageNow, asking: AskingNow) -> Response:
    """Return the page with the officer's imports of the last day."""
    uploads = page.hub.part(Importer).uploads
    found = [
        followed(page, shown_of(uploads, each, page.words))
        for each in uploads.of(page.caller.officer.id)
    ]
    return page.show(
        "records/import.html",
        imports=found,
        what={each: WHAT[each] for each in ("", *FORMATS)},
        purposes=PURPOSES,
        purpose=asking.purpose,
        most=FILE_BYTES_MAX // MEBIBYTE,
        bytes_max=FILE_BYTES_MAX,
    )


@router.get("/{record}")
def one(page: PageNow, record: RecordId) -> Response:
    """Return how far an import of the officer is, as a part of the page."""
    uploads: Uploads = page.hub.part(Importer).uploads
    upload = own(uploads, page.caller, record)
    shown = shown_of(uploads, upload, page.words)
    return page.show("records/imported.html", each=followed(page, shown))


def followed(page: Page, shown: ImportShown) -> Followed:
    """Return an import with its words."""
    return Followed(
        shown,
        page.words.say(STAGES[shown.stage]),
        TONES[shown.stage],
        parse_instant(shown.sent_at),
        bool(shown.ended_at),
    )
