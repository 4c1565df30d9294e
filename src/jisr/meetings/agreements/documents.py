"""What is sealed and kept of a memorandum, read back, and the digest that is signed."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from jisr.access.model import DatabaseName, Operation, Purpose
from jisr.assembly.texts.model import Paragraph, ParagraphKind
from jisr.kit.clock import instant_text, parse_instant
from jisr.ledger.canonical import JsonValue, canonical_bytes
from jisr.meetings.agreements.model import (
    Body,
    Contact,
    GrantTerms,
    Memorandum,
    Objection,
    Opinion,
    Paper,
    Renewal,
    Ruling,
    Signatory,
    Signature,
    State,
    Step,
    Terms,
)

FORMAT: Final = "jisr-memorandum/v1"
TAG: Final = b"jisr.memorandum.terms/1\n"
"""What is signed begins with it, so that no signature over anything else can be meant."""


def digest_of(network: str, memorandum_id: str, terms: Terms) -> str:
    """Return the SHA-256 (hexadecimal) of all that the parties sign: words, parties, days, grant.

    Which revision a language follows is work on the words, not the words: it is left out.
    """
    told = terms_document(terms)
    paragraphs: Any = told["paragraphs"]
    words = [{"kind": each["kind"], "texts": each["texts"]} for each in paragraphs]
    signed: Any = {
        "network": network,
        "memorandum": memorandum_id,
        "terms": {**told, "paragraphs": words},
    }
    return hashlib.sha256(TAG + canonical_bytes(signed)).hexdigest()


# ── terms ─────────────────────────────────────────────────────────────────────────────────────


def terms_document(terms: Terms) -> dict[str, JsonValue]:
    """Return terms as plain values."""
    return {
        "title": dict(terms.title),
        "paragraphs": [
            {
                "id": each.paragraph_id,
                "kind": each.kind.value,
                "texts": dict(each.texts),
                "revisions": dict(each.revisions),
            }
            for each in terms.paragraphs
        ],
        "languages": list(terms.languages),
        "parties": list(terms.parties),
        "scopes": list(terms.scopes),
        "signatories": [
            {"party": each.party, "name": each.name, "post": each.post}
            for each in terms.signatories
        ],
        "starts": _day_text(terms.starts),
        "ends": _day_text(terms.ends),
        "renewal_days": terms.renewal_days,
        "review": _day_text(terms.review),
        "meeting": terms.meeting,
        "laws": list(terms.laws),
        "papers": [{"name": each.name, "sha256": each.sha256} for each in terms.papers],
        "grant": None if terms.grant is None else _grant_document(terms.grant),
    }


def read_terms(told: Mapping[str, Any]) -> Terms:
    """Return the terms that `terms_document` told."""
    return Terms(
        title=dict(told["title"]),
        paragraphs=tuple(
            Paragraph(each["id"], ParagraphKind(each["kind"]), each["texts"], each["revisions"])
            for each in told["paragraphs"]
        ),
        languages=tuple(told["languages"]),
        parties=tuple(told["parties"]),
        scopes=tuple(told["scopes"]),
        signatories=tuple(Signatory(**each) for each in told["signatories"]),
        starts=_day(told["starts"]),
        ends=_day(told["ends"]),
        renewal_days=told["renewal_days"],
        review=_day(told["review"]),
        meeting=told["meeting"],
        laws=tuple(told["laws"]),
        papers=tuple(Paper(**each) for each in told["papers"]),
        grant=None if told["grant"] is None else _read_grant(told["grant"]),
    )


def _grant_document(grant: GrantTerms) -> dict[str, JsonValue]:
    return {
        "bureau": grant.bureau,
        "databases": sorted(each.value for each in grant.databases),
        "operations": sorted(each.value for each in grant.operations),
        "purposes": sorted(each.value for each in grant.purposes),
        "counterparts": sorted(grant.counterparts),
        "starts": _day_text(grant.starts),
        "ends": _day_text(grant.ends),
    }


def _read_grant(told: Mapping[str, Any]) -> GrantTerms:
    return GrantTerms(
        bureau=told["bureau"],
        databases=frozenset(map(DatabaseName, told["databases"])),
        operations=frozenset(map(Operation, told["operations"])),
        purposes=frozenset(map(Purpose, told["purposes"])),
        counterparts=frozenset(told["counterparts"]),
        starts=_day(told["starts"]),
        ends=_day(told["ends"]),
    )


# ── the memorandum ────────────────────────────────────────────────────────────────────────────


def memorandum_document(memorandum: Memorandum) -> dict[str, JsonValue]:
    """Return all that there is to know of a version of a memorandum."""
    return {
        "format": FORMAT,
        "id": memorandum.id,
        "terms": terms_document(memorandum.terms),
        "drafted_at": instant_text(memorandum.drafted_at),
        "revision": memorandum.revision,
        "state": memorandum.state.value,
        "path": memorandum.path,
        "opinions": [
            {
                "body": each.body.value,
                "is_favourable": each.is_favourable,
                "reference": each.reference,
                "digest": each.digest,
            }
            for each in memorandum.opinions
        ],
        "proposed_at": _instant_text(memorandum.proposed_at),
        "window_ends": _day_text(memorandum.window_ends),
        "objections": [_timed(each) for each in memorandum.objections],
        "ruling": None
        if memorandum.ruling is None
        else {"vote": memorandum.ruling.vote, "is_approved": memorandum.ruling.is_approved},
        "signatures": [_timed(each) for each in memorandum.signatures],
        "entered": _day_text(memorandum.entered),
        "ended": _day_text(memorandum.ended),
        "grant": memorandum.grant,
        "contacts": [
            {"party": each.party, "name": each.name, "address": each.address}
            for each in memorandum.contacts
        ],
        "review": _day_text(memorandum.review),
        "renewal": None if memorandum.renewal is None else _timed(memorandum.renewal),
        "renews": memorandum.renews,
        "successor": memorandum.successor,
        "why": memorandum.why,
        "steps": [_timed(each) for each in memorandum.steps],
        "version": memorandum.version,
    }


def read_memorandum(told: Mapping[str, Any]) -> Memorandum:
    """Return the memorandum that `memorandum_document` told."""
    return Memorandum(
        id=told["id"],
        terms=read_terms(told["terms"]),
        drafted_at=parse_instant(told["drafted_at"]),
        revision=told["revision"],
        state=State(told["state"]),
        path=told["path"],
        opinions=tuple(
            Opinion(**{**each, "body": Body(each["body"])}) for each in told["opinions"]
        ),
        proposed_at=_instant(told["proposed_at"]),
        window_ends=_day(told["window_ends"]),
        objections=tuple(Objection(**_read_timed(each)) for each in told["objections"]),
        ruling=None if told["ruling"] is None else Ruling(**told["ruling"]),
        signatures=tuple(Signature(**_read_timed(each)) for each in told["signatures"]),
        entered=_day(told["entered"]),
        ended=_day(told["ended"]),
        grant=told["grant"],
        contacts=tuple(Contact(**each) for each in told["contacts"]),
        review=_day(told["review"]),
        renewal=None if told["renewal"] is None else Renewal(**_read_timed(told["renewal"])),
        renews=told["renews"],
        successor=told["successor"],
        why=told["why"],
        steps=tuple(Step(**_read_timed(each)) for each in told["steps"]),
        version=told["version"],
    )


def _timed(given: Objection | Signature | Renewal | Step) -> dict[str, JsonValue]:
    """Return something flat that happened at an instant."""
    told = {name: getattr(given, name) for name in type(given).__slots__}
    return {**told, "at": instant_text(given.at)}


def _read_timed(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "at": parse_instant(told["at"])}


def _day_text(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _instant_text(instant: datetime.datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _instant(text: str | None) -> datetime.datetime | None:
    return None if text is None else parse_instant(text)
