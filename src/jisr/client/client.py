"""A hub, as a caller sees it: questions, records, hits, who is who, and the ledger.

with Client("https://hub.example", token, purpose="border-management", case="TNG-1") as hub:
    answer = hub.check(DocumentQuestion("AB123456", "FRA"))
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Self
from urllib.parse import quote

import msgspec

from jisr.client.answers import ToldAnswer, ToldBatch, ToldLine
from jisr.client.assembly import Assembly
from jisr.client.hits import Hits
from jisr.client.ledger import Ledger
from jisr.client.line import API, Line, refusal_of
from jisr.client.questions import BATCH_MAX, Batch, Question
from jisr.client.records import Records
from jisr.client.shapes import Agreement, Bureau, Health, Me, Member, Officer
from jisr.client.signing import Sign
from jisr.errors import InputTooLarge, to_translate

NDJSON = "application/x-ndjson"
STREAM_BYTES = 48 << 10
"""Bytes of one request of a stream. A hub takes in 64 KiB before anybody reads its answers, so a
request of this size is sent whole and cannot wait for us while we wait for it."""
HITS_DEFAULT = 10
_CHECKS = f"{API}/checks"


class Client:
    """One caller at one hub; `purpose` and `case` may be empty where the token fixes them.

    Set `sign` to sign what is written with one's own key: `signing.MachineKey`, or whatever asks a
    person's passkey. Writes carry an Idempotency-Key, so a retry never does them twice; a question
    that is retried may leave a second trace, which says the truth: it was asked twice. Not for
    several threads.

    Every method raises `HubRefused` where the hub refuses, `HubUnreachable` where it does not
    answer, and `HubStrange` where what answers is no hub.
    """

    def __init__(
        self, url: str, token: str, *, purpose: str = "", case: str = "", language: str = "en"
    ) -> None:
        self._line = Line(url, token, purpose=purpose, case=case, language=language)
        self.records = Records(self._line)
        self.hits = Hits(self._line)
        self.ledger = Ledger(self._line)
        self.assembly = Assembly(self._line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def sign(self) -> Sign | None:
        """With what the caller signs what it writes; nothing at first."""
        return self._line.sign

    @sign.setter
    def sign(self, sign: Sign | None) -> None:
        self._line.sign = sign

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    # ── who is who ────────────────────────────────────────────────────────────────────────────

    def me(self) -> Me:
        """Return who calls."""
        return self._line.get(f"{API}/me", Me)

    def members(self) -> Iterator[Member]:
        """Yield the members by country code."""
        return self._line.pages(f"{API}/members", Member)

    def bureaus(self) -> Iterator[Bureau]:
        """Yield the bureaus by id."""
        return self._line.pages(f"{API}/bureaus", Bureau)

    def officers(self, bureau: str = "") -> Iterator[Officer]:
        """Yield the officers of a bureau by id; without one, of the caller's own."""
        return self._line.pages(f"{API}/officers", Officer, bureau=bureau)

    def agreements(self, bureau: str = "") -> Iterator[Agreement]:
        """Yield the agreements by id, of one bureau or of all."""
        return self._line.pages(f"{API}/agreements", Agreement, bureau=bureau)

    def key_proof(self, key: str) -> bytes:
        """Return a proof of whose key or passkey this is, for `jisr verify --signed-with`."""
        return self._line.document(f"{API}/sign-in/keys/{quote(key, safe='')}/proof")

    # ── checks ────────────────────────────────────────────────────────────────────────────────

    def check(self, question: Question, limit: int = HITS_DEFAULT) -> ToldAnswer:
        """Return the answer to one question; its trace is sealed."""
        return self._line.read(self._ask("", msgspec.json.encode(question), limit), ToldAnswer)

    def check_many(
        self, questions: Sequence[Question], limit: int = HITS_DEFAULT
    ) -> list[ToldLine]:
        """Return an answer or a problem for each of up to 1,000 questions; nobody is notified."""
        if len(questions) > BATCH_MAX:
            raise InputTooLarge(field=to_translate("list"), limit=BATCH_MAX)
        body = msgspec.json.encode(Batch(list(questions)))
        return self._line.read(self._ask("/batch", body, limit), ToldBatch).answers

    def check_stream(
        self, questions: Iterable[Question], limit: int = HITS_DEFAULT
    ) -> Iterator[ToldLine]:
        """Yield an answer or a problem for each question, however many; nobody is notified.

        Questions are taken as their answers are: whoever does not read the answers takes no
        further questions. Lines count from 1 over the whole list.
        """
        first = 0
        waiting = map(msgspec.json.encode, questions)
        while piece := b"\n".join(_piece(waiting)):
            sent = ("POST", f"{_CHECKS}/stream", piece, {"Content-Type": NDJSON}, {"limit": limit})
            with self._line.streamed(*sent) as answer:
                for told in filter(None, answer.iter_lines()):
                    line = self._line.read(told.encode(), ToldLine)
                    yield ToldLine(first + line.line, line.answer, line.problem)
            first += piece.count(b"\n") + 1

    def _ask(self, path: str, body: bytes, limit: int) -> bytes:
        return self._line.send("POST", f"{_CHECKS}{path}", body, query={"limit": limit})

    # ── the hub itself ────────────────────────────────────────────────────────────────────────

    def health(self) -> Health:
        """Return whether the hub can answer, part by part; it is asked once."""
        return self._line.state("/health/ready", Health)


def answer_of(line: ToldLine) -> ToldAnswer:
    """Return the answer to one of many questions.

    Raises:
        HubRefused: this question was refused.
        LookupError: the line holds neither an answer nor a problem.
    """
    if line.problem is not None:
        raise refusal_of(line.problem)
    if line.answer is None:
        raise LookupError(line.line)
    return line.answer


def _piece(waiting: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the questions of one request: at least one, and no more than fit."""
    length = 0
    for encoded in islice(waiting, BATCH_MAX):
        yield encoded
        length += len(encoded) + 1
        if length > STREAM_BYTES:
            return
