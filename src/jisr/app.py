"""Builds the whole program: the only module that knows every package.

A data directory (`home`) is one network:

    jisr.db           the database, unless the setting database_url names another
    ledger.key        the key that signs checkpoints; never in a backup
    checkpoint.lock   the newest signed position; never in a backup
    index/            what can be thrown away and rebuilt
    settings.toml     what differs from the defaults
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from jisr.access import actions as access
from jisr.access import commands as access_commands
from jisr.access.model import SECRETARIAT, NetworkProfile, Officer, Role
from jisr.access.profiles import load_profile
from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.checks import commands as check_commands
from jisr.checks.index import INDEX_FOLDER
from jisr.checks.reasons import REASONS as CHECK_REASONS
from jisr.checks.traces import audit_traces
from jisr.demo import commands as demo_commands
from jisr.errors import (
    FileUnwritable,
    HomeExists,
    HomeMissing,
    LedgerBroken,
    LedgerReadOnly,
    to_translate,
)
from jisr.kit import outbox  # noqa: F401  its table belongs to every database
from jisr.kit.console import Home, Options, Program, Session, command
from jisr.kit.db import ERASED, Database, Transaction
from jisr.kit.words import Words
from jisr.ledger import commands as ledger_commands
from jisr.ledger.audit import AuditReport, walk
from jisr.ledger.commands import judge_bundle, published_key
from jisr.ledger.finding import Finding, Weight, all_hold
from jisr.ledger.keys import KEY_FILE, create_key, load_key
from jisr.ledger.lock import LOCK_FILE
from jisr.ledger.log import ENTRIES_WAKE_UP
from jisr.ledger.sequencer import Sequencer
from jisr.migrations.upgrade import is_empty, require_current, upgrade
from jisr.records import commands as record_commands
from jisr.records.importing import commands as import_commands
from jisr.records.reasons import REASONS as RECORD_REASONS
from jisr.settings import Settings

DEFAULT_PROFILE = "world"
FIRST_OFFICER = "officer@gs"
DATABASE_FILE = "jisr.db"
SETTINGS_FILE = "settings.toml"
REASONS: Mapping[str, str] = {**ACCESS_REASONS, **RECORD_REASONS, **CHECK_REASONS}
"""The sentence of every reason that a decision can have."""

own = typer.Typer()


def build_cli() -> typer.Typer:
    """Return the command line with the commands of every package."""
    cli = typer.Typer(
        help="Jisr: the platform on which an international police organisation works.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,  # a trace of the program may hold data of people
        add_completion=False,
    )

    @cli.callback()
    def root(context: typer.Context) -> None:
        context.obj = Program(open_session, REASONS)

    cli.add_typer(own)
    for package in (
        check_commands,
        import_commands,
        record_commands,
        access_commands,
        ledger_commands,
        demo_commands,
    ):
        package.add_to(cli)
    return cli


# ── the data directory ────────────────────────────────────────────────────────────────────────


def open_session(options: Options, home: Home) -> Session:
    """Open the data directory as the command needs it; see `Home`."""
    session = _bare_session(options)
    if home is Home.AS_IS:
        return session
    is_founded = _is_founded(session)
    if home is Home.DEMO and is_founded:
        raise HomeExists(path=session.home)
    if not is_founded:
        if home is Home.DEMO:  # its officers are generated; nobody of them founds it
            session.officer = FIRST_OFFICER
        profile = load_profile(DEFAULT_PROFILE)
        _found(session, replace(profile, is_demo=home is Home.DEMO))
    _attach(session)
    return session


def _bare_session(options: Options) -> Session:
    settings = Settings.read(os.environ, options.home / SETTINGS_FILE)
    url = settings.database_url or f"sqlite:///{options.home / DATABASE_FILE}"
    return Session(
        home=options.home,
        database=Database(url, busy_wait_seconds=settings.busy_wait_seconds),
        settings=settings,
        words=Words(options.language or settings.language, REASONS),
        officer=options.officer.lower(),
        as_json=options.as_json,
    )


def _is_founded(session: Session) -> bool:
    """Return whether there is a network here, and if so note its name; make nothing."""
    if not _holds_tables(session):
        return False
    require_current(session.database)
    with session.database.reading() as transaction:
        if not access.is_founded(transaction):
            return False
        session.network = access.network(transaction).name
    return True


def _holds_tables(session: Session) -> bool:
    file = session.database.url.database
    if session.database.is_sqlite and (file is None or not Path(file).exists()):
        return False  # to look into it would make the file
    return not is_empty(session.database)


def _found(session: Session, profile: NetworkProfile) -> None:
    """Make the network with one officer of a bureau, and say so."""
    officer = _first_officer(session.officer or FIRST_OFFICER, profile)
    try:
        session.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=session.home) from error
    key_path = session.home / KEY_FILE
    if not key_path.exists():  # a founding that was interrupted left its key
        create_key(key_path, profile.name)
    upgrade(session.database)
    session.database.in_transaction(access.found_network, profile, officer)
    session.network = profile.name
    session.say(
        "A new network “{network}” was founded in {home}; {officer} acts for the bureau {bureau}.",
        network=profile.title.best(session.words.language),
        home=session.home,
        officer=officer.id,
        bureau=officer.bureau,
    )


def _first_officer(officer_id: str, profile: NetworkProfile) -> Officer:
    """Return the officer `name@bureau`; without a member's bureau, the secretariat's."""
    bureau = officer_id.rpartition("@")[2].upper()
    if bureau in {member.country for member in profile.members}:
        roles = frozenset({Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER})
        return Officer(officer_id, bureau, officer_id, roles)
    return Officer(officer_id, SECRETARIAT, officer_id, frozenset({Role.COORDINATOR}))


def _attach(session: Session) -> None:
    """Let the sequencer follow the database; a ledger that may not go on is only read."""
    with session.database.reading() as transaction:
        session.officer = session.officer or _only_officer(transaction)
    signer = load_key(session.home / KEY_FILE, session.network)
    lock_path = session.home / LOCK_FILE
    sequencer = Sequencer(session.database, session.network, signer, lock_path)
    session.database.listen(ENTRIES_WAKE_UP, sequencer.run)
    session.database.listen(ERASED, lambda: _drop_copies(session))
    try:
        sequencer.run()
    except LedgerReadOnly as error:
        session.notes.print(session.words.error(error), style="bold red")
        session.database.freeze(error)


def _drop_copies(session: Session) -> None:
    """Remove what was erased from everything that can be rebuilt."""
    session.database.drop_erased()
    folder = session.home / INDEX_FOLDER
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:  # what was erased may still stand there: never silently
        raise FileUnwritable(path=folder) from error


def _only_officer(transaction: Transaction) -> str:
    """Return who acts when nobody is named: the one active officer, if there is just one."""
    active = [each.id for each in access.officers(transaction, limit=2) if each.is_active]
    return active[0] if len(active) == 1 else ""


# ── the program's own commands ────────────────────────────────────────────────────────────────


@command(own, "init", home=Home.AS_IS)
def init(
    session: Session,
    profile: Annotated[
        str, typer.Option(help="The network: world, arab, or a file (mine.toml).")
    ] = DEFAULT_PROFILE,
    measure: Annotated[  # noqa: FBT002  a command-line flag is a boolean
        bool, typer.Option("--measure", help="For measuring: answers below the operating point.")
    ] = False,
) -> None:
    """Found a network in an empty data directory."""
    if _is_founded(session):
        raise HomeExists(path=session.home)
    _found(session, replace(load_profile(profile), measures=measure))
    _attach(session)


@command(own, "migrate", home=Home.AS_IS)
def migrate(session: Session) -> None:
    """Bring the data directory to the schema of this program."""
    if not _holds_tables(session):
        raise HomeMissing(path=session.home)
    upgrade(session.database)
    session.say("The data directory {home} has the newest schema.", home=session.home)


@command(own, "verify", home=Home.AS_IS)
def verify(
    session: Session,
    bundle: Annotated[
        Path | None, typer.Argument(help="A proof bundle; without it the whole ledger.")
    ] = None,
    key: Annotated[str, typer.Option(help="The key to verify a bundle with.")] = "",
) -> None:
    """Walk the ledger: every entry, every proof, every trace. Or check one proof bundle."""
    if not (bundle and key) and not _is_founded(session):
        raise HomeMissing(path=session.home)
    if bundle is not None:
        findings = judge_bundle(bundle, key or str(published_key(session)))
        if session.as_json:
            session.show_json([asdict(each) for each in findings])
        else:
            _show_findings(session, findings)
    else:
        findings = _verify_all(session)
    if not all_hold(findings):
        raise LedgerBroken(why=to_translate("see what is written above"))


def _verify_all(session: Session) -> Sequence[Finding]:
    report = _walk(session)
    with session.database.reading() as transaction:
        traces = tuple(audit_traces(transaction))
    findings = (*report.findings, *traces)
    if session.as_json:
        found = {"report": asdict(report), "traces": [asdict(each) for each in traces]}
        session.show_json({"verifies": all_hold(findings), **found})
    else:
        _show_report(session, report)
        _show_findings(session, findings)
    return findings


def _show_findings(session: Session, findings: Sequence[Finding]) -> None:
    for each in findings:
        style = "bold red" if each.weight is Weight.BROKEN else None
        session.out.print(session.words.say(each.sentence, **each.details), style=style)


def _walk(session: Session) -> AuditReport:
    """Walk the whole ledger under a progress bar."""
    keys = [published_key(session)]
    steps = walk(session.database, session.network, keys, session.home / LOCK_FILE)
    with session.progress(to_translate("Walking the ledger"), None) as tell:
        while True:
            try:
                tell(next(steps).done)
            except StopIteration as end:
                report: AuditReport = end.value
                return report


def _show_report(session: Session, report: AuditReport) -> None:
    words = session.words
    lines = [
        words.count(
            "{number} entry was read: its act and document are what was sealed.",
            "{number} entries were read: their acts and documents are what was sealed.",
            report.entries,
        ),
        words.count(
            "{number} tree with {leaves} leaves was recomputed from its leaves to its root.",
            "{number} trees with {leaves} leaves were recomputed from their leaves to their roots.",
            report.trees,
            leaves=report.leaves,
        ),
        words.count(
            "{number} signed checkpoint agrees with the tree.",
            "{number} signed checkpoints agree with the tree and with each other.",
            report.checkpoints,
        ),
        words.count(
            "{number} document was erased; its entry still proves that it was written.",
            "{number} documents were erased; their entries still prove that they were written.",
            report.erased,
        )
        if report.erased
        else "",
    ]
    for line in filter(None, lines):
        session.out.print(line)
