"""The hall keys of the demo's delegates: registered as their machines would, marked as a demo's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jisr.access import actions as access
from jisr.assembly.ballot.spelling import to_text
from jisr.assembly.machines.folder import Folder
from jisr.assembly.machines.keys import sealing_key
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.keys import registration_bytes
from jisr.assembly.sessions.model import HallKey, KeyUse
from jisr.demo.assembly.people import TRUSTEES, WITNESSES, Sent
from jisr.demo.assembly.seating import NUMBER
from jisr.kit.db import Transaction
from jisr.ledger.keys import SigningKey

MACHINES = "machines"
"""The folder of a demo home in which the machines of delegates stand, each under its officer."""


@dataclass(frozen=True, slots=True)
class Held:
    """A key of the hall with its private half, which only the demo's own machines have."""

    hall: HallKey
    private: SigningKey


@dataclass(frozen=True, slots=True)
class Keys:
    """Every key of the session by its officer: of voters, trustees and witnesses."""

    voters: Mapping[str, Held]
    trustees: Mapping[str, Held]
    witnesses: Mapping[str, Held]


def machine(home: Path, officer: str) -> Folder:
    """Return the folder of an officer's machine in a demo home."""
    return Folder(home / MACHINES / officer)


def register_keys(
    transaction: Transaction,
    home: Path,
    sent: Mapping[str, Sent],
    voting: Sequence[Sent],
    kept: Iterable[str],
) -> Keys:
    """Register a key for each head, ballot-caster, trustee and witness.

    Those of trustees, witnesses and the officers `kept` stand in their machines' folders; the
    others are forgotten with this process.
    """
    on_disk = set(kept)
    voters = {}
    for each in voting:
        for officer in dict.fromkeys((each.head, each.voter)):
            private = _key(home, officer, is_kept=officer in on_disk)
            voters[officer] = _register(transaction, officer, KeyUse.VOTE, private)
    return Keys(
        voters,
        {
            officer: _register(
                transaction,
                officer,
                KeyUse.TRUSTEE,
                _key(home, officer, is_kept=True),
                sealing_key(machine(home, officer)),
            )
            for officer in (sent[each].alternate for each in TRUSTEES)
        },
        {
            officer: _register(
                transaction, officer, KeyUse.WITNESS, _key(home, officer, is_kept=True)
            )
            for officer in (sent[each].alternate for each in WITNESSES)
        },
    )


def _key(home: Path, officer: str, *, is_kept: bool) -> SigningKey:
    if not is_kept:
        return SigningKey.generate(MACHINES)
    folder = machine(home, officer)
    with folder.held():
        return folder.key(NUMBER)


def _register(
    transaction: Transaction, officer: str, use: KeyUse, private: SigningKey, sealing: str = ""
) -> Held:
    network = access.network(transaction).name
    public = to_text(private.public)
    said = registration_bytes(network, NUMBER, officer, use, public, sealing)
    proof = to_text(private.sign(said))
    hall = sessions.register_key(transaction, officer, NUMBER, use, public, sealing, proof)
    return Held(hall, private)
