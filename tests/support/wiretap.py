"""A wire between a program and a hub that keeps every byte which the program sends."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

from hub_process import HOST

PIECE_BYTES = 65_536


class Wiretap:
    """What was sent, in the order in which it came, over all connections."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.sent = bytearray()
        self._server = socket.create_server((HOST, 0))
        self._open: list[socket.socket] = []

    @property
    def url(self) -> str:
        """Where a program reaches the hub through this wire."""
        return f"http://{HOST}:{self._server.getsockname()[1]}"

    def run(self) -> None:
        """Take connections until the wire is cut."""
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(self.target)
            self._open += [near, far]
            for source, goal, is_kept in ((near, far, True), (far, near, False)):
                threading.Thread(
                    target=self._carry, args=(source, goal, is_kept), daemon=True
                ).start()

    def _carry(self, source: socket.socket, goal: socket.socket, is_kept: object) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE_BYTES):
                if is_kept:
                    self.sent += piece
                goal.sendall(piece)
            goal.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        """End every connection."""
        for each in (self._server, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextlib.contextmanager
def tapped(url: str) -> Iterator[Wiretap]:
    """Give a wire to a hub."""
    parts = urlsplit(url)
    tap = Wiretap((parts.hostname or HOST, parts.port or 0))
    thread = threading.Thread(target=tap.run, daemon=True)
    thread.start()
    yield tap
    tap.cut()
