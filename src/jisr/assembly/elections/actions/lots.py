"""Lots by commit and reveal, among those who are still tied after a ballot of their own."""

from collections.abc import Mapping
from dataclasses import replace

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.counting import lots
from jisr.assembly.counting.elections import Stage
from jisr.assembly.elections import rules, store
from jisr.assembly.elections.actions import ground
from jisr.assembly.elections.actions.balloting import advance
from jisr.assembly.elections.model import DrawState, Election, LotsDraw, Step, StepKind
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Matter, Office
from jisr.errors import Denied, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.values import new_id

_UNDER_WAY = (DrawState.COMMITTING, DrawState.REVEALING)


def open_lots(transaction: Transaction, acting: str, election_id: str) -> LotsDraw:
    """Open a draw of lots: delegations publish their hashes from now on.

    Who refused to reveal in a void draw of the same tie is out of this one.

    Raises:
        Denied: the officer does not preside, no lots are awaited, or a draw is under way.
        NotFound: there is no such election.
    """
    election, officer = _presiding(transaction, acting, election_id)
    now = ground.progress_of(transaction, election)
    if now is None or now.pending is not None or now.state.stage is not Stage.LOTS:
        raise Denied(why="elections.no_lots_awaited")
    draws = store.list_draws(transaction, election.id)
    if any(each.state in _UNDER_WAY for each in draws):
        raise Denied(why="elections.draw_open")
    tie = now.state.ties[0]
    tied = tuple(sorted(tie.keys))
    refusers = {
        member
        for each in draws
        if each.state is DrawState.VOID and each.tied == tied
        for member in each.refusers
    }
    draw = LotsDraw(
        id=new_id(),
        election=election.id,
        tied=tied,
        seats=tie.seats,
        opened_at=transaction.now,
        excluded=tuple(sorted(refusers)),
    )
    return ground.write_draw(transaction, officer, "opened", draw)


def delegation_of(transaction: Transaction, election_id: str, acting: str) -> str:
    """Return the member whose delegation the officer acts for in a draw.

    Raises:
        Denied: none that is entitled in this election.
        NotFound: there is no such election.
    """
    return _participating(transaction, acting, election_id)[2]


def commit(transaction: Transaction, acting: str, election_id: str, hashed: str) -> LotsDraw:
    """Publish the hash of a delegation's secret value; see `counting.lots.commitment`.

    Raises:
        Denied: the officer does not act for an entitled delegation, or it takes no part; the
            reason says why.
        NotFound: there is no such election.
        ValueMalformed: it is no hash.
    """
    election, officer, member, draw = _participating(transaction, acting, election_id)
    rules.may_commit(draw, member, _interested(election, draw)).or_refuse()
    _bytes("hash", hashed)
    after = _next(draw, commitments={**draw.commitments, member: hashed})
    return ground.write_draw(transaction, officer, "committed", after)


def close_commitments(transaction: Transaction, acting: str, election_id: str) -> LotsDraw:
    """Take no more hashes: from now on the values are revealed.

    Raises:
        Denied: the officer does not preside, or fewer than three delegations take part.
    """
    election, officer = _presiding(transaction, acting, election_id)
    draw = _under_way(transaction, election)
    if draw.state is not DrawState.COMMITTING:
        raise Denied(why="elections.lots_not_committing")
    if len(draw.commitments) < lots.PARTICIPANTS_MIN:
        raise Denied(why="elections.lots_few")
    after = _next(draw, state=DrawState.REVEALING)
    return ground.write_draw(transaction, officer, "closed", after)


def reveal(transaction: Transaction, acting: str, election_id: str, value: str) -> LotsDraw:
    """Reveal a delegation's secret value; it must be the one that was committed to.

    Raises:
        Denied: hashes are still taken, the delegation published none, or the value is another.
        NotFound: there is no such election.
        ValueMalformed: it is no value.
    """
    _, officer, member, draw = _participating(transaction, acting, election_id)
    if draw.state is not DrawState.REVEALING:
        raise Denied(why="elections.lots_not_revealing")
    hashed = lots.commitment(draw.id, member, _bytes("value", value)).hex()
    if draw.commitments.get(member) != hashed:
        raise Denied(why="elections.lots_mismatch")
    after = _next(draw, values={**draw.values, member: value})
    return ground.write_draw(transaction, officer, "revealed", after)


def draw_lots(transaction: Transaction, acting: str, election_id: str) -> Election:
    """Draw: the revealed values alone say who wins; return the election after it.

    Raises:
        Denied: the officer does not preside, or somebody has not revealed yet.
    """
    election, officer = _presiding(transaction, acting, election_id)
    draw = _under_way(transaction, election)
    commitments, values = _plain(draw.commitments), _plain(draw.values)
    if draw.state is not DrawState.REVEALING or lots.refusers(draw.id, commitments, values):
        raise Denied(why="elections.lots_unrevealed")
    drawn = lots.draw_lots(draw.id, draw.tied, commitments, values)
    after = _next(draw, state=DrawState.DRAWN, order=drawn.order, seed=drawn.seed.hex())
    ground.write_draw(transaction, officer, "drawn", after)
    stepped = replace(election, steps=(*election.steps, Step(StepKind.LOTS, draw.id)))
    return advance(transaction, officer, stepped, "lots_drawn")


def void_lots(transaction: Transaction, acting: str, election_id: str) -> LotsDraw:
    """Declare a draw void and name who did not reveal; it is held again without them.

    While hashes are taken nobody has refused anything, and the draw only ends.

    Raises:
        Denied: the officer does not preside, or everybody has revealed.
    """
    election, officer = _presiding(transaction, acting, election_id)
    draw = _under_way(transaction, election)
    refusers: tuple[str, ...] = ()
    if draw.state is DrawState.REVEALING:
        refusers = lots.refusers(draw.id, _plain(draw.commitments), _plain(draw.values))
        if not refusers:
            raise Denied(why="elections.lots_complete")
    after = _next(draw, state=DrawState.VOID, refusers=refusers)
    return ground.write_draw(transaction, officer, "voided", after)


def _presiding(transaction: Transaction, acting: str, election_id: str) -> tuple[Election, Officer]:
    election = ground.found_election(transaction, election_id)
    officer = sessions.require_office(transaction, election.session, acting, Office.CHAIR)
    return election, officer


def _participating(
    transaction: Transaction, acting: str, election_id: str
) -> tuple[Election, Officer, str, LotsDraw]:
    """Return the election, and for which member the officer takes part in its draw."""
    election = ground.found_election(transaction, election_id)
    held = sessions.session(transaction, election.session)
    question = sessions.question(held, Matter.ELECTION)
    member = sessions.voter(transaction, election.session, acting, question)
    officer = access.officer(transaction, acting)
    return election, officer, member, _under_way(transaction, election)


def _under_way(transaction: Transaction, election: Election) -> LotsDraw:
    draws = store.list_draws(transaction, election.id)
    if not draws or draws[-1].state not in _UNDER_WAY:
        raise Denied(why="elections.no_lots_awaited")
    return draws[-1]


def _interested(election: Election, draw: LotsDraw) -> frozenset[str]:
    return frozenset(each.member for each in election.candidates if each.nomination in draw.tied)


def _next(draw: LotsDraw, **changes: object) -> LotsDraw:
    return replace(draw, version=draw.version + 1, **changes)  # type: ignore[arg-type]  # its fields


def _plain(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {member: bytes.fromhex(text) for member, text in texts.items()}


def _bytes(field: str, text: str) -> bytes:
    """Return the 32 bytes that 64 lower-case hexadecimal digits spell."""
    digits = set(text) <= set("0123456789abcdef")
    if not digits or len(text) != 2 * lots.VALUE_BYTES:
        raise ValueMalformed(field=field, why=to_translate("write 64 hexadecimal digits"))
    return bytes.fromhex(text)
