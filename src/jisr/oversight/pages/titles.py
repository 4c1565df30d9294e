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
    # the assembly
    "assembly.opened": to_translate("Session of the assembly opened"),
    "assembly.offices_named": to_translate("Office of a session given"),
    "assembly.letter_drawn": to_translate("Letter of the hall drawn"),
    "assembly.duty_done": to_translate("Duty of the calendar done"),
    "delegation.named": to_translate("Delegation named"),
    "delegation.delegate_withdrawn": to_translate("Delegate withdrawn"),
    "credential.handed_in": to_translate("Credentials handed in"),
    "credential.reviewed": to_translate("Credentials reviewed"),
    "observer.admitted": to_translate("Observer let in"),
    "observer.dismissed": to_translate("Observer dismissed"),
    "dues.recorded": to_translate("Unpaid dues recorded"),
    "waiver.given": to_translate("Suspension of a vote waived"),
    "lot.committed": to_translate("Lot for the letter put in"),
    "lot.revealed": to_translate("Lot for the letter revealed"),
    "hallkey.registered": to_translate("Key of the hall registered"),
    "hallkey.revoked": to_translate("Key of the hall revoked"),
    "item.requested": to_translate("Agenda item requested"),
    "item.named": to_translate("Agenda item named"),
    "item.opened": to_translate("Agenda item made public"),
    "item.closed": to_translate("Agenda item closed to the public"),
    "item.noted": to_translate("Paper of an agenda item noted"),
    "item.completed": to_translate("Agenda item complete"),
    "item.admitted": to_translate("Agenda item admitted"),
    "item.refused": to_translate("Agenda item refused"),
    "item.withdrawn": to_translate("Agenda item withdrawn"),
    "agenda.adopted": to_translate("Agenda adopted"),
    "draft.filed": to_translate("Paper filed"),
    "draft.paragraph_added": to_translate("Paragraph added"),
    "draft.paragraph_written": to_translate("Paragraph written anew"),
    "draft.paragraph_removed": to_translate("Paragraph removed"),
    "draft.paragraph_kept": to_translate("Paragraph kept by a vote"),
    "draft.paragraph_dropped": to_translate("Paragraph dropped by a vote"),
    "draft.part_vote_asked": to_translate("Vote on a paragraph asked for"),
    "draft.language_written": to_translate("Language of a paper written"),
    "draft.amended": to_translate("Paper amended"),
    "draft.order_set": to_translate("Order of voting set by the chair"),
    "draft.ruled": to_translate("Amendment ruled upon by the chair"),
    "draft.released": to_translate("Paper released to observers"),
    "draft.sponsor_asked": to_translate("Sponsorship asked for"),
    "draft.sponsor_invited": to_translate("Sponsor invited"),
    "draft.sponsor_joined": to_translate("Sponsor joined"),
    "draft.sponsor_left": to_translate("Sponsor left"),
    "draft.adopted": to_translate("Draft adopted"),
    "draft.rejected": to_translate("Draft rejected"),
    "draft.withdrawn": to_translate("Paper withdrawn"),
    "amendment.proposed": to_translate("Amendment proposed"),
    "amendment.language_written": to_translate("Language of an amendment written"),
    "amendment.agreed": to_translate("Amendment accepted by a sponsor"),
    "amendment.merged": to_translate("Amendment merged"),
    "amendment.restated": to_translate("Amendment restated"),
    "amendment.carried_over": to_translate("Amendment carried over to newer words"),
    "amendment.set_aside": to_translate("Amendment set aside"),
    "amendment.fallen": to_translate("Amendment fallen"),
    "amendment.accepted": to_translate("Amendment adopted"),
    "amendment.rejected": to_translate("Amendment rejected"),
    "amendment.withdrawn": to_translate("Amendment withdrawn"),
    "resolution.adopted": to_translate("Resolution adopted"),
    "duty.reported": to_translate("Duty of a resolution reported on"),
    "vote.opened": to_translate("Vote opened"),
    "vote.closed": to_translate("Vote closed"),
    "vote.hands_counted": to_translate("Hands counted by eye"),
    "vote.objected": to_translate("Consensus objected to"),
    "vote.roll_call_demanded": to_translate("Roll-call demanded"),
    "vote.announced": to_translate("Result of a vote announced"),
    "vote.annulled": to_translate("Vote annulled"),
    "vote.overruled": to_translate("Count of a vote overruled"),
    "call.cast": to_translate("Entry of a roll-call cast"),
    "board.manifest": to_translate("Board of a secret ballot begun"),
    "board.promise": to_translate("Trustee promised a part of the key"),
    "board.reveal": to_translate("Trustee revealed a part of the key"),
    "board.ready": to_translate("Trustee ready"),
    "board.burnt": to_translate("Ballot opened for an audit"),
    "board.revoke": to_translate("Ballot of a member no longer taken"),
    "board.ballot": to_translate("Sealed ballot cast"),
    "board.close": to_translate("Secret ballot closed"),
    "board.witness": to_translate("Closed board signed by a witness"),
    "board.share": to_translate("Sums opened by a trustee"),
    "board.result": to_translate("Result of a secret ballot"),
    "committee.recorded": to_translate("Executive committee recorded"),
    "election.announced": to_translate("Election announced"),
    "election.ballot_opened": to_translate("Ballot of an election opened"),
    "election.ballot_announced": to_translate("Ballot of an election announced"),
    "election.embargo_set": to_translate("Embargo of a press sheet set"),
    "nomination.submitted": to_translate("Nomination handed in"),
    "nomination.accepted_by_nominee": to_translate("Nomination accepted by the nominee"),
    "nomination.reviewed": to_translate("Nomination reviewed"),
    "nomination.disputed": to_translate("Nomination disputed"),
    "nomination.settled": to_translate("Dispute of a nomination settled"),
    "nomination.withdrawn": to_translate("Nomination withdrawn"),
    "lots.opened": to_translate("Draw of lots opened"),
    "lots.committed": to_translate("Lot put in"),
    "lots.closed": to_translate("Lots taken no more"),
    "lots.revealed": to_translate("Lot revealed"),
    "lots.drawn": to_translate("Lots drawn"),
    "lots.voided": to_translate("Draw of lots void"),
    # memoranda
    "memorandum.drafted": to_translate("Memorandum drafted"),
    "memorandum.revised": to_translate("Memorandum revised"),
    "memorandum.closed": to_translate("Words of a memorandum closed"),
    "memorandum.opinion_recorded": to_translate("Opinion on a memorandum recorded"),
    "memorandum.proposed": to_translate("Memorandum proposed to the members"),
    "memorandum.objected": to_translate("Memorandum objected to"),
    "memorandum.decided": to_translate("Memorandum decided by the assembly"),
    "memorandum.signed": to_translate("Memorandum signed"),
    "memorandum.entered_into_force": to_translate("Memorandum entered into force"),
    "memorandum.contacts_named": to_translate("Contacts of a memorandum named"),
    "memorandum.reviewed": to_translate("Memorandum reviewed"),
    "memorandum.renewal_asked": to_translate("Renewal of a memorandum asked for"),
    "memorandum.renewed": to_translate("Memorandum renewed"),
    "memorandum.ended": to_translate("Memorandum ended"),
    "memorandum.withdrawn": to_translate("Memorandum withdrawn"),
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
    Group.ASSEMBLY: to_translate("Assembly"),
}
_PURPOSES: Final[Mapping[str, str]] = {
    **{each.value: title for each, title in PURPOSES.items()},
    "administration": to_translate("Administration"),
    "supervision": to_translate("Supervision"),
    "restore": to_translate("Restored from a backup"),
}
PLACES: Final[Mapping[str, str]] = {
    "record": "/records/",
    "hit": "/hits/",
    "assembly": "/assembly/sessions/",
    "draft": "/assembly/texts/",
    "resolution": "/assembly/resolutions/",
    "vote": "/assembly/votes/",
    "board": "/assembly/votes/",
    "election": "/assembly/elections/",
    "nomination": "/assembly/nominations/",
    "memorandum": "/memoranda/",
}
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
        if kind not in PLACES or verb == "record.listed":
            return ""
        return PLACES[kind] + subject.rpartition(":")[2]

    def is_named(self, officer: str) -> bool:
        """Return whether the act names an officer: not where the bureau or the program acted."""
        return officer not in NOBODY
