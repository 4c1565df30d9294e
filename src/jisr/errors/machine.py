"""The machine cannot do it now; what is stored does not prove what it should."""

from jisr.errors.root import JisrError


class Unavailable(JisrError):
    """The machine cannot do it now; nothing was half-written."""

    code = "unavailable"
    status = 503
    exit_code = 6
    message = "This cannot be done right now: {why}. Nothing was written; try again."


class StorageFull(Unavailable):
    """The disk is full."""

    code = "unavailable.storage_full"
    status = 507
    message = (
        "The disk is full. What was not confirmed was not written. Free some space and try again."
    )


class AddressTaken(Unavailable):
    """The hub cannot listen where it should."""

    code = "unavailable.address"
    message = (
        "The hub cannot listen on {host}, port {port}: another program does, or it is not an "
        "address of this machine. Choose another --port."
    )


class StorageBusy(Unavailable):
    """Another process holds the database too long."""

    code = "unavailable.busy"
    message = "The database is busy. Nothing was written; try again in a moment."


class TraceUnavailable(Unavailable):
    """A check's trace cannot be sealed, so the check is not answered."""

    code = "unavailable.trace"
    message = "The trace of this check could not be sealed, so it is not answered. Try again."


class DeskBusy(Unavailable):
    """More questions wait for an answer than the hub keeps."""

    code = "unavailable.desk_busy"
    message = "Too many checks are waiting here. Nothing was asked; try again in a moment."


class HallFull(Unavailable):
    """As many follow the hall already as this machine serves at once, or as one officer may."""

    code = "unavailable.hall_full"
    message = (
        "As many screens follow the hall here as can be served. Close one that you do not need, or "
        "try again in a minute."
    )


class ProviderDown(Unavailable):
    """The national provider of identities does not answer, or not as it must."""

    code = "unavailable.provider"
    message = "Your sign-in provider does not answer. Try again, or sign in with a passkey."


class HubUnreachable(Unavailable):
    """Nobody answers at the address of the hub, or the line broke each time."""

    code = "unavailable.hub"
    message = (
        "The hub {url} does not answer. Check its address and the line. What you sent may have "
        "been done: look before you send it again."
    )


class HubStrange(Unavailable):
    """What answers is no hub, or one of another version."""

    code = "unavailable.hub_strange"
    message = (
        "What answers at {url} does not speak as this program does. Check the address, and that "
        "both have the same version."
    )


class ProofPending(Unavailable):
    """An entry is committed, but no signed checkpoint covers it yet."""

    code = "unavailable.proof_pending"
    message = "This entry is not in a signed checkpoint yet. Ask for its proof in a moment."


class LedgerBroken(JisrError):
    """What is stored does not prove what it should: someone must look."""

    code = "ledger.broken"
    status = 500
    exit_code = 7
    message = "The ledger does not verify: {why}. Stop writing and call the operator."


class ProofInvalid(LedgerBroken):
    """A proof does not lead to the root it names."""

    code = "ledger.proof_invalid"
    message = "This proof does not verify: {why}."


class BoardBroken(LedgerBroken):
    """The board of a secret ballot does not hold, or is another than was shown before."""

    code = "ledger.board"
    message = (
        "This board does not hold at entry {n}: {why}. Do not use it; tell the elections board."
    )


class FormatMalformed(LedgerBroken):
    """Bytes of the ledger are not in the one accepted spelling."""

    code = "ledger.malformed"
    message = "This {thing} is not in its one accepted form: {why}."


class LedgerReadOnly(LedgerBroken):
    """The lock beside the database does not agree with the tree (restored from a backup?)."""

    code = "ledger.read_only"
    status = 503
    message = "The ledger is read-only: {why}. Run `jisr ledger resume` with the newest checkpoint."
