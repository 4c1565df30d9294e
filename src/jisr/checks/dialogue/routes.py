"""Routes about hits: the dialogue between the bureau that asked and the owner of a record."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from jisr.access.callers import requires
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import LooselySignedNow
from jisr.access.sign_in.statements import Signed
from jisr.checks.dialogue import actions, attachments, inbox, preferences, proving
from jisr.checks.dialogue.inbox_model import Tab
from jisr.checks.dialogue.model import (
    DialogueView,
    Preference,
    Seen,
    Signature,
    SignatureKind,
    Speaker,
    Which,
)
from jisr.checks.dialogue.schemas import (
    BUREAU_LENGTH_MAX,
    ID_FORM,
    Answering,
    Asking,
    AttachmentOut,
    Dismissing,
    Following,
    HitOut,
    HitSummary,
    InboxOut,
    Messaging,
    Opening,
    PreferenceIn,
    PreferenceOut,
    StatisticsOut,
    attachment_out,
    hit_out,
    hit_summary,
    inbox_out,
    preference_out,
    statistics_out,
)
from jisr.checks.dialogue.services import courier_key
from jisr.errors import PreconditionMissing, ValueMalformed, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.kit.http.hub import Hub, HubNow, WordsNow
from jisr.kit.http.idempotency import Writing, WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor
from jisr.kit.words import Words

router = APIRouter(prefix="/hits", tags=["hits"])

_ETAG = re.compile(r'"(\d{1,9})"')
HEADER_LENGTH_MAX = 100
OK, CREATED = 200, 201


HitCaller = Annotated[Caller, requires(Scope.HITS)]
HitId = Annotated[str, Path(pattern=ID_FORM, description="The dialogue.")]
AttachmentId = Annotated[str, Path(pattern=ID_FORM, description="The file.")]


def version_read(
    if_match: Annotated[
        str,
        Header(
            alias="If-Match",
            max_length=HEADER_LENGTH_MAX,
            description="The ETag of the dialogue that you read.",
        ),
    ] = "",
) -> int:
    """Return the version that the caller had before him.

    Raises:
        PreconditionMissing: he did not say.
        ValueMalformed: it is no ETag of ours.
    """
    if not if_match:
        raise PreconditionMissing
    found = _ETAG.fullmatch(if_match)
    if found is None:
        raise ValueMalformed(field="If-Match", why=to_translate("send the ETag that you read"))
    return int(found.group(1))


async def raw_body(request: Request) -> bytes:
    """Return the bytes that were sent; their number is bounded for every request."""
    return await request.body()


VersionRead = Annotated[int, Depends(version_read)]
RawBody = Annotated[bytes, Depends(raw_body)]
Act = Callable[[Transaction, Speaker], DialogueView]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in which dialogue at which version, and in which language he is answered."""

    caller: Caller
    words: Words
    writing: Writing
    seen: Seen
    signed: Signed | None = None

    def say(self, act: Callable[[Transaction, Speaker, Seen], DialogueView]) -> Response:
        """Let the caller speak, once; return the dialogue as it is then."""
        return _say(
            self.writing,
            speaker_of(self.caller, self.signed),
            self.words,
            lambda transaction, speaker: act(transaction, speaker, self.seen),
        )


def speaker_of(caller: Caller, signed: Signed | None = None) -> Speaker:
    """Return who speaks; a signature must be over the bytes of the statement."""
    if signed is None:
        return Speaker(caller.officer, caller.bureau)
    signature = Signature(SignatureKind(signed.kind), signed.key, signed.value)
    return Speaker(
        caller.officer, caller.bureau, signature, lambda _signature, message: signed.covers(message)
    )


def voice_of(
    caller: HitCaller, words: WordsNow, writing: WritingNow, hit: HitId, version: VersionRead
) -> Voice:
    """Return who speaks; a dependency of the routes that say something in a dialogue."""
    return Voice(caller, words, writing, Seen(hit, version))


def signing_voice_of(
    voice: Annotated[Voice, Depends(voice_of)], hit: HitId, signed: LooselySignedNow
) -> Voice:
    """Return who speaks, with his signature over `documents.statement_bytes`.

    A signature over other bytes is denied where the statement is made; see `speaking.say`.

    Raises:
        SignatureMissing, SignatureRefused: see `access.sign_in.signing`.
    """
    return replace(voice, seen=Seen(hit, voice.seen.version), signed=signed)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which page of which hits is asked for."""

    which: Which
    limit: int
    cursor: str


def listing_of(
    which: Which = Which.ALL, limit: Limit = PAGE_DEFAULT, cursor: Cursor = ""
) -> Listing:
    """Return which page is asked for."""
    return Listing(which, limit, cursor)


def _say(
    writing: Writing, speaker: Speaker, words: Words, act: Act, *, status: int = OK
) -> Response:
    def action(transaction: Transaction) -> Written:
        view = act(transaction, speaker)
        body = hit_out(view, words).model_dump_json().encode()
        return Written(body, status, {"etag": _etag(view)})

    return writing.run(speaker.officer.id, action)


def _etag(view: DialogueView) -> str:
    return f'"{view.dialogue.version}"'


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@router.get("")
def list_hits(
    hub: HubNow,
    caller: HitCaller,
    words: WordsNow,
    listing: Annotated[Listing, Depends(listing_of)],
) -> Page[HitSummary]:
    """Return the hits that the caller may know of, the newest first."""
    opened_at, hit = read_cursor(listing.cursor, 2)
    before = (opened_at, hit) if listing.cursor else None
    limit = listing.limit
    with hub.database.reading() as transaction:
        found = actions.list_hits(
            transaction, caller.officer, listing.which, before=before, limit=limit + 1
        )
    return page_of(found, limit, _key, lambda view: hit_summary(view, words))


def _key(view: DialogueView) -> tuple[str, str]:
    return instant_text(view.dialogue.opened_at), view.dialogue.id


@router.get("/inbox")
def read_inbox(
    hub: HubNow,
    caller: HitCaller,
    words: WordsNow,
    tab: Annotated[Tab, Query(description="Which part of the inbox.")] = Tab.TURN,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = "",
) -> InboxOut:
    """Return what waits for the caller's side, or for whom it waits: the most pressing first."""
    urgency, moment, hit = read_cursor(cursor, 3)
    after = (urgency, moment, hit) if cursor else None
    with hub.database.reading() as transaction:
        found = inbox.read_inbox(transaction, caller.officer, tab, after=after, limit=limit)
    return inbox_out(found, words)


@router.get("/statistics")
def statistics(
    hub: HubNow,
    caller: HitCaller,
    words: WordsNow,
    days: Annotated[int, Query(ge=1, le=actions.STATISTICS_DAYS_MAX)] = actions.STATISTICS_DAYS,
    *,
    own: Annotated[bool, Query(description="Only about records of the caller's bureau.")] = False,
) -> StatisticsOut:
    """Return how fast owners answer, with what the figures mean."""
    with hub.database.reading() as transaction:
        found = actions.statistics(transaction, caller.officer, is_own=own, days=days)
    return statistics_out(found, words, is_own=own)


@router.get("/preference")
def preference(
    hub: HubNow,
    caller: HitCaller,
    bureau: Annotated[str, Query(max_length=BUREAU_LENGTH_MAX)] = "",
) -> PreferenceOut:
    """Return how the caller's bureau, or one under it, is notified."""
    with hub.database.reading() as transaction:
        found = preferences.read_preference(transaction, caller.officer, bureau)
    return preference_out(found, _verify_key(hub))


@router.get("/{hit}")
def read_hit(
    hub: HubNow, caller: HitCaller, words: WordsNow, hit: HitId, response: Response
) -> HitOut:
    """Return one hit with what was said about it."""
    with hub.database.reading() as transaction:
        view = actions.read_hit(transaction, caller.officer, hit)
    response.headers["etag"] = _etag(view)
    return hit_out(view, words)


@router.get("/{hit}/statements/{number}/proof", response_class=Response)
def prove_statement(
    hub: HubNow, caller: HitCaller, hit: HitId, number: Annotated[int, Path(ge=1, le=2**31 - 1)]
) -> Response:
    """Return a proof of who made a statement of the caller's side, for `jisr verify FILE`."""
    with hub.database.reading() as transaction:
        bundle = proving.prove_statement(transaction, hub.network, caller.officer, hit, number)
    name = f'attachment; filename="{hit}.{number}.proof.json"'
    return Response(bundle.encode(), OK, {"content-disposition": name}, "application/json")


# ── speaking ──────────────────────────────────────────────────────────────────────────────────


@router.post("", status_code=CREATED, response_model=HitOut)
def open_hit(caller: HitCaller, words: WordsNow, writing: WritingNow, body: Opening) -> Response:
    """Take up a hit of a question that the caller's bureau asked; nobody else is told."""

    def act(transaction: Transaction, speaker: Speaker) -> DialogueView:
        return actions.open_hit(transaction, speaker, body.trace, body.record)

    return _say(writing, speaker_of(caller), words, act, status=CREATED)


@router.post("/{hit}/ask", response_model=HitOut)
def ask(voice: Annotated[Voice, Depends(signing_voice_of)], body: Asking) -> Response:
    """Ask the owner; its clock runs from now."""
    clocks = actions.clocks_of(voice.writing.hub.settings)
    return voice.say(partial(actions.ask, clocks=clocks, is_urgent=body.urgent))


@router.post("/{hit}/dismiss", response_model=HitOut)
def dismiss(voice: Annotated[Voice, Depends(signing_voice_of)], body: Dismissing) -> Response:
    """Dismiss a hit before anybody is asked."""
    return voice.say(partial(actions.dismiss, reason=body.reason))


@router.post("/{hit}/answer", response_model=HitOut)
def answer(voice: Annotated[Voice, Depends(signing_voice_of)], body: Answering) -> Response:
    """Say for the owner whether it is so."""
    return voice.say(partial(actions.answer, answer=body.answer, text=body.text))


@router.post("/{hit}/outcome", response_model=HitOut)
def report(voice: Annotated[Voice, Depends(signing_voice_of)], body: Following) -> Response:
    """Close a hit with what came of it."""
    return voice.say(partial(actions.report, outcome=body.outcome, text=body.text))


@router.post("/{hit}/messages", response_model=HitOut)
def write_message(voice: Annotated[Voice, Depends(signing_voice_of)], body: Messaging) -> Response:
    """Write to the other side."""
    return voice.say(partial(actions.write_message, text=body.text))


@router.post("/{hit}/reveal", response_model=HitOut)
def reveal(voice: Annotated[Voice, Depends(signing_voice_of)]) -> Response:
    """Tell the bureau that asked of a hit that only the owner knew."""
    return voice.say(actions.reveal)


@router.post("/{hit}/lift", response_model=HitOut)
def lift(voice: Annotated[Voice, Depends(signing_voice_of)], body: Messaging) -> Response:
    """Begin to lift a restriction for this hit, with the reason; its owner may object."""
    clocks = actions.clocks_of(voice.writing.hub.settings)
    return voice.say(partial(actions.lift, clocks=clocks, text=body.text))


@router.post("/{hit}/object", response_model=HitOut)
def object_to(voice: Annotated[Voice, Depends(signing_voice_of)], body: Messaging) -> Response:
    """Object to the lifting of the owner's restriction."""
    return voice.say(partial(actions.object_to, text=body.text))


# ── attachments ───────────────────────────────────────────────────────────────────────────────

_FILE = {"schema": {"type": "string", "format": "binary"}}
_FILES = {"image/jpeg": _FILE, "image/png": _FILE, "text/plain": _FILE}


@router.post(
    "/{hit}/attachments",
    status_code=CREATED,
    response_model=AttachmentOut,
    openapi_extra={"requestBody": {"required": True, "content": _FILES}},
)
def attach(
    voice: Annotated[Voice, Depends(voice_of)],
    content: RawBody,
    content_type: Annotated[str, Header(max_length=HEADER_LENGTH_MAX)] = "",
) -> Response:
    """Add a picture or a text of at most 5 MB; its metadata are removed."""
    media_type = content_type.partition(";")[0].strip().lower()
    caller, seen = voice.caller, voice.seen
    speaker = speaker_of(caller)

    def action(transaction: Transaction) -> Written:
        added = attachments.attach(transaction, speaker, seen, media_type, content)
        body = attachment_out(added).model_dump_json().encode()
        return Written(body, CREATED, {"etag": f'"{seen.version + 1}"'})

    return voice.writing.run(caller.officer.id, action)


@router.get(
    "/{hit}/attachments/{attachment}",
    response_class=Response,
    responses={OK: {"content": _FILES, "description": "The file."}},
)
def open_attachment(
    hub: HubNow, caller: HitCaller, hit: HitId, attachment: AttachmentId
) -> Response:
    """Return a file; it is meant to be saved, never shown by a browser in our name."""
    with hub.database.reading() as transaction:
        found, content = attachments.open_attachment(transaction, caller.officer, hit, attachment)
    headers = {"content-disposition": f'attachment; filename="{found.id}"'}
    return Response(content, media_type=found.media_type, headers=headers)


# ── preference ────────────────────────────────────────────────────────────────────────────────


@router.put("/preference", response_model=PreferenceOut)
def choose_preference(
    caller: HitCaller,
    writing: WritingNow,
    body: PreferenceIn,
    bureau: Annotated[str, Query(max_length=BUREAU_LENGTH_MAX)] = "",
) -> Response:
    """Say how the caller's bureau, or one under it, is notified from now on."""
    hub = writing.hub
    wanted = Preference(bureau or caller.officer.bureau, body.channel, body.address, body.version)

    def action(transaction: Transaction) -> Written:
        allows_private = bool(hub.settings.webhook_allow_private)
        chosen = preferences.choose_preference(
            transaction, caller.officer, wanted, allows_private=allows_private
        )
        return Written(preference_out(chosen, _verify_key(hub)).model_dump_json().encode(), OK)

    return writing.run(caller.officer.id, action)


def _verify_key(hub: Hub) -> str:
    return base64.b64encode(courier_key(hub.home, hub.network).public).decode()
