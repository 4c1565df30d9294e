"""Sponsors of a paper: both sides agree before somebody joins, and anybody may leave."""

from dataclasses import replace

from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import rights
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.held import HeldDraft
from jisr.errors import Conflict, Denied, InputTooLarge, NotFound, to_translate
from jisr.kit.db import Transaction

SPONSORS_MAX = 250
"""More than there are members."""


def join_sponsors(transaction: Transaction, acting: str, draft_id: str) -> HeldDraft:
    """Join the sponsors of a paper where one of them invited; else ask them to.

    Each sponsor has a say on every change of the text, so nobody joins uninvited.

    Raises:
        Denied: the officer speaks for no member and not for the secretariat, or the paper is
            closed.
        Conflict: the member sponsors it already.
    """
    held = common.open_paper(transaction, draft_id)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_request(speaker).or_refuse()
    body = speaker.body
    if body in held.draft.sponsors:
        raise Conflict(why=to_translate("this delegation sponsors it already"))
    if body in held.invited:
        return _joined(transaction, speaker, held, body)
    if body in held.asking:
        return held
    asking = replace(held, asking=(*held.asking, body), version=held.version + 1)
    return common.put_paper(transaction, speaker.officer, "draft.sponsor_asked", asking)


def invite_sponsor(transaction: Transaction, acting: str, draft_id: str, body: str) -> HeldDraft:
    """Invite a member to sponsor a paper; one that asked to is a sponsor at once.

    Raises:
        Denied: the officer does not speak for a sponsor, or the paper is closed.
        NotFound: there is no such member.
        Conflict: the member sponsors it already.
    """
    held = common.open_paper(transaction, draft_id)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_sponsor_speak(speaker, held).or_refuse()
    if body not in sessions.member_codes(transaction):
        raise NotFound(thing=to_translate("member"))
    if body in held.draft.sponsors:
        raise Conflict(why=to_translate("this delegation sponsors it already"))
    if body in held.asking:
        return _joined(transaction, speaker, held, body)
    if body in held.invited:
        return held
    invited = replace(held, invited=(*held.invited, body), version=held.version + 1)
    return common.put_paper(transaction, speaker.officer, "draft.sponsor_invited", invited)


def leave_sponsors(transaction: Transaction, acting: str, draft_id: str) -> HeldDraft:
    """Leave the sponsors of a paper; the last one withdraws it instead.

    Raises:
        Denied: the officer does not speak for a sponsor, is the last, or the paper is closed.
    """
    held = common.open_paper(transaction, draft_id)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_sponsor_speak(speaker, held).or_refuse()
    staying = common.without(held.draft.sponsors, speaker.body)
    if not staying:
        raise Denied(why="texts.last_sponsor")
    draft = replace(held.draft, sponsors=staying)
    left = replace(held, draft=draft, version=held.version + 1)
    return common.put_paper(transaction, speaker.officer, "draft.sponsor_left", left)


def _joined(
    transaction: Transaction, speaker: rights.Speaker, held: HeldDraft, body: str
) -> HeldDraft:
    if len(held.draft.sponsors) >= SPONSORS_MAX:
        raise InputTooLarge(field=to_translate("sponsors"), limit=SPONSORS_MAX)
    joined = replace(
        held,
        draft=replace(held.draft, sponsors=(*held.draft.sponsors, body)),
        invited=common.without(held.invited, body),
        asking=common.without(held.asking, body),
        version=held.version + 1,
    )
    return common.put_paper(transaction, speaker.officer, "draft.sponsor_joined", joined)
