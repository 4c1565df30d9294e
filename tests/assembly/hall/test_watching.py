"""Who follows: the credential is looked at anew each time, and following is not being there."""

import datetime
from pathlib import Path

import pytest
from starlette.requests import Request

from hall_world import HallWorld, found_hall
from jisr.access import callers
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import Scope
from jisr.access.sign_in.origins import COOKIE
from jisr.access.sign_in.sessions import Lifetimes
from jisr.assembly.hall.watching import look_of
from jisr.errors import Denied, SignInMissing, TokenRefused
from jisr.kit.db import Database
from ticking import TickingClock
from web import Web, web_over

TIMES = Lifetimes.of(30, 10)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> HallWorld:
    """A network with delegates."""
    return found_hall(database, home=tmp_path)


@pytest.fixture
def web(world: HallWorld, tmp_path: Path) -> Web:
    """The application over it."""
    return web_over(world.database, tmp_path)


def request(web: Web, **headers: str) -> Request:
    """Return a request with some headers."""
    given = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "app": web.client.app, "headers": given})


def test_token_says_who_follows_until_it_ends(web: Web, clock: TickingClock) -> None:
    """The same look answers now, and refuses once the token has ended."""
    look = look_of(request(web, authorization=f"Bearer {web.token('delegate@mar', minutes=15)}"))
    assert look().officer.id == "delegate@mar"
    clock.advance(minutes=16)
    with pytest.raises(TokenRefused):
        look()


def test_token_must_be_good_for_the_assembly(web: Web) -> None:
    """A token for checks follows nothing."""
    look = look_of(request(web, authorization=f"Bearer {web.token('delegate@mar', Scope.CHECK)}"))
    with pytest.raises(Denied, match=r"sign_in\.scope"):
        look()


def test_screen_follows_to_the_end_of_its_session_though_nobody_touches_it(
    web: Web, world: HallWorld, clock: TickingClock
) -> None:
    """A display in a hall stays for hours; for anything else its officer has been signed out."""
    secret, begun = world.do(sessions.begin, "delegate@mar", "local", TIMES, confirmed=False)
    look = look_of(request(web, cookie=f"{COOKIE}={secret}"))
    clock.advance(hours=3)
    assert look().officer.id == "delegate@mar"
    with pytest.raises(SignInMissing):
        web.hub.part(callers.Callers).by_session(secret)
    world.database.clock = TickingClock(begun.ends_at + datetime.timedelta(seconds=1))
    with pytest.raises(SignInMissing):
        look()


def test_without_a_credential_nobody_follows(web: Web) -> None:
    """There is nothing to look at."""
    with pytest.raises(SignInMissing):
        look_of(request(web))
