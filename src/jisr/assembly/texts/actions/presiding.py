"""The chair's part, with reasons: the order of voting, what falls with what, what is set aside."""

from collections.abc import Sequence
from dataclasses import replace

from jisr.assembly.texts import rights, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.actions.standing import has_begun, is_stale
from jisr.assembly.texts.held import At, HeldAmendment, HeldDraft
from jisr.assembly.texts.voting_order import Ruling, State, check_reason, ordered_by_chair
from jisr.errors import Denied, InputTooLarge, NotFound, to_translate
from jisr.kit.db import Transaction

RULINGS_MAX = 300
"""As many as there can be amendments."""


def order_amendments(
    transaction: Transaction,
    acting: str,
    at: At,
    ids: Sequence[str],
    reason: str,
) -> HeldDraft:
    """Set the order of voting in place of “farthest first”, since substance is not counted.

    Raises:
        Denied: the officer does not preside, the text is closed, or the voting has begun.
        VersionStale: it was changed meanwhile.
        ValueMalformed: the reason is missing, or the order does not name each undecided one once.
    """
    held, speaker = _presiding(transaction, acting, at)
    found = store.amendments_of(transaction, at.id)
    if has_begun(found, held.draft.revision):
        raise Denied(why="texts.voting_begun")
    pending = [each.amendment for each in found if _is_put(held, each)]
    ordered = ordered_by_chair(pending, ids, reason=reason)
    changed = replace(
        held,
        order=tuple(each.amendment_id for each in ordered),
        order_reason=reason.strip(),
        version=held.version + 1,
    )
    return common.put_paper(transaction, speaker.officer, "draft.order_set", changed)


def rule_on_amendment(
    transaction: Transaction,
    acting: str,
    at: At,
    ruling: Ruling,
) -> HeldDraft:
    """Rule that an amendment falls if another is accepted though no words collide (RoP 42).

    Raises:
        Denied: the officer does not preside, or the text is closed.
        NotFound: one of the two is no undecided amendment to the present words.
        VersionStale: it was changed meanwhile.
    """
    held, speaker = _presiding(transaction, acting, at)
    found = store.amendments_of(transaction, at.id)
    put = {each.amendment.amendment_id: each for each in found if _is_known(held, each)}
    is_pending = ruling.amendment_id in put and put[ruling.amendment_id].state is State.PENDING
    if not is_pending or ruling.accepted_id not in put:
        raise NotFound(thing=to_translate("amendment"))
    if ruling.amendment_id == ruling.accepted_id:
        raise Denied(why="texts.rule_itself")
    if len(held.rulings) >= RULINGS_MAX:
        raise InputTooLarge(field=to_translate("rulings"), limit=RULINGS_MAX)
    changed = replace(held, rulings=(*held.rulings, ruling), version=held.version + 1)
    return common.put_paper(transaction, speaker.officer, "draft.ruled", changed)


def set_aside_amendment(
    transaction: Transaction, acting: str, at: At, reason: str
) -> HeldAmendment:
    """Set aside an amendment to words that are no longer there, when nobody restates it.

    Raises:
        Denied: the officer does not preside, or the amendment is to the present words.
        VersionStale: it was changed meanwhile.
        ValueMalformed: the reason is missing.
    """
    held = common.amendment(transaction, at.id)
    draft = common.open_paper(transaction, held.amendment.draft_id)
    speaker = common.speaker(transaction, draft.session, acting)
    rights.may_preside(speaker).or_refuse()
    common.check_version(held, at.version)
    check_reason(reason)
    if not is_stale(draft, held):
        raise Denied(why="texts.amendment_fits")
    aside = replace(held, state=State.FALLEN, reason=reason.strip(), version=held.version + 1)
    return common.put_amendment(transaction, speaker.officer, "amendment.set_aside", aside)


def _presiding(transaction: Transaction, acting: str, at: At) -> tuple[HeldDraft, rights.Speaker]:
    held = common.open_paper(transaction, at.id, is_resolution=True)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_preside(speaker).or_refuse()
    common.check_version(held, at.version)
    return held, speaker


def _is_known(held: HeldDraft, amendment: HeldAmendment) -> bool:
    return amendment.amendment.draft_revision == held.draft.revision


def _is_put(held: HeldDraft, amendment: HeldAmendment) -> bool:
    return _is_known(held, amendment) and amendment.state is State.PENDING
