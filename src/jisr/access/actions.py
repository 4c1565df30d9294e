"""The verbs of access, each one transaction: decide, store, seal in the ledger.

`acting` is always the id of the officer who acts. Reading the lists needs none: whoever holds the
data directory may look up who there is; what the network shows is decided where it is shown.
"""

import datetime
import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from jisr.access import rules, store
from jisr.access.countries import countries, country
from jisr.access.documents import bureau_document, grant_document, officer_document
from jisr.access.model import (
    OVERSIGHT,
    SECRETARIAT,
    AgreementGrant,
    Asking,
    Bureau,
    BureauKind,
    Member,
    NetworkProfile,
    Officer,
    Purpose,
    Role,
)
from jisr.access.profiles import plain
from jisr.access.roles import role_rights
from jisr.access.texts import is_line, line
from jisr.errors import (
    AlreadyExists,
    CaseMissing,
    Conflict,
    NotFound,
    OfficerMissing,
    OfficerUnknown,
    PurposeMissing,
    PurposeUnknown,
    ValueMalformed,
    to_translate,
)
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.ledger.log import Draft, seal, seal_many
from jisr.values import LanguageMap, is_id

CASE_LENGTH_MAX = 64
"""A case reference is the bureau's own file number."""
OFFICER_ID_LENGTH_MAX = 64
"""What people type after `--as`."""
LIST_MAX = 500
"""Rows that one page of a list holds at most."""
ADMINISTRATION: Final = "administration"
"""The purpose of an act that processes no police data; it is none of the nine."""
EVERY_MEMBER: Final = "members"
"""Who is who in the network is for every member to see."""

# An officer's id begins small and a bureau's with a capital, so that no two subjects of the ledger
# have the same id.
_OFFICER_ID = re.compile(rf"[a-z0-9][A-Za-z0-9._@-]{{0,{OFFICER_ID_LENGTH_MAX - 1}}}")
_BUREAU_ID = re.compile(r"[A-Z][A-Z0-9]{1,11}(?:\.[A-Z0-9]{1,12}){0,3}")


# ── the network ───────────────────────────────────────────────────────────────────────────────


def found_network(transaction: Transaction, profile: NetworkProfile, first: Officer) -> None:
    """Make the network: entry 0 is its profile, then its bureaus and one first officer.

    Raises:
        AlreadyExists: a network is here already.
        Denied: the first officer's roles do not suit the bureau or each other.
        NotFound: there is no such bureau.
    """
    if store.find_network(transaction) is not None:
        raise AlreadyExists(thing=to_translate("network"))
    founding = _founding_bureaus(profile)
    home = next((each for each in founding if each.id == first.bureau), None)
    if home is None:
        raise NotFound(thing=to_translate("bureau"))
    _check_officer(first)
    rules.may_hold(first.roles, home).or_refuse()
    store.add_network(transaction, profile)
    store.add_bureaus(transaction, founding)
    store.put_officer(transaction, first, 1)
    written: list[tuple[str, str, dict[str, Any]]] = [
        ("network.founded", f"network:{profile.name}", plain(profile)),
        *(("bureau.registered", each.id, bureau_document(each)) for each in founding),
        ("officer.registered", first.id, officer_document(first)),
    ]
    seal_many(
        transaction,
        [
            Draft(_act(transaction, first, verb, subject), document, 1)
            for verb, subject, document in written
        ],
    )


def _founding_bureaus(profile: NetworkProfile) -> list[Bureau]:
    return [
        Bureau(SECRETARIAT, BureauKind.SECRETARIAT, profile.bodies[SECRETARIAT]),
        Bureau(OVERSIGHT, BureauKind.OVERSIGHT, profile.bodies[OVERSIGHT]),
        *(
            Bureau(each.country, BureauKind.NATIONAL, country(each.country).name, each.country)
            for each in profile.members
        ),
    ]


def is_founded(transaction: Transaction) -> bool:
    """Return whether there is a network."""
    return store.find_network(transaction) is not None


def network(transaction: Transaction) -> NetworkProfile:
    """Return the profile of this network; raise `NotFound` before it is founded."""
    profile = store.find_network(transaction)
    if profile is None:
        raise NotFound(thing=to_translate("network"))
    return profile


def today(transaction: Transaction) -> datetime.date:
    """Return the calendar day of the transaction in the network's time zone."""
    return transaction.now.astimezone(ZoneInfo(network(transaction).time_zone)).date()


def members(transaction: Transaction, *, after: str = "", limit: int = 100) -> tuple[Member, ...]:
    """Return one page of members by country code, from the one after `after`."""
    return store.list_members(transaction, after=_key(after), limit=_capped(limit))


# ── bureaus ───────────────────────────────────────────────────────────────────────────────────


def register_bureau(
    transaction: Transaction, acting: str, bureau_id: str, kind: BureauKind, name: LanguageMap
) -> Bureau:
    """Register an agency, a sub-bureau or an international body; it has no rights yet.

    The id says what it stands under: `MAR.TNG` under `MAR`. That of an international body is its
    acronym (`AFRIPOL`).

    Raises:
        Denied: the officer may not; see `rules.may_register_bureau`.
        AlreadyExists: the id is taken.
        NotFound: there is no such bureau above.
        ValueMalformed: the id or the name has not its form.
    """
    officer_acting = officer(transaction, acting)
    parent_id = bureau_id.rpartition(".")[0]
    _check_bureau_id(bureau_id, kind)
    for text in name.texts.values():
        line("name", text)
    new = Bureau(
        id=bureau_id,
        kind=kind,
        name=name,
        member=rules.member_of(bureau_id) if parent_id else None,
        parent=parent_id or None,
    )
    rules.may_register_bureau(officer_acting, new).or_refuse()
    if store.find_bureau(transaction, bureau_id) is not None:
        raise AlreadyExists(thing=to_translate("bureau"))
    if parent_id and bureau(transaction, parent_id).kind not in _ABOVE:
        raise ValueMalformed(
            field="id", why=to_translate("it stands under a national bureau or a sub-bureau")
        )
    store.add_bureaus(transaction, [new])
    act = _act(transaction, officer_acting, "bureau.registered", new.id)
    seal(transaction, act, bureau_document(new), version=1)
    return new


_ABOVE = frozenset((BureauKind.NATIONAL, BureauKind.SUB_BUREAU))


def _check_bureau_id(bureau_id: str, kind: BureauKind) -> None:
    if _BUREAU_ID.fullmatch(bureau_id) is None:
        raise ValueMalformed(field="id", why=to_translate("write it as MAR.TNG or AFRIPOL"))
    if (kind in rules.UNDER_A_MEMBER) != ("." in bureau_id):
        raise ValueMalformed(
            field="id",
            why=to_translate("only what stands under a member begins with its code and a dot"),
        )
    if kind is BureauKind.INTERNATIONAL and bureau_id in {each.code for each in countries()}:
        raise ValueMalformed(field="id", why=to_translate("a country has this code"))


def bureau(transaction: Transaction, bureau_id: str) -> Bureau:
    """Return the bureau; raise `NotFound` if there is none."""
    known_form = _BUREAU_ID.fullmatch(bureau_id) is not None
    found = store.find_bureau(transaction, bureau_id) if known_form else None
    if found is None:
        raise NotFound(thing=to_translate("bureau"))
    return found


def bureaus(transaction: Transaction, *, after: str = "", limit: int = 100) -> tuple[Bureau, ...]:
    """Return one page of bureaus by id, from the one after `after`."""
    return store.list_bureaus(transaction, after=_key(after), limit=_capped(limit))


# ── officers ──────────────────────────────────────────────────────────────────────────────────


def register_officer(transaction: Transaction, acting: str, new: Officer) -> Officer:
    """Register an officer of a bureau with roles.

    Raises:
        Denied: the acting officer may not, or the roles do not suit the bureau or each other.
        AlreadyExists: the id is taken.
        ValueMalformed: the id or the name has not its form.
    """
    officer_acting = officer(transaction, acting)
    _check_officer(new)
    home = bureau(transaction, new.bureau)
    allowed = rules.may_manage_officers(officer_acting, home)
    if not allowed.allowed:
        managing = [role for role, rights in role_rights().items() if rights.manages_officers]
        allowed = rules.may_name_first_manager(
            officer_acting,
            home,
            new.roles,
            has_manager=store.has_active_role(transaction, home.id, managing),
        )
    allowed.or_refuse()
    rules.may_hold(new.roles, home).or_refuse()
    if store.find_officer(transaction, new.id) is not None:
        raise AlreadyExists(thing=to_translate("officer"))
    store.put_officer(transaction, new, 1)
    act = _act(transaction, officer_acting, "officer.registered", new.id)
    seal(transaction, act, officer_document(new), version=1)
    return new


def change_roles(
    transaction: Transaction, acting: str, officer_id: str, roles: Collection[Role]
) -> Officer:
    """Give an officer these roles in place of the present ones.

    Raises:
        Denied: the acting officer may not, or the roles do not suit the bureau or each other.
        OfficerUnknown: there is no such active officer.
    """
    officer_acting, managed, version = _managed(transaction, acting, officer_id)
    changed = replace(managed, roles=frozenset(roles))
    rules.may_hold(changed.roles, bureau(transaction, managed.bureau)).or_refuse()
    return _write_officer(transaction, officer_acting, "officer.roles_changed", changed, version)


def deactivate_officer(transaction: Transaction, acting: str, officer_id: str) -> Officer:
    """Take every right from an officer at once; what was done stays proven.

    Raises:
        Denied: the acting officer may not.
        OfficerUnknown: there is no such active officer.
    """
    officer_acting, managed, version = _managed(transaction, acting, officer_id)
    changed = replace(managed, is_active=False)
    return _write_officer(transaction, officer_acting, "officer.deactivated", changed, version)


def _managed(
    transaction: Transaction, acting: str, officer_id: str
) -> tuple[Officer, Officer, int]:
    officer_acting = officer(transaction, acting)
    managed, version = _active(transaction, officer_id)
    home = bureau(transaction, managed.bureau)
    rules.may_change_officer(officer_acting, managed, home).or_refuse()
    return officer_acting, managed, version


def _write_officer(
    transaction: Transaction, officer_acting: Officer, verb: str, changed: Officer, version: int
) -> Officer:
    store.put_officer(transaction, changed, version + 1)
    act = _act(transaction, officer_acting, verb, changed.id)
    seal(transaction, act, officer_document(changed), version=version + 1)
    return changed


def officer(transaction: Transaction, officer_id: str) -> Officer:
    """Return the active officer of this id; raise `OfficerUnknown` for any other."""
    return _active(transaction, officer_id)[0]


def registered(transaction: Transaction, officer_id: str) -> Officer | None:
    """Return the officer of this id, active or not, or None."""
    known_form = _OFFICER_ID.fullmatch(officer_id) is not None
    found = store.find_officer(transaction, officer_id) if known_form else None
    return None if found is None else found[0]


def _active(transaction: Transaction, officer_id: str) -> tuple[Officer, int]:
    if not officer_id:
        raise OfficerMissing
    known_form = _OFFICER_ID.fullmatch(officer_id) is not None
    found = store.find_officer(transaction, officer_id) if known_form else None
    if found is None or not found[0].is_active:
        raise OfficerUnknown(officer=officer_id[:OFFICER_ID_LENGTH_MAX])
    return found


def officers(
    transaction: Transaction, *, bureau_id: str = "", after: str = "", limit: int = 100
) -> tuple[Officer, ...]:
    """Return one page of officers by id, of one bureau or, if none is named, of all."""
    return store.list_officers(
        transaction, bureau=_key(bureau_id), after=_key(after), limit=_capped(limit)
    )


def officers_shown(
    transaction: Transaction, acting: Officer, *, bureau_id: str, after: str = "", limit: int = 100
) -> tuple[Officer, ...]:
    """Return one page of the officers of a bureau, as one of them may see it.

    Raises:
        Denied: see `rules.may_list_officers`.
    """
    rules.may_list_officers(acting, bureau_id).or_refuse()
    return officers(transaction, bureau_id=bureau_id, after=after, limit=limit)


# ── agreements ────────────────────────────────────────────────────────────────────────────────


def grant_agreement(transaction: Transaction, acting: str, grant: AgreementGrant) -> AgreementGrant:
    """Give a bureau what an agreement says; `grant.id` is a new id.

    Raises:
        Denied: the officer may not give it; see `rules.may_grant`.
        AlreadyExists: the id is taken.
        ValueMalformed: the id, the source or a counterpart has not its form.
    """
    officer_acting = officer(transaction, acting)
    if not is_id(grant.id):
        raise ValueMalformed(field="id", why=to_translate("use a new random id"))
    line("source", grant.source)
    for counterpart in grant.counterparts:
        if bureau(transaction, counterpart).parent is not None:
            raise ValueMalformed(
                field="counterparts", why=to_translate("name members, not what stands under them")
            )
    receiving = bureau(transaction, grant.bureau)
    above = store.grants_of(transaction, [receiving.parent] if receiving.parent else [])
    rules.may_grant(officer_acting, receiving, grant, above).or_refuse()
    if store.find_grant(transaction, grant.id) is not None:
        raise AlreadyExists(thing=to_translate("agreement"))
    store.put_grant(transaction, grant, 1)
    act = _act(transaction, officer_acting, "grant.given", grant.id)
    seal(transaction, act, grant_document(grant), version=1)
    return grant


def end_agreement(transaction: Transaction, acting: str, grant_id: str) -> AgreementGrant:
    """End an agreement's grant now: its last day was yesterday.

    Raises:
        Denied: the officer may not end it.
        NotFound: there is no such grant.
        Conflict: it has ended already.
    """
    officer_acting = officer(transaction, acting)
    grant, version = _grant(transaction, grant_id)
    rules.may_end(officer_acting, bureau(transaction, grant.bureau)).or_refuse()
    if not rules.not_ended(grant, today(transaction)).allowed:
        raise Conflict(why=to_translate("the agreement has ended already"))
    return _end(transaction, officer_acting, grant, version)


def end_agreement_of_flow(transaction: Transaction, acting: Officer, grant_id: str) -> None:
    """End a grant with the memorandum that opened it; the flow has decided that the officer may.

    One that has ended by itself meanwhile stays as it is.
    """
    grant, version = _grant(transaction, grant_id)
    if rules.not_ended(grant, today(transaction)).allowed:
        _end(transaction, acting, grant, version)


def _grant(transaction: Transaction, grant_id: str) -> tuple[AgreementGrant, int]:
    found = store.find_grant(transaction, grant_id) if is_id(grant_id) else None
    if found is None:
        raise NotFound(thing=to_translate("agreement"))
    return found


def _end(
    transaction: Transaction, officer_acting: Officer, grant: AgreementGrant, version: int
) -> AgreementGrant:
    ended = replace(grant, ends=today(transaction) - datetime.timedelta(days=1))
    store.put_grant(transaction, ended, version + 1)
    act = _act(transaction, officer_acting, "grant.ended", grant.id)
    seal(transaction, act, grant_document(ended), version=version + 1)
    return ended


def agreements(
    transaction: Transaction, *, bureau_id: str = "", after: str = "", limit: int = 100
) -> tuple[AgreementGrant, ...]:
    """Return one page of grants by id, of one bureau or, if none is named, of all."""
    return store.list_grants(
        transaction, bureau=_key(bureau_id), after=_key(after), limit=_capped(limit)
    )


# ── asking ────────────────────────────────────────────────────────────────────────────────────


def ask(transaction: Transaction, officer_id: str, purpose: str, case: str) -> Asking:
    """Return who asks, for what and in which case, as the rules need it.

    Raises:
        OfficerUnknown: there is no such active officer.
        PurposeMissing: no purpose is named.
        PurposeUnknown: the purpose is none of the nine.
        CaseMissing: no case is named.
        ValueMalformed: the case is longer than 64 characters or hides something.
    """
    asking = officer(transaction, officer_id)
    home = bureau(transaction, asking.bureau)
    grants: tuple[AgreementGrant, ...] = ()
    if home.kind in rules.BY_AGREEMENT:
        grants = store.grants_of(transaction, rules.bureaus_by_agreement(home.id, home.kind))
    return Asking(asking, home, _purpose(purpose), check_case(case), grants)


def _purpose(text: str) -> Purpose:
    known = ", ".join(Purpose)
    if not text:
        raise PurposeMissing(known=known)
    if text not in set(Purpose):
        raise PurposeUnknown(given=text[:CASE_LENGTH_MAX], known=known)
    return Purpose(text)


def check_case(text: str) -> str:
    """Return a case reference; raise `CaseMissing` or `ValueMalformed` if it is none."""
    if not text.strip():
        raise CaseMissing
    if not is_line(text, CASE_LENGTH_MAX):
        raise ValueMalformed(
            field="case",
            why=to_translate("write at most 64 characters, none of them invisible"),
        )
    return text


# ── common ────────────────────────────────────────────────────────────────────────────────────


def _key(text: str) -> str:
    """Return the place where a page begins, or raise `ValueMalformed` if it is no id at all."""
    return line("id", text) if text else text


def _capped(limit: int) -> int:
    return max(1, min(limit, LIST_MAX))


def _check_officer(new: Officer) -> None:
    if _OFFICER_ID.fullmatch(new.id) is None:
        raise ValueMalformed(
            field="officer",
            why=to_translate("use up to 64 letters, digits, dots, dashes and @, first a small one"),
        )
    line("name", new.name)
    if not new.is_active:
        raise ValueMalformed(field="officer", why=to_translate("a new officer is active"))


def _act(transaction: Transaction, officer_acting: Officer, verb: str, subject: str) -> Act:
    return Act(
        time=instant_text(transaction.now),
        bureau=officer_acting.bureau,
        officer=officer_acting.id,
        verb=verb,
        subject=subject,
        purpose=ADMINISTRATION,
        audience_class=EVERY_MEMBER,
    )
