"""The hits of a hub: taken up, asked or dismissed, answered and closed."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import quote

from jisr.client.line import API, Line
from jisr.client.shapes import (
    Attachment,
    Hit,
    HitSummary,
    Inbox,
    Me,
    Preference,
    Statistics,
)
from jisr.client.signing import Said, hit_bytes

_HITS = f"{API}/hits"
STATISTICS_DAYS = 90


class Hits:
    """The verbs of hits; `version` is the one that was read. Raises what `Line.send` raises.

    A caller with a key signs what it says; the text is signed without blanks at its ends, as it is
    kept.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    def list(self, which: str = "all") -> Iterator[HitSummary]:
        """Yield the hits that the caller may know of, the newest first."""
        return self._line.pages(_HITS, HitSummary, which=which)

    def inbox(self, tab: str = "turn", cursor: str = "") -> Inbox:
        """Return one page of what waits for the caller's side, the most pressing hit first.

        `tab` is turn, waiting, escalated, alone or closed; `cursor` the `next` of the page before.
        """
        return self._line.get(f"{_HITS}/inbox", Inbox, tab=tab, cursor=cursor)

    def get(self, hit: str) -> Hit:
        """Return one hit with what was said about it."""
        return self._line.get(_at(hit), Hit)

    def statistics(self, days: int = STATISTICS_DAYS, *, own: bool = False) -> Statistics:
        """Return how fast owners answer; `own` only about records of the caller's bureau."""
        return self._line.get(
            f"{_HITS}/statistics", Statistics, days=days, own="true" if own else ""
        )

    def proof(self, hit: str, number: int) -> bytes:
        """Return a proof of who of the caller's side made a statement, for `jisr verify`."""
        return self._line.document(f"{_at(hit)}/statements/{number}/proof")

    # ── speaking ──────────────────────────────────────────────────────────────────────────────

    def open(self, trace: str, record: str) -> Hit:
        """Take up a hit of a question that the caller's bureau asked; nobody else is told."""
        return self._line.write(_HITS, Hit, {"trace": trace, "record": record})

    def ask(self, hit: str, *, version: int, urgent: bool = False) -> Hit:
        """Ask the owner; its clock runs from now."""
        said = Said("asked", "urgent" if urgent else "routine")
        return self._say(f"{hit}/ask", version, {"urgent": urgent}, said)

    def dismiss(self, hit: str, reason: str, *, version: int) -> Hit:
        """Dismiss a hit before anybody is asked."""
        return self._say(f"{hit}/dismiss", version, {"reason": reason}, Said("dismissed", reason))

    def answer(self, hit: str, answer: str, text: str = "", *, version: int) -> Hit:
        """Say for the owner whether it is so."""
        said = Said("answered", answer, text.strip())
        return self._say(f"{hit}/answer", version, {"answer": answer, "text": text}, said)

    def outcome(self, hit: str, outcome: str, text: str = "", *, version: int) -> Hit:
        """Close a hit with what came of it."""
        said = Said("outcome", outcome, text.strip())
        return self._say(f"{hit}/outcome", version, {"outcome": outcome, "text": text}, said)

    def write(self, hit: str, text: str, *, version: int) -> Hit:
        """Write to the other side."""
        said = Said("message", text=text.strip())
        return self._say(f"{hit}/messages", version, {"text": text}, said)

    def reveal(self, hit: str, *, version: int) -> Hit:
        """Tell the bureau that asked of a hit that only the owner knew."""
        return self._say(f"{hit}/reveal", version, {}, Said("revealed"))

    def lift(self, hit: str, reason: str, *, version: int) -> Hit:
        """Begin to lift a restriction for one hit, with the reason; its owner may object."""
        said = Said("lifting", text=reason.strip())
        return self._say(f"{hit}/lift", version, {"text": reason}, said)

    def object_to(self, hit: str, reason: str, *, version: int) -> Hit:
        """Object to the lifting of the owner's restriction."""
        said = Said("objected", text=reason.strip())
        return self._say(f"{hit}/object", version, {"text": reason}, said)

    def _say(self, path: str, version: int, body: Mapping[str, object], said: Said) -> Hit:
        hit, _, word = path.rpartition("/")
        message = b""
        if self._line.sign is not None:
            message = hit_bytes(hit, version + 1, self._bureau, said)
        return self._line.say(f"{_at(hit)}/{word}", Hit, body, version=version, message=message)

    @cached_property
    def _bureau(self) -> str:
        return self._line.get(f"{API}/me", Me).bureau

    # ── files ─────────────────────────────────────────────────────────────────────────────────

    def attach(self, hit: str, content: bytes, media_type: str, *, version: int) -> Attachment:
        """Add a picture or a text of at most 5 MB; the hub removes what it says about place."""
        path = f"{_at(hit)}/attachments"
        return self._line.upload(path, Attachment, content, media_type, version=version)

    def open_attachment(self, hit: str, attachment: str) -> bytes:
        """Return the bytes of a file."""
        return self._line.send("GET", f"{_at(hit)}/attachments/{quote(attachment, safe='')}")

    # ── preference ────────────────────────────────────────────────────────────────────────────

    def preference(self, bureau: str = "") -> Preference:
        """Return how the caller's bureau, or one under it, is told of hits."""
        return self._line.get(f"{_HITS}/preference", Preference, bureau=bureau)

    def choose_preference(
        self, channel: str, address: str = "", *, version: int, bureau: str = ""
    ) -> Preference:
        """Say how a bureau is told from now on: by `inbox`, `e-mail` or `webhook`."""
        body = {"channel": channel, "address": address, "version": version}
        path = f"{_HITS}/preference" + (f"?bureau={quote(bureau, safe='')}" if bureau else "")
        return self._line.write(path, Preference, body, method="PUT")


def _at(hit: str) -> str:
    return f"{_HITS}/{quote(hit, safe='')}"
