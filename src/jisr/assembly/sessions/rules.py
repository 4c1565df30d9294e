"""Pure decisions about a session: who is in, in what capacity, and who votes on what."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from jisr.assembly.sessions import tables
from jisr.assembly.sessions.model import (
    Act,
    Credential,
    CredentialState,
    Delegate,
    Delegation,
    Observer,
    ObserverKind,
    Post,
    Question,
    Reviewer,
    Right,
    Seat,
    Standing,
    Waiver,
)
from jisr.assembly.sessions.reasons import ALLOWED
from jisr.errors import ValueMalformed, to_translate
from jisr.values import Decision

SUB_BUREAUS_MAX = 1023
"""No state has so many; a larger number would open the hall to anybody."""


def may_register(delegation: Delegation, others: Iterable[Delegation] = ()) -> Decision:
    """Decide whether a delegation can be registered beside those of other members (RoP 7, 35).

    Whoever the member has withdrawn stays in the register and counts for nothing.

    Raises:
        ValueMalformed: the number of sub-bureaus is impossible.
    """
    if not 0 <= delegation.sub_bureaus <= SUB_BUREAUS_MAX:
        raise ValueMalformed(
            field="sub-bureaus", why=to_translate("use a whole number from 0 to 1023")
        )
    present = active(delegation)
    ids = [each.id for each in delegation.delegates]
    elsewhere = {each.id for other in others for each in active(other)}
    posts = Counter(post for each in present for post in each.posts)
    counted = sum(not each.is_extra for each in present)
    if len(set(ids)) < len(ids) or elsewhere & {each.id for each in present}:
        return _no("delegate_twice")
    own_alternate = any({Post.HEAD, Post.ALTERNATE} <= each.posts for each in present)
    if posts[Post.HEAD] != 1 or posts[Post.BALLOT_CASTER] > 1 or own_alternate:
        return _no("posts")
    if counted > tables.delegates_max(delegation.sub_bureaus):
        return _no("too_many_delegates")
    return _yes()


def may_review(credential: Credential, reviewer: Reviewer, after: CredentialState) -> Decision:
    """Decide whether the reviewer may bring credentials into the state `after` (RoP 8)."""
    steps = tables.credential_steps(reviewer)
    if after not in steps.get(credential.state, frozenset()):
        return _no("not_reviewer")
    if after is CredentialState.ACCEPTED and credential.issuer not in tables.issuers():
        return _no("issuer")
    return _yes()


def reviewed(credential: Credential, reviewer: Reviewer, after: CredentialState) -> Credential:
    """Return the credentials in their next state; raise `Denied` where the reviewer may not."""
    may_review(credential, reviewer, after).or_refuse()
    return replace(credential, state=after)


def standing(credential: Credential | None) -> Standing:
    """Return as what a delegation sits: one that was refused may stay as observer (RoP 8)."""
    if credential is None:
        return Standing.PENDING
    if credential.state is CredentialState.REFUSED:
        return Standing.OBSERVER
    accepted = credential.state is CredentialState.ACCEPTED
    return Standing.DELEGATION if accepted else Standing.PENDING


def may_admit(observer: Observer) -> Decision:
    """Decide whether an observer is let in (RoP 6, 8)."""
    if observer.kind is ObserverKind.REFUSED_DELEGATION:
        return _yes()  # its member was invited, and the host has let it in
    if not observer.is_listed:
        return _no("not_listed")
    if not (observer.is_approved_by_host or observer.is_partner):
        return _no("host_approval")
    return _yes()


def may_act(who: Standing, act: Act, *, has_leave: bool = False) -> Decision:
    """Decide whether an act is open to those who sit in this capacity (RoP 6, 14, 23, 35).

    To vote and to nominate need `may_vote` as well, which looks at the member itself.
    """
    given = tables.right(who, act)
    if given is Right.NO:
        return _no("no_right")
    if given is Right.WITH_LEAVE and not has_leave:
        return _no("needs_leave")
    return _yes()


def is_suspended(seat: Seat, question: Question) -> bool:
    """Return whether unpaid dues take the member's voice in this question (GR 52; RoP 36).

    The dues of the current and of the previous financial year must both be unpaid. Amendments of
    the Constitution are excepted, and a waiver gives the vote back for its session.
    """
    member = seat.delegation.member
    return (
        tables.suspending_years(question.year) <= seat.unpaid_years
        and question.voice in tables.suspended_voices()
        and question.matter not in tables.spared_matters()
        and Waiver(member, question.session) not in seat.waivers
    )


def may_waive(seat: Seat, question: Question, *, is_on_agenda: bool) -> Decision:
    """Decide whether the assembly may give a member its vote back (GR 40, 52)."""
    if not is_suspended(seat, question):
        return _no("not_suspended")
    return _yes() if is_on_agenda else _no("waiver_not_on_agenda")


def may_take_part(seat: Seat, question: Question, members: Collection[str]) -> Decision:
    """Decide whether a member is represented and entitled: the first number announced (RoP 40).

    Args:
        seat: The member's delegation, credentials and dues.
        question: What is decided.
        members: The alpha-3 codes of the network's members.
    """
    if seat.delegation.member not in members:
        return _no("not_member")
    if seat.credential is None or seat.credential.member != seat.delegation.member:
        return _no("no_credentials")
    if seat.credential.state is CredentialState.REFUSED:
        return _no("credentials_refused")
    if not may_act(standing(seat.credential), Act.VOTE).allowed:
        return _no("credentials_pending")
    return _no("suspended") if is_suspended(seat, question) else _yes()


def may_vote(person: str, seat: Seat, question: Question, members: Collection[str]) -> Decision:
    """Decide whether this person casts the member's vote; nobody votes for another member.

    In an open vote the head or an alternate speaks, or the ballot-caster; a secret ballot is cast
    by the ballot-caster alone, or by the head where none is named (RoP 35).
    """
    entitled = may_take_part(seat, question, members)
    if not entitled.allowed:
        return entitled
    found = [each for each in seat.delegation.delegates if each.id == person]
    if not found:
        return _no("not_in_delegation")
    if found[0].is_revoked:
        return _no("withdrawn")
    if not found[0].posts:
        return _no("no_post")
    if question.is_secret and found[0] != caster(seat.delegation):
        return _no("not_caster")
    return _yes()


def roll(
    seats: Iterable[Seat], question: Question, members: Collection[str]
) -> Mapping[str, Decision]:
    """Return for each member whether it is represented and entitled, and why, in their order.

    A member without a seat is absent: it has no credentials in this session.
    """
    given = {seat.delegation.member: seat for seat in seats}
    return {
        member: may_take_part(given[member], question, members)
        if member in given
        else _no("no_credentials")
        for member in members
    }


def caster(delegation: Delegation) -> Delegate | None:
    """Return who casts the member's secret ballot: the ballot-caster, or the head (RoP 35)."""
    present = active(delegation)
    for post in (Post.BALLOT_CASTER, Post.HEAD):
        for each in present:
            if post in each.posts:
                return each
    return None


def active(delegation: Delegation) -> list[Delegate]:
    """Return the delegates whom the member has not withdrawn."""
    return [each for each in delegation.delegates if not each.is_revoked]


def _yes() -> Decision:
    return Decision(allowed=True, why=ALLOWED)


def _no(reason: str) -> Decision:
    return Decision(allowed=False, why=f"sessions.{reason}")
