"""What each version of a thing of a session says when it is sealed, and how it is read again."""

from collections.abc import Mapping
from typing import Any

from jisr.access.texts import day, plain_language_map, read_language_map
from jisr.assembly.sessions.model import (
    Convocation,
    Credential,
    Delegate,
    Delegation,
    Evidence,
    Fact,
    HallKey,
    Held,
    LetterDraw,
    Observer,
    Office,
    Post,
    Session,
    SessionKind,
)
from jisr.kit.clock import instant_text, parse_instant
from jisr.values import PartialDate


def session_document(held: Held) -> dict[str, Any]:
    """Return a session as plain values; the order of the hall only once its letter is drawn."""
    session = held.session
    return {
        "number": session.number,
        "kind": session.kind.value,
        "host": session.host,
        "city": plain_language_map(session.city),
        "opens": str(session.opens),
        "closes": str(session.closes) if session.closes else None,
        "facts": [
            {
                "key": each.key,
                "text": each.text,
                "evidence": each.evidence.value,
                "source": each.source,
            }
            for each in session.facts
        ],
        "letter": held.letter,
        "order": list(held.order) if held.letter else [],
        "offices": {office.value: list(held.offices.get(office, ())) for office in Office},
        "is_generated": held.is_generated,
        "convocation": _convocation_document(held.convocation),
        "draw": _draw_document(held.draw),
        "done": {key: instant_text(at) for key, at in held.done.items()},
    }


def held_of(told: Mapping[str, Any], version: int) -> Held:
    """Return the session that `session_document` wrote."""
    return Held(
        session=Session(
            number=told["number"],
            kind=SessionKind(told["kind"]),
            host=told["host"],
            city=read_language_map(told["city"]),
            opens=PartialDate.parse(told["opens"]),
            closes=PartialDate.parse(told["closes"]) if told["closes"] else None,
            facts=tuple(
                Fact(each["key"], each["text"], Evidence(each["evidence"]), each["source"])
                for each in told["facts"]
            ),
        ),
        version=version,
        letter=told["letter"],
        order=tuple(told["order"]),
        offices={office: tuple(told["offices"].get(office.value, ())) for office in Office},
        is_generated=told["is_generated"],
        convocation=_convocation_of(told["convocation"]),
        draw=LetterDraw(**told["draw"]) if told["draw"] else None,
        done={key: parse_instant(at) for key, at in told["done"].items()},
    )


def delegation_document(session: int, delegation: Delegation) -> dict[str, Any]:
    """Return a delegation as plain values."""
    return {
        "session": session,
        "member": delegation.member,
        "sub_bureaus": delegation.sub_bureaus,
        "delegates": [
            {
                "id": each.id,
                "name": each.name,
                "posts": sorted(post.value for post in each.posts),
                "is_extra": each.is_extra,
                "is_revoked": each.is_revoked,
            }
            for each in delegation.delegates
        ],
    }


def delegation_of(told: Mapping[str, Any]) -> Delegation:
    """Return the delegation that `delegation_document` wrote."""
    return Delegation(
        member=told["member"],
        sub_bureaus=told["sub_bureaus"],
        delegates=tuple(
            Delegate(
                id=each["id"],
                name=each["name"],
                posts=frozenset(map(Post, each["posts"])),
                is_extra=each["is_extra"],
                is_revoked=each["is_revoked"],
            )
            for each in told["delegates"]
        ),
    )


def credential_document(session: int, credential: Credential, why: str) -> dict[str, Any]:
    """Return credentials as plain values."""
    return {
        "session": session,
        "member": credential.member,
        "issuer": credential.issuer.value,
        "state": credential.state.value,
        "why": why,
    }


def observer_document(session: int, observer: Observer, *, is_admitted: bool) -> dict[str, Any]:
    """Return an observer as plain values."""
    return {
        "session": session,
        "id": observer.id,
        "name": observer.name,
        "kind": observer.kind.value,
        "is_listed": observer.is_listed,
        "is_partner": observer.is_partner,
        "is_approved_by_host": observer.is_approved_by_host,
        "is_admitted": is_admitted,
    }


def key_document(key: HallKey, proof: str) -> dict[str, Any]:
    """Return a key of the hall as plain values, with the signature that it was registered with."""
    return {
        "id": key.id,
        "session": key.session,
        "officer": key.officer,
        "member": key.member,
        "use": key.use.value,
        "public": key.public,
        "sealing": key.sealing,
        "proof": proof,
        "registered_at": instant_text(key.registered_at),
        "revoked_at": instant_text(key.revoked_at) if key.revoked_at else None,
    }


def _convocation_document(convocation: Convocation | None) -> dict[str, Any] | None:
    if convocation is None:
        return None
    return {
        "requested_on": convocation.requested_on.isoformat(),
        "subjects": list(convocation.subjects),
    }


def _convocation_of(told: Mapping[str, Any] | None) -> Convocation | None:
    if told is None:
        return None
    return Convocation(day("requested_on", told["requested_on"]), tuple(told["subjects"]))


def _draw_document(draw: LetterDraw | None) -> dict[str, Any] | None:
    if draw is None:
        return None
    return {
        "evidence": draw.evidence,
        "commitments": dict(draw.commitments),
        "values": dict(draw.values),
    }
