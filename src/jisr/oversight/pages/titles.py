"""What the words of sealed acts are called at pages: the sentence of each, for the catalogues."""

from collections.abc import Mapping
from typing import Final

from jisr.access.titles import PURPOSES
from jisr.errors import to_translate
from jisr.kit.words import Words
from jisr.oversight.model import Group

VERBS: Final[Mapping[str, str]] = {
    # records
    "record.added": to_translate("Record added"),
    "record.updated": to_translate("Record changed"),
    "record.withdrawn": to_translate("Record withdrawn"),
    "record.erased": to_translate("Record erased"),
    "record.read": to_translate("Record read"),
    "record.listed": to_translate("Records listed"),
    "record.protected": to_translate("Protection of a person stated"),
    "record.opened": to_translate("Withheld fields opened in an emergency"),
    "opening.made": to_translate("Emergency opening made by an officer"),
    "audience.resolved": to_translate("Who sees a class of records settled"),
    # hits
    "hit.opened": to_translate("Hit taken up"),
    "hit.referred": to_translate("Hit referred to the legal reviewer"),
    "hit.noticed": to_translate("Owner told of a hit"),
    "hit.asked": to_translate("Owner asked about a hit"),
    "hit.dismissed": to_translate("Hit dismissed"),
    "hit.answered": to_translate("Hit answered by its owner"),
    "hit.message": to_translate("Message written in a hit"),
    "hit.attached": to_translate("File attached to a hit"),
    "hit.outcome": to_translate("Outcome of a hit reported"),
    "hit.lifting": to_translate("Restriction about to be lifted"),
    "hit.objected": to_translate("Lifting of a restriction objected to"),
    "hit.revealed": to_translate("Record revealed to the asking bureau"),
    "hit.reminded": to_translate("Reminder of a hit sent"),
    "hit.escalated": to_translate("Hit escalated"),
    "hit_statement.spoken": to_translate("Statement in a hit made by an officer"),
    "hit_preference.chosen": to_translate("Way of being told of hits chosen"),
    "message.resent": to_translate("Undelivered message sent again"),
    "message.dropped": to_translate("Undelivered message dropped"),
    # the network
    "network.founded": to_translate("Network founded"),
    "bureau.registered": to_translate("Bureau registered"),
    "grant.given": to_translate("Agreement given"),
    "grant.ended": to_translate("Agreement ended"),
    "audience_group.changed": to_translate("Group of members changed"),
    # officers and their keys
    "officer.registered": to_translate("Officer registered"),
    "officer.roles_changed": to_translate("Roles of an officer changed"),
    "officer.deactivated": to_translate("Officer deactivated"),
    "officer.spread_alarmed": to_translate("Alarm: an officer asked about very many"),
    "identity.linked": to_translate("National sign-in linked to an officer"),
    "identity.unlinked": to_translate("National sign-in no longer linked"),
    "passkey.invited": to_translate("Officer invited to make a passkey"),
    "passkey.added": to_translate("Passkey added"),
    "passkey.revoked": to_translate("Passkey revoked"),
    "machine_key.added": to_translate("Key of a machine added"),
    "machine_key.revoked": to_translate("Key of a machine revoked"),
    # sign-in
    "session.begun": to_translate("Session begun"),
    "session.ended": to_translate("Session ended"),
    "token.issued": to_translate("Access token issued"),
    "token.revoked": to_translate("Access token revoked"),
    "statement.signed": to_translate("Change signed by an officer"),
    # oversight
    "trace.terms_read": to_translate("Terms of a check read"),
    "traces.anchored": to_translate("Traces anchored in the ledger"),
    "traces.terms_erased": to_translate("Terms of old checks erased"),
}
"""Every verb that is sealed; one that is not here is shown as it was sealed."""
GROUPS: Final[Mapping[Group, str]] = {
    Group.RECORDS: to_translate("Records"),
    Group.HITS: to_translate("Hits"),
    Group.NETWORK: to_translate("Bureaus and agreements"),
    Group.OFFICERS: to_translate("Officers and keys"),
    Group.SIGN_IN: to_translate("Sessions and tokens"),
    Group.OVERSIGHT: to_translate("Oversight"),
}
_PURPOSES: Final[Mapping[str, str]] = {
    **{each.value: title for each, title in PURPOSES.items()},
    "administration": to_translate("Administration"),
    "supervision": to_translate("Supervision"),
    "restore": to_translate("Restored from a backup"),
}
PLACES: Final[Mapping[str, str]] = {"record": "/records/", "hit": "/hits/"}
"""Where the thing that an entry is about has a page of its own."""
NOBODY: Final = frozenset(("hub", "restore"))
"""Stand in an act for an officer where the bureau, or the program itself, acted."""


class LedgerWords:
    """Says what acts say, in the reader's language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def verb(self, verb: str) -> str:
        """Return what was done."""
        return self.words.say(VERBS[verb]) if verb in VERBS else verb

    def purpose(self, purpose: str) -> str:
        """Return what for."""
        return self.words.say(_PURPOSES[purpose]) if purpose in _PURPOSES else purpose

    def address(self, kind: str, verb: str, subject: str) -> str:
        """Return the page of the thing that an act is about; empty where there is none."""
        return PLACES[kind] + subject if kind in PLACES and verb != "record.listed" else ""

    def is_named(self, officer: str) -> bool:
        """Return whether the act names an officer: not where the bureau or the program acted."""
        return officer not in NOBODY
