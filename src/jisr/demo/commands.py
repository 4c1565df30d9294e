"""`jisr demo`: a network of generated people, a first check against it, and where to go next."""

import shlex
import sys
import time
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from jisr.access import actions as access
from jisr.access.model import SECRETARIAT, Role
from jisr.catalogues import isolated
from jisr.demo.assembly.build import hold_session
from jisr.demo.assembly.people import DELEGATIONS, HOST, SURELY
from jisr.demo.build import DOCUMENTS, PERSONS, SEED, Built, Sizes, build
from jisr.demo.examples import (
    DocumentExample,
    Examples,
    HallExample,
    PersonExample,
    write_examples,
)
from jisr.demo.members import issuers
from jisr.demo.prepared import prepare
from jisr.demo.screening import (
    ALERTS_FILE,
    ARRIVALS_FILE,
    CASE,
    DESK,
    PURPOSE,
    Alert,
    Screening,
    screen,
)
from jisr.demo.staff import officer_id
from jisr.demo.travellers import STOLEN_DOCUMENT, Traveller
from jisr.errors import to_translate
from jisr.kit.console import Home, Session, command

RECORDS_MIN = 100
"""With fewer, nobody would be found among the arrivals."""
PERSONS_MAX = 1_000_000
DOCUMENTS_MAX = 10_000_000
"""Beyond these a demonstration fills a disk; `jisr import` is made for more."""
DELEGATIONS_MIN = len(SURELY)
"""Everybody who serves, speaks or stands in the session."""
DELEGATIONS_MAX = 196
SHOWN_ALERTS = 8
SHOWN_REASONS = 2
_TELLING = ("third-script", "other-script", "other-spelling", "mrz", "other-order", "year-only")
"""Disguises, the most telling to a stranger first."""
_TYPED = ("other-script", *(each for each in _TELLING if each != "other-script"))
SHOWN_OFFICERS = (
    DESK,
    officer_id("data-protection", "MAR"),
    officer_id("reviewer", SECRETARIAT),
    officer_id("delegate", HOST),
)


group = typer.Typer()


def add_to(app: typer.Typer) -> None:
    """Add `demo` to the program."""
    app.add_typer(group)


@command(group, "demo", home=Home.DEMO)
def demo(
    session: Session,
    *,
    persons: Annotated[
        int, typer.Option(min=RECORDS_MIN, max=PERSONS_MAX, help="How many persons are recorded.")
    ] = PERSONS,
    documents: Annotated[
        int,
        typer.Option(
            min=RECORDS_MIN, max=DOCUMENTS_MAX, help="How many documents are stolen or lost."
        ),
    ] = DOCUMENTS,
    seed: Annotated[int, typer.Option(help="The same number makes the same people.")] = SEED,
    delegations: Annotated[
        int,
        typer.Option(
            min=DELEGATIONS_MIN,
            max=DELEGATIONS_MAX,
            help="How many members come to the session of the assembly.",
        ),
    ] = DELEGATIONS,
) -> None:
    """Build a network of generated people and check a list of arrivals against it."""
    began = time.monotonic()
    sizes = Sizes.of(persons, documents)
    with session.progress(to_translate("Building the demo network"), sizes.total) as tell:
        built = build(
            session.database,
            coordinator=_coordinator(session),
            seed=seed,
            sizes=sizes,
            progress=tell,
        )
    _say_built(session, built, sizes, time.monotonic() - began)
    screening = screen(session, built, seed)
    hall = _hold_session(session, seed, delegations)
    examples = prepare(session, _examples(screening))
    write_examples(session.home, msgspec.structs.replace(examples, hall=hall))
    seconds = time.monotonic() - began
    if session.as_json:
        session.show_json(_plain(session, sizes, screening, seconds))
        return
    _show_screening(session, built, screening)
    _say_next(session, screening)
    session.say(
        to_translate("From nothing to the first answer: {seconds} seconds."),
        seconds=f"{seconds:.0f}",
    )


def _coordinator(session: Session) -> str:
    """Return who founded the network: whatever name he acts under."""
    with session.database.reading() as transaction:
        central = access.officers(transaction, bureau_id=SECRETARIAT)
    return next((each.id for each in central if Role.COORDINATOR in each.roles), session.officer)


def _say_built(session: Session, built: Built, sizes: Sizes, seconds: float) -> None:
    session.say(
        to_translate(
            "Built in {seconds} s: {persons} persons in {scripts} scripts, {documents} travel "
            "documents, {things} vehicles, vessels and firearms, recorded by {bureaus} bureaus. "
            "Every person is generated."
        ),
        seconds=f"{seconds:.0f}",
        persons=f"{sizes.persons:,}",
        scripts=len(built.scripts),
        documents=f"{sizes.documents:,}",
        things=f"{sizes.total - sizes.persons - sizes.documents:,}",
        bureaus=len(issuers()),
    )


def _hold_session(session: Session, seed: int, delegations: int) -> HallExample:
    with session.progress(to_translate("Holding a session of the assembly"), None):
        hall = hold_session(session, _coordinator(session), seed, delegations)
    session.say(
        to_translate(
            "Session {number} of the assembly is held: {delegations} delegations came, a roll-call "
            "is open, and an election is in its second round."
        ),
        number=hall.session,
        delegations=delegations,
    )
    return hall


# ── what the person reads ─────────────────────────────────────────────────────────────────────


def _show_screening(session: Session, built: Built, screening: Screening) -> None:
    say, account = session.words.say, screening.account
    session.out.print()
    session.out.print(
        say(
            to_translate(
                "{checked} arrivals were checked in {seconds} s. {alerted} travellers need a "
                "second look; these are some of them:"
            ),
            checked=account.checked,
            seconds=f"{account.seconds:.1f}",
            alerted=account.alerted,
        ),
    )
    session.out.print()
    columns = (
        to_translate("traveller"),
        to_translate("born"),
        to_translate("recorded as"),
        to_translate("reference"),
        to_translate("reasons"),
    )
    session.show_table(columns, [_row(built, alert) for alert in _telling(screening)])
    session.out.print()
    session.out.print(
        say(
            to_translate(
                "{hidden} travellers were hidden in the list, under another script, spelling, "
                "order or date, or with a stolen document. Found: {found}. An alert is presumed, "
                "never proven: the officer compares, and the owner confirms."
            ),
            hidden=len(screening.hidden),
            found=len(screening.found),
        ),
    )


def _row(built: Built, alert: Alert) -> tuple[str, ...]:
    traveller = alert.traveller
    reasons = alert.reasons.split("; ")[:SHOWN_REASONS]
    return (
        isolated(traveller.name),
        traveller.birth_date,
        isolated(built.called.get(alert.reference, "")),
        alert.reference,
        "; ".join(reasons),
    )


def _telling(screening: Screening) -> tuple[Alert, ...]:
    """Return a few alerts that show different things: one of each disguise, then the strongest."""
    by_row = {alert.traveller.row: alert for alert in screening.alerts}
    first = dict.fromkeys((*_TELLING, STOLEN_DOCUMENT))
    for key in screening.found:
        if first[key.disguise] is None:
            first[key.disguise] = by_row[key.row]
    shown = [alert for alert in first.values() if alert is not None]
    return tuple(dict.fromkeys((*shown, *screening.alerts)))[:SHOWN_ALERTS]


# ── where to go next ──────────────────────────────────────────────────────────────────────────


def _say_next(session: Session, screening: Screening) -> None:
    say, out = session.words.say, session.out
    out.print()
    places = (
        (session.home, to_translate("the whole network: database, ledger key, names index")),
        (session.home / ARRIVALS_FILE, to_translate("the list that was checked")),
        (session.home / ALERTS_FILE, to_translate("every alert with its reasons")),
    )
    width = max(len(str(path)) for path, _ in places)
    for path, what in places:
        out.print(f"{str(path).ljust(width)}  {say(what)}")
    out.print()
    out.print(say(to_translate("Go on with:")))
    for words in _commands(session.home, screening):
        out.print(f"  {shlex.join((*_program(), *words))}")
    officers = say(
        to_translate("With --as you act as {officers} …; `jisr officers list` names them all."),
        officers=", ".join(SHOWN_OFFICERS),
    )
    out.print(officers)
    out.print()


def _commands(home: Path, screening: Screening) -> list[tuple[str, ...]]:
    """Return commands that work as they stand: a name that hits, a document that hits, a proof."""
    persons, documents = _hitting(screening)
    asking = ("--purpose", PURPOSE.value, "--case", CASE, "--as", DESK)
    place = ("--home", str(home))
    commands: list[tuple[str, ...]] = []
    for who in persons[:1]:
        known = ("--born", who.birth_date, "--nationality", who.nationality)
        commands.append(("check", "person", who.name, *known, *asking, *place))
    for who in documents[:1]:
        number = (who.document_country, who.document_number)
        commands.append(("check", "document", *number, *asking, *place))
    return [*commands, ("verify", *place)]


def _hitting(screening: Screening) -> tuple[list[Traveller], list[Traveller]]:
    """Return the travellers found by their names, and those found by their documents."""
    by_row = {alert.traveller.row: alert.traveller for alert in screening.alerts}
    persons = [key for key in screening.found if key.disguise != STOLEN_DOCUMENT]
    # A name that can be typed on any keyboard is the best one to paste.
    persons.sort(key=lambda key: (not by_row[key.row].name.isascii(), _TYPED.index(key.disguise)))
    stolen = [key for key in screening.found if key.disguise == STOLEN_DOCUMENT]
    return [by_row[key.row] for key in persons], [by_row[key.row] for key in stolen]


def _examples(screening: Screening) -> Examples:
    persons, documents = _hitting(screening)
    return Examples(
        [PersonExample(each.name, each.birth_date, each.nationality) for each in persons],
        [DocumentExample(each.document_number, each.document_country) for each in documents],
    )


def _program() -> tuple[str, ...]:
    """Return how this program was called, so that the commands can be pasted."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return (sys.executable, "-m", "jisr")
    if called.is_relative_to(Path.cwd()):
        return (str(called.relative_to(Path.cwd())),)
    return (sys.argv[0],)


def _plain(
    session: Session, sizes: Sizes, screening: Screening, seconds: float
) -> dict[str, object]:
    return {
        "home": str(session.home),
        "persons": sizes.persons,
        "documents": sizes.documents,
        "records": sizes.total,
        "checked": screening.account.checked,
        "alerted": screening.account.alerted,
        "hidden": len(screening.hidden),
        "found": len(screening.found),
        "seconds": round(seconds, 1),
        "commands": [
            shlex.join((*_program(), *words)) for words in _commands(session.home, screening)
        ],
    }
