"""Decides questions by their rule; `elections` decides who is elected."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

import rfc8785

from jisr.assembly.counting.model import (
    AGAINST,
    FOR,
    Announcement,
    Decided,
    Majority,
    Outcome,
    Override,
    QuestionRule,
    Tally,
    Verdict,
)
from jisr.errors import Denied, ValueMalformed, to_translate

OVERRIDE_TAG = b"jisr.assembly.override/1\n"
REASON_LENGTH_MIN = 20  # shorter is no reason that a member can judge
REASON_LENGTH_MAX = 2000  # a page


def entitled_members(
    represented: AbstractSet[str],
    suspended: AbstractSet[str],
    waived: AbstractSet[str],
    *,
    admits_suspended: bool,
) -> frozenset[str]:
    """Return the represented members that may vote.

    A member that owes its dues of this year and the last one is suspended, but votes on amendments
    of the Constitution, and whenever the Assembly waived it (General Regulations, Art. 52).
    """
    if admits_suspended:
        return frozenset(represented)
    return frozenset(represented) - (frozenset(suspended) - frozenset(waived))


def decide(rule: QuestionRule, tally: Tally) -> Verdict:
    """Return what the numbers say; an equal division reaches no majority, so it rejects.

    Raises:
        ValueMalformed: the tally is not one of for and against.
    """
    if set(tally.votes) != {FOR, AGAINST} or tally.marks_max != 1:
        raise ValueMalformed(
            field="tally", why=to_translate("a question is answered by for or against")
        )
    total = tally.total(rule.majority.base)
    required = rule.majority.required(total)
    obtained = tally.votes[FOR]
    return Verdict(
        rule=rule.key,
        article=rule.article,
        base=rule.majority.base,
        base_total=total,
        required=required,
        obtained=obtained,
        outcome=Outcome.ADOPTED if obtained >= required else Outcome.REJECTED,
    )


def announce(tally: Tally, majority: Majority | None) -> Announcement:
    """Return the six items in their order; candidates by votes, equal ones by name.

    For and against are read in that order, whichever is greater (Art. 40(4)(f)).
    """
    if set(tally.votes) == {FOR, AGAINST}:
        results = ((FOR, tally.votes[FOR]), (AGAINST, tally.votes[AGAINST]))
        ranked: tuple[tuple[str, int], ...] = results
    else:
        ranked = tuple(sorted(tally.votes.items(), key=lambda item: (-item[1], item[0])))
    required = majority.required(tally.total(majority.base)) if majority else None
    return Announcement(
        tally.entitled, tally.abstentions, tally.invalid, tally.expressed, required, ranked
    )


def override_statement(
    vote: str, decided: Decided, outcome: Outcome, reason: str, signer: str
) -> bytes:
    """Return the bytes to sign; they name the vote, its count and everything signed before."""
    verdict = decided.verdict
    document = {
        "vote": vote,
        "rule": verdict.rule,
        "article": verdict.article,
        "base": verdict.base.value,
        "base_total": verdict.base_total,
        "required": verdict.required,
        "obtained": verdict.obtained,
        "counted": verdict.outcome.value,
        "earlier": [override.signature.hex() for override in decided.overrides],
        "outcome": outcome.value,
        "reason": reason,
        "signer": signer,
    }
    return OVERRIDE_TAG + rfc8785.dumps(document)


def overrule(
    vote: str,
    decided: Decided,
    override: Override,
    is_signed: Callable[[str, bytes, bytes], bool],
) -> Decided:
    """Return the decision with the override added; the verdict stays as it was counted.

    Args:
        vote: the id of the vote that was counted.
        decided: the decision in force.
        override: what was signed against it.
        is_signed: tells whether the signer's key made this signature over these bytes.

    Raises:
        ValueMalformed: the reason is too short or too long, or the outcome is in force already.
        Denied: the signature does not hold for this decision.
    """
    if not REASON_LENGTH_MIN <= len(override.reason.strip()) <= REASON_LENGTH_MAX:
        raise ValueMalformed(
            field="reason", why=to_translate("give a reason of 20 to 2000 characters")
        )
    if override.outcome == decided.outcome:
        raise ValueMalformed(field="outcome", why=to_translate("this outcome is in force already"))
    statement = override_statement(
        vote, decided, override.outcome, override.reason, override.signer
    )
    if not is_signed(override.signer, statement, override.signature):
        raise Denied(why=to_translate("the signature of this entry does not hold"))
    return Decided(decided.verdict, (*decided.overrides, override))
