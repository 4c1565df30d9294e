"""The verb of openings: what a record withholds is opened, and its owner told, in one transaction.

The rules of hits hold here too: where a person may be a refugee, stateless or protected from the
owner, telling the owner would harm her, so nothing is opened and the legal reviewer decides.
"""

import json

from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.checks import rules
from jisr.checks.dialogue.model import Channel
from jisr.checks.dialogue.notices import preference_of
from jisr.checks.model import PersonQuery
from jisr.errors import Denied, to_translate
from jisr.kit import outbox
from jisr.kit.clock import instant_text
from jisr.kit.courier.letters import MAIL, WEBHOOK
from jisr.kit.db import Transaction
from jisr.kit.words import Words
from jisr.records import actions as records
from jisr.records.model import Opening

SUBJECT = to_translate("Jisr: a record of yours was opened in an emergency ({opening})")
TEXT = to_translate(
    "Another bureau opened, in an emergency, fields of a record of yours that wait for your "
    "permission. Your reference: {reference}. Read why in the history of the record in Jisr: "
    "{opening}."
)
_NOBODY = PersonQuery()


def open_fields(
    transaction: Transaction, asking: Asking, record_id: str, reason: str, *, seconds: int
) -> Opening:
    """Open what a record withholds under its originator's control, for so many seconds.

    The record is read with `records.open_record` as before, by the same officer in the same case.

    Raises:
        CaseMissing: no case is named.
        NotFound: there is no such record, or none for this officer and purpose.
        Denied: the officer may not, gives no reason, nothing can be opened to him, or the legal
            reviewer of the secretariat decides.
    """
    opening, is_new = records.open_fields(transaction, asking, record_id, reason, seconds=seconds)
    held = records.record_for_flows(transaction, opening.record)
    protected = records.protected_from(transaction, opening.record)
    if held is None or rules.must_refer(_NOBODY, held.record, protected):
        raise Denied(why="record.opening_referred")
    if is_new:
        _tell(transaction, opening, held.record.metadata.reference)
    return opening


def _tell(transaction: Transaction, opening: Opening, reference: str) -> None:
    """Leave a message for the owner: ids and its own reference only, as for hits."""
    preference = preference_of(transaction, opening.owner)
    if preference.channel is Channel.EMAIL:
        spoken = [Words(each) for each in access.network(transaction).languages]
        lines = [
            words.say(TEXT, opening=opening.id, reference=reference or "—") for words in spoken
        ]
        mail = {
            "to": preference.address,
            "subject": spoken[0].say(SUBJECT, opening=opening.id),
            "text": "\n\n".join(lines),
        }
        outbox.put(transaction, MAIL, _json(mail))
    elif preference.channel is Channel.WEBHOOK:
        said = {
            "type": "record.opened",
            "timestamp": instant_text(transaction.now),
            "data": {"opening": opening.id, "record": opening.record, "reference": reference},
        }
        outbox.put(transaction, WEBHOOK, _json({"url": preference.address, "said": said}))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
