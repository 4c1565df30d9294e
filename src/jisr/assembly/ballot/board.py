"""The board of one election round: each entry is checked as it comes, by hub, trustee and reader.

Outside review of this cryptography is due before binding use.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from jisr.assembly.ballot.curve import ORDER, Group, PlainGroup, Point, Refused
from jisr.assembly.ballot.spelling import (
    canonical,
    challenge,
    digest,
    fields,
    is_list,
    number,
    read_canonical_line,
    signed_bytes,
    to_bytes,
    to_scalars,
    to_text,
    tracker,
    whole,
)

LINE_BYTES_MAX = 262_144
"""A manifest of a thousand members takes about 80,000 bytes, a ballot 2,000."""
ENTRIES_MAX = 10_000
"""A thousand members who all audit as often as they may, and vote, fill two thirds of it."""
AUDITS_MAX = 5
"""Audits of one member in one round; without a limit one member could fill the board."""
TRACKER_LETTERS = 20
"""Ten bytes in hexadecimal."""
OPTIONS_MAX = 64
"""A sheet with more is no ballot that a person reads."""
MEMBERS_MAX = 1_000
"""Five times the members of the largest assembly."""


def unwrap(
    group: Group, base: Point, point: Point, result: Point, pair: Sequence[int]
) -> tuple[bytes, bytes]:
    """Return the commitments s·G − c·X and s·base − c·result that (c, s) stands for."""
    c, s = pair
    return (
        group.encode(group.add(group.multiply(s, group.base), group.multiply(-c % ORDER, point))),
        group.encode(group.add(group.multiply(s, base), group.multiply(-c % ORDER, result))),
    )


def lagrange(index: int, indexes: Sequence[int]) -> int:
    """Return the weight of one trustee's share among these trustees' (numbered from 1)."""
    weight = 1
    for other in indexes:
        if other != index:
            weight = weight * other * pow(other - index, -1, ORDER) % ORDER
    return weight


_MANIFEST = (
    "v election round titles options marks_min marks_max ballots_min roll trustees threshold"
    " witnesses witnesses_min registrar"
)
_AUTHORS = {
    "manifest": "registrar",
    "promise": "trustee",
    "reveal": "trustee",
    "ready": "trustee",
    "burnt": "member",
    "revoke": "registrar",
    "ballot": "member",
    "close": "registrar",
    "witness": "witness",
    "share": "trustee",
    "result": "registrar",
}


class Board:
    """One election round, entry by entry; what it takes is checked, what it refuses left no trace.

    Attributes: `head` hashes all entries so far, `manifest` is the first entry's body,
    `joint` the key the ballots are sealed to, `sums` the sealed sums, `totals` the result.
    """

    def __init__(self, group: Group) -> None:
        self.group = group
        self.size = 0
        self.head = bytes(32)
        self.manifest: dict[str, Any] = {}
        self.manifest_hash = b""
        self.promises: dict[str, bytes] = {}
        self.reveals: dict[str, tuple[list[Point], dict[str, Any]]] = {}
        self.joint: Point = None
        self.ready: set[str] = set()
        self.trustee_keys: dict[str, Point] = {}
        self.ballots: dict[str, int] = {}
        self.burnt: dict[str, str] = {}
        self.revoked: set[str] = set()
        self.sums: list[tuple[Point, Point]] = []
        self.closed_head = b""
        self.witnesses: set[str] = set()
        self.shares: dict[str, list[Point]] = {}
        self.totals: list[int] | None = None
        self._seen: set[str] = set()
        self._authors: dict[str, dict[str, bytes]] = {}

    def add(self, line: bytes) -> None:
        """Take the next entry.

        Raises:
            Refused: the entry is bad; the sentence says why.
        """
        if len(line) > LINE_BYTES_MAX or self.size >= ENTRIES_MAX:
            raise Refused("the entry is too long, or the board has too many")
        try:
            self._take(read_canonical_line(line), digest("head", line)[:32])
        except Refused:
            raise
        except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
            raise Refused("it does not have the form of its type") from error

    def _take(self, entry: Any, head: bytes) -> None:
        n, prev, kind, author, body, sig = fields(entry, "n prev type author body sig")
        if type(n) is not int or n != self.size or prev != to_text(self.head):
            raise Refused("it does not follow the entry before it")
        if kind not in _AUTHORS or (kind == "manifest") != (self.size == 0):
            raise Refused("an entry of this type cannot stand here")
        who = _AUTHORS[kind]
        hashed, authors = self.manifest_hash, self._authors
        if kind == "manifest":
            hashed, authors = digest("manifest", canonical(body)), self._read_manifest(body)
        key = authors[who].get(author)
        message = signed_bytes(hashed, kind, author, body)
        if key is None or not self.group.signed(key, message, to_bytes(sig, 64)):
            raise Refused("the signature is not its author's")
        getattr(self, f"_take_{kind}")(author, body)
        self._authors, self.manifest_hash, self.head = authors, hashed, head
        self.size += 1
        if kind == "close":
            self.closed_head = head

    def _read_manifest(self, body: Any) -> dict[str, dict[str, bytes]]:
        _, election, _, titles, options, _, _, _, roll, trustees, least, witnesses, heads, key = (
            fields(body, _MANIFEST)
        )
        whole(body["v"], 1, 1)
        whole(body["round"], 1, 99)
        if not isinstance(election, str) or not isinstance(titles, dict):
            raise Refused("the election has no name")
        if len({canonical(option) for option in options}) != whole(len(options), 2, OPTIONS_MAX):
            raise Refused("two options are the same")
        whole(body["marks_max"], whole(body["marks_min"], 0, len(options)), len(options))
        whole(body["ballots_min"], 1, MEMBERS_MAX)
        whole(least, 2, len(trustees))
        whole(heads, 1, len(witnesses))
        authors: dict[str, dict[str, bytes]] = {"registrar": {"registrar": to_bytes(key, 32)}}
        for who, people in (("member", roll), ("trustee", trustees), ("witness", witnesses)):
            names = "name key sealing" if who == "trustee" else "name key"
            if not all(isinstance(fields(one, names)[0], str) for one in people):
                raise Refused("a name is not text")
            keys = {one["name"]: to_bytes(one["key"], 32) for one in people}
            if len(set(keys.values())) != whole(len(people), 1, MEMBERS_MAX):
                raise Refused("a name or a key stands twice")
            authors[who] = keys
        for one in trustees:
            self._point(to_bytes(one["sealing"], 32))
        return authors

    def _take_manifest(self, _author: str, body: Any) -> None:
        self.manifest = body

    def _take_promise(self, author: str, body: Any) -> None:
        (promise,) = fields(body, "hash")
        if author in self.promises:
            raise Refused("this trustee has promised before")
        self.promises[author] = to_bytes(promise, 64)

    def _take_reveal(self, author: str, body: Any) -> None:
        coefficients, proof, sealed = fields(body, "coefficients proof sealed")
        trustees = [one["name"] for one in self.manifest["trustees"]]
        if len(self.promises) < len(trustees) or author in self.reveals:
            raise Refused("not every trustee has promised, or this one has revealed before")
        if digest("promise", author.encode(), canonical(coefficients)) != self.promises[author]:
            raise Refused("this is not what the trustee promised")
        points = [self._point(to_bytes(one, 32)) for one in coefficients]
        if not is_list(coefficients, self.manifest["threshold"]) or set(sealed) != set(trustees):
            raise Refused("the threshold or the trustees are others in the manifest")
        for one in sealed.values():
            to_bytes(one, 64)
        c, s = to_scalars(proof, 2)
        made, _ = unwrap(self.group, self.group.base, points[0], points[0], (c, s))
        if c != challenge("knows", self.manifest_hash, author.encode(), *_raw(coefficients), made):
            raise Refused("the proof that the trustee knows its secret fails")
        self.reveals[author] = (points, sealed)
        if len(self.reveals) == len(trustees):
            self._join(trustees)

    def _join(self, trustees: list[str]) -> None:
        add, multiply = self.group.add, self.group.multiply
        everyone = [self.reveals[name][0] for name in trustees]
        total = [_sum(self.group, column) for column in zip(*everyone, strict=True)]
        self.joint = total[0]
        for index, name in enumerate(trustees, start=1):
            key = total[-1]
            for point in reversed(total[:-1]):
                key = add(multiply(index, key), point)
            self.trustee_keys[name] = key
        if isinstance(self.group, PlainGroup):
            self.group.prepare(self.joint)

    def _take_ready(self, author: str, body: Any) -> None:
        (joint,) = fields(body, "joint")
        if self.joint is None or author in self.ready:
            raise Refused("not every trustee has revealed, or this one has said so before")
        if joint != to_text(self.group.encode(self.joint)):
            raise Refused("the trustee checked another key")
        self.ready.add(author)

    def must_be_open(self) -> None:
        """Refuse ballots before every trustee is ready, and after the close.

        Raises:
            Refused: the ballot is not open.
        """
        if self.closed_head or not self.ready or len(self.ready) < len(self.manifest["trustees"]):
            raise Refused("the ballot is not open: a trustee is not ready, or it is closed")

    def _take_burnt(self, author: str, body: Any) -> None:
        (burnt,) = fields(body, "tracker")
        if bytes.fromhex(burnt).hex() != burnt or len(burnt) != TRACKER_LETTERS:
            raise Refused("this is not a tracker")
        self.must_be_open()
        if list(self.burnt.values()).count(author) >= AUDITS_MAX:
            raise Refused("this member has audited as often as one round allows")
        self.burnt[burnt] = author

    def _take_revoke(self, _author: str, body: Any) -> None:
        (member,) = fields(body, "member")
        if member not in self._authors["member"]:
            raise Refused("this member is not on the roll")
        self.revoked.add(member)

    def _take_ballot(self, author: str, body: Any) -> None:
        self.must_be_open()
        if author in self.ballots or author in self.revoked:
            raise Refused("this member has voted, or may not vote any more")
        if tracker(body) in self.burnt:
            raise Refused("this ballot was opened for an audit; make another")
        sealed, proofs, proof = fields(body, "ct proofs sum")
        options = len(self.manifest["options"])
        if not is_list(sealed, options) or not is_list(proofs, options):
            raise Refused("the ballot has not one mark for each option")
        if not self._seen.isdisjoint(sealed) or len(set(sealed)) < len(sealed):
            raise Refused("a mark was copied from another")
        raw = [to_bytes(one, 64) for one in sealed]
        pairs = [(self._point(one[:32]), self.group.decode(one[32:])) for one in raw]
        context = ballot_context(self, author, raw)
        for index, (pair, text) in enumerate(zip(pairs, proofs, strict=True)):
            self._check_one_of(pair, (0, 1), text, context, index)
        add = self.group.add
        total = (_sum(self.group, [a for a, _ in pairs]), _sum(self.group, [b for _, b in pairs]))
        self._check_one_of(total, marks_allowed(self.manifest), proof, context, len(pairs))
        self.sums = (
            [(add(a, c), add(b, d)) for (a, b), (c, d) in zip(self.sums, pairs, strict=True)]
            if self.sums
            else pairs
        )
        self._seen.update(sealed)
        self.ballots[author] = self.size

    def _check_one_of(
        self, pair: Sequence[Point], values: Sequence[int], text: Any, context: bytes, index: int
    ) -> None:
        """Check that the pair seals one of the values (Cramer, Damgard, Schoenmakers 1994)."""
        group, (a, b) = self.group, pair
        scalars = to_scalars(text, 2 * len(values))
        made: list[bytes] = []
        for place, value in enumerate(values):
            rest = group.add(b, group.multiply(-value % ORDER, group.base)) if value else b
            made += unwrap(group, self.joint, a, rest, scalars[2 * place : 2 * place + 2])
        if sum(scalars[::2]) % ORDER != challenge("mark", context, number(index), *made):
            if index < len(self.manifest["options"]):
                raise Refused("the proof fails that a mark is allowed")
            raise Refused("the proof fails that the number of marks is allowed")

    def _take_close(self, _author: str, body: Any) -> None:
        if self.closed_head or canonical(body) != canonical({"ballots": len(self.ballots)}):
            raise Refused("it is closed already, or the number of ballots is another")

    def _take_witness(self, author: str, body: Any) -> None:
        (head,) = fields(body, "head")
        if not self.closed_head or head != to_text(self.closed_head) or author in self.witnesses:
            raise Refused("the witness saw another board, or has signed before")
        self.witnesses.add(author)

    def may_open(self) -> None:
        """Refuse to open the sums while they could show anything but the result.

        Raises:
            Refused: the ballot is not closed before enough witnesses, or too few have voted.
        """
        if len(self.witnesses) < self.manifest["witnesses_min"]:
            raise Refused("the sums stay sealed: not enough witnesses have signed the closed board")
        if len(self.ballots) < self.manifest["ballots_min"]:
            raise Refused("the sums stay sealed: so few ballots would show how members voted")

    def _take_share(self, author: str, body: Any) -> None:
        parts, proofs = fields(body, "parts proofs")
        self.may_open()
        options = len(self.sums)
        if author in self.shares or not is_list(parts, options) or not is_list(proofs, options):
            raise Refused("this trustee has opened before, or not every sum")
        opened: list[Point] = []
        key = self.trustee_keys[author]
        for index, (part, proof) in enumerate(zip(parts, proofs, strict=True)):
            raw = to_bytes(part, 32)
            opened.append(self.group.decode(raw))
            c, s = to_scalars(proof, 2)
            made = unwrap(self.group, self.sums[index][0], key, opened[-1], (c, s))
            if c != challenge("share", share_context(self, author, index), raw, *made):
                raise Refused("the proof fails that option {index} was opened truly", index=index)
        self.shares[author] = opened

    def _take_result(self, _author: str, body: Any) -> None:
        (totals,) = fields(body, "totals")
        if self.totals is not None or len(self.shares) < self.manifest["threshold"]:
            raise Refused("there is a result already, or not enough trustees have opened the sums")
        if canonical(totals) != canonical(self.count()):
            raise Refused("the totals are not what was opened")
        self.totals = totals

    def count(self) -> list[int]:
        """Return the totals that the first shares open.

        Raises:
            Refused: a sum opens to no number of ballots.
        """
        group, totals = self.group, []
        names = [one["name"] for one in self.manifest["trustees"]]
        chosen = sorted(self.shares, key=names.index)[: self.manifest["threshold"]]
        indexes = [names.index(name) + 1 for name in chosen]
        multiple = [group.multiply(0, group.base)]
        for _ in self.ballots:
            multiple.append(group.add(multiple[-1], group.base))
        table = {group.encode(point): total for total, point in enumerate(multiple)}
        for column, (_, b) in enumerate(self.sums):
            opened = [
                group.multiply(-lagrange(index, indexes) % ORDER, self.shares[name][column])
                for name, index in zip(chosen, indexes, strict=True)
            ]
            total = table.get(group.encode(_sum(group, [b, *opened])))
            if total is None:
                raise Refused("a sum opens to no number of ballots")
            totals.append(total)
        return totals

    def _point(self, encoded: bytes) -> Point:
        if not any(encoded):
            raise Refused("a key or a seal is the neutral point")
        return self.group.decode(encoded)


def ballot_context(board: Board, member: str, sealed: Sequence[bytes]) -> bytes:
    """Return what every proof of a ballot is bound to."""
    joint = board.group.encode(board.joint)
    return digest("ballot", board.manifest_hash, joint, member.encode(), *sealed)


def share_context(board: Board, trustee: str, index: int) -> bytes:
    """Return what the proof of one opened sum is bound to."""
    a = board.group.encode(board.sums[index][0])
    return digest("sum", board.manifest_hash, board.closed_head, trustee.encode(), number(index), a)


def marks_allowed(manifest: dict[str, Any]) -> range:
    """Return how many options a ballot may mark."""
    return range(manifest["marks_min"], manifest["marks_max"] + 1)


def _raw(texts: Iterable[object]) -> list[bytes]:
    return [to_bytes(text, 32) for text in texts]


def _sum(group: Group, points: Sequence[Point]) -> Point:
    total = points[0]
    for point in points[1:]:
        total = group.add(total, point)
    return total
