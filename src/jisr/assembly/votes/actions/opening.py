"""A vote opens: over words that stand, by a rule in force, with a roll that is frozen then."""

from dataclasses import replace
from typing import Final

from jisr.access import actions as access
from jisr.access.texts import line
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import Setup
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.counting.model import QuestionRule
from jisr.assembly.counting.tables import world_rules
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse, Matter, Question
from jisr.assembly.texts import actions as texts
from jisr.assembly.votes import rules, store, tables
from jisr.assembly.votes.actions.ground import presiding, question_of, require, seal_version
from jisr.assembly.votes.model import (
    ABSTAIN,
    Entitlement,
    Method,
    Opening,
    Subject,
    SubjectKind,
    Vote,
    VoteState,
)
from jisr.errors import Denied, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.values import LanguageMap, new_id

NO_KEY: Final = "votes.key_missing"


def open_vote(
    transaction: Transaction, acting: str, opening: Opening, registrar: Registrar | None = None
) -> Vote:
    """Open a vote: freeze who may take part, and for a secret one open its board.

    Args:
        transaction: in which it is done.
        acting: who presides over the session.
        opening: what is put to the vote.
        registrar: writes on boards; needed for a secret vote only.

    Raises:
        Denied: the officer does not preside, the text cannot be voted on (a language is missing,
            amendments come first …), or the method does not fit the matter.
        Conflict: a vote on the same thing is under way.
        ValueMalformed: what is put to the vote does not have its form.
    """
    officer = presiding(transaction, acting, opening.session)
    candidates = tuple(each for each in opening.choices if each.key != ABSTAIN)
    opening = replace(opening, choices=candidates)
    vote = _prepared(transaction, officer.id, opening)
    if vote.subject.id:  # questions are told apart by nobody
        require(rules.may_follow(store.votes_about(transaction, vote.subject)))
    return _begun(transaction, officer.id, vote, registrar)


def reopened(transaction: Transaction, acting: str, vote: Vote) -> Vote:
    """Open the roll-call that takes the place of an annulled show of hands, over the same words."""
    roll_call = replace(
        vote,
        id=vote.successor,
        successor="",
        number=store.next_number(transaction, vote.session),
        method=Method.ROLL_CALL,
        opened_at=transaction.now,
        tally=None,
        closed_at=None,
        state=VoteState.OPEN,
        version=1,
    )
    return _begun(transaction, acting, roll_call, None)


def _prepared(transaction: Transaction, officer: str, opening: Opening) -> Vote:
    rules.check_opening(opening, transaction.now)
    subject, title, matter = _asked(transaction, opening)
    rule = _rule(transaction, opening)
    if opening.subject.kind is SubjectKind.QUESTION and rule is not None:
        matter = Matter.CONSTITUTION if rule.admits_suspended else Matter.OTHER
    rules.may_open(opening, rule, matter).or_refuse()
    return Vote(
        id=new_id(),
        session=opening.session,
        number=store.next_number(transaction, opening.session),
        title=title,
        subject=subject,
        method=opening.method,
        rule=opening.rule,
        matter=matter,
        choices=opening.choices or tables.question_choices(),
        roll=(),
        opened_at=transaction.now,
        opened_by=officer,
        closes_at=opening.closes_at,
        marks_max=opening.marks_max,
        round=opening.round,
    )


def _asked(transaction: Transaction, opening: Opening) -> tuple[Subject, LanguageMap, Matter]:
    """Return what is voted on as it stands now, its title, and what matter it is."""
    given = opening.subject
    if given.kind in rules.OF_TEXTS:
        asked = texts.opening(transaction, opening.session, given.kind.value, given.id)
        return Subject(given.kind, given.id, asked.words_digest), asked.title, asked.matter
    title = _title(transaction, opening)
    matter = Matter.ELECTION if given.kind is SubjectKind.ROUND else Matter.OTHER
    return Subject(given.kind, given.id), title, matter


def _title(transaction: Transaction, opening: Opening) -> LanguageMap:
    title = opening.title or LanguageMap({})
    languages = access.network(transaction).languages
    if set(title.texts) != set(languages):
        raise ValueMalformed(
            field="title", why=to_translate("write it in every official language, and no other")
        )
    for text in title.texts.values():
        line("title", text)
    return title


def _rule(transaction: Transaction, opening: Opening) -> QuestionRule | None:
    """Return the rule in force; None where it is one of an election, which must be in force too."""
    day = access.today(transaction)
    if opening.subject.kind is SubjectKind.ROUND:
        world_rules().election(opening.rule, day)
        return None
    return world_rules().question(opening.rule, day)


def _begun(transaction: Transaction, acting: str, vote: Vote, registrar: Registrar | None) -> Vote:
    question = question_of(transaction, vote)
    keys = _voting_keys(transaction, vote, question) if vote.method is Method.SECRET else None
    vote = replace(vote, roll=_roll(transaction, vote, question, keys))
    if not vote.entitled:
        raise Denied(why="votes.nobody_entitled")
    officer = access.officer(transaction, acting)
    store.add_vote(transaction, vote, seal_version(transaction, officer, "opened", vote))
    if vote.subject.kind in rules.OF_TEXTS:
        texts.hold(transaction, acting, vote.subject.kind.value, vote.subject.id, vote.id)
    if keys is not None:
        if registrar is None:
            raise Denied(why="votes.registrar_missing")
        boards.open_board(transaction, registrar, _setup(transaction, vote, keys))
    return vote


def _roll(
    transaction: Transaction, vote: Vote, question: Question, keys: dict[str, str] | None
) -> tuple[Entitlement, ...]:
    """Return every member in the order of the hall; who has no key for a board is told so."""
    found = sessions.roll(transaction, vote.session, question)
    return tuple(
        Entitlement(
            member,
            decision.allowed,
            NO_KEY
            if decision.allowed and keys is not None and member not in keys
            else decision.why,
        )
        for member, decision in found.items()
    )


def _voting_keys(transaction: Transaction, vote: Vote, question: Question) -> dict[str, str]:
    found = sessions.roll(transaction, vote.session, question)
    entitled = [member for member, decision in found.items() if decision.allowed]
    keys = {member: sessions.voting_key(transaction, vote.session, member) for member in entitled}
    return {member: key.public for member, key in keys.items() if key is not None}


def _setup(transaction: Transaction, vote: Vote, keys: dict[str, str]) -> Setup:
    trustees = sessions.keys(transaction, vote.session, KeyUse.TRUSTEE)
    witnesses = sessions.keys(transaction, vote.session, KeyUse.WITNESS)
    if len({each.member for each in trustees}) < max(rules.TRUSTEES_MIN, len(trustees)):
        raise Denied(why="votes.trustees_missing")
    if len({each.member for each in witnesses}) < rules.WITNESSES_MIN:
        raise Denied(why="votes.witnesses_missing")
    return Setup(
        id=vote.id,
        session=vote.session,
        election=vote.id,  # a ballot is bound to it: none fits another round
        round=max(1, vote.round),
        titles=dict(vote.title.texts),
        options=tuple(
            {"key": each.key, "name": dict(each.name.texts)}
            for each in (*vote.choices, tables.abstention())
        ),
        marks_min=1,
        marks_max=vote.marks_max,
        ballots_min=rules.BALLOTS_MIN,
        roll=keys,
        trustees=trustees,
        threshold=len(trustees) // 2 + 1,
        witnesses=witnesses,
        witnesses_min=rules.witnesses_needed(len(witnesses)),
        matter=vote.matter,
        closes_at=vote.closes_at,
    )
