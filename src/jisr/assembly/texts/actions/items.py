"""Agenda items: requested, marked public or closed, withdrawn."""

from collections.abc import Mapping
from dataclasses import replace

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import rights, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.actions.standing import ITEMS_MAX
from jisr.assembly.texts.agenda import decides, explains
from jisr.assembly.texts.held import At, HeldItem
from jisr.assembly.texts.model import AgendaItem, DraftState
from jisr.errors import Denied, InputTooLarge, to_translate
from jisr.kit.db import Transaction
from jisr.values import LanguageMap, new_id


def request_item(
    transaction: Transaction,
    acting: str,
    session: int,
    title: Mapping[str, str],
    *,
    is_public: bool = False,
) -> HeldItem:
    """Request an item for the agenda of a session; its report and its draft follow.

    Raises:
        NotFound: there is no such session.
        Denied: the officer speaks for no member and not for the secretariat, or the session is
            over.
        InputTooLarge: the session has more items than it can treat.
    """
    speaker = common.speaker(transaction, session, acting)
    rights.may_request(speaker).or_refuse()
    held_session = sessions.session(transaction, session).session
    today = access.today(transaction)
    if held_session.closes is not None and held_session.closes.first_day() < today:
        raise Denied(why="texts.session_over")
    others = store.list_items(transaction, session, limit=ITEMS_MAX)
    if len(others) == ITEMS_MAX:
        raise InputTooLarge(field=to_translate("agenda"), limit=ITEMS_MAX)
    item = AgendaItem(
        item_id=new_id(),
        number=1 + max((each.item.number for each in others), default=0),
        title=LanguageMap(common.read_title(transaction, title)),
        requested_by=speaker.body,
        requested_on=today,
        has_report=False,
        has_draft=False,
        is_public=is_public and speaker.capacity.is_secretary,
    )
    return common.put_item(transaction, speaker.officer, "item.requested", HeldItem(item, session))


def name_item(
    transaction: Transaction,
    acting: str,
    at: At,
    title: Mapping[str, str],
) -> HeldItem:
    """Write the title of an item in more languages, or anew: its requester or the secretary.

    Raises:
        Denied: the officer is neither, or the item is decided on already.
        VersionStale: it was changed meanwhile.
    """
    held, speaker = _changing(transaction, acting, at)
    if not speaker.capacity.is_secretary:
        rights.may_change_item(speaker, held).or_refuse()
    texts = {**held.item.title.texts, **common.read_title(transaction, title)}
    return _put(transaction, speaker.officer, "item.named", held, title=LanguageMap(texts))


def mark_item(transaction: Transaction, acting: str, at: At, *, is_public: bool) -> HeldItem:
    """Say whether an item is treated in public (RoP 11, 20): the secretary, before its adoption.

    Raises:
        Denied: the officer is not the secretary, or the agenda is adopted.
        VersionStale: it was changed meanwhile.
    """
    held, speaker = _changing(transaction, acting, at)
    rights.may_serve(speaker).or_refuse()
    verb = "item.opened" if is_public else "item.closed"
    return _put(transaction, speaker.officer, verb, held, is_public=is_public)


def withdraw_item(transaction: Transaction, acting: str, at: At) -> HeldItem:
    """Withdraw an item: whoever requested it, before the agenda is adopted.

    Raises:
        Denied: the officer does not speak for the requester, or the agenda is adopted.
        VersionStale: it was changed meanwhile.
    """
    held, speaker = _changing(transaction, acting, at)
    rights.may_change_item(speaker, held).or_refuse()
    withdrawn = replace(held, is_withdrawn=True, version=held.version + 1)
    return common.put_item(transaction, speaker.officer, "item.withdrawn", withdrawn)


def complete_item(transaction: Transaction, officer: Officer, item_id: str) -> None:
    """Note which papers of an item have come; the day on which it is complete counts (RoP 12)."""
    held = common.item(transaction, item_id)
    papers = [
        each
        for each in store.drafts_of(transaction, [item_id])
        if each.draft.state is not DraftState.WITHDRAWN
    ]
    has_report, has_draft = any(map(explains, papers)), any(map(decides, papers))
    item = held.item
    if (item.has_report, item.has_draft) == (has_report, has_draft):
        return
    requested_on = item.requested_on
    if has_report and has_draft:
        requested_on = access.today(transaction)
    _put(
        transaction,
        officer,
        "item.completed" if has_report and has_draft else "item.noted",
        held,
        has_report=has_report,
        has_draft=has_draft,
        requested_on=requested_on,
    )


def _changing(transaction: Transaction, acting: str, at: At) -> tuple[HeldItem, rights.Speaker]:
    held = common.item(transaction, at.id)
    speaker = common.speaker(transaction, held.session, acting)
    common.check_version(held, at.version)
    if held.is_withdrawn or held.admission is not None:
        raise Denied(why="texts.item_decided")
    adopted = store.find_agenda(transaction, held.session)
    if adopted is not None and at.id in adopted.items:
        raise Denied(why="texts.agenda_adopted")
    for words in (f"item:{at.id}", f"agenda:{held.session}"):
        if store.find_hold(transaction, words) is not None:
            raise Denied(why="texts.vote_open")
    return held, speaker


def _put(
    transaction: Transaction, officer: Officer, verb: str, held: HeldItem, **changed: object
) -> HeldItem:
    item = replace(held.item, **changed)  # type: ignore[arg-type]  # fields of the item
    return common.put_item(
        transaction, officer, verb, replace(held, item=item, version=held.version + 1)
    )
