"""How a statement is made: decided, written, sealed for both sides, and passed on.

The version of a dialogue is sealed for those who take part in it and names bureaus only. Which
officer spoke is a second entry, for his own side.
"""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from jisr.access import actions as access
from jisr.access.model import SECRETARIAT, Asking, Officer, Purpose
from jisr.access.rules import member_of
from jisr.checks import rules as check_rules
from jisr.checks.dialogue import documents, rules, store
from jisr.checks.dialogue.model import (
    BY_HUB_SESSION,
    Clocks,
    Dialogue,
    Saying,
    Seen,
    Side,
    Speaker,
    Statement,
    Word,
)
from jisr.checks.dialogue.notices import tell
from jisr.checks.dialogue.store import Sealed
from jisr.checks.dialogue.traced import Traced
from jisr.errors import Conflict, Denied, NotFound, VersionStale, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.ledger.log import Draft, seal_many
from jisr.records import actions as records
from jisr.records.actions.sharing import ensure_classes
from jisr.records.model import Audience, Record

HUB = "hub"
"""Who speaks where no officer does, and who is named where an officer must not be."""
_TOLD: Mapping[Word, tuple[Side, ...]] = MappingProxyType(
    {
        Word.NOTICED: (Side.OWNER,),
        Word.REMINDED: (Side.OWNER,),
        Word.ESCALATED: (Side.OWNER, Side.SECRETARIAT),
        Word.LIFTING: (Side.OWNER,),
        Word.OBJECTED: (Side.SECRETARIAT,),
        Word.REVEALED: (Side.ASKING, Side.OWNER),
    }
)
"""Who is told of these statements, whoever made them."""
STATEMENTS_MAX = 500
"""A dialogue of more statements is no longer one about a hit."""


def no_such_hit() -> NotFound:
    """Return the one answer to an id that does not exist and to one that is not for you."""
    return NotFound(thing=to_translate("hit"))


def known_to(transaction: Transaction, officer: Officer, hit: str) -> Dialogue:
    """Return a dialogue that an officer may know of.

    Raises:
        NotFound: there is none, or none for him: both sound alike.
    """
    found = store.find(transaction, hit)
    if found is None or rules.side_of(officer, found) is None:
        raise no_such_hit()
    return found


def say(
    transaction: Transaction,
    speaker: Speaker,
    seen: Seen,
    saying: Saying,
    clocks: Clocks | None = None,
) -> Dialogue:
    """Let an officer make a statement; return the dialogue after it.

    Raises:
        NotFound: there is no such dialogue, or none that the officer may know of.
        Denied: he may not say this, or its signature is not his.
        VersionStale: somebody spoke since he read.
        Conflict: the dialogue does not stand where this has a place.
    """
    dialogue = known_to(transaction, speaker.officer, seen.hit)
    rules.may_say(speaker, dialogue, saying.word).or_refuse()
    if dialogue.version != seen.version:
        raise VersionStale(thing=to_translate("hit"), current=dialogue.version)
    if not rules.fits(dialogue, saying.word):
        raise Conflict(why="hits.not_now")
    if dialogue.version >= STATEMENTS_MAX:
        raise Conflict(why="hits.full")
    side = rules.side_of(speaker.officer, dialogue) or Side.HUB
    if saying.word in (Word.ASKED, Word.REVEALED):
        dialogue = shared(transaction, dialogue)
    after = rules.after(dialogue, saying, transaction.now, clocks)
    return write(transaction, after, spoken_by(speaker, side, after, saying, transaction))


def spoken_by(
    speaker: Speaker, side: Side, after: Dialogue, saying: Saying, transaction: Transaction
) -> Statement:
    """Return the statement of an officer; raise `Denied` if its signature is not his."""
    officer = speaker.officer
    message = documents.statement_bytes(after.id, after.version, officer.bureau, saying)
    if not speaker.verify(speaker.signature, message):
        raise Denied(why="hits.signature")
    return Statement(
        number=after.version,
        word=saying.word,
        side=side,
        bureau=officer.bureau,
        officer=officer.id,
        said_at=transaction.now,
        code=saying.code,
        text=saying.text,
        attachment=saying.attachment,
        signature=speaker.signature,
    )


def hub_says(transaction: Transaction, dialogue: Dialogue, word: Word) -> Dialogue:
    """Let the hub remind, escalate, refer or pass on; return the dialogue after it."""
    if word is Word.REFERRED:
        dialogue = dataclasses.replace(dialogue, audience_class=documents.PRIVATE)
    elif word is Word.REVEALED:
        dialogue = shared(transaction, dialogue)
    after = rules.after(dialogue, Saying(word), transaction.now)
    return write(transaction, after, _by_hub(transaction, after, word))


def begin(transaction: Transaction, dialogue: Dialogue, statement: Statement) -> Dialogue:
    """Write the first version of a dialogue."""
    store.add(transaction, dialogue)
    _keep(transaction, dialogue, statement)
    return dialogue


def begin_by_hub(transaction: Transaction, dialogue: Dialogue) -> Dialogue:
    """Write the first version of a dialogue that the hub tells its owner, or the reviewer."""
    word = Word.REFERRED if dialogue.is_referred else Word.NOTICED
    return begin(transaction, dialogue, _by_hub(transaction, dialogue, word))


def _by_hub(transaction: Transaction, dialogue: Dialogue, word: Word) -> Statement:
    return Statement(
        number=dialogue.version,
        word=word,
        side=Side.HUB,
        bureau=SECRETARIAT,
        officer=HUB,
        said_at=transaction.now,
        signature=BY_HUB_SESSION,
    )


def write(transaction: Transaction, after: Dialogue, statement: Statement) -> Dialogue:
    """Write the next version of a dialogue with the statement that made it, and pass it on.

    Raises:
        VersionStale: another process made this version first.
    """
    if not store.change(transaction, after):
        raise VersionStale(thing=to_translate("hit"), current=after.version)
    _keep(transaction, after, statement)
    return after


def _keep(transaction: Transaction, dialogue: Dialogue, statement: Statement) -> None:
    sealed = _seal(transaction, dialogue, statement)
    store.add_statement(transaction, dialogue.id, statement, sealed)
    for bureau, side in _hearers(dialogue, statement):
        tell(transaction, bureau, dialogue, statement.word, side)


def _hearers(dialogue: Dialogue, statement: Statement) -> list[tuple[str, Side]]:
    """Return who is told that something was said: whoever waits for it."""
    asking, owner = (dialogue.asking, Side.ASKING), (dialogue.owner, Side.OWNER)
    secretariat = (SECRETARIAT, Side.SECRETARIAT)
    if dialogue.is_referred:  # nobody but the reviewer and the bureau that asked
        return [asking] if statement.side is Side.SECRETARIAT else [secretariat]
    if statement.word in _TOLD:
        parties = {Side.ASKING: asking, Side.OWNER: owner, Side.SECRETARIAT: secretariat}
        return [parties[side] for side in _TOLD[statement.word]]
    if dialogue.asked_at is None:
        return [owner] if dialogue.noticed_at is not None else []
    if statement.side is Side.SECRETARIAT:
        return [asking, owner]
    return [owner] if statement.side is Side.ASKING else [asking]


# ── sealing ───────────────────────────────────────────────────────────────────────────────────


def _seal(transaction: Transaction, dialogue: Dialogue, statement: Statement) -> Sealed:
    shared_act = Act(
        time=instant_text(transaction.now),
        bureau=statement.bureau,
        officer=HUB,  # the other side learns which bureau spoke, never who
        verb=f"hit.{statement.word}",
        subject=dialogue.id,
        purpose=dialogue.purpose,
        audience_class=dialogue.audience_class,
    )
    drafts = [Draft(shared_act, documents.version_document(dialogue, statement), dialogue.version)]
    if statement.side is not Side.HUB:
        spoken_act = dataclasses.replace(
            shared_act,
            officer=statement.officer,
            verb="hit_statement.spoken",
            audience_class=_own_class(transaction, statement.bureau, dialogue),
        )
        drafts.append(Draft(spoken_act, documents.spoken_document(dialogue, statement), None))
    entries = [each.entry_id for each in seal_many(transaction, drafts)]
    return Sealed(entries[0], entries[1] if len(entries) > 1 else "")


def first_class(transaction: Transaction, traced: Traced, *, is_referred: bool) -> str:
    """Return for whom a dialogue is sealed before anybody was asked.

    What is referred names the owner, which even the asking bureau must not learn.
    """
    if is_referred:
        return documents.PRIVATE
    asking = _as_bureau(transaction, traced.bureau, traced.purpose, traced.case)
    return _class_of(transaction, asking, ())


def shared(transaction: Transaction, dialogue: Dialogue) -> Dialogue:
    """Return the dialogue as one that both members may follow."""
    asking = _as_bureau(transaction, dialogue.asking, dialogue.purpose, dialogue.asking_reference)
    both = _class_of(transaction, asking, (member_of(dialogue.owner),))
    return dataclasses.replace(dialogue, audience_class=both)


def _own_class(transaction: Transaction, bureau: str, dialogue: Dialogue) -> str:
    asking = _as_bureau(transaction, bureau, dialogue.purpose, dialogue.asking_reference)
    return _class_of(transaction, asking, ())


def _class_of(transaction: Transaction, asking: Asking, members: tuple[str, ...]) -> str:
    statement = Audience(everyone=False, members=members)
    return ensure_classes(transaction, asking, [statement])[statement]


def _as_bureau(transaction: Transaction, bureau: str, purpose: Purpose, case: str) -> Asking:
    """Return a bureau as it asks, without naming an officer: others will follow the class."""
    home = access.bureau(transaction, bureau)
    return Asking(Officer(HUB, bureau, HUB, frozenset()), home, purpose, case)


# ── referral ──────────────────────────────────────────────────────────────────────────────────


def must_refer(transaction: Transaction, traced: Traced, record: Record) -> bool:
    """Return whether nobody may be told but the legal reviewer; see `checks.rules.must_refer`."""
    protected = records.protected_from(transaction, record.id)
    return check_rules.must_refer(traced.query, record, protected)
