"""`jisr assembly delegation|credentials|observer|dues …`: who comes, and who may vote."""

from collections.abc import Mapping
from typing import Annotated

import typer

from jisr.access.texts import line
from jisr.assembly.sessions import actions, wire
from jisr.assembly.sessions.commands.telling import (
    MemberCode,
    SessionNumber,
    number_of,
    show_many,
    show_one,
)
from jisr.assembly.sessions.model import (
    CredentialState,
    Delegate,
    Delegation,
    Issuer,
    Observer,
    ObserverKind,
    Post,
)
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction

delegations = typer.Typer(help="Whom a member sends.", no_args_is_help=True)
credentials = typer.Typer(help="The papers of delegations and their review.", no_args_is_help=True)
observers = typer.Typer(help="Who attends without a delegation.", no_args_is_help=True)
dues = typer.Typer(help="Unpaid years, suspended votes, waivers.", no_args_is_help=True)
_MEMBER = {"member": to_translate("Member")}
_DELEGATIONS = {**_MEMBER, "version": to_translate("Version")}
_CREDENTIALS = {
    **_MEMBER,
    "issuer": to_translate("Signed by"),
    "state": to_translate("State"),
    "why": to_translate("Why"),
}
_OBSERVERS = {
    "id": to_translate("Id"),
    "name": to_translate("Name"),
    "kind": to_translate("Kind"),
    "is_admitted": to_translate("Let in"),
}
_UNPAID = to_translate("Unpaid years")


def add_to(app: typer.Typer) -> None:
    """Add the groups of who comes to the commands of the assembly."""
    for name, group in (
        ("delegation", delegations),
        ("credentials", credentials),
        ("observer", observers),
        ("dues", dues),
    ):
        app.add_typer(group, name=name)


# ── delegations ───────────────────────────────────────────────────────────────────────────────


@command(delegations, "list")
def list_delegations(session: Session, *, number: SessionNumber = 0) -> None:
    """Show which members have named a delegation."""
    with session.database.reading() as transaction:
        meant = number_of(transaction, number)
        found = actions.delegations(transaction, meant)
    show_many(session, [wire.delegation_shown(meant, each) for each in found], _DELEGATIONS)


@command(delegations, "show")
def show_delegation(session: Session, member: MemberCode, *, number: SessionNumber = 0) -> None:
    """Show whom a member sends."""
    with session.database.reading() as transaction:
        meant = number_of(transaction, number)
        found = actions.delegation(transaction, meant, member.upper())
    show_one(session, wire.delegation_shown(meant, found))


@command(delegations, "name")
def name_delegation(
    session: Session,
    member: MemberCode,
    delegates: Annotated[
        list[str],
        typer.Argument(help="Officers with their posts: amal@mar=head,ballot-caster said@mar."),
    ],
    *,
    number: SessionNumber = 0,
) -> None:
    """Say whom a member sends, in place of those whom it sent."""
    sent = Delegation(member.upper(), tuple(_delegate(each) for each in delegates))

    def run(transaction: Transaction) -> wire.DelegationShown:
        meant = number_of(transaction, number)
        named = actions.name_delegation(transaction, session.officer, meant, sent)
        return wire.delegation_shown(meant, named)

    show_one(session, session.database.in_transaction(run))


@command(delegations, "withdraw")
def withdraw_delegate(
    session: Session,
    member: MemberCode,
    delegate: Annotated[str, typer.Argument(help="The officer who is withdrawn.")],
    *,
    number: SessionNumber = 0,
) -> None:
    """Withdraw one delegate at once: posts and keys count for nothing from this instant."""

    def run(transaction: Transaction) -> wire.DelegationShown:
        meant = number_of(transaction, number)
        left = actions.withdraw_delegate(
            transaction, session.officer, meant, member.upper(), delegate
        )
        return wire.delegation_shown(meant, left)

    show_one(session, session.database.in_transaction(run))


def _delegate(text: str) -> Delegate:
    officer, _, posts = text.partition("=")
    named = frozenset(filter(None, posts.split(",")))
    if not named <= set(Post):
        raise ValueMalformed(
            field="posts", why=to_translate("use head, alternate or ballot-caster")
        )
    return Delegate(officer, "", frozenset(map(Post, named)))


# ── credentials ───────────────────────────────────────────────────────────────────────────────


@command(credentials, "list")
def list_credentials(session: Session, *, number: SessionNumber = 0) -> None:
    """Show the credentials that were handed in, and what the review made of them."""
    with session.database.reading() as transaction:
        meant = number_of(transaction, number)
        found = actions.credentials(transaction, meant)
    show_many(session, [wire.credential_shown(meant, each) for each in found], _CREDENTIALS)


@command(credentials, "hand-in")
def hand_in(
    session: Session,
    member: MemberCode,
    issuer: Annotated[Issuer, typer.Argument(help="Who signed them.")],
    *,
    number: SessionNumber = 0,
) -> None:
    """Note that a member's credentials were handed in."""

    def run(transaction: Transaction) -> wire.CredentialShown:
        meant = number_of(transaction, number)
        new = actions.hand_in_credentials(
            transaction, session.officer, meant, member.upper(), issuer
        )
        return wire.credential_shown(meant, new)

    show_one(session, session.database.in_transaction(run))


@command(credentials, "review")
def review(
    session: Session,
    member: MemberCode,
    state: Annotated[CredentialState, typer.Argument(help="What they become.")],
    *,
    why: Annotated[str, typer.Option(help="The reason of a dispute or a refusal.")] = "",
    number: SessionNumber = 0,
) -> None:
    """Accept, dispute or refuse credentials, as far as your office allows."""

    def run(transaction: Transaction) -> wire.CredentialShown:
        meant = number_of(transaction, number)
        reviewed = actions.review_credentials(
            transaction, session.officer, meant, member.upper(), state, why=why
        )
        return wire.credential_shown(meant, reviewed)

    show_one(session, session.database.in_transaction(run))


# ── observers ─────────────────────────────────────────────────────────────────────────────────


@command(observers, "list")
def list_observers(
    session: Session,
    *,
    limit: Annotated[int, typer.Option(help="At most this many rows (500 at most).")] = 100,
    number: SessionNumber = 0,
) -> None:
    """Show the observers, those who were dismissed too."""
    with session.database.reading() as transaction:
        meant = number_of(transaction, number)
        found = actions.observers(transaction, meant, limit=limit)
    show_many(session, [wire.observer_shown(meant, each) for each in found], _OBSERVERS)


@command(observers, "admit")
def admit(  # noqa: PLR0913  all that is known of an observer
    session: Session,
    observer: Annotated[str, typer.Argument(help="The officer’s id, or any where none is.")],
    kind: Annotated[ObserverKind, typer.Argument(help="Why they are invited.")],
    *,
    name: Annotated[str, typer.Option(help="How they are called.")],
    listed: Annotated[bool, typer.Option(help="The executive committee listed them.")] = False,
    partner: Annotated[bool, typer.Option(help="They have an agreement.")] = False,
    approved: Annotated[bool, typer.Option(help="The host approved them.")] = False,
    number: SessionNumber = 0,
) -> None:
    """Let an observer in, or correct what is known of one."""
    new = Observer(observer, kind, listed, partner, approved, line("name", name))

    def run(transaction: Transaction) -> wire.ObserverShown:
        meant = number_of(transaction, number)
        held = actions.admit_observer(transaction, session.officer, meant, new)
        return wire.observer_shown(meant, held)

    show_one(session, session.database.in_transaction(run))


@command(observers, "dismiss")
def dismiss(
    session: Session,
    observer: Annotated[str, typer.Argument(help="Who is taken out.")],
    *,
    number: SessionNumber = 0,
) -> None:
    """Take an observer's access to the session back."""

    def run(transaction: Transaction) -> wire.ObserverShown:
        meant = number_of(transaction, number)
        held = actions.dismiss_observer(transaction, session.officer, meant, observer)
        return wire.observer_shown(meant, held)

    show_one(session, session.database.in_transaction(run))


# ── dues ──────────────────────────────────────────────────────────────────────────────────────


@command(dues, "list")
def list_dues(session: Session, *, number: SessionNumber = 0) -> None:
    """Show which years members have not paid, as far as it is recorded."""
    with session.database.reading() as transaction:
        found = actions.dues(transaction, number_of(transaction, number))
    _show_dues(session, found)


@command(dues, "record")
def record_dues(
    session: Session,
    unpaid: Annotated[
        list[str], typer.Argument(help="Members with unpaid years: FRA=2025,2026 EGY=.")
    ],
    *,
    number: SessionNumber = 0,
) -> None:
    """Record which years members have not paid; members that are not named stay."""
    years = dict(_years(each) for each in unpaid)

    def run(transaction: Transaction) -> Mapping[str, frozenset[int]]:
        meant = number_of(transaction, number)
        actions.record_dues(transaction, session.officer, meant, years)
        return actions.dues(transaction, meant)

    _show_dues(session, session.database.in_transaction(run))


@command(dues, "waive")
def waive(
    session: Session,
    member: MemberCode,
    *,
    item: Annotated[str, typer.Option(help="The item of the agenda that it stood under.")],
    number: SessionNumber = 0,
) -> None:
    """Give a suspended member its vote back for this session, as the assembly decided."""

    def run(transaction: Transaction) -> int:
        meant = number_of(transaction, number)
        actions.waive(transaction, session.officer, meant, member.upper(), item)
        return meant

    meant = session.database.in_transaction(run)
    session.say("{member} votes again in session {session}.", member=member.upper(), session=meant)


def _years(text: str) -> tuple[str, frozenset[int]]:
    member, _, years = text.partition("=")
    given = [each for each in years.split(",") if each]
    if not all(each.isascii() and each.isdecimal() and len(each) <= len("2026") for each in given):
        raise ValueMalformed(field="year", why=to_translate("write it as 2026"))
    return member.upper(), frozenset(map(int, given))


def _show_dues(session: Session, found: Mapping[str, frozenset[int]]) -> None:
    plain = {member: sorted(years) for member, years in found.items()}
    if session.as_json:
        session.show_json(plain)
        return
    rows = [[member, " ".join(map(str, years))] for member, years in plain.items()]
    session.show_table([*_MEMBER.values(), _UNPAID], rows)
