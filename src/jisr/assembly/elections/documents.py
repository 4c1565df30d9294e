"""What each version of a thing of an election says when it is sealed, and how it is read again."""

import datetime
from collections.abc import Mapping
from typing import Any

from jisr.access.texts import plain_language_map, read_language_map
from jisr.assembly.elections.model import (
    Acceptance,
    AcceptanceKind,
    Committee,
    DrawState,
    Election,
    ElectionKind,
    Holder,
    LotsDraw,
    Nomination,
    NominationState,
    Standing,
    Step,
    StepKind,
)
from jisr.kit.clock import instant_text, parse_instant


def committee_document(committee: Committee) -> dict[str, Any]:
    """Return a committee as plain values."""
    return {
        "session": committee.session,
        "holders": [
            {
                "post": each.post.value,
                "person": each.person,
                "name": each.name,
                "member": each.member,
                "is_leaving": each.is_leaving,
            }
            for each in committee.holders
        ],
    }


def committee_of(told: Mapping[str, Any], version: int) -> Committee:
    """Return the committee that `committee_document` wrote."""
    return Committee(
        told["session"],
        tuple(
            Holder(
                post=ElectionKind(each["post"]),
                person=each["person"],
                name=each["name"],
                member=each["member"],
                is_leaving=each["is_leaving"],
            )
            for each in told["holders"]
        ),
        version,
    )


def election_document(election: Election) -> dict[str, Any]:
    """Return an election as plain values."""
    return {
        "id": election.id,
        "session": election.session,
        "kind": election.kind.value,
        "region": election.region,
        "seats": election.seats,
        "for_session": election.for_session,
        "announced_at": instant_text(election.announced_at),
        "candidates": [
            {
                "nomination": each.nomination,
                "member": each.member,
                "region": each.region,
                "name": plain_language_map(each.name),
            }
            for each in election.candidates
        ],
        "dropped": dict(election.dropped),
        "sitting": dict(election.sitting),
        "steps": [[each.kind.value, each.id] for each in election.steps],
        "result_digest": election.result_digest,
        "result_entry": election.result_entry,
        "ended_at": _instant(election.ended_at),
        "embargo_until": _instant(election.embargo_until),
    }


def election_of(told: Mapping[str, Any], version: int) -> Election:
    """Return the election that `election_document` wrote."""
    return Election(
        id=told["id"],
        session=told["session"],
        kind=ElectionKind(told["kind"]),
        region=told["region"],
        seats=told["seats"],
        for_session=told["for_session"],
        announced_at=parse_instant(told["announced_at"]),
        candidates=tuple(
            Standing(
                each["nomination"], each["member"], each["region"], read_language_map(each["name"])
            )
            for each in told["candidates"]
        ),
        dropped=told["dropped"],
        sitting=told["sitting"],
        steps=tuple(Step(StepKind(kind), of) for kind, of in told["steps"]),
        result_digest=told["result_digest"],
        result_entry=told["result_entry"],
        ended_at=_read_instant(told["ended_at"]),
        embargo_until=_read_instant(told["embargo_until"]),
        version=version,
    )


def nomination_document(nomination: Nomination) -> dict[str, Any]:
    """Return a nomination as plain values."""
    acceptance = nomination.acceptance
    return {
        "id": nomination.id,
        "election": nomination.election,
        "member": nomination.member,
        "nominee": nomination.nominee,
        "name": nomination.name,
        "post": nomination.post,
        "languages": list(nomination.languages),
        "nominated_at": instant_text(nomination.nominated_at),
        "nominated_by": nomination.nominated_by,
        "acceptance": None
        if acceptance is None
        else {
            "kind": acceptance.kind.value,
            "at": instant_text(acceptance.at),
            "digest": acceptance.digest,
        },
        "state": nomination.state.value,
        "why": nomination.why,
        "decided_at": _instant(nomination.decided_at),
    }


def nomination_of(told: Mapping[str, Any], version: int) -> Nomination:
    """Return the nomination that `nomination_document` wrote."""
    accepted = told["acceptance"]
    return Nomination(
        id=told["id"],
        election=told["election"],
        member=told["member"],
        nominee=told["nominee"],
        name=told["name"],
        post=told["post"],
        languages=tuple(told["languages"]),
        nominated_at=parse_instant(told["nominated_at"]),
        nominated_by=told["nominated_by"],
        acceptance=None
        if accepted is None
        else Acceptance(
            AcceptanceKind(accepted["kind"]), parse_instant(accepted["at"]), accepted["digest"]
        ),
        state=NominationState(told["state"]),
        why=told["why"],
        decided_at=_read_instant(told["decided_at"]),
        version=version,
    )


def draw_document(draw: LotsDraw) -> dict[str, Any]:
    """Return a draw of lots as plain values."""
    return {
        "id": draw.id,
        "election": draw.election,
        "tied": list(draw.tied),
        "seats": draw.seats,
        "opened_at": instant_text(draw.opened_at),
        "excluded": list(draw.excluded),
        "commitments": dict(draw.commitments),
        "values": dict(draw.values),
        "order": list(draw.order),
        "seed": draw.seed,
        "refusers": list(draw.refusers),
        "state": draw.state.value,
    }


def draw_of(told: Mapping[str, Any], version: int) -> LotsDraw:
    """Return the draw that `draw_document` wrote."""
    return LotsDraw(
        id=told["id"],
        election=told["election"],
        tied=tuple(told["tied"]),
        seats=told["seats"],
        opened_at=parse_instant(told["opened_at"]),
        excluded=tuple(told["excluded"]),
        commitments=told["commitments"],
        values=told["values"],
        order=tuple(told["order"]),
        seed=told["seed"],
        refusers=tuple(told["refusers"]),
        state=DrawState(told["state"]),
        version=version,
    )


def _instant(instant: datetime.datetime | None) -> str | None:
    return instant_text(instant) if instant else None


def _read_instant(text: str | None) -> datetime.datetime | None:
    return parse_instant(text) if text else None
