"""How a bureau wants to be told of hits on its records: chosen by its head or security officer."""

import re

from jisr.access import actions as access
from jisr.access.model import Bureau, Officer
from jisr.checks.dialogue import documents, rules, store
from jisr.checks.dialogue.model import Channel, Preference
from jisr.errors import Denied, ValueMalformed, VersionStale, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.courier.addresses import read_url
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.ledger.log import seal

MAIL_LENGTH_MAX = 254
"""The longest mail address (RFC 5321, section 4.5.3.1)."""
BUREAUS_MAX = 100
"""Bureaus after one by id, among which those under it stand first."""
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def read_preference(transaction: Transaction, officer: Officer, bureau: str = "") -> Preference:
    """Return how a bureau is notified: the officer's own, unless one under it is named.

    Raises:
        NotFound: there is no such bureau.
        Denied: it is another bureau's.
    """
    bureau = access.bureau(transaction, bureau or officer.bureau).id
    if not rules.acts_for(officer.bureau, bureau):
        raise Denied(why="hits.chooser")
    return store.find_preference(transaction, bureau) or Preference(bureau)


def bureaus_of(transaction: Transaction, officer: Officer) -> tuple[Bureau, ...]:
    """Return the bureau for which an officer stands and those under it, by id."""
    own = access.bureau(transaction, officer.bureau)
    under = access.bureaus(transaction, after=own.id, limit=BUREAUS_MAX)
    return (own, *(each for each in under if rules.acts_for(own.id, each.id)))


def choose_preference(
    transaction: Transaction,
    officer: Officer,
    preference: Preference,
    *,
    allows_private: bool = False,
) -> Preference:
    """Say how a bureau is notified from now on.

    Args:
        transaction: the transaction.
        officer: who chooses.
        preference: the bureau, the channel and its address; `version` is the one that was read.
        allows_private: whether webhooks may go to private addresses here.

    Raises:
        Denied: only the head or the security officer of the bureau chooses.
        ValueMalformed: the address does not suit the channel.
        VersionStale: it was changed since it was read.
        NotFound: there is no such bureau.
    """
    access.bureau(transaction, preference.bureau)
    rules.may_choose(officer, preference.bureau).or_refuse()
    _check_address(preference, allows_private=allows_private)
    known = store.find_preference(transaction, preference.bureau)
    current = 0 if known is None else known.version
    if preference.version != current:
        raise VersionStale(thing=to_translate("preference"), current=current)
    chosen = Preference(
        preference.bureau, preference.channel, preference.address, preference.version + 1
    )
    store.put_preference(transaction, chosen)
    act = Act(
        time=instant_text(transaction.now),
        bureau=officer.bureau,
        officer=officer.id,
        verb="hit_preference.chosen",
        subject=f"hit-preference:{chosen.bureau}",
        purpose=access.ADMINISTRATION,
        audience_class=documents.PRIVATE,
    )
    seal(transaction, act, documents.preference_document(chosen), version=chosen.version)
    return chosen


def _check_address(preference: Preference, *, allows_private: bool) -> None:
    address = preference.address
    if preference.channel is Channel.WEBHOOK:
        read_url(address, allows_private=allows_private)
    elif preference.channel is Channel.EMAIL:
        if len(address) > MAIL_LENGTH_MAX or _MAIL.fullmatch(address) is None:
            raise ValueMalformed(field="address", why=to_translate("write one mail address"))
    elif address:
        raise ValueMalformed(field="address", why=to_translate("the inbox needs none"))
