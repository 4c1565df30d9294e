"""The ledger of a hub in the C2SP layout (c2sp.org/tlog-tiles): only hashes are served."""

from jisr.client.line import API, Line

_LEDGER = f"{API}/ledger"


class Ledger:
    """What anyone needs to verify; every method raises what `Line.send` raises."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def key(self) -> str:
        """Return the key with which anyone verifies this ledger's checkpoints."""
        return self._line.text(f"{_LEDGER}/key")

    def checkpoint(self) -> str:
        """Return the newest signed checkpoint."""
        return self._line.text(f"{_LEDGER}/checkpoint")

    def tile(self, path: str) -> bytes:
        """Return the hashes of one tile: `0/x001/234.p/5`."""
        return self._line.send("GET", f"{_LEDGER}/tile/{path}")
