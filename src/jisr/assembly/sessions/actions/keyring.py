"""Officers register the keys that they hold in the hall, and have them revoked."""

from jisr.access import actions as access
from jisr.assembly.sessions import keys, serving, store
from jisr.assembly.sessions.actions.convening import open_for_change
from jisr.assembly.sessions.actions.reading import act_of, capacity, delegation, key, session
from jisr.assembly.sessions.actions.writing import REGISTERED, revoke
from jisr.assembly.sessions.documents import key_document
from jisr.assembly.sessions.model import Delegation, HallKey, KeyUse
from jisr.errors import AlreadyExists, Conflict, Denied, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.values import new_id


def register_key(  # noqa: PLR0913, PLR0917  what a key is, in full
    transaction: Transaction,
    acting: str,
    number: int,
    use: KeyUse,
    public: str,
    sealing: str,
    proof: str,
) -> HallKey:
    """Register a key that the acting officer holds; it counts at once.

    Args:
        transaction: the transaction.
        acting: who holds the key.
        number: of the session.
        use: what it will sign.
        public: an Ed25519 public key, 32 bytes in base64url.
        sealing: a trustee's second key, to which others seal; empty for every other use.
        proof: the key's signature over `keys.registration_bytes`, in base64url.

    Raises:
        Denied: the officer has no post or office for it, or the key did not sign.
        AlreadyExists: this key was registered before, by anybody.
        Conflict: the officer has such a key; revoke it first.
        ValueMalformed: a key has not its form.
    """
    open_for_change(transaction, number)
    officer = access.officer(transaction, acting)
    sits_as = capacity(transaction, number, officer)
    serving.may_hold_key(sits_as, use, has_sealing=bool(sealing)).or_refuse()
    keys.read_bytes("public", public, keys.KEY_BYTES)
    if sealing:
        keys.read_bytes("sealing", sealing, keys.KEY_BYTES)
    network = access.network(transaction).name
    signed = keys.registration_bytes(network, number, acting, use, public, sealing)
    if not keys.holds(public, signed, proof):
        raise Denied(why="sessions.key_proof")
    if store.has_public(transaction, public):
        raise AlreadyExists(thing=to_translate("key"))
    if store.good_keys(transaction, number, use, [acting]):
        raise Conflict(why=to_translate("you have such a key: revoke it first"))
    new = HallKey(
        id=new_id(),
        session=number,
        officer=officer.id,
        member=sits_as.member,
        use=use,
        public=public,
        sealing=sealing,
        registered_at=transaction.now,
    )
    store.put_key(transaction, new, proof)
    act = act_of(transaction, officer, "hallkey.registered", f"hallkey:{new.id}")
    seal(transaction, act, key_document(new, proof), version=REGISTERED)
    return new


def revoke_key(transaction: Transaction, acting: str, key_id: str) -> HallKey:
    """Take a key out of use; from this instant it counts for nothing.

    Raises:
        Denied: the officer is neither its holder, nor sends the delegation, nor is secretary.
        NotFound: there is no such key.
        Conflict: it is revoked already.
    """
    found = key(transaction, key_id)
    officer = access.officer(transaction, acting)
    members = session(transaction, found.session).order
    sent = (
        delegation(transaction, found.session, found.member).delegation
        if found.member in members
        else Delegation(found.member, ())
    )
    serving.may_revoke(officer, found, sent).or_refuse()
    if found.revoked_at is not None:
        raise Conflict(why=to_translate("this key is revoked already"))
    return revoke(transaction, officer, found)
