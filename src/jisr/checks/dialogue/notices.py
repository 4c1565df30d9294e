"""Tells a bureau that a hit waits for it: by its own preference, with ids and references only."""

import json

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.access.rules import member_of
from jisr.checks.dialogue import documents, rules, store
from jisr.checks.dialogue.model import (
    Channel,
    Dialogue,
    Preference,
    Side,
    Word,
)
from jisr.errors import to_translate
from jisr.kit import outbox
from jisr.kit.clock import instant_text
from jisr.kit.courier.letters import MAIL, WEBHOOK
from jisr.kit.db import Transaction
from jisr.kit.outbox import Letter
from jisr.kit.words import Words
from jisr.ledger.entry import Act
from jisr.ledger.log import seal

UNDELIVERED_MAX = 500
SUBJECT = to_translate("Jisr: a hit waits for you ({hit})")
TEXT = to_translate("A hit waits for you. Your reference: {reference}. Open it in Jisr: {hit}.")

SPREAD_SUBJECT = to_translate("Jisr: an officer asked about very many people")
SPREAD_TEXT = to_translate(
    "An officer of your bureau asked about {count} different people in one hour ({hour} UTC). Look "
    "at the traces of your bureau in Jisr."
)


def tell(transaction: Transaction, bureau: str, dialogue: Dialogue, word: Word, side: Side) -> None:
    """Leave a message for a bureau in the outbox; the inbox is the list of hits itself.

    The message says which hit and the bureau's own reference, and nothing of record or question:
    it may pass through mail servers and machines that know no police work.
    """
    preference = preference_of(transaction, bureau)
    reference = {Side.ASKING: dialogue.asking_reference, Side.OWNER: dialogue.owner_reference}.get(
        side, ""
    )
    if preference.channel is Channel.EMAIL:
        outbox.put(transaction, MAIL, _mail(transaction, preference, dialogue.id, reference))
    elif preference.channel is Channel.WEBHOOK:
        said = {
            "type": f"hit.{word}",
            "timestamp": instant_text(transaction.now),
            "data": {"hit": dialogue.id, "reference": reference},
        }
        outbox.put(transaction, WEBHOOK, _json({"url": preference.address, "said": said}))


def tell_of_spread(transaction: Transaction, bureau: str, count: int, hour: str) -> None:
    """Leave a message for a bureau that one of its officers asked about very many people.

    Who it was stands in the sealed act, which its security officer reads; never in a message.
    """
    preference = preference_of(transaction, bureau)
    if preference.channel is Channel.EMAIL:
        spoken = [Words(each) for each in access.network(transaction).languages]
        lines = [words.say(SPREAD_TEXT, count=count, hour=hour) for words in spoken]
        mail = {
            "to": preference.address,
            "subject": spoken[0].say(SPREAD_SUBJECT),
            "text": "\n\n".join(lines),
        }
        outbox.put(transaction, MAIL, _json(mail))
    elif preference.channel is Channel.WEBHOOK:
        said = {
            "type": "officer.spread_alarmed",
            "timestamp": instant_text(transaction.now),
            "data": {"subjects": count, "hour": hour},
        }
        outbox.put(transaction, WEBHOOK, _json({"url": preference.address, "said": said}))


def preference_of(transaction: Transaction, bureau: str) -> Preference:
    """Return how a bureau is notified: as it said, else as its national bureau said."""
    for each in (bureau, member_of(bureau)):
        found = store.find_preference(transaction, each)
        if found is not None:
            return found
    return Preference(bureau)


def undelivered(
    transaction: Transaction,
    officer: Officer,
    *,
    with_waiting: bool = False,
    after: str = "",
    limit: int = 50,
) -> tuple[Letter, ...]:
    """Return the messages that were given up, without what they say and to whom.

    Raises:
        Denied: only operators and coordinators see them.
    """
    rules.may_see_undelivered(officer).or_refuse()
    page = max(1, min(limit, UNDELIVERED_MAX))
    return tuple(outbox.letters(transaction, with_waiting=with_waiting, after=after, limit=page))


def resend(transaction: Transaction, officer: Officer, message_id: str) -> None:
    """Try a dead letter again; that it was done is sealed.

    Raises:
        Denied: only operators and coordinators do it.
        NotFound: there is no such dead letter.
    """
    rules.may_see_undelivered(officer).or_refuse()
    outbox.resend(transaction, message_id)
    _seal(transaction, officer, "message.resent", message_id)


def drop(transaction: Transaction, officer: Officer, message_id: str) -> None:
    """Forget a dead letter; that it was done is sealed.

    Raises:
        Denied: only operators and coordinators do it.
        NotFound: there is no such dead letter.
    """
    rules.may_see_undelivered(officer).or_refuse()
    outbox.drop(transaction, message_id)
    _seal(transaction, officer, "message.dropped", message_id)


def _seal(transaction: Transaction, officer: Officer, verb: str, message_id: str) -> None:
    act = Act(
        time=instant_text(transaction.now),
        bureau=officer.bureau,
        officer=officer.id,
        verb=verb,
        subject=message_id,
        purpose=access.ADMINISTRATION,
        audience_class=documents.PRIVATE,
    )
    seal(transaction, act, {"message": message_id}, version=None)


def _mail(transaction: Transaction, preference: Preference, hit: str, reference: str) -> bytes:
    """Return a mail in every official language: which one its reader speaks is not known."""
    spoken = [Words(each) for each in access.network(transaction).languages]
    lines = [words.say(TEXT, hit=hit, reference=reference or "—") for words in spoken]
    subject = spoken[0].say(SUBJECT, hit=hit)
    return _json({"to": preference.address, "subject": subject, "text": "\n\n".join(lines)})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
