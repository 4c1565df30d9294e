"""A hub behind a real socket, and callers of it."""

from collections.abc import Callable, Iterator

import pytest

from check_world import World, found_network
from hub_thread import listening
from jisr.access.sign_in.model import Scope
from jisr.client.client import Client
from jisr.kit.db import METADATA, Database
from jisr.settings import Settings
from web import CASE, Web, web_over

Call = Callable[..., Client]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Web, str]]:
    """One hub for the tests of a file: what goes over the line does not depend on the engine."""
    home = tmp_path_factory.mktemp("hub")
    database = Database.at(home / "jisr.db")
    METADATA.create_all(database.engine)
    world = found_network(database, home)
    web = web_over(database, home, Settings(hit_tick_seconds=86_400))  # no hit moves by itself
    with listening(web) as url:
        yield world, web, url
    database.close()


@pytest.fixture
def world(served: tuple[World, Web, str]) -> World:
    """The network behind the hub."""
    return served[0]


@pytest.fixture
def url(served: tuple[World, Web, str]) -> str:
    """Where the hub answers."""
    return served[2]


@pytest.fixture
def call(served: tuple[World, Web, str]) -> Iterator[Call]:
    """Call the hub as an officer."""
    _, web, url = served
    clients: list[Client] = []

    def calling(
        officer: str = "officer@mar", *scopes: Scope, purpose: str = "border-management"
    ) -> Client:
        token = web.token(officer, *scopes)
        clients.append(Client(url, token, purpose=purpose, case=CASE))
        return clients[-1]

    yield calling
    for each in clients:
        each.close()
