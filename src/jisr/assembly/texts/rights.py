"""Decides who speaks for whom about texts: sponsors, delegations, the secretary, the chair."""

from dataclasses import dataclass

from jisr.access.model import SECRETARIAT, BureauKind, Officer
from jisr.access.rules import manages
from jisr.assembly.sessions.model import Act, Capacity, Office, Post, Standing
from jisr.assembly.sessions.rules import may_act
from jisr.assembly.texts.held import HeldAmendment, HeldDraft, HeldItem
from jisr.assembly.texts.model import Reader
from jisr.assembly.texts.reasons import ALLOWED
from jisr.values import Decision

_YES = Decision(allowed=True, why=ALLOWED)
_SPEAK = frozenset((Post.HEAD, Post.ALTERNATE))


@dataclass(frozen=True, slots=True)
class Speaker:
    """An officer as what they are in the session.

    `kind` is that of the officer's bureau.
    """

    officer: Officer
    kind: BureauKind
    capacity: Capacity

    @property
    def body(self) -> str:
        """For whom the officer speaks: the secretariat, or a member; empty for nobody."""
        return SECRETARIAT if self.capacity.is_secretary else self.capacity.member


def _no(why: str) -> Decision:
    return Decision(allowed=False, why=f"texts.{why}")


def may_propose(speaker: Speaker) -> Decision:
    """Decide whether somebody moves amendments and paragraph votes: a delegation (RoP 14).

    It has to sit with full rights; its head or an alternate speaks for it.
    The secretary proposes nothing.
    """
    capacity = speaker.capacity
    if capacity.standing is None or not capacity.member:
        return _no("not_delegation")
    right = may_act(capacity.standing, Act.PROPOSE)
    if not right.allowed:
        return right
    return _YES if capacity.posts & _SPEAK else _no("not_speaker")


def may_request(speaker: Speaker) -> Decision:
    """Decide whether somebody requests items and sponsors papers, also before the session sits.

    The secretary does it for the organs of the organisation; for a member its head of bureau, or
    the head or an alternate of its delegation. A delegation that sits as observer proposes nothing.
    """
    capacity = speaker.capacity
    if capacity.is_secretary:
        return _YES
    if capacity.standing is Standing.OBSERVER:
        return may_act(Standing.OBSERVER, Act.PROPOSE)
    if not capacity.member:
        return _no("not_delegation")
    heads_bureau = speaker.kind is BureauKind.NATIONAL and manages(speaker.officer.roles)
    return _YES if heads_bureau or capacity.posts & _SPEAK else _no("not_speaker")


def may_sponsor_speak(speaker: Speaker, held: HeldDraft) -> Decision:
    """Decide whether somebody speaks for a sponsor of the paper."""
    right = may_request(speaker)
    if not right.allowed:
        return right
    return _YES if speaker.body in held.draft.sponsors else _no("not_sponsor")


def may_translate(speaker: Speaker, held: HeldDraft) -> Decision:
    """Decide whether somebody writes a language of a paper: the secretary, or a sponsor."""
    return _YES if speaker.capacity.is_secretary else may_sponsor_speak(speaker, held)


def may_speak_for_amendment(speaker: Speaker, held: HeldAmendment) -> Decision:
    """Decide whether somebody speaks for a sponsor of the amendment."""
    right = may_propose(speaker)
    if not right.allowed:
        return right
    return _YES if speaker.body in held.amendment.sponsors else _no("not_sponsor")


def may_translate_amendment(speaker: Speaker, held: HeldAmendment) -> Decision:
    """Decide whether somebody writes a language of an amendment: the secretary, or a sponsor."""
    if speaker.capacity.is_secretary:
        return _YES
    return may_speak_for_amendment(speaker, held)


def may_change_item(speaker: Speaker, held: HeldItem) -> Decision:
    """Decide whether somebody withdraws an item: who requested it."""
    right = may_request(speaker)
    if not right.allowed:
        return right
    return _YES if speaker.body == held.item.requested_by else _no("not_requester")


def may_serve(speaker: Speaker) -> Decision:
    """Decide whether somebody does what the secretary of the assembly does."""
    return _YES if speaker.capacity.is_secretary else _no("not_secretary")


def may_preside(speaker: Speaker) -> Decision:
    """Decide whether somebody does what the chair of the session does."""
    return _YES if Office.CHAIR in speaker.capacity.offices else _no("not_chair")


def may_answer(speaker: Speaker, addressee: str) -> Decision:
    """Decide whether somebody reports on a duty: its addressee.

    The secretary answers for the secretariat, and for all who have no voice of their own here.
    """
    if speaker.capacity.is_secretary:
        return _YES
    right = may_request(speaker)
    if not right.allowed:
        return right
    return _YES if speaker.body == addressee else _no("not_addressee")


def reader_of(speaker: Speaker) -> Reader:
    """Return as whom somebody reads papers.

    A delegation whose credentials were refused sits as observer, and reads as one. An agency of a
    member is not the member.
    """
    if speaker.kind is BureauKind.SECRETARIAT:
        return Reader.SECRETARIAT
    if speaker.capacity.standing is Standing.OBSERVER:
        return Reader.OBSERVER
    if speaker.kind in {BureauKind.NATIONAL, BureauKind.SUB_BUREAU} and speaker.capacity.member:
        return Reader.MEMBER
    return Reader.OBSERVER if speaker.kind is BureauKind.INTERNATIONAL else Reader.PUBLIC
