"""The ledger, looked through: entries that somebody may see, one of them, and its proof.

Looking at acts is not sealed, as a history is not. A record's document is: holding it is reading
the record, with a case.
"""

from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.errors import NotFound, to_translate
from jisr.kit.clock import parse_instant
from jisr.kit.db import Transaction
from jisr.ledger.bundle import ProofBundle
from jisr.ledger.growth import growth
from jisr.ledger.listing import Stretch, lines_in
from jisr.ledger.log import next_position, prove_entry
from jisr.ledger.log import read_entry as read_placed
from jisr.ledger.note import parse_note
from jisr.ledger.tree import leaf_hash
from jisr.ledger.tree_store import newest_checkpoint
from jisr.oversight.model import KINDS, Entry, Group, Grown, Listing, Sealed, State
from jisr.oversight.sight import Sight
from jisr.records import actions as records
from jisr.values import is_id

LINES_AT_ONCE = 150
"""Entries that are read together before it is decided who may see them."""
LINES_MAX = 2_100
"""Entries that one page decides about: the next page goes on where it stopped."""
STRETCH_POSITIONS = 100_000
"""Positions that one page looks back over; the database passes so many in some 150 ms."""


def read_state(transaction: Transaction, network: str) -> State | None:
    """Return how the ledger stands, for whoever is signed in; None before the first checkpoint."""
    newest = newest_checkpoint(transaction, network)
    if newest is None:
        return None
    signatures = parse_note(newest.note.encode()).signatures
    return State(
        origin=newest.checkpoint.origin,
        size=newest.checkpoint.size,
        root=newest.checkpoint.root.hex(),
        note=newest.note,
        signed_at=parse_instant(newest.signed_at),
        cosigners=tuple(each.name for each in signatures if each.name != network),
        points=tuple(Grown(each.at, each.size) for each in growth(transaction, network)),
    )


def list_entries(
    transaction: Transaction,
    asking: Asking,
    *,
    group: Group | None = None,
    before: int | None = None,
    limit: int = 50,
) -> Listing:
    """Return a page of the entries that whoever asks may see, newest first.

    A page may hold fewer than `limit`, or none, though older ones follow: `before` says where.

    Args:
        transaction: where to read.
        asking: who asks, for what and in which case.
        group: only entries about these things; None: about all.
        before: the position before which to begin; None begins at the newest.
        limit: how many at most.
    """
    newest = next_position(transaction)
    end = newest if before is None else min(before, newest)
    start = max(0, end - STRETCH_POSITIONS)
    sight = Sight(transaction, asking)
    kinds = KINDS[group] if group is not None else ()
    shown: list[Entry] = []
    for _ in range(LINES_MAX // LINES_AT_ONCE):
        stretch = Stretch(start, end, sight.classes, kinds)
        lines = lines_in(transaction, stretch, LINES_AT_ONCE)
        shown += sight.shown(lines)
        if len(shown) > limit:
            return Listing(tuple(shown[:limit]), shown[limit - 1].position or 0)
        end = lines[-1].position if len(lines) == LINES_AT_ONCE else start
        if end == start:
            break
    return Listing(tuple(shown), end)


def read_entry(transaction: Transaction, asking: Asking, entry_id: str) -> Sealed:
    """Return one entry with what the tree holds of it.

    Raises:
        NotFound: there is no such entry, or none for whoever asks: both sound alike.
    """
    entry = _visible(transaction, asking, entry_id)
    network = access.network(transaction).name
    header = read_placed(transaction, entry.id).header(network)
    newest = newest_checkpoint(transaction, network)
    return Sealed(
        entry=entry,
        network=network,
        act_commitment=header.act_commitment.hex(),
        document_commitment=header.document_commitment.hex(),
        leaf=leaf_hash(header.encode()).hex(),
        signed_size=0 if newest is None else newest.checkpoint.size,
    )


def prove(
    transaction: Transaction, asking: Asking, entry_id: str, *, with_document: bool
) -> ProofBundle:
    """Return what proves an entry to whoever may see it.

    With the document of a record it is a reading of the record, and sealed as one.

    Raises:
        CaseMissing: no case is named.
        NotFound: there is no such entry, or none for whoever asks.
        ProofPending: no signed checkpoint covers it yet.
    """
    entry = _visible(transaction, asking, entry_id)
    if with_document and holds_record(entry):
        records.open_record(transaction, asking, entry.subject)
    network = access.network(transaction).name
    return prove_entry(transaction, network, entry.id, with_document=with_document)


def holds_record(entry: Entry) -> bool:
    """Return whether the entry's document is a version of a record, with a person's data."""
    is_version = entry.kind == "record" and entry.version is not None
    return is_version and not entry.is_erased and entry.verb != "record.erased"


def _visible(transaction: Transaction, asking: Asking, entry_id: str) -> Entry:
    no_such_entry = NotFound(thing=to_translate("entry"))
    if not is_id(entry_id):
        raise no_such_entry
    found = Sight(transaction, asking).shown([read_placed(transaction, entry_id)])
    if not found:
        raise no_such_entry
    return found[0]
