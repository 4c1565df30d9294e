"""The OpenAPI document is true: nothing that fits it, and nothing that does not, breaks a hub.

JISR_OPENAPI_EXAMPLES says how many requests each operation gets (5), JISR_OPENAPI_SEED which.
"""

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from check_world import NOUR
from hit_world import found_desk
from hub_thread import listening
from jisr.app.web import build_web
from jisr.checks.dialogue.model import DialogueView
from jisr.kit.db import METADATA, Database
from jisr.kit.http.hub import Hub
from jisr.settings import Settings
from web import CASE, Web, web_over

EXAMPLES = int(os.environ.get("JISR_OPENAPI_EXAMPLES", "5"))
SEED = int(os.environ.get("JISR_OPENAPI_SEED", "1"))
OFFICER = "head@fra"
TOKEN_MINUTES = 600
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, dict[str, str]]]:
    """A hub over a network with records and a hit, and the ids of what is there."""
    home = tmp_path_factory.mktemp("hub")
    database = Database.at(home / "jisr.db")
    METADATA.create_all(database.engine)
    desk = found_desk(database, home)
    desk.world.record(NOUR)
    view = desk.asked()
    yield web_over(database, home), known_ids(view)
    database.close()


def known_ids(view: DialogueView) -> dict[str, str]:
    """Return what the parameters of a path can name in the network."""
    dialogue = view.dialogue
    return {
        "record": dialogue.record,
        "record_id": dialogue.record,
        "hit": dialogue.id,
        "trace_id": dialogue.trace,
        "officer": "officer@fra",
        "dataset": "default",
    }


@pytest.fixture(scope="module")
def url(hub: tuple[Web, dict[str, str]]) -> Iterator[str]:
    """Where it answers."""
    with listening(hub[0]) as found:
        yield found


@pytest.fixture(scope="module")
def headers(hub: tuple[Web, dict[str, str]]) -> dict[str, str]:
    """What the officer sends with each request."""
    token = hub[0].token(OFFICER, minutes=TOKEN_MINUTES)
    asking = {"Jisr-Purpose": "border-management", "Jisr-Case": CASE}
    return {"Authorization": f"Bearer {token}", **asking}


@schemathesis.serializer("application/x-ndjson")
def one_line(_context: Any, value: Any) -> bytes:
    """Write the one question of a stream."""
    return json.dumps(value).encode()


def document() -> Any:
    """Return the document of the application; no network is needed to say what the routes are."""
    hub = Hub(Path(), Database("sqlite://"), Settings(), "world", {})
    return build_web(hub, is_encrypted=False).openapi()


schema = schemathesis.openapi.from_dict(document())


@schema.parametrize()
@seed(SEED)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_operation_answers_as_it_says(
    case: schemathesis.Case[Any],
    hub: tuple[Web, dict[str, str]],
    url: str,
    headers: dict[str, str],
) -> None:
    """No 5xx, no undeclared status, kind of content or shape, whatever is sent."""
    _, known = hub
    drawn = repr(case.path_parameters).encode()
    if zlib.crc32(drawn) % 2:  # half of them about something that is there
        case.path_parameters |= {name: known[name] for name in known.keys() & case.path_parameters}
    response = case.call(base_url=url, headers=headers, timeout=30)
    case.validate_response(response, checks=CHECKS)
