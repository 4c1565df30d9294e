"""The data directory: opened for a command or a hub, founded when it is new.

A data directory (`home`) is one network:

    jisr.db           the database, unless the setting database_url names another
    ledger.key        the key that signs checkpoints; never in a backup
    token.key         the key that signs access tokens; never in a backup
    courier.key       the key that signs webhooks; never in a backup
    registrar.key     the key that closes secret ballots and signs receipts; never in a backup
    checkpoint.lock   the newest signed position; never in a backup
    erasures.log      ids of what was erased, for the day a backup is restored
    index/            what can be thrown away and rebuilt
    settings.toml     what differs from the defaults
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jisr.access import actions as access
from jisr.access.model import SECRETARIAT, NetworkProfile, Officer, Role
from jisr.access.profiles import load_profile
from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.access.sign_in import actions as sign_in  # noqa: F401  its tables belong to every database
from jisr.access.sign_in.reasons import REASONS as SIGN_IN_REASONS
from jisr.app.erasures import ERASURES_FILE, ErasureLog
from jisr.assembly.boards import actions as boards  # noqa: F401  the same
from jisr.assembly.boards.reasons import REASONS as BOARD_REASONS
from jisr.assembly.elections import actions as elections  # noqa: F401  the same
from jisr.assembly.elections.reasons import REASONS as ELECTION_REASONS
from jisr.assembly.hall.reasons import REASONS as HALL_REASONS
from jisr.assembly.sessions import actions as sessions  # noqa: F401  its tables belong to every database
from jisr.assembly.sessions.reasons import REASONS as SESSION_REASONS
from jisr.assembly.texts import actions as texts  # noqa: F401  its tables belong to every database
from jisr.assembly.texts.reasons import REASONS as TEXT_REASONS
from jisr.assembly.votes import actions as votes  # noqa: F401  the same
from jisr.assembly.votes.reasons import REASONS as VOTE_REASONS
from jisr.checks.dialogue.reasons import REASONS as HIT_REASONS
from jisr.checks.index import INDEX_FOLDER
from jisr.checks.reasons import REASONS as CHECK_REASONS
from jisr.errors import FileUnwritable, HomeExists, JisrError, LedgerReadOnly
from jisr.insight.reasons import REASONS as INSIGHT_REASONS
from jisr.kit import outbox  # noqa: F401  its table belongs to every database
from jisr.kit.console import Home, Options, Session
from jisr.kit.db import ERASED, Database, Transaction
from jisr.kit.http import idempotency  # noqa: F401  the same
from jisr.kit.words import Words
from jisr.ledger.keys import KEY_FILE, create_key, load_key
from jisr.ledger.lock import LOCK_FILE
from jisr.ledger.log import ENTRIES_WAKE_UP
from jisr.ledger.sequencer import Sequencer
from jisr.meetings.agreements import actions as memoranda  # noqa: F401  its tables belong to every database
from jisr.meetings.agreements.reasons import REASONS as MEMORANDUM_REASONS
from jisr.migrations.upgrade import is_empty, require_current, upgrade
from jisr.oversight.reasons import REASONS as OVERSIGHT_REASONS
from jisr.records.reasons import REASONS as RECORD_REASONS
from jisr.settings import Settings

DEFAULT_PROFILE = "world"
FIRST_OFFICER = "officer@gs"
DATABASE_FILE = "jisr.db"
SETTINGS_FILE = "settings.toml"
REASONS: Mapping[str, str] = {
    **ACCESS_REASONS,
    **SIGN_IN_REASONS,
    **RECORD_REASONS,
    **CHECK_REASONS,
    **HIT_REASONS,
    **INSIGHT_REASONS,
    **OVERSIGHT_REASONS,
    **BOARD_REASONS,
    **SESSION_REASONS,
    **HALL_REASONS,
    **TEXT_REASONS,
    **VOTE_REASONS,
    **ELECTION_REASONS,
    **MEMORANDUM_REASONS,
}
"""The sentence of every reason that a decision can have."""


def open_session(options: Options, home: Home) -> Session:
    """Open the data directory as the command needs it; see `Home`."""
    session = _bare_session(options)
    if home is Home.AS_IS:
        return session
    founded = is_founded(session)
    if home is Home.DEMO and founded:
        raise HomeExists(path=session.home)
    if not founded:
        if home is Home.DEMO:  # its officers are generated; nobody of them founds it
            session.officer = FIRST_OFFICER
        profile = load_profile(DEFAULT_PROFILE)
        found(session, replace(profile, is_demo=home is Home.DEMO))
    attach(session)
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


def is_founded(session: Session) -> bool:
    """Return whether there is a network here, and if so note its name; make nothing."""
    if not holds_tables(session):
        return False
    require_current(session.database)
    with session.database.reading() as transaction:
        if not access.is_founded(transaction):
            return False
        session.network = access.network(transaction).name
    return True


def holds_tables(session: Session) -> bool:
    """Return whether there is a database with tables; make nothing."""
    file = session.database.url.database
    if session.database.is_sqlite and (file is None or not Path(file).exists()):
        return False  # to look into it would make the file
    return not is_empty(session.database)


def found(session: Session, profile: NetworkProfile) -> None:
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


def attach(session: Session) -> None:
    """Let the sequencer follow the database; a ledger that may not go on is only read."""
    with session.database.reading() as transaction:
        session.officer = session.officer or _only_officer(transaction)
    signer = load_key(session.home / KEY_FILE, session.network)
    lock_path = session.home / LOCK_FILE
    sequencer = Sequencer(session.database, session.network, signer, lock_path)
    session.database.listen(ENTRIES_WAKE_UP, sequencer.run)
    session.database.remember_erasures(ErasureLog(session.home / ERASURES_FILE).add)
    session.database.listen(ERASED, lambda: _drop_copies(session))
    try:
        sequencer.run()
    except LedgerReadOnly as error:
        session.notes.print(session.words.error(error), style="bold red")
        session.database.freeze(error, lambda: _why_frozen(sequencer))


def _why_frozen(sequencer: Sequencer) -> JisrError | None:
    """Return why the ledger may not go on, or nothing once `jisr ledger resume` let it."""
    try:
        sequencer.check()
    except JisrError as error:
        return error
    return None


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
