"""The command line: the commands of every package, and the program's own.

The packages of `app` are the only ones that know every other.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from jisr.access import commands as access_commands
from jisr.access.profiles import load_profile
from jisr.access.sign_in import commands as sign_in_commands
from jisr.app import outbox as outbox_commands
from jisr.app.backup import own as backup_commands
from jisr.app.home import (
    DEFAULT_PROFILE,
    REASONS,
    attach,
    found,
    holds_tables,
    is_founded,
    open_session,
)
from jisr.app.operate import own as operate_commands
from jisr.app.serve import own as serve_commands
from jisr.app.signatures import SignatureReport, judge_signature, walk_signatures
from jisr.app.tour import own as tour_commands
from jisr.assembly.boards import commands as board_commands
from jisr.assembly.elections import commands as election_commands
from jisr.assembly.machines import commands as machine_commands
from jisr.assembly.sessions import commands as session_commands
from jisr.assembly.texts import commands as text_commands
from jisr.assembly.votes import commands as vote_commands
from jisr.checks import commands as check_commands
from jisr.checks.dialogue import commands as hit_commands
from jisr.checks.openings import commands as opening_commands
from jisr.checks.traces import audit_traces
from jisr.demo import commands as demo_commands
from jisr.errors import HomeExists, HomeMissing, LedgerBroken, to_translate
from jisr.kit.console import Home, Program, Session, command
from jisr.ledger import commands as ledger_commands
from jisr.ledger.audit import AuditReport, walk
from jisr.ledger.commands import judge_bundle, published_key
from jisr.ledger.finding import Finding, Weight, all_hold
from jisr.ledger.lock import LOCK_FILE
from jisr.meetings.agreements import commands as memorandum_commands
from jisr.migrations.upgrade import upgrade
from jisr.records import commands as record_commands
from jisr.records.importing import commands as import_commands

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
    cli.add_typer(serve_commands)
    cli.add_typer(operate_commands)
    cli.add_typer(backup_commands)
    cli.add_typer(tour_commands)
    for package in (
        check_commands,
        hit_commands,
        opening_commands,
        import_commands,
        record_commands,
        access_commands,
        sign_in_commands,
        ledger_commands,
        outbox_commands,
        demo_commands,
        memorandum_commands,
        machine_commands,
    ):
        package.add_to(cli)
    cli.add_typer(_assembly(), name="assembly")
    return cli


def _assembly() -> typer.Typer:
    """Return the commands of the assembly, those of each of its nouns in a group below."""
    group = typer.Typer(
        help="The assembly: its sessions, texts, votes and elections.", no_args_is_help=True
    )
    for package in (
        session_commands,
        board_commands,
        vote_commands,
        text_commands,
        election_commands,
    ):
        package.add_to(group)
    return group


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
    if is_founded(session):
        raise HomeExists(path=session.home)
    found(session, replace(load_profile(profile), measures=measure))
    attach(session)


@command(own, "migrate", home=Home.AS_IS)
def migrate(session: Session) -> None:
    """Bring the data directory to the schema of this program."""
    if not holds_tables(session):
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
    signed_with: Annotated[
        Path | None, typer.Option(help="The proof of the key's registration: who signed it?")
    ] = None,
) -> None:
    """Walk the ledger: entries, proofs, signatures, traces. Or check one proof bundle."""
    if not (bundle and key) and not is_founded(session):
        raise HomeMissing(path=session.home)
    if bundle is not None:
        findings = _judge(bundle, signed_with, key or str(published_key(session)))
        if session.as_json:
            session.show_json([asdict(each) for each in findings])
        else:
            _show_findings(session, findings)
    else:
        findings = _verify_all(session)
    if not all_hold(findings):
        raise LedgerBroken(why=to_translate("see what is written above"))


def _judge(bundle: Path, registration: Path | None, key: str) -> Sequence[Finding]:
    """Return what a proof proves, and whose signature is in it where the key is shown as well."""
    findings = judge_bundle(bundle, key)
    if registration is None or not all_hold(findings):
        return findings
    return (*findings, *judge_bundle(registration, key), *judge_signature(bundle, registration))


def _verify_all(session: Session) -> Sequence[Finding]:
    report = _walk(session)
    with session.database.reading() as transaction:
        traces = tuple(audit_traces(transaction))
    signatures = walk_signatures(session.database, session.network)
    findings = (*report.findings, *signatures.findings, *traces)
    if session.as_json:
        found = {
            "report": asdict(report),
            "signatures": asdict(signatures),
            "traces": [asdict(each) for each in traces],
        }
        session.show_json({"verifies": all_hold(findings), **found})
    else:
        _show_report(session, report, signatures)
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


def _show_report(session: Session, report: AuditReport, signatures: SignatureReport) -> None:
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
            "{number} signature holds, with a key whose registration is sealed.",
            "{number} signatures hold, with keys whose registration is sealed.",
            signatures.held,
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
