"""`jisr assembly key …`: the keys that officers hold in the hall."""

from typing import Annotated

import typer

from jisr.assembly.sessions import actions, wire
from jisr.assembly.sessions.commands.telling import SessionNumber, number_of, show_many, show_one
from jisr.assembly.sessions.model import HallKey, KeyUse
from jisr.errors import to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction

group = typer.Typer(help="Keys that officers hold in the hall.", no_args_is_help=True)
_COLUMNS = {
    "id": to_translate("Id"),
    "member": to_translate("Member"),
    "officer": to_translate("Officer"),
    "public": to_translate("Public key"),
    "registered_at": to_translate("Registered at"),
}
Use = Annotated[KeyUse, typer.Argument(help="What the key signs.")]


def add_to(app: typer.Typer) -> None:
    """Add `key` to the commands of the assembly."""
    app.add_typer(group, name="key")


@command(group, "list")
def list_keys(session: Session, use: Use, *, number: SessionNumber = 0) -> None:
    """Show the keys of one use that are not revoked."""
    with session.database.reading() as transaction:
        found = actions.keys(transaction, number_of(transaction, number), use)
    show_many(session, [wire.key_shown(each) for each in found], _COLUMNS)


@command(group, "register")
def register_key(  # noqa: PLR0913  what a key is, in full
    session: Session,
    use: Use,
    *,
    public: Annotated[str, typer.Option(help="The public key, in base64url.")],
    proof: Annotated[str, typer.Option(help="Its signature over its own registration.")],
    sealing: Annotated[str, typer.Option(help="A trustee’s second key.")] = "",
    number: SessionNumber = 0,
) -> None:
    """Register a key that you hold; booth, trustee and witness programs make the proof."""

    def run(transaction: Transaction) -> HallKey:
        meant = number_of(transaction, number)
        return actions.register_key(
            transaction, session.officer, meant, use, public, sealing, proof
        )

    show_one(session, wire.key_shown(session.database.in_transaction(run)))


@command(group, "revoke")
def revoke_key(session: Session, key: Annotated[str, typer.Argument(help="The key's id.")]) -> None:
    """Take a key out of use; from this instant it counts for nothing."""
    revoked = session.database.in_transaction(actions.revoke_key, session.officer, key)
    show_one(session, wire.key_shown(revoked))
