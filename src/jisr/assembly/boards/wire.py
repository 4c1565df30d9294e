"""How a board and a receipt are told over the line, and its texts to a reader."""

from collections.abc import Mapping
from typing import Any

from jisr.assembly.ballot.spelling import canonical
from jisr.assembly.boards.model import BoardView, Receipt
from jisr.client import assembly as told
from jisr.kit.clock import instant_text


def told_receipt(receipt: Receipt) -> told.Receipt:
    """Return a receipt as it is told."""
    return told.Receipt(receipt.board, receipt.n, receipt.head, receipt.entry, receipt.signature)


def told_board(view: BoardView) -> told.Board:
    """Return a board as it is told."""
    return told.Board(
        id=view.held.id,
        session=view.held.session,
        state=view.state.value,
        size=view.held.size,
        manifest=view.manifest,
        manifest_hash=view.manifest_hash,
        head=view.head,
        closed_head=view.closed_head,
        promised=list(view.promised),
        revealed=list(view.revealed),
        ready=list(view.ready),
        witnesses=list(view.witnesses),
        shared=list(view.shared),
        revoked=list(view.revoked),
        ballots={member: instant_text(at) for member, at in view.ballots.items()},
        totals=None if view.totals is None else list(view.totals),
    )


def text_of(texts: Mapping[str, Any], language: str) -> str:
    """Return a text in this language, or in the next best; an option may hold it as its name."""
    named = texts.get("name")
    given = named if isinstance(named, dict) else texts
    for each in (language, "en", *sorted(given)):
        if isinstance(given.get(each), str):
            return str(given[each])
    return canonical(dict(texts)).decode()
