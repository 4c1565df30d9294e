"""The promise of the booth: of all bytes that it sends, none tells a choice or a secret."""

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives import serialization

from jisr.assembly.ballot.spelling import to_bytes
from jisr.assembly.machines.booth import Booth
from jisr.assembly.machines.copies import BoardCopy
from jisr.assembly.machines.folder import Folder
from jisr.assembly.machines.keys import register
from jisr.assembly.sessions.model import KeyUse
from jisr.client.client import Client
from jisr.ledger.keys import SigningKey
from machine_room import Room
from wiretap import tapped


def spellings(secret: bytes) -> Iterator[bytes]:
    """Yield every way in which a program is likely to write a secret down."""
    yield secret
    yield secret[::-1]
    yield secret.hex().encode()
    yield secret[::-1].hex().encode()
    yield str(int.from_bytes(secret, "little")).encode()
    yield str(int.from_bytes(secret, "big")).encode()
    for start in range(3):  # base64 of it, wherever in a longer text it stands
        padded = bytes(start) + secret
        for encode in (base64.standard_b64encode, base64.urlsafe_b64encode):
            yield encode(padded)[4 if start else 0 : 40]  # without what its neighbours change


def written(key: SigningKey) -> Iterator[bytes]:
    """Yield every spelling of a private key."""
    raw = key.private.private_bytes_raw()
    yield from spellings(raw)
    pem = key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    yield pem.splitlines()[1]


def bodies(sent: bytes) -> list[Any]:
    """Return the JSON bodies of all requests that were sent over one connection."""
    found = []
    while sent:
        head, _, sent = sent.partition(b"\r\n\r\n")
        given = re.search(rb"(?i)content-length: (\d+)", head)
        length = int(given[1]) if given else 0
        if length:
            found.append(json.loads(sent[:length]))
        sent = sent[length:]
    return found


def test_no_choice_and_no_secret_leaves_the_booth(room: Room) -> None:
    """Registration, an audited ballot and a cast one: what is sent is public, and only that."""
    member, marks = "PER", (0, 1, 0)
    folder = Folder(room.place / "booth")
    with tapped(room.url) as tap:
        hub = Client(tap.url, room.token(member))
        with folder.held():
            register(hub, folder, 93, KeyUse.VOTE)
        room.open_with({member: folder})
        booth = Booth(copy_of(hub, room, folder))
        first = booth.seal(marks)
        randomness = list(first._randomness)
        booth.audit(first, room.place / "opening.json")
        second = booth.seal(marks)
        randomness += second._randomness
        cast = booth.cast(second)
        hub.close()
        sent = bytes(tap.sent)
    (key,) = folder.keys().values()
    secrets = [each for scalar in randomness for each in spellings(scalar.to_bytes(32, "little"))]
    assert [each for each in (*secrets, *written(key)) if each in sent] == []
    shown = to_bytes(second.body["ct"][0], 64)[:32]
    assert [each for each in spellings(shown) if each in sent] != []  # the search does find
    assert b"Candidate" not in sent
    assert b"marks" not in sent
    registered, burnt, ballot = bodies(sent)
    assert (sorted(registered), registered["use"]) == (
        ["proof", "public", "sealing", "use"],
        "vote",
    )
    assert burnt["body"] == {"tracker": first.tracker}
    assert (ballot["body"], ballot["kind"], ballot["author"]) == (second.body, "ballot", member)
    assert len(to_bytes(ballot["sig"], 64)) == 64
    assert sorted(ballot) == ["author", "body", "kind", "sig"]
    assert cast.tracker == second.tracker


def copy_of(hub: Client, room: Room, folder: Folder) -> BoardCopy:
    """Return the checked copy of the board."""
    copy = BoardCopy(hub.assembly, room.world.board_id, folder)
    copy.catch_up()
    return copy


def test_the_length_of_a_ballot_tells_nothing(room: Room) -> None:
    """Whatever is chosen, as many bytes are sent."""
    room.open_with({})
    lengths = set()
    for member, marks in (("PER", (1, 0, 0)), ("EGY", (0, 0, 1)), ("MAR", (0, 1, 0))):
        with tapped(room.url) as tap:
            hub = Client(tap.url, room.token(member))
            folder = room.machine(member, KeyUse.VOTE)
            booth = Booth(copy_of(hub, room, folder))
            before = len(tap.sent)
            sealed = booth.seal(marks)
            told = {"kind": "ballot", "author": member, "body": sealed.body, "sig": "A" * 86}
            lengths.add(len(json.dumps(told)))
            booth.cast(sealed)
            hub.close()
            assert len(tap.sent) > before
    assert len(lengths) == 1
