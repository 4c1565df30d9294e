"""Files between the two sides of a hit: checked, cleaned, sealed by their hash."""

import hashlib

from jisr.access.model import Officer
from jisr.checks.dialogue import attachment_store, rules
from jisr.checks.dialogue.files import clean
from jisr.checks.dialogue.model import Attachment, Saying, Seen, Speaker, Word
from jisr.checks.dialogue.speaking import known_to, say
from jisr.errors import Conflict, NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.records import actions as records
from jisr.values import is_id, new_id

FILES_MAX = 20
"""Files of one dialogue."""


def attach(
    transaction: Transaction, speaker: Speaker, seen: Seen, media_type: str, content: bytes
) -> Attachment:
    """Add a file to a dialogue: its hash is sealed, its bytes go with the record.

    Raises:
        MediaWrong: it is of a kind that is not taken, or not what it is said to be.
        InputTooLarge: it is longer than 5 MB.
        ValueMalformed: it cannot be read as what it is.
        Conflict: the dialogue has 20 files, or its record is gone.
        NotFound, Denied, VersionStale: see `speaking.say`.
    """
    dialogue = known_to(transaction, speaker.officer, seen.hit)
    rules.may_say(speaker, dialogue, Word.ATTACHED).or_refuse()
    if records.record_for_flows(transaction, dialogue.record) is None:
        raise Conflict(why="hits.record_gone")
    if attachment_store.count(transaction, dialogue.id) >= FILES_MAX:
        raise Conflict(why="hits.full")
    cleaned = clean(media_type, content)
    attachment = Attachment(
        id=new_id(),
        hit=dialogue.id,
        media_type=media_type,
        sha256=hashlib.sha256(cleaned).hexdigest(),
        length=len(cleaned),
        added_at=transaction.now,
    )
    saying = Saying(Word.ATTACHED, code=attachment.sha256, attachment=attachment.id)
    say(transaction, speaker, seen, saying)
    attachment_store.add(transaction, attachment, cleaned)
    return attachment


def open_attachment(
    transaction: Transaction, officer: Officer, hit: str, attachment_id: str
) -> tuple[Attachment, bytes]:
    """Return a file to somebody who may know of its dialogue; one of an erased record is gone.

    Raises:
        NotFound: there is none, or none for this officer.
    """
    missing = NotFound(thing=to_translate("attachment"))
    if not (is_id(hit) and is_id(attachment_id)):
        raise missing
    dialogue = known_to(transaction, officer, hit)
    found = attachment_store.find(transaction, hit, attachment_id)
    if found is None or records.record_for_flows(transaction, dialogue.record) is None:
        raise missing
    return found
