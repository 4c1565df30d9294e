"""`jisr hits`: a hit is taken up, asked or dismissed, answered and closed."""

import base64
import mimetypes
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from jisr.access import actions as access
from jisr.checks.dialogue import actions, attachments, preferences, proving, show
from jisr.checks.dialogue.files import FILE_BYTES_MAX
from jisr.checks.dialogue.model import (
    Answer,
    Channel,
    DialogueView,
    Preference,
    Seen,
    Speaker,
    Which,
)
from jisr.checks.dialogue.services import courier_key
from jisr.checks.dialogue.wire import (
    told_attachment,
    told_hit,
    told_preference,
    told_statistics,
    told_summary,
)
from jisr.client import shapes
from jisr.client.calling import called
from jisr.client.hits import Hits
from jisr.errors import FileUnreadable, FileUnwritable, OnlyHere, ValueMalformed, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.kit.outputs import whole_file

group = typer.Typer(
    help="Hits: what becomes of a match, between two bureaus and with a clock.",
    no_args_is_help=True,
)

Hit = Annotated[str, typer.Argument(help="The hit.", metavar="HIT")]
VersionSeen = Annotated[
    int, typer.Option("--seen", help="The version that you read; see `jisr hits show`.")
]
Text = Annotated[str, typer.Option(help="What you write to the other side.")]


def add_to(app: typer.Typer) -> None:
    """Add `hits` to the program."""
    app.add_typer(group, name="hits")


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@command(group, "list", over_hub=True)
def list_hits(
    session: Session,
    *,
    which: Annotated[str, typer.Option(help="all, mine, theirs, open or overdue.")] = "all",
    before: Annotated[str, typer.Option(help="Continue before this hit.")] = "",
    limit: Annotated[int, typer.Option(help="At most this many rows (500 at most).")] = 50,
) -> None:
    """Show the hits that you may know of, the newest first."""
    if which not in set(Which):
        raise ValueMalformed(
            field="which", why=to_translate("use all, mine, theirs, open or overdue")
        )
    if session.hub:
        if before:
            raise OnlyHere(what="--before")
        with called(session) as hub:
            show.show_hits(session, list(islice(hub.hits.list(which), max(0, limit))))
        return
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        place = None
        if before:
            last = actions.read_hit(transaction, officer, before).dialogue
            place = (instant_text(last.opened_at), last.id)
        found = actions.list_hits(transaction, officer, Which(which), before=place, limit=limit)
    show.show_hits(session, [told_summary(each, session.words) for each in found])


@command(group, "show", over_hub=True)
def show_hit(session: Session, hit: Hit) -> None:
    """Show one hit with everything that was said about it."""
    if session.hub:
        with called(session) as hub:
            show.show_hit(session, hub.hits.get(hit))
        return
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        view = actions.read_hit(transaction, officer, hit)
    show.show_hit(session, told_hit(view, session.words))


@command(group, "statistics", over_hub=True)
def statistics(
    session: Session,
    *,
    own: Annotated[bool, typer.Option("--own", help="Only about your bureau's records.")] = False,
    days: Annotated[int, typer.Option(help="Of how many days (366 at most).")] = 90,
) -> None:
    """Show how fast owners answer: medians, and how many answered in time."""
    if session.hub:
        with called(session) as hub:
            show.show_statistics(session, hub.hits.statistics(days, own=own))
        return
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = actions.statistics(transaction, officer, is_own=own, days=days)
    show.show_statistics(session, told_statistics(found, session.words, is_own=own))


@command(group, "prove", over_hub=True)
def prove(
    session: Session,
    hit: Hit,
    number: Annotated[int, typer.Argument(help="Which statement: its number.", min=1)],
    out: Annotated[Path, typer.Option(help="The proof to write.")],
) -> None:
    """Write a proof of who of your side made a statement, for `jisr verify FILE`."""
    if session.hub:
        with called(session) as hub:
            bundle = hub.hits.proof(hit, number)
    else:
        with session.database.reading() as transaction:
            officer = access.officer(transaction, session.officer)
            proof = proving.prove_statement(transaction, session.network, officer, hit, number)
        bundle = proof.encode()
    with whole_file(out) as file:
        file.write(bundle.decode())
    session.say(to_translate("The proof is in {path}. It names who spoke."), path=out)


# ── speaking ──────────────────────────────────────────────────────────────────────────────────


@command(group, "open", over_hub=True)
def open_hit(
    session: Session,
    trace: Annotated[str, typer.Argument(help="The trace of your question.", metavar="TRACE")],
    record: Annotated[str, typer.Argument(help="The record that came back.", metavar="RECORD")],
) -> None:
    """Take up a match of your bureau's question; nobody else is told."""
    _say(
        session,
        partial(actions.open_hit, trace_id=trace, record_id=record),
        lambda hits: hits.open(trace, record),
    )


@command(group, "ask", over_hub=True)
def ask(
    session: Session,
    hit: Hit,
    *,
    seen: VersionSeen,
    urgent: Annotated[bool, typer.Option("--urgent", help="Answer within minutes.")] = False,
) -> None:
    """Ask the owner, after comparing; its clock runs from now."""
    clocks = actions.clocks_of(session.settings)
    _say(
        session,
        partial(actions.ask, seen=Seen(hit, seen), clocks=clocks, is_urgent=urgent),
        lambda hits: hits.ask(hit, version=seen, urgent=urgent),
    )


@command(group, "dismiss", over_hub=True)
def dismiss(
    session: Session,
    hit: Hit,
    reason: Annotated[str, typer.Argument(help="another-person, mistyped …", metavar="REASON")],
    *,
    seen: VersionSeen,
) -> None:
    """Dismiss a hit before anybody is asked."""
    _say(
        session,
        partial(actions.dismiss, seen=Seen(hit, seen), reason=reason),
        lambda hits: hits.dismiss(hit, reason, version=seen),
    )


@command(group, "answer", over_hub=True)
def answer(
    session: Session,
    hit: Hit,
    said: Annotated[
        str, typer.Argument(help="confirmed, not-the-same or cannot-say.", metavar="ANSWER")
    ],
    *,
    seen: VersionSeen,
    text: Text = "",
) -> None:
    """Answer for the owner of the record."""
    if said not in set(Answer):
        raise ValueMalformed(
            field="answer", why=to_translate("use confirmed, not-the-same or cannot-say")
        )
    _say(
        session,
        partial(actions.answer, seen=Seen(hit, seen), answer=Answer(said), text=text),
        lambda hits: hits.answer(hit, said, text, version=seen),
    )


@command(group, "outcome", over_hub=True)
def outcome(
    session: Session,
    hit: Hit,
    outcome: Annotated[str, typer.Argument(help="arrest, located, none …", metavar="OUTCOME")],
    *,
    seen: VersionSeen,
    text: Text = "",
) -> None:
    """Close a hit with what came of it."""
    _say(
        session,
        partial(actions.report, seen=Seen(hit, seen), outcome=outcome, text=text),
        lambda hits: hits.outcome(hit, outcome, text, version=seen),
    )


@command(group, "write", over_hub=True)
def write(
    session: Session,
    hit: Hit,
    text: Annotated[str, typer.Argument(help="What you write.", metavar="TEXT")],
    *,
    seen: VersionSeen,
) -> None:
    """Write to the other side."""
    _say(
        session,
        partial(actions.write_message, seen=Seen(hit, seen), text=text),
        lambda hits: hits.write(hit, text, version=seen),
    )


@command(group, "reveal", over_hub=True)
def reveal(session: Session, hit: Hit, *, seen: VersionSeen) -> None:
    """Tell the bureau that asked of a hit that only you know."""
    _say(
        session,
        partial(actions.reveal, seen=Seen(hit, seen)),
        lambda hits: hits.reveal(hit, version=seen),
    )


@command(group, "lift", over_hub=True)
def lift(
    session: Session,
    hit: Hit,
    reason: Annotated[str, typer.Argument(help="The emergency.", metavar="REASON")],
    *,
    seen: VersionSeen,
) -> None:
    """Begin to lift a restriction for one hit; its owner may object in time."""
    clocks = actions.clocks_of(session.settings)
    _say(
        session,
        partial(actions.lift, seen=Seen(hit, seen), clocks=clocks, text=reason),
        lambda hits: hits.lift(hit, reason, version=seen),
    )


@command(group, "object", over_hub=True)
def object_to(
    session: Session,
    hit: Hit,
    reason: Annotated[str, typer.Argument(help="Why you object.", metavar="REASON")],
    *,
    seen: VersionSeen,
) -> None:
    """Object to the lifting of your restriction."""
    _say(
        session,
        partial(actions.object_to, seen=Seen(hit, seen), text=reason),
        lambda hits: hits.object_to(hit, reason, version=seen),
    )


# ── files ─────────────────────────────────────────────────────────────────────────────────────


@command(group, "attach", over_hub=True)
def attach(
    session: Session,
    hit: Hit,
    file: Annotated[Path, typer.Argument(help="JPEG, PNG or plain text, at most 5 MB.")],
    *,
    seen: VersionSeen,
) -> None:
    """Add a file; what it says about place and device is removed."""
    try:
        with file.open("rb") as opened:
            content = opened.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise FileUnreadable(path=file) from error
    media_type = mimetypes.guess_type(file.name)[0] or ""
    if session.hub:
        with called(session) as hub:
            sent = hub.hits.attach(hit, content, media_type, version=seen)
        show.show_attachment(session, sent)
        return
    speaker = _speaker(session)
    added = session.database.in_transaction(
        attachments.attach, speaker, Seen(hit, seen), media_type, content
    )
    show.show_attachment(session, told_attachment(added))


@command(group, "save", over_hub=True)
def save(
    session: Session,
    hit: Hit,
    attachment: Annotated[str, typer.Argument(help="The file's id.", metavar="ATTACHMENT")],
    *,
    out: Annotated[Path, typer.Option(help="Where it goes; an existing file is not replaced.")],
) -> None:
    """Save a file of a hit."""
    if session.hub:
        with called(session) as hub:
            content = hub.hits.open_attachment(hit, attachment)
    else:
        with session.database.reading() as transaction:
            officer = access.officer(transaction, session.officer)
            _, content = attachments.open_attachment(transaction, officer, hit, attachment)
    try:
        with out.open("xb") as opened:
            opened.write(content)
    except OSError as error:
        raise FileUnwritable(path=out) from error
    show.show_saved(session, hit, attachment, content)


# ── preference ────────────────────────────────────────────────────────────────────────────────


@command(group, "preference", over_hub=True)
def preference(
    session: Session,
    channel: Annotated[
        str, typer.Argument(help="inbox, e-mail or webhook; without it, show.", metavar="CHANNEL")
    ] = "",
    address: Annotated[str, typer.Argument(help="Where to.", metavar="ADDRESS")] = "",
    *,
    bureau: Annotated[str, typer.Option(help="Of a bureau under yours.")] = "",
) -> None:
    """Show or say how your bureau is told of hits on its records."""
    if channel and channel not in set(Channel):
        raise ValueMalformed(field="channel", why=to_translate("use inbox, e-mail or webhook"))
    if session.hub:
        with called(session) as hub:
            told = hub.hits.preference(bureau)
            if channel:
                told = hub.hits.choose_preference(
                    channel, address, version=told.version, bureau=bureau
                )
        show.show_preference(session, told)
        return
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = preferences.read_preference(transaction, officer, bureau)
    if channel:
        found = session.database.in_transaction(
            preferences.choose_preference,
            officer,
            Preference(found.bureau, Channel(channel), address, found.version),
            allows_private=bool(session.settings.webhook_allow_private),
        )
    key = courier_key(session.home, session.network).public
    show.show_preference(session, told_preference(found, base64.b64encode(key).decode()))


def _say(
    session: Session,
    act: Callable[[Transaction, Speaker], DialogueView],
    over: Callable[[Hits], shapes.Hit],
) -> None:
    """Say it where the data are, or `over` the hub, and show the dialogue as it is then."""
    if session.hub:
        with called(session) as hub:
            show.show_hit(session, over(hub.hits))
        return
    view = session.database.in_transaction(act, _speaker(session))
    show.show_hit(session, told_hit(view, session.words))


def _speaker(session: Session) -> Speaker:
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        return Speaker(officer, access.bureau(transaction, officer.bureau))
