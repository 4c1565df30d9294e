"""The web application: the routes of every package on one hub."""

import contextlib
import importlib.metadata
import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi

from jisr.access import actions as access
from jisr.access import routes as access_routes
from jisr.access.callers import Callers, caller_of
from jisr.access.sign_in import routes as sign_in_routes
from jisr.access.sign_in import tokens
from jisr.access.sign_in.tokens import TokenKey
from jisr.access.viewing import tell
from jisr.app import health, site
from jisr.app.home import REASONS, open_session
from jisr.assembly.boards import routes as board_routes
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.elections import lots_routes, nomination_routes, sheet_routes
from jisr.assembly.elections import routes as election_routes
from jisr.assembly.hall import routes as hall_routes
from jisr.assembly.hall.actions import read_state
from jisr.assembly.hall.feed import Feed
from jisr.assembly.sessions import routes as session_routes
from jisr.assembly.texts import routes as text_routes
from jisr.assembly.votes import routes as vote_routes
from jisr.assembly.votes.services import Closer
from jisr.checks import routes as checks_routes
from jisr.checks.desk import Desk
from jisr.checks.dialogue import routes as hit_routes
from jisr.checks.dialogue.services import services as hit_services
from jisr.checks.index import INDEX_FOLDER
from jisr.checks.own_names import OwnPersons
from jisr.checks.tallies.services import Tallier
from jisr.errors import AlreadyExists
from jisr.insight import routes as figure_routes
from jisr.kit.console import Home, Options, Session
from jisr.kit.http.forwarded import Proxied, trusted_networks
from jisr.kit.http.headers import SecurityHeaders
from jisr.kit.http.hub import Hub
from jisr.kit.http.limits import BodyLimit
from jisr.kit.http.metrics import Metered
from jisr.kit.http.metrics import router as metrics_router
from jisr.kit.http.problems import PROBLEM_RESPONSES, PROBLEM_SCHEMA, add_problems
from jisr.kit.logs import start_logging
from jisr.ledger import routes as ledger_routes
from jisr.ledger.keys import SigningKey, create_key, load_key
from jisr.meetings.agreements import routes as memorandum_routes
from jisr.oversight import routes as oversight_routes
from jisr.records import browsing_routes
from jisr.records import routes as record_routes
from jisr.records.actions.browsing import OwnNames
from jisr.records.importing import routes as import_routes
from jisr.records.importing.uploads import FILE_BYTES_MAX
from jisr.records.importing.worker import Importer
from jisr.site.rendering import Site

API = "/v1"
"""Where the API begins; a change that breaks a caller makes a new one."""
ROUTERS: Sequence[APIRouter] = (
    *checks_routes.ROUTERS,  # the hot path: what is matched first is found fastest
    access_routes.router,
    import_routes.router,  # before the records, whose ids could be anything
    browsing_routes.router,
    record_routes.router,
    hit_routes.router,
    figure_routes.router,
    oversight_routes.router,
    hall_routes.router,
    board_routes.router,
    vote_routes.router,
    election_routes.router,
    nomination_routes.router,
    lots_routes.router,
    sheet_routes.router,
    *sign_in_routes.ROUTERS,
    *session_routes.ROUTERS,
    *text_routes.ROUTERS,
    memorandum_routes.router,
)
UNVERSIONED: Sequence[APIRouter] = (*checks_routes.UNVERSIONED, *site.ROUTERS)
"""What stands outside the version: paths that are another product's, and pages for people."""
STREAM_BYTES_MAX = 512 << 20
"""A list is read line by line: some millions of travellers."""
STREAMS = {
    f"{API}/checks/stream": STREAM_BYTES_MAX,
    f"{API}{import_routes.router.prefix}": FILE_BYTES_MAX,
}
"""Paths whose body is read as it comes, with its ceiling."""
HOME_VARIABLE = "JISR_HOME"
ENCRYPTED_VARIABLE = "JISR_IS_ENCRYPTED"
WORKERS_VARIABLE = "JISR_WORKERS"


@runtime_checkable
class Service(Protocol):
    """What works beside the requests while the application lives: parts of the hub are, too."""

    def start(self) -> None:
        """Begin; called before the first request."""

    def stop(self) -> None:
        """Finish what was begun; called after the last request."""


def build_hub(session: Session, workers: int = 1) -> Hub:
    """Return the hub over an open data directory, with what each package keeps for its routes.

    `workers` such processes answer beside each other and share the rates.
    """
    with session.database.reading() as transaction:
        network = access.network(transaction)
    hub = Hub(
        home=session.home,
        database=session.database,
        settings=session.settings,
        network=network.name,
        reasons=REASONS,
        is_demo=network.is_demo,
        workers=workers,
    )
    hub.parts[Callers] = Callers(hub, TokenKey(token_key(session.home, network.name)))
    folder = session.home / INDEX_FOLDER
    hub.parts[Registrar] = Registrar.at(session.home, network.name)
    hub.parts[Desk] = Desk(session.database, session.settings, folder, workers=workers)
    hub.parts.update({type(each): each for each in hit_services(hub)})
    hub.parts[Tallier] = Tallier(session.database)
    hub.parts[OwnNames] = OwnNames(OwnPersons(hub.part(Desk)).find)
    hub.parts[Importer] = Importer.of(hub)
    hub.parts[Closer] = Closer(session.database, hub.part(Registrar))
    hub.parts[Feed] = Feed(session.database, read_state)
    hub.parts[Site] = site.build_site(hub, network)
    return hub


def token_key(home: Path, network: str) -> SigningKey:
    """Return the key that signs access tokens; the first process of a home makes it."""
    path = home / tokens.KEY_FILE
    if not path.exists():
        with contextlib.suppress(AlreadyExists):  # another worker was faster
            return create_key(path, network)
    return load_key(path, network)


def build_web(hub: Hub, services: Sequence[Service] = (), *, is_encrypted: bool) -> FastAPI:
    """Return the application: every route, the limits and headers of every answer."""

    @contextlib.asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        running = [*services, *(each for each in hub.parts.values() if isinstance(each, Service))]
        for service in running:
            service.start()
        try:
            yield
        finally:
            for service in reversed(running):
                service.stop()

    app = FastAPI(
        title="Jisr",
        version=importlib.metadata.version("jisr"),
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        lifespan=life,
        responses=PROBLEM_RESPONSES,
    )
    app.state.hub = hub
    add_problems(app, tell)
    app.add_middleware(BodyLimit, streams=STREAMS)
    if networks := trusted_networks(hub.settings.trusted_proxy):
        app.add_middleware(Proxied, networks=networks, is_closed=not is_encrypted)
    app.add_middleware(SecurityHeaders, is_encrypted=is_encrypted)
    app.add_middleware(Metered)
    for router in ROUTERS:
        app.include_router(router, prefix=API)
    # The ledger knows no callers; its hashes are for whoever is signed in.
    app.include_router(ledger_routes.router, prefix=API, dependencies=[Depends(caller_of)])
    for router in UNVERSIONED:
        app.include_router(router)
    app.include_router(health.router)
    app.include_router(metrics_router)
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]  # FastAPI's way to say it
    return app


def _document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document, in which every error is a problem."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, routes=app.routes)
        components = document.setdefault("components", {})
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"token": []}]
        schemas = components.setdefault("schemas", {})
        schemas["Problem"] = PROBLEM_SCHEMA
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        app.openapi_schema = document
    return app.openapi_schema


def from_environment() -> FastAPI:
    """Return the application of one worker process; `jisr serve` sets its environment."""
    start_logging()
    options = Options(Path(os.environ[HOME_VARIABLE]), officer="", language="", as_json=False)
    session = open_session(options, Home.FOUNDED)
    hub = build_hub(session, workers=int(os.environ.get(WORKERS_VARIABLE, "1")))
    return build_web(hub, is_encrypted=ENCRYPTED_VARIABLE in os.environ)
