"""The result of an election as it is sealed: everything from which a sheet is made. Pure."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from jisr.access.model import NetworkProfile
from jisr.access.texts import plain_language_map
from jisr.assembly.counting.elections import Stage
from jisr.assembly.elections import naming
from jisr.assembly.elections.model import Election, Standing, StepKind
from jisr.assembly.elections.progress import Held, Progress
from jisr.assembly.sessions.model import Session
from jisr.kit.clock import instant_text
from jisr.ledger.canonical import canonical_bytes

FORMAT: Final = "jisr-election-result/v1"
TAG: Final = b"jisr-election-result/v1\n"


def result_document(
    profile: NetworkProfile, session: Session, election: Election, progress: Progress
) -> dict[str, Any]:
    """Return the result of an election that has ended; a sheet needs nothing else."""
    title = naming.election_title(election, profile.languages)
    standing = {each.nomination: each for each in election.candidates}
    return {
        "format": FORMAT,
        "network": profile.name,
        "organisation": plain_language_map(profile.title),
        "languages": list(profile.languages),
        "election": election.id,
        "session": election.session,
        "city": plain_language_map(session.city),
        "opens": str(session.opens),
        "closes": str(session.closes) if session.closes else "",
        "kind": election.kind.value,
        "region": election.region,
        "for_session": election.for_session,
        "seats": election.seats,
        "title": plain_language_map(title),
        "rule": {
            "key": progress.rule.key,
            "article": progress.rule.article,
            "valid_from": progress.rule.valid_from.isoformat(),
            "region_seats": progress.rule.region_seats_max,
            "reading": progress.rule.reading,
        },
        "candidates": [_candidate(each) for each in election.candidates],
        "dropped": dict(election.dropped),
        "withdrawn": [step.id for step in election.steps if step.kind is StepKind.WITHDRAWAL],
        "ballots": [_ballot(progress, each) for each in progress.held],
        "lots": [
            {
                "draw": each.id,
                "tied": list(each.tied),
                "seats": each.seats,
                "order": list(each.order),
                "seed": each.seed,
            }
            for each in progress.drawn
        ],
        "outcome": progress.state.stage.value,
        "elected": [_candidate(standing[key]) for key in progress.state.elected],
    }


def result_bytes(document: Mapping[str, Any]) -> bytes:
    """Return a result in its one spelling."""
    return canonical_bytes(dict(document))


def result_digest(encoded: bytes) -> str:
    """Return the digest that a sheet shows, in hexadecimal."""
    return hashlib.sha256(TAG + encoded).hexdigest()


def is_elected(document: Mapping[str, Any]) -> bool:
    """Return whether every seat was filled."""
    return bool(document["outcome"] == Stage.ELECTED.value)


def _candidate(standing: Standing) -> dict[str, Any]:
    return {
        "nomination": standing.nomination,
        "member": standing.member,
        "region": standing.region,
        "name": plain_language_map(standing.name),
    }


def _ballot(progress: Progress, held: Held) -> dict[str, Any]:
    """Return a ballot in the order of its announcement (RoP 40(4))."""
    announced = held.round.announcement
    majority = None if held.round.is_tie_ballot else _majority(progress, held.round.number)
    return {
        "vote": held.vote.id,
        "number": held.round.number,
        "is_tie_ballot": held.round.is_tie_ballot,
        "closed_at": instant_text(held.vote.closed_at) if held.vote.closed_at else "",
        "majority": majority,
        "entitled": announced.entitled,
        "abstentions": announced.abstentions,
        "invalid": announced.invalid,
        "expressed": announced.expressed,
        "required": announced.required,
        "results": [[key, votes] for key, votes in announced.results],
        "elected": list(held.round.elected),
        "passed": {key: why.value for key, why in held.round.passed.items()},
    }


def _majority(progress: Progress, number: int) -> dict[str, Any] | None:
    majority = progress.rule.ballot(number).majority
    if majority is None:
        return None
    return {
        "numerator": majority.numerator,
        "denominator": majority.denominator,
        "strict": majority.is_strict,
        "base": majority.base.value,
    }
