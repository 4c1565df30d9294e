"""What is sealed and signed of a dialogue, each in its one spelling.

One statement makes two entries. The version of the dialogue is sealed for both sides and names
bureaus only; which officer spoke, with what signature, is sealed for that officer's side alone.
"""

from jisr.checks.dialogue.model import Dialogue, Preference, Saying, Statement
from jisr.kit.clock import instant_text
from jisr.ledger.canonical import JsonValue, canonical_bytes

FORMAT = "jisr-hit/v1"
SPOKEN_FORMAT = "jisr-hit-spoken/v1"
PREFERENCE_FORMAT = "jisr-hit-preference/v1"
PRIVATE = "oversight"
"""Nobody follows these entries in a feed: they name a bureau's own machines or a hidden record."""
STATEMENT_TAG = b"jisr-hit-statement/v1\n"
"""What is signed begins with it, so that no signature over anything else can be meant."""


def statement_bytes(hit: str, number: int, bureau: str, saying: Saying) -> bytes:
    """Return what the officer's key signs.

    The number is that of the version which the statement makes, so it can stand only once and only
    after what the officer had read.
    """
    return STATEMENT_TAG + canonical_bytes(
        {
            "hit": hit,
            "number": number,
            "bureau": bureau,
            "word": saying.word,
            "code": saying.code,
            "text": saying.text,
            "attachment": saying.attachment,
        }
    )


def version_document(dialogue: Dialogue, statement: Statement) -> dict[str, JsonValue]:
    """Return one version of a dialogue as both sides may know it, with what made it."""
    moments = {
        name: instant_text(moment)
        for name in ("asked_at", "due_at", "answered_at", "escalated_at")
        if (moment := getattr(dialogue, name)) is not None
    }
    return {
        "format": FORMAT,
        "id": dialogue.id,
        "version": dialogue.version,
        "record": dialogue.record,
        "record_version": dialogue.record_version,
        "asking": dialogue.asking,
        "owner": dialogue.owner,
        "asking_reference": dialogue.asking_reference,
        "owner_reference": dialogue.owner_reference if dialogue.noticed_at else "",
        "state": dialogue.state,
        "urgent": dialogue.is_urgent,
        "outcome": dialogue.outcome,
        **moments,
        "statement": {
            "word": statement.word,
            "side": statement.side,
            "bureau": statement.bureau,
            "code": statement.code,
            "text": statement.text,
            "attachment": statement.attachment,
        },
    }


def spoken_document(dialogue: Dialogue, statement: Statement) -> dict[str, JsonValue]:
    """Return that an officer made a statement, for his own side: he is named by the act."""
    return {
        "format": SPOKEN_FORMAT,
        "hit": dialogue.id,
        "number": statement.number,
        "word": statement.word,
        "signature": {
            "kind": statement.signature.kind,
            "key": statement.signature.key,
            "value": statement.signature.value,
        },
    }


def preference_document(preference: Preference) -> dict[str, JsonValue]:
    """Return how a bureau wants to be notified."""
    return {
        "format": PREFERENCE_FORMAT,
        "bureau": preference.bureau,
        "channel": preference.channel,
        "address": preference.address,
    }
