"""The hits of a hub: taken up, asked or dismissed, answered and closed."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from jisr.client.line import API, Line
from jisr.client.shapes import Hit, HitSummary

_HITS = f"{API}/hits"


class Hits:
    """The verbs of hits; `version` is the one that was read. Raises what `Line.send` raises."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def list(self, which: str = "all") -> Iterator[HitSummary]:
        """Yield the hits that the caller may know of, the newest first."""
        return self._line.pages(_HITS, HitSummary, which=which)

    def get(self, hit: str) -> Hit:
        """Return one hit with what was said about it."""
        return self._line.get(_at(hit), Hit)

    def open(self, trace: str, record: str) -> Hit:
        """Take up a hit of a question that the caller's bureau asked; nobody else is told."""
        return self._line.write(_HITS, Hit, {"trace": trace, "record": record})

    def ask(self, hit: str, *, version: int, urgent: bool = False) -> Hit:
        """Ask the owner; its clock runs from now."""
        return self._say(hit, "ask", version, {"urgent": urgent})

    def dismiss(self, hit: str, reason: str, *, version: int) -> Hit:
        """Dismiss a hit before anybody is asked."""
        return self._say(hit, "dismiss", version, {"reason": reason})

    def answer(self, hit: str, answer: str, text: str = "", *, version: int) -> Hit:
        """Say for the owner whether it is so."""
        return self._say(hit, "answer", version, {"answer": answer, "text": text})

    def outcome(self, hit: str, outcome: str, text: str = "", *, version: int) -> Hit:
        """Close a hit with what came of it."""
        return self._say(hit, "outcome", version, {"outcome": outcome, "text": text})

    def write(self, hit: str, text: str, *, version: int) -> Hit:
        """Write to the other side."""
        return self._say(hit, "messages", version, {"text": text})

    def _say(self, hit: str, word: str, version: int, body: Mapping[str, object]) -> Hit:
        return self._line.write(f"{_at(hit)}/{word}", Hit, body, version=version)


def _at(hit: str) -> str:
    return f"{_HITS}/{quote(hit, safe='')}"
