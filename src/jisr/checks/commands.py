"""`jisr check` and `jisr traces`.

A check ends with exit code 0, found or not; a list whose rows were not all accepted ends with 8.
"""

import datetime
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.checks import show, traces
from jisr.checks.actions import Checker
from jisr.checks.index import INDEX_FOLDER
from jisr.checks.listing import Ask, ListJob, asked_of, check_list
from jisr.checks.model import (
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    Query,
    TraceFilter,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.view import HITS_DEFAULT, Limits
from jisr.checks.wire import question_of, told
from jisr.client.answers import ToldAnswer
from jisr.client.calling import called
from jisr.client.client import Client, answer_of
from jisr.client.questions import ZoneQuestion
from jisr.errors import EncodingWrong, FileUnreadable, InputTooLarge, OnlyHere, to_translate
from jisr.kit.clock import system_clock
from jisr.kit.console import Session, command
from jisr.kit.lines import survey
from jisr.values import PartialDate

EXIT_SOME_REJECTED = 8
ZONE_BYTES_MAX = 4_000
"""A machine-readable zone has 90 letters; what is longer is another file."""

group = typer.Typer(
    help="Check a person, document, vehicle, vessel or firearm.", no_args_is_help=True
)
trace_group = typer.Typer(help="Who checked what, when and why.", no_args_is_help=True)

Purpose = Annotated[
    str, typer.Option(help="Why you ask: border-management, wanted-person …", show_default=False)
]
Case = Annotated[str, typer.Option(help="Your own file reference.", show_default=False)]
Hits = Annotated[int, typer.Option("--limit", help="Show at most this many matches (50 at most).")]
MinScore = Annotated[
    float | None,
    typer.Option(help="Show weaker candidates too (only where `jisr init --measure`)."),
]


def add_to(app: typer.Typer) -> None:
    """Add `check` and `traces` to the program."""
    app.add_typer(group, name="check")
    app.add_typer(trace_group, name="traces")


@command(group, "person", over_hub=True)
def check_person(
    session: Session,
    name: Annotated[str, typer.Argument(help="The name in any script.")],
    *,
    born: Annotated[str, typer.Option(help="1974, 1974-03 or 1974-03-02.")] = "",
    sex: Annotated[str, typer.Option(help="F, M or X.")] = "",
    nationality: Annotated[str, typer.Option(help="A country code.")] = "",
    document: Annotated[str, typer.Option(help="The number of a document carried.")] = "",
    document_country: Annotated[str, typer.Option(help="Who issued it.")] = "",
    document_type: Annotated[str, typer.Option(help="P, passport, identity-card …")] = "",
    purpose: Purpose = "",
    case: Case = "",
    limit: Hits = HITS_DEFAULT,
    min_score: MinScore = None,
) -> None:
    """Check a person by name, and by a document if one is named."""
    query = PersonQuery(
        name=name,
        birth_date=PartialDate.parse(born) if born else None,
        sex=sex,
        nationality=nationality,
        document_number=document,
        document_country=document_country,
        document_type=document_type,
    )
    _check(session, query, purpose, case, Limits(limit, min_score))


@command(group, "document", over_hub=True)
def check_document(
    session: Session,
    country: Annotated[str, typer.Argument(help="Who issued it: a country code.")],
    number: Annotated[str, typer.Argument(help="Its number.")],
    *,
    document_type: Annotated[str, typer.Option("--type", help="P, passport …")] = "",
    purpose: Purpose = "",
    case: Case = "",
    limit: Hits = HITS_DEFAULT,
) -> None:
    """Check a travel or identity document."""
    query = DocumentQuery(number, country, document_type)
    _check(session, query, purpose, case, Limits(limit))


@command(group, "mrz", over_hub=True)
def check_mrz(
    session: Session,
    file: Annotated[
        Path | None, typer.Argument(help="The file with the zone; otherwise standard input.")
    ] = None,
    *,
    purpose: Purpose = "",
    case: Case = "",
    limit: Hits = HITS_DEFAULT,
) -> None:
    """Check document and bearer as a machine-readable zone names them."""
    zone = _read_zone(file)
    if session.hub:
        with called(session, purpose, case) as hub:
            show.show_answer(session, hub.check(ZoneQuestion(zone), limit))
        return
    with _checking(session, purpose, case) as (checker, asking):
        answer = checker.check_mrz(asking, zone, Limits(limit))
        show.show_answer(session, told(answer, session.words))


@command(group, "vehicle", over_hub=True)
def check_vehicle(
    session: Session,
    *,
    vin: Annotated[str, typer.Option(help="The vehicle identification number.")] = "",
    engine: Annotated[str, typer.Option(help="The engine number.")] = "",
    plate: Annotated[str, typer.Option(help="The registration plate.")] = "",
    plate_country: Annotated[str, typer.Option(help="The country of the plate.")] = "",
    purpose: Purpose = "",
    case: Case = "",
    limit: Hits = HITS_DEFAULT,
) -> None:
    """Check a vehicle by any number that it carries."""
    query = VehicleQuery(vin, engine, plate, plate_country)
    _check(session, query, purpose, case, Limits(limit))


@command(group, "vessel", over_hub=True)
def check_vessel(
    session: Session,
    *,
    imo: Annotated[str, typer.Option(help="The IMO number.")] = "",
    hull: Annotated[str, typer.Option(help="The hull number.")] = "",
    mmsi: Annotated[str, typer.Option(help="The radio identity.")] = "",
    call_sign: Annotated[str, typer.Option(help="The call sign.")] = "",
    purpose: Purpose = "",
    case: Case = "",
    limit: Hits = HITS_DEFAULT,
) -> None:
    """Check a ship or boat by any number that it carries."""
    _check(session, VesselQuery(imo, hull, mmsi, call_sign), purpose, case, Limits(limit))


@command(group, "firearm", over_hub=True)
def check_firearm(
    session: Session,
    serial: Annotated[str, typer.Argument(help="The serial number.")],
    *,
    make: Annotated[str, typer.Option(help="The maker; needed, serials are not unique.")] = "",
    purpose: Purpose = "",
    case: Case = "",
    limit: Hits = HITS_DEFAULT,
) -> None:
    """Check a firearm by serial number and maker."""
    _check(session, FirearmQuery(serial, make), purpose, case, Limits(limit))


@command(group, "list", over_hub=True)
def check_the_list(
    session: Session,
    file: Annotated[Path, typer.Argument(help="CSV or JSON Lines.", metavar="FILE")],
    *,
    out: Annotated[Path, typer.Option(help="Where the alerts go.")],
    rejects: Annotated[
        Path | None, typer.Option(help="Where rejected rows go (OUT.rejects.csv).")
    ] = None,
    purpose: Purpose = "",
    case: Case = "",
    limit: Hits = HITS_DEFAULT,
    min_score: MinScore = None,
) -> None:
    """Check a list of travellers; nobody is notified."""
    rejects = rejects or out.with_name(f"{out.name}.rejects.csv")
    limits = Limits(limit, min_score, is_list=True)
    with _asked_list(session, purpose, case, limits) as (ask, today):
        with session.progress(to_translate("Checking"), survey(file).lines) as tell:
            job = ListJob(file, out, rejects, tell)
            account = check_list(ask, job, words=session.words, today=today)
        show.show_account(session, account, out, rejects)
    if account.rejected:
        raise typer.Exit(EXIT_SOME_REJECTED)


@command(trace_group, "list")
def list_traces(
    session: Session,
    *,
    bureau: Annotated[str, typer.Option(help="Whose traces; otherwise your own bureau's.")] = "",
    before: Annotated[str, typer.Option(help="Continue before this trace.")] = "",
    limit: Annotated[int, typer.Option(help="At most this many rows (500 at most).")] = 50,
) -> None:
    """Show who checked, when, why and with what outcome: never whom."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        last = traces.read_trace(transaction, officer, before) if before else None
        found = traces.read_traces(
            transaction,
            officer,
            TraceFilter(bureau or officer.bureau),
            before=None if last is None else traces.page_key(last),
            limit=min(limit, traces.PAGE_MAX),
        )
    show.show_traces(session, found)


@command(trace_group, "show")
def show_trace(
    session: Session,
    trace_id: Annotated[str, typer.Argument(help="The trace.", metavar="TRACE")],
    *,
    terms: Annotated[
        bool, typer.Option("--terms", help="Show whom it asked about (sealed; needs --case).")
    ] = False,
    case: Case = "",
) -> None:
    """Show one trace; its terms only to those entitled."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = traces.read_trace(transaction, officer, trace_id)
    if terms:
        opened = session.database.in_transaction(traces.read_terms, officer, trace_id, case)
        show.show_terms(session, opened)
    else:
        show.show_traces(session, (found,))


@contextmanager
def _checking(session: Session, purpose: str, case: str) -> Iterator[tuple[Checker, Asking]]:
    """Give a checker over the session's data and who asks; anchor the traces afterwards."""
    with session.database.reading() as transaction:
        asking = access.ask(transaction, session.officer, purpose, case)
    checker = Checker.open(session.database, session.settings, session.home / INDEX_FOLDER)
    yield checker, asking
    checker.keep_house()


def _check(session: Session, query: Query, purpose: str, case: str, limits: Limits) -> None:
    if session.hub:
        with _called(session, purpose, case, limits) as hub:
            show.show_answer(session, hub.check(question_of(query), limits.hits))
        return
    with _checking(session, purpose, case) as (checker, asking):
        answer = checker.check(asking, query, limits)
        show.show_answer(session, told(answer, session.words))


@contextmanager
def _called(session: Session, purpose: str, case: str, limits: Limits) -> Iterator[Client]:
    """Give the hub; a hub shows nothing below the operating point."""
    if limits.is_measuring:
        raise OnlyHere(what="--min-score")
    with called(session, purpose, case) as hub:
        yield hub


@contextmanager
def _asked_list(
    session: Session, purpose: str, case: str, limits: Limits
) -> Iterator[tuple[Ask, datetime.date]]:
    """Give what answers the rows of a list, here or at the hub, and the day there."""
    if session.hub:
        with _called(session, purpose, case, limits) as hub:

            def ask(queries: Sequence[PersonQuery]) -> list[ToldAnswer]:
                lines = hub.check_many(list(map(question_of, queries)), limits.hits)
                return list(map(answer_of, lines))

            yield ask, system_clock().date()
        return
    with _checking(session, purpose, case) as (checker, asking):
        yield asked_of(checker, asking, session.words, limits), checker.today()
        checker.keep_house(at_once=True)


def _read_zone(file: Path | None) -> str:
    try:
        if file is None:
            raw = sys.stdin.buffer.read(ZONE_BYTES_MAX + 1)
        else:
            with file.open("rb") as opened:
                raw = opened.read(ZONE_BYTES_MAX + 1)
    except OSError as error:
        raise FileUnreadable(path=file) from error
    if len(raw) > ZONE_BYTES_MAX:
        raise InputTooLarge(field=to_translate("machine-readable zone"), limit=ZONE_BYTES_MAX)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise EncodingWrong(path=file or "-", line=1) from error
