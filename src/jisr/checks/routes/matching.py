"""Checks in the shape of OpenSanctions' yente: its clients screen against this network unchanged.

The token carries purpose and case. What differs is said in the answers: a hit is presumed, features
are weights of evidence in bits, and a record below the operating point of the purpose is not shown,
whatever cutoff is asked for.
"""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from jisr.access import actions as access
from jisr.access.callers import CaseHeader, PurposeHeader, caller_of, narrowed
from jisr.access.model import DatabaseName
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.rules import may_use
from jisr.checks.desk import Desk
from jisr.checks.examples import Example, entity_of, entity_shown, queries_of, understood
from jisr.checks.model import Answer, Hit, PersonQuery
from jisr.checks.routes.asking import JSON
from jisr.checks.routes.ground import ask_each, asking_now
from jisr.checks.routes.questions import body_of, check_media, read_json
from jisr.checks.view import HITS_DEFAULT, HITS_MAX, Limits
from jisr.errors import JisrError, NotFound, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.hub import hub_of
from jisr.records import actions as records
from jisr.records.model import View

EXAMPLES_MAX = 100
"""Examples of one request, as yente."""
MATCHES_DEFAULT = 5
ALGORITHM = "jisr-evidence"
ALGORITHMS = frozenset(
    (
        *(ALGORITHM, "best", "default", "logic-v1", "logic-v2"),
        *("regression-v1", "name-based", "name-qualified"),
    )
)
"""Names that clients send; all are answered by the one way of this network, which is told."""
COLLECTIONS = ("default", "sanctions")
"""Names of everything together that the documented examples use."""
ENTITY_LENGTH_MAX = 255
"""Longer than any id that a client of OpenSanctions sends."""
ENTRY_HEADER = "Jisr-Entry"
"""Names the sealed reading, which has no place in an entity."""
_KEY = b"apikey "
_DESCRIPTIONS = {
    "name": "The names as a whole, in any script.",
    "name.token": "One word of a name beside one word of another.",
    "birth_date": "The birth dates, as precise as they are known.",
    "birth_place": "The birth places.",
    "nationality": "The nationalities.",
    "sex": "The sex.",
    "document": "The number of a document, exactly.",
}
router = APIRouter(tags=["matching"])
_encode = msgspec.json.Encoder().encode


class Examples(msgspec.Struct, frozen=True):
    """Examples by names that the caller chooses."""

    queries: Annotated[dict[str, Example], msgspec.Meta(min_length=1, max_length=EXAMPLES_MAX)]


_EXAMPLES = msgspec.json.Decoder(Examples)


@router.post(
    "/match/{dataset}",
    response_class=Response,
    openapi_extra=body_of(Examples, JSON, "Examples by names that the caller chooses."),
)
async def match(
    request: Request,
    dataset: str,
    limit: Annotated[int, Query(ge=1, le=HITS_MAX)] = MATCHES_DEFAULT,
    threshold: Annotated[float | None, Query(ge=0, le=1)] = None,
    cutoff: Annotated[float, Query(ge=0, le=1)] = 0.0,
    algorithm: Annotated[str, Query(max_length=64)] = ALGORITHM,
) -> Response:
    """Return for each example the records that may be meant."""
    databases = _databases(dataset)
    _check_algorithm(algorithm)
    asking = await asking_now(_with_key(request))
    check_media(request, JSON)
    examples: Examples = read_json(_EXAMPLES, await request.body())
    hub = hub_of(request)
    today = hub.database.clock().date()
    asked = {name: queries_of(each, today) for name, each in examples.queries.items()}
    limits = Limits(limit, is_list=len(asked) > 1)
    together = [query for queries in asked.values() for query in queries]
    outcomes = iter(await ask_each(hub.part(Desk), asking, together, limits))
    responses: dict[str, Any] = {}
    for name, queries in asked.items():
        hits = _merged([_answer(next(outcomes)) for _ in queries], databases)
        found = [entity_of(each, threshold) for each in hits if each.score >= cutoff][:limit]
        responses[name] = {
            "status": 200,
            "results": found,
            "total": {"value": len(found), "relation": "eq"},
            "query": understood(examples.queries[name], queries),
        }
    told = {"responses": responses, "matcher": _features(), "limit": limit}
    headers = {"x-batch-size": str(len(responses))}
    return Response(_encode(told), media_type=JSON, headers=headers)


@router.get("/search/{dataset}", response_class=Response)
async def search(
    request: Request,
    dataset: str,
    q: Annotated[str, Query(max_length=300)],
    limit: Annotated[int, Query(ge=1, le=HITS_MAX)] = HITS_DEFAULT,
    offset: Annotated[int, Query(ge=0, le=HITS_MAX)] = 0,
) -> Response:
    """Return the persons who may be meant by a name."""
    databases = _databases(dataset)
    asking = await asking_now(_with_key(request))
    desk = hub_of(request).part(Desk)
    limits = Limits(min(HITS_MAX, limit + offset))
    (outcome,) = await ask_each(desk, asking, [PersonQuery(name=q)], limits)
    found = [entity_of(each, None) for each in _merged([_answer(outcome)], databases)]
    told = {
        "limit": limit,
        "offset": offset,
        "total": {"value": len(found), "relation": "eq"},
        "results": found[offset : offset + limit],
        "facets": {},
    }
    return Response(_encode(told), media_type=JSON)


@router.get("/entities/{entity}", response_class=Response)
def open_entity(
    request: Request,
    entity: Annotated[str, Path(max_length=ENTITY_LENGTH_MAX)],
    purpose: PurposeHeader = "",
    case: CaseHeader = "",
    *,
    nested: Annotated[
        bool, Query(description="Taken, and nothing: no record holds others.")
    ] = True,
) -> Response:
    """Open a record as the caller may see it; the reading is sealed."""
    del nested
    caller = caller_of(_with_key(request))
    may_use(caller, Scope.READ).or_refuse()
    database = hub_of(request).database
    view = database.in_transaction(_opened, caller, narrowed(caller, purpose, case), entity)
    headers = {ENTRY_HEADER: view.entry_id}
    return Response(_encode(entity_shown(view.record)), media_type=JSON, headers=headers)


def _opened(transaction: Transaction, caller: Caller, why: tuple[str, str], record: str) -> View:
    asking = access.ask(transaction, caller.officer.id, *why)
    return records.open_record(transaction, asking, record)


@router.get("/algorithms")
def algorithms(request: Request) -> dict[str, Any]:
    """Return the one way in which entities are compared here."""
    caller_of(_with_key(request))
    told = {
        "name": ALGORITHM,
        "description": "Weight of evidence in bits (log2 likelihood ratio) with its reasons.",
        "features": _features(),
    }
    return {"algorithms": [told], "default": ALGORITHM, "best": ALGORITHM}


@router.get("/catalog")
def catalog(request: Request) -> dict[str, Any]:
    """Return what may be searched; everything is as new as the last record."""
    caller_of(_with_key(request))
    names = [str(each) for each in DatabaseName]
    datasets = [_dataset(each, names) for each in COLLECTIONS]
    datasets += [_dataset(each, []) for each in names]
    current = [each["name"] for each in datasets]
    return {"datasets": datasets, "current": current, "outdated": [], "index_stale": False}


def _dataset(name: str, children: Sequence[str]) -> dict[str, Any]:
    return {
        "name": name,
        "title": name,
        "load": True,
        "version": "live",
        "index_version": "live",
        "index_current": True,
        "children": list(children),
    }


def _databases(dataset: str) -> frozenset[DatabaseName]:
    """Return the databases of a dataset; raise `NotFound` for one that is not in the catalog."""
    if dataset in COLLECTIONS:
        return frozenset(DatabaseName)
    if dataset not in set(DatabaseName):
        raise NotFound(thing=to_translate("dataset"))
    return frozenset((DatabaseName(dataset),))


def _check_algorithm(name: str) -> None:
    if name not in ALGORITHMS:
        raise ValueMalformed(field="algorithm", why=to_translate("choose one of /algorithms"))


def _with_key(request: Request) -> Request:
    """Read the key that clients of OpenSanctions send (`ApiKey …`) as the token that it is."""
    headers = [
        (name, b"Bearer " + value[len(_KEY) :])
        if name == b"authorization" and value[: len(_KEY)].lower() == _KEY
        else (name, value)
        for name, value in request.scope["headers"]
    ]
    return Request({**request.scope, "headers": headers}, request.receive)


def _answer(outcome: Answer | JisrError) -> Answer:
    if isinstance(outcome, JisrError):
        raise outcome
    return outcome


def _merged(answers: Sequence[Answer], databases: frozenset[DatabaseName]) -> list[Hit]:
    """Return the hits of several names of one example, each record once, best first."""
    best: dict[str, Hit] = {}
    for hit in (each for answer in answers for each in answer.hits):
        if hit.database in databases and (
            hit.record not in best or best[hit.record].bits < hit.bits
        ):
            best[hit.record] = hit
    return sorted(best.values(), key=lambda hit: (-hit.bits, hit.record))


def _features() -> dict[str, Any]:
    return {
        name: {"description": text, "coefficient": 1.0, "url": None}
        for name, text in _DESCRIPTIONS.items()
    }
