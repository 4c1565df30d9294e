"""`jisr ledger …`: the newest checkpoint, its key, and going on after a restore."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from jisr.errors import FileUnreadable, LedgerReadOnly, NotFound, to_translate
from jisr.kit.console import Session, command
from jisr.ledger.bundle import BUNDLE_BYTES_MAX, read_bundle, verify_bundle
from jisr.ledger.checkpoint import NO_WITNESSES
from jisr.ledger.finding import Finding
from jisr.ledger.keys import KEY_FILE, load_key
from jisr.ledger.lock import LOCK_FILE
from jisr.ledger.note import NOTE_BYTES_MAX, VerifierKey, parse_key
from jisr.ledger.sequencer import Sequencer
from jisr.ledger.tree_store import newest_checkpoint

group = typer.Typer(help="The ledger: its newest checkpoint and its key.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the group `ledger` to the command line."""
    app.add_typer(group, name="ledger")


@command(group, "key")
def show_key(session: Session) -> None:
    """Print the key with which anyone verifies this ledger's checkpoints."""
    session.out.print(str(published_key(session)))


@command(group, "checkpoint")
def show_checkpoint(session: Session) -> None:
    """Print the newest signed checkpoint, to be kept elsewhere."""
    with session.database.reading() as transaction:
        newest = newest_checkpoint(transaction, session.network)
    if newest is None:
        raise NotFound(thing=to_translate("checkpoint"))
    session.out.print(newest.note, end="")


@command(group, "resume")
def resume(
    session: Session,
    checkpoint: Annotated[Path, typer.Argument(help="The newest checkpoint that anyone holds.")],
) -> None:
    """Go on after the database was restored, once the newest checkpoint has been shown."""
    sequencer = Sequencer(
        session.database,
        session.network,
        load_key(session.home / KEY_FILE, session.network),
        session.home / LOCK_FILE,
    )
    try:
        sequencer.check()
    except LedgerReadOnly:
        sequencer.resume(read_bounded(checkpoint, NOTE_BYTES_MAX), NO_WITNESSES)
    session.say("The ledger goes on.")


def published_key(session: Session) -> VerifierKey:
    """Return the verifier key of this data directory."""
    return load_key(session.home / KEY_FILE, session.network).published()


def judge_bundle(path: Path, key: str) -> Sequence[Finding]:
    """Return what a proof bundle proves under a verifier key; needs no data directory.

    Raises:
        FileUnreadable: the file cannot be opened.
        InputTooLarge, FormatMalformed: it is no proof bundle.
        ValueMalformed: the key is none.
    """
    known = parse_key(key)
    bundle = read_bundle(read_bounded(path, BUNDLE_BYTES_MAX))
    return verify_bundle(bundle, known.name, [known], NO_WITNESSES)


def read_bounded(path: Path, bytes_max: int) -> bytes:
    """Return a file's bytes, one more than its ceiling at most; its reader refuses those."""
    try:
        with path.open("rb") as file:
            return file.read(bytes_max + 1)
    except OSError as error:
        raise FileUnreadable(path=path) from error
