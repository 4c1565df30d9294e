"""The real application behind a real socket, in a thread of the test."""

import contextlib
import threading
import time
from collections.abc import Iterator

import uvicorn

from hub_process import HOST, free_port
from web import Web

START_SECONDS_MAX = 60.0


@contextlib.contextmanager
def listening(web: Web) -> Iterator[str]:
    """Serve an application; give its address."""
    port = free_port()
    config = uvicorn.Config(
        web.client.app, host=HOST, port=port, http="httptools", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    started = time.monotonic()
    while not server.started:
        if time.monotonic() - started > START_SECONDS_MAX or not thread.is_alive():
            raise RuntimeError
        time.sleep(0.01)
    yield f"http://{HOST}:{port}"
    server.should_exit = True
    thread.join()
