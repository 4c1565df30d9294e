"""Why the rules of a session allow or refuse: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

ALLOWED: Final = "sessions.allowed"

REASONS: Final[Mapping[str, str]] = {
    ALLOWED: to_translate("the rules of the session allow it"),
    # deadlines
    "sessions.late": to_translate("it is late, and the assembly decides whether it is taken"),
    "sessions.void_when_late": to_translate("it came after the last day, so it has no effect"),
    "sessions.extraordinary_day": to_translate(
        "the rules want an extraordinary session neither sooner nor later after it was asked for"
    ),
    "sessions.extraordinary_subject": to_translate("an extraordinary session has one subject"),
    # delegations
    "sessions.posts": to_translate(
        "a delegation has one head, who is nobody's alternate, and at most one ballot-caster"
    ),
    "sessions.too_many_delegates": to_translate(
        "there are more delegates than the rules allow to a member with so many sub-bureaus"
    ),
    "sessions.delegate_twice": to_translate(
        "one person stands twice, and nobody speaks for two members"
    ),
    # credentials and observers
    "sessions.not_reviewer": to_translate(
        "the Credentials Bureau accepts or disputes; the President settles what is disputed"
    ),
    "sessions.issuer": to_translate("nobody who signed may give credentials"),
    "sessions.not_listed": to_translate(
        "the observer is not on the list of the executive committee"
    ),
    "sessions.not_refused": to_translate("the credentials of this delegation were not refused"),
    "sessions.host_approval": to_translate("the host has not approved the observer"),
    "sessions.no_right": to_translate("this is not open to those who sit in this capacity"),
    "sessions.needs_leave": to_translate("an observer does this only with leave of the chair"),
    # vote
    "sessions.not_member": to_translate("only members of the network vote"),
    "sessions.no_credentials": to_translate("no credentials were handed in"),
    "sessions.credentials_pending": to_translate("the credentials are not accepted yet"),
    "sessions.credentials_refused": to_translate(
        "the credentials were refused, so the delegation sits as observer"
    ),
    "sessions.not_in_delegation": to_translate("the person is not in this delegation"),
    "sessions.withdrawn": to_translate("the member has withdrawn this delegate"),
    "sessions.no_post": to_translate(
        "only the head, an alternate or the ballot-caster votes for a delegation"
    ),
    "sessions.not_caster": to_translate("only the ballot-caster casts a secret ballot"),
    "sessions.suspended": to_translate(
        "the vote is suspended: dues of this year and the year before are unpaid"
    ),
    "sessions.waiver_not_on_agenda": to_translate(
        "the assembly waives a suspension only where it stands on the agenda"
    ),
    "sessions.not_suspended": to_translate("the vote of this member is not suspended"),
    # who serves and who sends
    "sessions.not_secretary": to_translate("only the secretary of the assembly does this"),
    "sessions.not_desk": to_translate(
        "this desk is for the secretary, the Credentials Bureau and the chair"
    ),
    "sessions.no_office": to_translate("you do not hold this office in this session"),
    "sessions.not_sender": to_translate(
        "only who manages the member’s bureau, or the head of its delegation, does this"
    ),
    "sessions.not_of_member": to_translate(
        "a delegate is an officer of the member’s bureaus, as delegate or head of bureau"
    ),
    "sessions.officer_twice": to_translate("one officer is named twice"),
    "sessions.too_many_officers": to_translate("more officers are named than this office has"),
    "sessions.office_of_member": to_translate(
        "this office is held by officers of members, never of the secretariat"
    ),
    "sessions.office_of_secretariat": to_translate(
        "the Credentials Bureau is formed by officers of the secretariat"
    ),
    "sessions.same_member": to_translate("those who hold this office come from different members"),
    "sessions.over": to_translate("the session is over"),
    # keys
    "sessions.key_sealing": to_translate(
        "a trustee’s key comes with one to seal to, and no other key does"
    ),
    "sessions.key_proof": to_translate("the key has not signed its own registration"),
    "sessions.not_keeper": to_translate(
        "only its holder, the head of the delegation or the secretary revokes a key"
    ),
}
