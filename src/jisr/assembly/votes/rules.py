"""Pure decisions about a vote: what may be opened how, and what still has a place in it."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping

from jisr.assembly.counting.model import AGAINST, FOR, Base, QuestionRule, Tally
from jisr.assembly.sessions.model import Matter
from jisr.assembly.votes.model import (
    ABSTAIN,
    Call,
    Hands,
    Method,
    Opening,
    SubjectKind,
    Vote,
    VoteState,
)
from jisr.assembly.votes.reasons import ALLOWED
from jisr.errors import ValueMalformed, to_translate
from jisr.values import Decision

OPEN_MAX = datetime.timedelta(days=1)
"""A vote that is to close by itself later than that belongs to another day of the session."""
CANDIDATES_MAX = 60
"""A board takes 64 options, and one of them is the abstention."""
ROUNDS_MAX = 99
"""A board counts no further."""
BALLOTS_MIN = 10
"""The sum of fewer secret ballots tells too much of each."""
TRUSTEES_MIN = 3
WITNESSES_MIN = 3
"""With fewer heads of a board two boards could be shown without anybody seeing both."""
REASON_LENGTH = (10, 500)
"""A reason shorter than some words says nothing, a longer one is a speech."""


OF_TEXTS = frozenset(SubjectKind) - {SubjectKind.QUESTION, SubjectKind.ROUND}
"""What the papers of the session say themselves: their title, words and matter."""


def may_open(opening: Opening, rule: QuestionRule | None, matter: Matter) -> Decision:
    """Decide whether a vote of this method fits what it is about (RoP 37, 39, 40).

    Args:
        opening: what the chair puts to the vote.
        rule: of the question; None for a ballot of an election, which is always secret.
        matter: of the text or question.
    """
    method, kind = opening.method, opening.subject.kind
    if (rule is None or rule.is_secret) and method is not Method.SECRET:
        return _no("secret_compulsory")
    if rule is None:
        return _yes()
    if method is Method.CONSENSUS and rule.majority.base is Base.MEMBERS:
        return _no("consensus_base")
    is_whole = kind in {SubjectKind.DRAFT, SubjectKind.QUESTION}
    if is_whole and rule.admits_suspended != (matter is Matter.CONSTITUTION):
        return _no("rule_misfits")
    if method is Method.SHOW_OF_HANDS and opening.closes_at is not None:
        return _no("hands_not_timed")
    return _yes()


def check_opening(opening: Opening, now: datetime.datetime) -> None:
    """Refuse with `ValueMalformed` an opening that does not have its form."""
    is_round = opening.subject.kind is SubjectKind.ROUND
    keys = [each.key for each in opening.choices]
    if is_round != bool(keys) or not 0 <= opening.round <= (ROUNDS_MAX if is_round else 0):
        raise ValueMalformed(
            field="choices", why=to_translate("only a ballot of an election names its candidates")
        )
    if len(keys) > CANDIDATES_MAX or len(set(keys)) < len(keys) or ABSTAIN in keys:
        raise ValueMalformed(
            field="choices", why=to_translate("name each candidate once, and at most 60 of them")
        )
    if not 1 <= opening.marks_max <= max(1, len(keys)):
        raise ValueMalformed(
            field="marks", why=to_translate("a ballot marks at least one choice and at most all")
        )
    has_own_title = opening.subject.kind not in OF_TEXTS
    if has_own_title != (opening.title is not None):
        raise ValueMalformed(field="title", why=to_translate("a text brings its own title"))
    if bool(opening.subject.id) == (opening.subject.kind is SubjectKind.QUESTION):
        raise ValueMalformed(field="subject", why=to_translate("name what is voted on"))
    closes_at = opening.closes_at
    if closes_at is not None and not now < closes_at <= now + OPEN_MAX:
        raise ValueMalformed(
            field="closes_at", why=to_translate("name an instant within the next 24 hours")
        )


def is_running(vote: Vote) -> bool:
    """Return whether a vote still stands between its subject and another vote."""
    return vote.state in {VoteState.OPEN, VoteState.CLOSED}


def may_follow(others: Iterable[Vote]) -> Decision:
    """Decide whether a vote can open beside the others about the same thing."""
    return _no("going_on") if any(map(is_running, others)) else _yes()


def may_cast(vote: Vote, now: datetime.datetime, method: Method) -> Decision:
    """Decide whether anything can still be cast in a vote that is taken in this way."""
    if vote.method is not method:
        return _no("other_method")
    is_late = vote.closes_at is not None and now >= vote.closes_at
    return _no("not_open") if vote.state is not VoteState.OPEN or is_late else _yes()


def may_write(vote: Vote, choice: str, version: int, before: Call | None) -> Decision:
    """Decide whether an entry can follow the one that its member wrote before.

    Raises:
        ValueMalformed: there is no such choice.
    """
    if choice not in {ABSTAIN, *(each.key for each in vote.choices)}:
        raise ValueMalformed(field="choice", why=to_translate("there is no such choice"))
    if version != (1 if before is None else before.version + 1):
        return _no("entry_stands")
    return _no("entry_same") if before is not None and before.choice == choice else _yes()


def may_speak(vote: Vote, member: str) -> Decision:
    """Decide by the roll that was frozen when the vote opened; its reason is the one given then."""
    found = next((each for each in vote.roll if each.member == member), None)
    if found is None:
        return _no("not_on_roll")
    return _yes() if found.is_entitled else Decision(allowed=False, why=found.why)


def may_close(vote: Vote) -> Decision:
    """Decide whether a vote can be closed."""
    return _yes() if vote.state is VoteState.OPEN else _no("not_open")


def may_announce(vote: Vote) -> Decision:
    """Decide whether the result of a vote can be announced (RoP 40(4))."""
    if vote.state is not VoteState.CLOSED:
        return _no("not_closed" if vote.state is VoteState.OPEN else vote.state.value)
    if vote.tally is None and vote.method is not Method.CONSENSUS:
        return _no("not_counted")
    return _yes()


def witnesses_needed(witnesses: int) -> int:
    """Return how many witnesses sign a closed board: two such groups always share somebody."""
    return max(WITNESSES_MIN, witnesses // 2 + 1)


def may_annul(vote: Vote) -> Decision:
    """Decide whether a vote can be annulled: what was announced stands."""
    return _yes() if is_running(vote) else _no(vote.state.value)


def may_overrule(vote: Vote) -> Decision:
    """Decide whether somebody can still sign against the count.

    What was announced about a text is carried out at once, so it is overruled before or not at all.
    """
    if vote.subject.kind is SubjectKind.ROUND or (
        vote.state is VoteState.ANNOUNCED and vote.subject.kind in OF_TEXTS
    ):
        return _no("carried_out")
    if vote.state not in {VoteState.CLOSED, VoteState.ANNOUNCED}:
        return _no("annulled" if vote.state is VoteState.ANNULLED else "not_closed")
    return _yes() if vote.tally is not None else _no("not_counted")


def may_recount(vote: Vote) -> Decision:
    """Decide whether there is a record of a vote to be recounted."""
    if vote.closed_at is None or vote.state is VoteState.ANNULLED:
        return _no("not_closed" if vote.state is VoteState.OPEN else "annulled")
    return _yes()


def may_demand(vote: Vote) -> Decision:
    """Decide whether a show of hands can still give way to a roll-call (RoP 39)."""
    if vote.method is not Method.SHOW_OF_HANDS:
        return _no("other_method")
    return may_annul(vote)


def check_reason(reason: str) -> None:
    """Refuse with `ValueMalformed` a reason that is too short or too long to be one."""
    least, most = REASON_LENGTH
    if not least <= len(reason.strip()) <= most:
        raise ValueMalformed(field="reason", why=to_translate("write 10 to 500 characters"))


def tally_calls(vote: Vote, calls: Iterable[Call]) -> Tally:
    """Count a roll-call: the newest entry of each member."""
    counted = Counter(each.choice for each in calls)
    votes = {each.key: counted[each.key] for each in vote.choices}
    return _tally(vote, votes, counted[ABSTAIN], sum(votes.values()))


def tally_hands(vote: Vote, hands: Hands) -> Tally:
    """Return what the chair counted; more hands than members that may vote are refused."""
    votes = {FOR: hands.in_favour, AGAINST: hands.against}
    return _tally(vote, votes, hands.abstentions, sum(votes.values()))


def tally_board(vote: Vote, totals: Mapping[str, int], ballots: int) -> Tally:
    """Return the tally of a secret vote: what the board opened, and how many ballots it took.

    With one mark a ballot, whoever did not abstain chose something. With more, a strange ballot may
    have marked the abstention beside a choice, which sums cannot show: then as few ballots as the
    marks allow count as abstentions.
    """
    votes = {each.key: totals[each.key] for each in vote.choices}
    marks = sum(votes.values())
    needed = max(0, *votes.values(), -(-marks // vote.marks_max))
    expressed = max(ballots - totals[ABSTAIN], needed)
    return _tally(vote, votes, ballots - expressed, expressed)


def _tally(vote: Vote, votes: Mapping[str, int], abstentions: int, expressed: int) -> Tally:
    return Tally(
        members=len(vote.roll),
        entitled=len(vote.entitled),
        abstentions=abstentions,
        invalid=0,
        expressed=expressed,
        votes=votes,
        marks_max=vote.marks_max,
    )


def _yes() -> Decision:
    return Decision(allowed=True, why=ALLOWED)


def _no(reason: str) -> Decision:
    return Decision(allowed=False, why=f"votes.{reason}")
