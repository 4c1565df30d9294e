"""Routes of lots: delegations publish a hash, reveal the value, and anyone draws again."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller
from jisr.access.sign_in.signing import SignedNow
from jisr.access.sign_in.statements import Signed
from jisr.assembly.elections import actions
from jisr.assembly.elections.model import Election, LotsDraw
from jisr.assembly.elections.routes import Delegate, ElectionId, Strict, change
from jisr.assembly.elections.wire import DrawShown, ElectionDetails, told_draw
from jisr.kit.db import Transaction
from jisr.kit.http.idempotency import Writing, WritingNow, Written

router = APIRouter(prefix="/assembly/elections/{election}/lots", tags=["assembly"])
Hex = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="32 bytes in hexadecimal.")]


class HashGiven(Strict):
    """The hash of a secret value; see `docs/algorithms/counting.md`."""

    hash: Hex


class ValueGiven(Strict):
    """The secret value that was committed to."""

    value: Hex


@router.post("", status_code=201, response_model=DrawShown)
def open_lots(
    writing: WritingNow, caller: Delegate, election: ElectionId, signed: SignedNow
) -> Response:
    """Open a draw of lots among the tied; who presides does."""
    return _change(writing, caller, signed, actions.open_lots, election, 201)


@router.post("/commitment", response_model=DrawShown)
def commit(
    writing: WritingNow, caller: Delegate, election: ElectionId, signed: SignedNow, given: HashGiven
) -> Response:
    """Publish the hash of the caller's delegation."""

    def run(transaction: Transaction, acting: str, election: str) -> LotsDraw:
        return actions.commit(transaction, acting, election, given.hash)

    return _change(writing, caller, signed, run, election)


@router.post("/closing", response_model=DrawShown)
def close_commitments(
    writing: WritingNow, caller: Delegate, election: ElectionId, signed: SignedNow
) -> Response:
    """Take no more hashes: from now on the values are revealed."""
    return _change(writing, caller, signed, actions.close_commitments, election)


@router.post("/value", response_model=DrawShown)
def reveal(
    writing: WritingNow,
    caller: Delegate,
    election: ElectionId,
    signed: SignedNow,
    given: ValueGiven,
) -> Response:
    """Reveal the value of the caller's delegation."""

    def run(transaction: Transaction, acting: str, election: str) -> LotsDraw:
        return actions.reveal(transaction, acting, election, given.value)

    return _change(writing, caller, signed, run, election)


@router.post("/drawing", response_model=ElectionDetails)
def draw_lots(
    writing: WritingNow, caller: Delegate, election: ElectionId, signed: SignedNow
) -> Response:
    """Draw: the revealed values alone say who wins."""

    def run(transaction: Transaction) -> Election:
        return actions.draw_lots(transaction, caller.officer.id, election)

    return change(writing, caller, signed, run)


@router.post("/void", response_model=DrawShown)
def void_lots(
    writing: WritingNow, caller: Delegate, election: ElectionId, signed: SignedNow
) -> Response:
    """Declare the draw void and name who did not reveal."""
    return _change(writing, caller, signed, actions.void_lots, election)


def _change(  # noqa: PLR0913, PLR0917  each is one part of the request
    writing: Writing,
    caller: Caller,
    signed: Signed | None,
    run: Callable[[Transaction, str, str], LotsDraw],
    election: str,
    status: int = 200,
) -> Response:
    """Do a change of a draw, keep its signature, and answer with the draw after it."""

    def write(transaction: Transaction) -> Written:
        after = run(transaction, caller.officer.id, election)
        statements.keep(transaction, caller, signed, f"lots:{after.id}")
        return Written(told_draw(after).model_dump_json().encode(), status)

    return writing.run(caller.officer.id, write)
