"""The live connection over HTTP: server-sent events, the newest state first."""

import asyncio
import http
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from jisr.assembly.hall import actions
from jisr.assembly.hall.feed import Channel, Feed, Follower
from jisr.assembly.hall.watching import Look, look_of
from jisr.kit.http.hub import HubNow

router = APIRouter(prefix="/assembly", tags=["assembly"])

SEND_SECONDS_MAX: Final = 20.0
"""Who takes nothing for so long is gone, or lost its line."""
RETRY: Final = b"retry: 1000\n\n"
NUMBER_MAX: Final = 9_999
"""Of a session: one a year."""
HEADERS: Final = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
}
"""The last one asks a proxy before the hub to keep nothing back (nginx)."""


class Live(Response):
    """An answer that goes on until the follower leaves, is refused, or the hub stops."""

    def __init__(self, feed: Feed, follower: Follower) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self.feed = feed
        self.follower = follower

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Send what the follower is given."""
        follower = self.follower
        leaving = asyncio.ensure_future(_left(receive, follower))
        try:
            await send(
                {
                    "type": "http.response.start",
                    "status": http.HTTPStatus.OK,
                    "headers": self.raw_headers,
                }
            )
            await send(_part(RETRY))
            while not follower.is_ended:
                await follower.woken.wait()
                if content := follower.take():
                    async with asyncio.timeout(SEND_SECONDS_MAX):
                        await send(_part(content))
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            return  # the server closes the line
        finally:
            leaving.cancel()
            self.feed.leave(follower)


def _part(content: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": True}


async def _left(receive: Receive, follower: Follower) -> None:
    """End the follower when its side closes the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
    follower.end()


@router.get(
    "/sessions/{number}/live",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def follow(
    hub: HubNow,
    look: Annotated[Look, Depends(look_of)],
    number: Annotated[int, Path(ge=1, le=NUMBER_MAX, description="The session.")],
) -> Response:
    """Follow a session: the state of the newest vote now, and again whenever it changes.

    Server-sent events. `state` holds all that the hall shows; `clock` the hub's time, at once and
    every 15 seconds. A connection that is lost is simply made anew. Observers are told that a
    sitting is closed and nothing more of it.
    """
    channel, officer = await asyncio.to_thread(_channel, hub, look, number)
    feed = hub.part(Feed)
    follower = Follower(channel, officer, look)
    feed.join(follower)
    return Live(feed, follower)


def _channel(hub: HubNow, look: Look, number: int) -> tuple[Channel, str]:
    caller = look()
    with hub.database.reading() as transaction:
        return actions.channel_of(transaction, caller.bureau, number), caller.officer.id
