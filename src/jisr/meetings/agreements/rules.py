"""Decides who sees a memorandum and who takes its next step, and what its terms may give. Pure."""

from collections.abc import Mapping

from jisr.access.model import SECRETARIAT, Bureau, BureauKind, Operation, Role
from jisr.access.rules import BY_AGREEMENT, UNDER_A_MEMBER, member_of
from jisr.meetings.agreements.model import (
    Acting,
    Memorandum,
    Path,
    Sight,
    State,
    Terms,
)
from jisr.meetings.agreements.reasons import ALLOWED
from jisr.values import Decision

DATA = "data"
ORGANISATION = "organisation"
MEMBERS = "members"
_WITHOUT_SIGHT = frozenset((Role.OBSERVER, Role.OPERATOR))
_OF_MEMBERS = frozenset((BureauKind.NATIONAL, BureauKind.SUB_BUREAU))
_GIVABLE = frozenset((Operation.CHECK, Operation.READ))
"""What owners can let others do with their data; all else is the owner's own (RPD Art. 5, 7)."""
_WITH_TEXT = frozenset((State.PROPOSED, State.OBJECTED))
_BEFORE_FORCE = frozenset(
    (State.DRAFTED, State.PROPOSED, State.OBJECTED, State.APPROVED, State.SIGNED)
)
_RENEWABLE = frozenset((State.IN_FORCE, State.EXPIRED))


# ── who somebody is ───────────────────────────────────────────────────────────────────────────


def is_coordinator(acting: Acting) -> bool:
    """Return whether the officer coordinates for the secretariat."""
    officer = acting.officer
    return officer.is_active and officer.bureau == SECRETARIAT and Role.COORDINATOR in officer.roles


def sides_of(acting: Acting, terms: Terms) -> tuple[str, ...]:
    """Return the parties for which the officer answers.

    The head of a bureau answers for it; the head of a national bureau also for agencies and
    sub-bureaus of the member, which reach others only through it (RPD Art. 21); a coordinator
    answers for the secretariat.
    """
    if is_coordinator(acting):
        return tuple(each for each in terms.parties if each == SECRETARIAT)
    officer = acting.officer
    if not officer.is_active or Role.HEAD_OF_BUREAU not in officer.roles:
        return ()
    return tuple(each for each in terms.parties if member_of(each) == officer.bureau)


def heads_somebody(acting: Acting) -> bool:
    """Return whether the officer answers for a bureau that can be a party."""
    officer = acting.officer
    is_head = officer.is_active and Role.HEAD_OF_BUREAU in officer.roles
    return is_coordinator(acting) or (is_head and acting.bureau.kind not in UNDER_A_MEMBER)


def is_of_a_party(acting: Acting, terms: Terms) -> bool:
    """Return whether the officer works for a party, or for a sub-bureau of one."""
    bureau = acting.bureau
    if bureau.id in terms.parties:
        return True
    return is_sub_bureau(bureau) and member_of(bureau.id) in terms.parties


def is_sub_bureau(bureau: Bureau) -> bool:
    """Return whether a bureau works for the national one above it; an agency is a body apart."""
    return bureau.kind is BureauKind.SUB_BUREAU


# ── who sees ──────────────────────────────────────────────────────────────────────────────────


def sight(acting: Acting, memorandum: Memorandum, state: State) -> Sight:
    """Decide how much of a memorandum an officer is shown.

    Its parties and the secretariat see all of it. Other members see title, parties and dates once
    it was proposed or is in force, and the words while they may object and the assembly decides.
    Observers and who runs the installation see nothing.
    """
    if not acting.officer.is_active or acting.officer.roles <= _WITHOUT_SIGHT:
        return Sight.NOTHING
    is_secretariat = acting.bureau.kind is BureauKind.SECRETARIAT
    if is_secretariat or is_of_a_party(acting, memorandum.terms):
        return Sight.WHOLE
    if acting.bureau.kind not in _OF_MEMBERS or not is_told(memorandum):
        return Sight.NOTHING
    return Sight.TEXT if state in _WITH_TEXT else Sight.OUTLINE


def is_told(memorandum: Memorandum) -> bool:
    """Return whether members that are no party know of it."""
    return memorandum.window_ends is not None or memorandum.entered is not None


def lists_all(acting: Acting) -> bool:
    """Return whether every memorandum is in the officer's list."""
    return acting.bureau.kind is BureauKind.SECRETARIAT


def lists_told(acting: Acting) -> bool:
    """Return whether the officer also lists memoranda of others of which the members were told."""
    return acting.bureau.kind in _OF_MEMBERS


def may_list(acting: Acting) -> Decision:
    """Decide whether the officer has a list of memoranda at all."""
    is_shut = not acting.officer.is_active or acting.officer.roles <= _WITHOUT_SIGHT
    return _no("no_sight") if is_shut else _yes()


# ── what the terms may say ────────────────────────────────────────────────────────────────────


def path_kind(terms: Terms, bureaus: Mapping[str, Bureau]) -> str:
    """Return which path a memorandum takes: see `data/paths.toml`."""
    if terms.grant is not None:
        return DATA
    beyond = (BureauKind.INTERNATIONAL, BureauKind.SECRETARIAT, BureauKind.OVERSIGHT)
    if any(bureaus[each].kind in beyond for each in terms.parties):
        return ORGANISATION
    return MEMBERS


def may_agree(terms: Terms, bureaus: Mapping[str, Bureau]) -> Decision:
    """Decide whether such terms can be a memorandum; `bureaus` holds those that it names."""
    sides = {member_of(each) for each in terms.parties}
    if len(set(terms.parties)) < len(terms.parties) or len(sides) < 2:  # noqa: PLR2004  two sides
        return _no("one_side")
    named = {each.party for each in terms.signatories}
    if not named <= set(terms.parties):
        return _no("signatory_of_nobody")
    if terms.starts and terms.ends and terms.ends < terms.starts:
        return _no("dates")
    if terms.review and terms.ends and terms.ends < terms.review:
        return _no("dates")
    return may_give(terms, bureaus)


def may_give(terms: Terms, bureaus: Mapping[str, Bureau]) -> Decision:
    """Decide whether the data grant of a memorandum is no more than its parties can give.

    Each giver gives only its own data: the counterparts are parties, and members; never nobody,
    which would mean every member. The receiver is a party that has nothing without an agreement
    (national bureaus have the network's databases by their membership). Checking and reading can
    be given; changing is the owner's. Its days lie within those of the memorandum.
    """
    grant = terms.grant
    if grant is None:
        return _yes()
    if grant.bureau not in terms.parties or bureaus[grant.bureau].kind not in BY_AGREEMENT:
        return _no("grant_receiver")
    if not (grant.databases and grant.operations and grant.purposes):
        return _no("grant_empty")
    givers = {
        each
        for each in terms.parties
        if bureaus[each].kind is BureauKind.NATIONAL and each != member_of(grant.bureau)
    }
    if not grant.counterparts or not grant.counterparts <= givers:
        return _no("grant_too_wide")
    if not grant.operations <= _GIVABLE:
        return _no("grant_operations")
    return _dates_within(terms)


def _dates_within(terms: Terms) -> Decision:
    grant = terms.grant
    if grant is None:
        return _yes()
    days = [terms.starts, grant.starts, grant.ends, terms.ends]
    known = [each for each in days if each is not None]
    return _yes() if known == sorted(known) else _no("grant_dates")


# ── who takes the next step ───────────────────────────────────────────────────────────────────


def may_draft(acting: Acting, terms: Terms) -> Decision:
    """Decide whether the officer drafts such a memorandum: the head of a party's bureau."""
    return _yes() if sides_of(acting, terms) else _no("not_party")


def may_revise(acting: Acting, memorandum: Memorandum, state: State) -> Decision:
    """Decide whether the officer changes the words: never after the members were told them."""
    if state is not State.DRAFTED:
        return _no("not_draft")
    return may_draft(acting, memorandum.terms)


def may_opine(acting: Acting, state: State) -> Decision:
    """Decide whether the officer records the opinion of a body."""
    if state is not State.DRAFTED:
        return _no("not_draft")
    return _yes() if is_coordinator(acting) else _no("not_coordinator")


def may_propose(
    acting: Acting, memorandum: Memorandum, state: State, path: Path, digest: str
) -> Decision:
    """Decide whether the officer closes the words and takes them to the members.

    Where no member needs to be asked, the head of a party closes them.
    """
    if state is not State.DRAFTED:
        return _no("not_draft")
    if path.objection_days:
        if not is_coordinator(acting):
            return _no("not_coordinator")
    elif not sides_of(acting, memorandum.terms):
        return _no("not_party")
    heard = {each.body for each in memorandum.opinions if each.digest == digest}
    return _yes() if path.opinions <= heard else _no("opinion_missing")


def may_object(acting: Acting, memorandum: Memorandum, state: State, *, is_open: bool) -> Decision:
    """Decide whether the officer objects for a member: its head of bureau, no party, in time.

    Objections after the first are recorded too, until the window closes (`is_open`).
    """
    officer = acting.officer
    is_head = officer.is_active and Role.HEAD_OF_BUREAU in officer.roles
    if not is_head or acting.bureau.kind is not BureauKind.NATIONAL:
        return _no("not_head")
    if sides_of(acting, memorandum.terms):
        return _no("objector_party")
    if state not in _WITH_TEXT or not is_open:
        return _no("window_closed")
    has_objected = officer.bureau in {each.member for each in memorandum.objections}
    return _no("objected_already") if has_objected else _yes()


def may_decide(acting: Acting, state: State) -> Decision:
    """Decide whether the officer records what the assembly decided."""
    if state is not State.OBJECTED:
        return _no("not_objected")
    return _yes() if is_coordinator(acting) else _no("not_coordinator")


def may_sign(acting: Acting, memorandum: Memorandum, state: State, party: str) -> Decision:
    """Decide whether the officer signs for a party: for the own side only, and once."""
    if party not in sides_of(acting, memorandum.terms):
        return _no("not_own_side")
    if state is not State.APPROVED:
        return _no("not_approved")
    has_signed = party in {each.party for each in memorandum.signatures}
    return _no("signed_already") if has_signed else _yes()


def may_enter(acting: Acting, memorandum: Memorandum, state: State, days_early: int) -> Decision:
    """Decide whether the officer brings a memorandum into force.

    Args:
        acting: a coordinator, or the head of a party; who opens its grant must be able to.
        memorandum: which every side has signed.
        state: what it is today.
        days_early: how many days before the first day of its terms it is; 0 or less: none.
    """
    if not is_coordinator(acting) and not sides_of(acting, memorandum.terms):
        return _no("not_party")
    if state is not State.SIGNED:
        return _no("not_signed")
    return _no("too_early") if days_early > 0 else _yes()


def may_ask_renewal(
    acting: Acting, memorandum: Memorandum, state: State, days_left: int | None
) -> Decision:
    """Decide whether a party asks for the renewal; `days_left` until the last day to ask for it."""
    if not sides_of(acting, memorandum.terms):
        return _no("not_party")
    if state is not State.IN_FORCE:
        return _no("not_in_force")
    if days_left is None:
        return _no("no_end")
    if memorandum.renewal is not None:
        return _no("renewal_asked")
    return _no("renewal_late") if days_left < 0 else _yes()


def may_renew(new: Terms, old: Memorandum, state: State) -> Decision:
    """Decide whether a new memorandum takes the place of an old one, between the same parties."""
    if state not in _RENEWABLE:
        return _no("not_in_force")
    if set(new.parties) != set(old.terms.parties):
        return _no("other_parties")
    return _yes() if old.renewal is not None else _no("renewal_not_asked")


def may_follow_up(acting: Acting, memorandum: Memorandum, state: State) -> Decision:
    """Decide whether the officer records a review, which is for the parties while it acts."""
    if not sides_of(acting, memorandum.terms):
        return _no("not_party")
    return _yes() if state is State.IN_FORCE else _no("not_in_force")


def may_end(acting: Acting, memorandum: Memorandum, state: State) -> Decision:
    """Decide whether the officer ends a memorandum: any party can leave it, a giver at once."""
    if not sides_of(acting, memorandum.terms):
        return _no("not_party")
    return _yes() if state is State.IN_FORCE else _no("not_in_force")


def may_withdraw(acting: Acting, memorandum: Memorandum, state: State) -> Decision:
    """Decide whether the officer gives a memorandum up before it is in force."""
    if not sides_of(acting, memorandum.terms):
        return _no("not_party")
    return _yes() if state in _BEFORE_FORCE else _no("not_before_force")


def may_name_contacts(acting: Acting, memorandum: Memorandum, state: State, party: str) -> Decision:
    """Decide whether the officer names whom to ask at a party."""
    if party not in sides_of(acting, memorandum.terms):
        return _no("not_own_side")
    is_alive = state in _BEFORE_FORCE or state is State.IN_FORCE
    return _yes() if is_alive else _no("over")


def _yes() -> Decision:
    return Decision(allowed=True, why=ALLOWED)


def _no(reason: str) -> Decision:
    return Decision(allowed=False, why=f"memoranda.{reason}")
