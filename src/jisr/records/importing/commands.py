"""`jisr import un` and `jisr import records`.

Both end with exit code 0 when every row was accepted and with 8 when the file was imported but some
rows were rejected; a refused file has the exit code of its error.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from jisr.access import actions as access
from jisr.access.model import Asking, BureauKind, Purpose
from jisr.errors import Denied, to_translate
from jisr.kit.console import Session, command
from jisr.kit.lines import sha256_of
from jisr.records.importing.delisting import delisted, withdraw_all
from jisr.records.importing.driver import Pace, import_file
from jisr.records.importing.followthemoney import is_followthemoney, open_entities
from jisr.records.importing.model import Account, Source
from jisr.records.importing.tabular import open_rows, recognise
from jisr.records.importing.un_list import open_un_list
from jisr.records.model import Kind, Record

EXIT_SOME_REJECTED = 8
SHA256_SHOWN_CHARACTERS = 12
DELISTED_SHOWN_MAX = 20

PURPOSES = {
    Kind.PERSON: Purpose.INVESTIGATION,
    Kind.DOCUMENT: Purpose.BORDER_MANAGEMENT,
    Kind.VEHICLE: Purpose.LOCATE,
    Kind.VESSEL: Purpose.LOCATE,
    Kind.FIREARM: Purpose.INVESTIGATION,
}
"""For what records of a kind are written when the officer does not say it."""

group = typer.Typer(help="Write records from files.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="The file to read.", metavar="FILE")]
ForPurpose = Annotated[
    str, typer.Option("--purpose", help="For what the records are written.", show_default=False)
]
Case = Annotated[str, typer.Option(help="Your file reference; empty names the file by its hash.")]
Rejects = Annotated[
    Path | None, typer.Option(help="Where rejected rows go (FILE.rejects.csv beside the file).")
]


def add_to(app: typer.Typer) -> None:
    """Add `import` to the program."""
    app.add_typer(group, name="import")


@command(group, "un")
def import_un(
    session: Session,
    file: File,
    *,
    purpose: ForPurpose = Purpose.WARN.value,
    case: Case = "",
    rejects: Rejects = None,
    withdraw_missing: Annotated[
        bool, typer.Option(help="Withdraw the records of persons whom this list lacks.")
    ] = False,
) -> None:
    """Write the consolidated list of the UN Security Council as the General Secretariat."""
    asking = _asking(session, file, purpose, case)
    if asking.bureau.kind is not BureauKind.SECRETARIAT:
        raise Denied(why=to_translate("only an officer of the secretariat imports this list"))
    source = open_un_list(file, asking.purpose)
    rejects_path = rejects or _beside(file)
    account = _import(session, asking, source, rejects_path)
    missing = delisted(session.database, asking, source)
    if withdraw_missing:
        withdraw_all(session.database, asking, missing)
    _show(session, account, rejects_path, delisted_records=missing)
    _say_delisted(session, missing, are_withdrawn=withdraw_missing)
    _end(account)


@command(group, "records")
def import_records(
    session: Session,
    file: File,
    *,
    kind: Annotated[
        Kind | None, typer.Option(help="What the rows are; otherwise the columns tell.")
    ] = None,
    purpose: ForPurpose = "",
    case: Case = "",
    rejects: Rejects = None,
) -> None:
    """Write records of the acting bureau from CSV, JSON Lines or FollowTheMoney entities."""
    if kind is None and is_followthemoney(file):
        asking = _asking(session, file, purpose or Purpose.INVESTIGATION.value, case)
        source = open_entities(file, asking.purpose)
    else:
        kind = kind or recognise(file)
        asking = _asking(session, file, purpose or PURPOSES[kind].value, case)
        with session.database.reading() as transaction:
            today = access.today(transaction)
        source = open_rows(file, asking.purpose, kind, today=today)
    rejects_path = rejects or _beside(file)
    account = _import(session, asking, source, rejects_path)
    _show(session, account, rejects_path, delisted_records=[])
    if source.unknown:
        session.say(
            to_translate("These columns are not understood and were left out: {columns}"),
            columns=", ".join(sorted(source.unknown)),
        )
    _end(account)


def _asking(session: Session, file: Path, purpose: str, case: str) -> Asking:
    case = case or f"import {sha256_of(file)[:SHA256_SHOWN_CHARACTERS]}"
    with session.database.reading() as transaction:
        return access.ask(transaction, session.officer, purpose, case)


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.rejects.csv")


def _import(session: Session, asking: Asking, source: Source, rejects_path: Path) -> Account:
    with session.progress(to_translate("Importing"), source.total) as tell:
        pace = Pace(session.settings.import_batch_rows, lambda reached: tell(reached.after_line))
        return import_file(session.database, asking, source, rejects_path, pace)


def _show(
    session: Session, account: Account, rejects_path: Path, *, delisted_records: list[Record]
) -> None:
    rejects = str(rejects_path) if account.rejected_total else ""
    if session.as_json:
        missing = [each.metadata.reference for each in delisted_records]
        session.show_json({**asdict(account), "rejects": rejects, "delisted": missing})
        return
    say = session.words.say
    rows = [
        (say(to_translate("read")), account.read),
        (say(to_translate("added")), account.added),
        (say(to_translate("updated")), account.updated),
        (say(to_translate("unchanged")), account.unchanged),
        (say(to_translate("rejected")), account.rejected_total),
    ]
    rows += [(f"  {say('{why}', why=why)}", count) for why, count in _by_count(account.rejected)]
    rows.append((say(to_translate("left out")), sum(account.left_out.values())))
    rows += [(f"  {what}", count) for what, count in _by_count(account.left_out)]
    session.show_table(
        (to_translate("rows"), to_translate("count")),
        [(what, f"{count:,}") for what, count in rows],
    )
    if rejects:
        session.say(to_translate("The rejected rows are in {path}."), path=rejects)


def _by_count(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _say_delisted(session: Session, records: list[Record], *, are_withdrawn: bool) -> None:
    if not records:
        return
    shown = [each.metadata.reference for each in records[:DELISTED_SHOWN_MAX]]
    told = ", ".join([*shown, *(["…"] if len(records) > len(shown) else [])])
    sentence = (
        to_translate("{number} records are no longer on the list and were withdrawn: {references}")
        if are_withdrawn
        else to_translate(
            "{number} records are no longer on the list: {references}. "
            "To withdraw them, add --withdraw-missing."
        )
    )
    session.say(sentence, number=len(records), references=told)


def _end(account: Account) -> None:
    if account.rejected_total:
        raise typer.Exit(EXIT_SOME_REJECTED)
