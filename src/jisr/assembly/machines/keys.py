"""A machine's hall key is made and registered: only its public half leaves the machine."""

from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.spelling import from_scalars, to_scalars, to_text
from jisr.assembly.ballot.trustee import Secrets, Trustee
from jisr.assembly.machines.folder import Folder
from jisr.assembly.sessions.keys import registration_bytes
from jisr.assembly.sessions.model import KeyUse
from jisr.client.assembly import HallKey
from jisr.client.client import Client


def register(
    hub: Client, folder: Folder, session: int, use: KeyUse, *, is_new: bool = False
) -> HallKey:
    """Make a key for a session, or take the one that is there, and register it with the hub.

    Raises:
        HubRefused: the hub does not take it.
    """
    key = folder.key(session, is_new=is_new)
    public = to_text(key.public)
    sealing = sealing_key(folder) if use is KeyUse.TRUSTEE else ""
    network = hub.ledger.key().partition("+")[0]
    said = registration_bytes(network, session, hub.me().officer, use, public, sealing)
    return hub.assembly.register_key(
        session, use=use.value, public=public, sealing=sealing, proof=to_text(key.sign(said))
    )


def sealing_key(folder: Folder) -> str:
    """Return the public half of the secret with which a trustee opens what is sealed for it."""
    return Trustee(SodiumGroup(), "", Secrets(sealing_secret(folder))).sealing_key


def sealing_secret(folder: Folder) -> int:
    """Return that secret, made when there is none."""
    kept = folder.read("sealing")
    if not kept:
        kept = {"secret": from_scalars([Secrets().sealing])}
        folder.write("sealing", kept)
    return to_scalars(kept["secret"], 1)[0]
