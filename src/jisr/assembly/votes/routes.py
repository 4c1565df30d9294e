"""Routes of votes: opened by the chair, cast by delegations, closed, announced, recounted."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import PlainTextResponse

from jisr.access.callers import requires
from jisr.access.sign_in import statements as signing_statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import LooselySignedNow, SignedNow
from jisr.access.sign_in.statements import PASSKEY, Signed
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import Signature, SignatureKind, Signing, Vote
from jisr.assembly.votes.schemas import (
    ID_FORM,
    CallIn,
    CallOut,
    HallSignature,
    HandsIn,
    OpeningIn,
    OverrulingIn,
    OwnOut,
    Reason,
    ResultOut,
    VoteOut,
    VoteSummary,
    call_out,
    own_out,
    result_out,
    vote_out,
    vote_summary,
)
from jisr.errors import Conflict, SignatureRefused, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.hub import Hub, HubNow, WordsNow
from jisr.kit.http.idempotency import Writing, WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor
from jisr.kit.words import Words

router = APIRouter(prefix="/assembly/votes", tags=["assembly"])

Speaker = Annotated[Caller, requires(Scope.ASSEMBLY)]
VoteId = Annotated[str, Path(pattern=ID_FORM, description="The vote.")]
READING = [requires(Scope.ASSEMBLY)]
OK, CREATED = 200, 201
NUMBER_DIGITS_MAX = 9


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@router.get("", dependencies=READING)
def list_votes(
    hub: HubNow,
    session: Annotated[int, Query(ge=1, le=9_999, description="The session's number.")],
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[VoteSummary]:
    """Return the votes of a session, the newest first."""
    (number,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.list_votes(
            transaction, session, before=_number(number) if cursor else None, limit=limit + 1
        )
    return page_of(found, limit, lambda vote: [str(vote.number)], vote_summary)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= NUMBER_DIGITS_MAX):
        raise ValueMalformed(field="cursor", why=to_translate("use “next” of the page before"))
    return int(text)


@router.get("/{vote}", dependencies=READING)
def read_vote(hub: HubNow, words: WordsNow, vote: VoteId) -> VoteOut:
    """Return a vote with who has answered; what they said is told once it is closed."""
    with hub.database.reading() as transaction:
        return vote_out(actions.read_vote(transaction, vote), words)


@router.get("/{vote}/own")
def read_own(hub: HubNow, caller: Speaker, words: WordsNow, vote: VoteId) -> OwnOut:
    """Return what the caller can do in a vote, or why not, and the entry of its own member."""
    with hub.database.reading() as transaction:
        own = actions.own(transaction, caller.officer.id, vote)
        statement = actions.statement(transaction, vote, own.member, "", own.version)
    return own_out(own, asdict(statement), words)


@router.get("/{vote}/result", dependencies=READING)
def read_result(hub: HubNow, vote: VoteId) -> ResultOut:
    """Return what is announced of a counted vote, in the order of the rules."""
    with hub.database.reading() as transaction:
        found = actions.read_vote(transaction, vote).vote
        result = actions.result(transaction, found)
    if result is None:
        raise Conflict(why="votes.not_counted")
    return result_out(found, result)


@router.get("/{vote}/record", response_class=Response, dependencies=READING)
def read_record(hub: HubNow, vote: VoteId) -> Response:
    """Return the record of a closed vote, from which anyone recounts it offline."""
    with hub.database.reading() as transaction:
        content = actions.record(transaction, hub.network, vote)
    name = f'attachment; filename="vote-{vote}.record.json"'
    return Response(content, OK, {"content-disposition": name}, "application/json")


@router.get("/{vote}/own/proof", response_class=Response)
def prove_own(
    hub: HubNow,
    caller: Speaker,
    vote: VoteId,
    version: Annotated[int, Query(ge=1, le=99, description="Which entry of the member.")] = 1,
) -> Response:
    """Return what proves that the entry of the caller's own member was sealed."""
    with hub.database.reading() as transaction:
        bundle = actions.prove_call(transaction, hub.network, caller.officer.id, vote, version)
    name = 'attachment; filename="entry.proof.json"'
    return Response(bundle.encode(), OK, {"content-disposition": name}, "application/json")


# ── who presides ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Voice:
    """Who acts in a vote, with the signature over the request, and how the answer is told."""

    hub: Hub
    writing: Writing
    words: Words
    caller: Caller
    signed: Signed | None

    def act(self, act: Callable[[Transaction, str], Vote], status: int = OK) -> Response:
        """Do it once, keep its signature, and return the vote as it is then."""

        def run(transaction: Transaction) -> Written:
            vote = act(transaction, self.caller.officer.id)
            signing_statements.keep(transaction, self.caller, self.signed, vote.id)
            shown = vote_out(actions.read_vote(transaction, vote.id), self.words)
            return Written(shown.model_dump_json().encode(), status)

        return self.writing.run(self.caller.officer.id, run)

    @property
    def registrar(self) -> actions.Registrar:
        """The hub's own hand on the boards of secret votes."""
        return self.hub.part(actions.Registrar)


def voice_of(
    hub: HubNow, writing: WritingNow, words: WordsNow, caller: Speaker, signed: SignedNow
) -> Voice:
    """Return who acts; a dependency of the routes that change a vote."""
    return Voice(hub, writing, words, caller, signed)


VoiceNow = Annotated[Voice, Depends(voice_of)]


@router.post("", status_code=CREATED, response_model=VoteOut)
def open_vote(voice: VoiceNow, asked: OpeningIn) -> Response:
    """Open a vote over words that stand, by a rule in force; its roll is frozen with this."""

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.open_vote(transaction, acting, asked.opening(), voice.registrar)

    return voice.act(act, CREATED)


@router.post("/{vote}/close", response_model=VoteOut)
def close_vote(voice: VoiceNow, vote: VoteId) -> Response:
    """Close a vote: nothing is taken any more, and what was taken is counted."""

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.close_vote(transaction, acting, vote, voice.registrar)

    return voice.act(act)


@router.post("/{vote}/hands", response_model=VoteOut)
def count_hands(voice: VoiceNow, vote: VoteId, counted: HandsIn) -> Response:
    """Enter what was counted by eye; it closes the show of hands and stays unverified."""

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.count_hands(transaction, acting, vote, counted.hands())

    return voice.act(act)


@router.post("/{vote}/announce", response_model=VoteOut)
def announce(voice: VoiceNow, vote: VoteId) -> Response:
    """Announce the result by its rule; the text that it is about is adopted or not with this."""

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.announce(transaction, acting, vote)

    return voice.act(act)


@router.post("/{vote}/annul", response_model=VoteOut)
def annul(voice: VoiceNow, vote: VoteId, why: Reason) -> Response:
    """Annul a vote with a reason that every member reads."""

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.annul(transaction, acting, vote, why.reason, voice.registrar)

    return voice.act(act)


@router.post("/{vote}/overrule", response_model=VoteOut)
def overrule(
    hub: HubNow,
    writing: WritingNow,
    words: WordsNow,
    caller: Speaker,
    signed: LooselySignedNow,
    vote: VoteId,
    given: OverrulingIn,
) -> Response:
    """Sign another outcome than the count's; both are shown everywhere from then on.

    What is signed is told by `POST /v1/assembly/votes/{vote}/overruling`.
    """
    given.check()
    signing = signing_of(signed, given.signature)

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.overrule(transaction, acting, vote, given.outcome, given.reason, signing)

    return Voice(hub, writing, words, caller, None).act(act)


@router.post("/{vote}/overruling", response_class=PlainTextResponse)
def overruling_statement(hub: HubNow, caller: Speaker, vote: VoteId, given: OverrulingIn) -> str:
    """Return the statement that the caller signs to overrule a count; nothing is changed."""
    given.check()
    with hub.database.reading() as transaction:
        return actions.overruling_statement(
            transaction, caller.officer.id, vote, given.outcome, given.reason
        ).decode()


# ── members ───────────────────────────────────────────────────────────────────────────────────


@router.post("/{vote}/calls", status_code=CREATED, response_model=CallOut)
def cast(
    writing: WritingNow,
    caller: Speaker,
    signed: LooselySignedNow,
    vote: VoteId,
    entry: CallIn,
) -> Response:
    """Write the entry of the caller's member in a roll-call, signed with the delegate's own key."""
    signing = signing_of(signed, entry.signature)

    def run(transaction: Transaction) -> Written:
        call = actions.cast(
            transaction, caller.officer.id, vote, entry.choice, signing, version=entry.version
        )
        return Written(call_out(call).model_dump_json().encode(), CREATED)

    return writing.run(caller.officer.id, run)


@router.post("/{vote}/objection", response_model=VoteOut)
def object_to(voice: VoiceNow, vote: VoteId) -> Response:
    """Object to a consensus: it ends with this, and the chair takes a vote."""

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.object_to(transaction, acting, vote)

    return voice.act(act)


@router.post("/{vote}/roll-call", status_code=CREATED, response_model=VoteOut)
def demand_roll_call(voice: VoiceNow, vote: VoteId) -> Response:
    """Demand a roll-call in place of a show of hands; the answer is the roll-call, open."""

    def act(transaction: Transaction, acting: str) -> Vote:
        return actions.demand_roll_call(transaction, acting, vote)

    return voice.act(act, CREATED)


def signing_of(signed: Signed | None, given: HallSignature | None) -> Signing:
    """Return with what an entry is signed: a hall key's signature comes before a passkey's."""
    if given is not None:
        return Signing(Signature(SignatureKind.HALL_KEY, given.key, given.value))
    if signed is None:
        return Signing()
    if signed.kind != PASSKEY:
        raise SignatureRefused(why=to_translate("a delegate signs with a passkey or a hall key"))
    return Signing(Signature(SignatureKind.PASSKEY, signed.key, signed.value), signed.covers)
