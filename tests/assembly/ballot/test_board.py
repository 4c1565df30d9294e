"""The promises of the board: a table of attacks, each refused at the entry where it stands."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ballot_world import BallotWorld, election, text
from jisr.assembly.ballot.board import Board, lagrange
from jisr.assembly.ballot.booth import Sealed, seal_ballot, spell_entry
from jisr.assembly.ballot.curve import ORDER, PlainGroup, Refused
from jisr.assembly.ballot.spelling import from_scalars, to_bytes, to_scalars

YES, NO = (1, 0), (0, 1)


def opened() -> BallotWorld:
    """Return a round of four members and two options, where the first two have voted."""
    world = BallotWorld(4, 2)
    world.ceremony()
    world.vote("M000", YES)
    world.vote("M001", NO)
    return world


def unready() -> BallotWorld:
    """Return a round whose key is made, where one trustee has not looked at its part yet."""
    world = opened()
    lines, world.board, world.lines = world.lines[:15], Board(world.group), []
    for line in lines:
        world.post_line(line)
    return world


def closed() -> BallotWorld:
    """Return the same round, closed before three witnesses."""
    world = opened()
    world.close()
    return world


def body(world: BallotWorld, line: int) -> dict[str, Any]:
    """Return the body of an entry."""
    return dict(json.loads(world.lines[line])["body"])


def replay(world: BallotWorld) -> bytes:
    """Send a member's own signed ballot again."""
    return spell_again(world, 16)


def spell_again(world: BallotWorld, line: int) -> bytes:
    """Return an entry of the board at the next place, under its old signature."""
    old = json.loads(world.lines[line])
    return spell_entry(world.board, old["type"], old["author"], old["body"], old["sig"])


def copy(world: BallotWorld) -> bytes:
    """Cast another member's ballot under one's own name."""
    return world.line("ballot", "M002", body(world, 16))


def copy_blinded(world: BallotWorld) -> bytes:
    """Cast another member's ballot, sealed once more so that it looks new."""
    stolen, group = body(world, 16), world.group
    sealed = []
    for each in stolen["ct"]:
        raw = to_bytes(each, 64)
        a = group.add(raw[:32], group.multiply(9, group.base))
        sealed.append(text(a + group.add(raw[32:], group.multiply(9, world.board.joint))))
    return world.line("ballot", "M002", {**stolen, "ct": sealed})


def swap_columns(world: BallotWorld) -> bytes:
    """Turn a vote for one option into a vote for the other, with its proofs."""
    sealed = world.sealed("M002", YES)
    swapped = {name: sealed[name][::-1] for name in ("ct", "proofs")}
    return world.line("ballot", "M002", {**sealed, **swapped})


def vote_twice_in_one(world: BallotWorld) -> bytes:
    """Seal two votes for one option, with the proofs of an honest ballot."""
    sealed = world.sealed("M002", YES)
    raw = to_bytes(sealed["ct"][0], 64)
    sealed["ct"][0] = text(raw[:32] + world.group.add(raw[32:], world.group.base))
    return world.line("ballot", "M002", sealed)


def mark_too_many(world: BallotWorld) -> bytes:
    """Mark both options where one is allowed, each mark with a true proof."""
    generous = Board(world.group)
    generous.manifest = {**world.board.manifest, "marks_max": 2}
    generous.manifest_hash, generous.joint = world.board.manifest_hash, world.board.joint
    generous.ready = world.board.ready
    sealed = seal_ballot(generous, world.group, "M002", (1, 1)).cast()
    sealed["sum"] = from_scalars(to_scalars(sealed["sum"], 4)[:2])
    return world.line("ballot", "M002", sealed)


def vote_of_another_round(world: BallotWorld) -> bytes:
    """Sign a ballot that was sealed for another manifest."""
    other = Board(world.group)
    other.manifest, other.joint = world.board.manifest, world.board.joint
    other.ready = world.board.ready
    other.manifest_hash = bytes(64)
    sealed = seal_ballot(other, world.group, "M002", YES).cast()
    return world.line("ballot", "M002", sealed)


def revoked(world: BallotWorld) -> bytes:
    """Vote after the delegation took the right back."""
    world.post("revoke", "registrar", {"member": "M002"})
    return world.line("ballot", "M002", world.sealed("M002", YES))


def audited(world: BallotWorld) -> bytes:
    """Cast a ballot that was opened for an audit."""
    ballot: Sealed = seal_ballot(world.board, world.group, "M002", YES)
    world.post("burnt", "M002", {"tracker": ballot.tracker})
    return world.line("ballot", "M002", ballot.cast())


def audited_too_often(world: BallotWorld) -> bytes:
    """Fill the board with audits."""
    for place in range(5):
        world.post("burnt", "M002", {"tracker": f"{place:020x}"})
    return world.line("burnt", "M002", {"tracker": f"{5:020x}"})


def stranger(world: BallotWorld) -> bytes:
    """Vote for another member with one's own key."""
    signed = json.loads(world.line("ballot", "M002", world.sealed("M003", YES)))
    return spell_entry(world.board, "ballot", "M003", signed["body"], signed["sig"])


def miscounted(world: BallotWorld) -> bytes:
    """Close with a number of ballots that is not the board's."""
    return world.line("close", "registrar", {"ballots": 3})


def late(world: BallotWorld) -> bytes:
    """Vote after the close."""
    return world.line("ballot", "M002", sealed_anyway(world))


def sealed_anyway(world: BallotWorld) -> dict[str, Any]:
    """Seal a ballot with a booth that does not look whether the ballot is open."""
    blind = Board(world.group)
    blind.manifest, blind.manifest_hash = world.board.manifest, world.board.manifest_hash
    blind.joint, blind.ready = world.board.joint, set(world.trustees)
    return seal_ballot(blind, world.group, "M002", YES).cast()


def closed_again(world: BallotWorld) -> bytes:
    """Close a second time."""
    return world.line("close", "registrar", {"ballots": 2})


def early(world: BallotWorld) -> bytes:
    """Vote before every trustee has said that its part is in order."""
    return world.line("ballot", "M002", sealed_anyway(world))


def ready_twice(world: BallotWorld) -> bytes:
    """Let one trustee speak for two."""
    return world.line("ready", "AR", world.trustees["AR"].ready(world.board))


def ready_for_another_key(world: BallotWorld) -> bytes:
    """Say that the parts of another key are in order."""
    return world.line("ready", "TN", {"joint": text(world.group.base)})


def second_head(world: BallotWorld) -> bytes:
    """Let a witness sign another board's head."""
    return world.line("witness", "NO", {"head": text(bytes(32))})


def tampered(world: BallotWorld) -> bytes:
    """Publish a share that opens to one vote more."""
    share = world.trustees["AR"].open_sums(world.board)
    moved = world.group.add(to_bytes(share["parts"][0], 32), world.group.base)
    return world.line("share", "AR", {**share, "parts": [text(moved), share["parts"][1]]})


def share_of_another(world: BallotWorld) -> bytes:
    """Publish another trustee's share as one's own."""
    return world.line("share", "FR", world.trustees["AR"].open_sums(world.board))


def invented(world: BallotWorld) -> bytes:
    """Publish a result that was not opened."""
    for name in ("AR", "FR", "JP"):
        world.post("share", name, world.trustees[name].open_sums(world.board))
    return world.line("result", "registrar", {"totals": [2, 0]})


def hasty(world: BallotWorld) -> bytes:
    """Publish a result before the third trustee opened."""
    return world.line("result", "registrar", {"totals": [1, 1]})


MARK = "the proof fails that a mark is allowed"
CLOSED = "the ballot is not open: a trustee is not ready, or it is closed"
VOTED = "this member has voted, or may not vote any more"
ATTACKS: list[tuple[Callable[[], BallotWorld], Callable[[BallotWorld], bytes], str]] = [
    (opened, replay, VOTED),
    (opened, copy, "a mark was copied from another"),
    (opened, copy_blinded, MARK),
    (opened, swap_columns, MARK),
    (opened, vote_twice_in_one, MARK),
    (opened, mark_too_many, "the proof fails that the number of marks is allowed"),
    (opened, vote_of_another_round, MARK),
    (opened, revoked, VOTED),
    (opened, audited, "this ballot was opened for an audit; make another"),
    (opened, audited_too_often, "this member has audited as often as one round allows"),
    (opened, stranger, "the signature is not its author's"),
    (opened, miscounted, "it is closed already, or the number of ballots is another"),
    (unready, early, CLOSED),
    (unready, ready_twice, "not every trustee has revealed, or this one has said so before"),
    (unready, ready_for_another_key, "the trustee checked another key"),
    (closed, late, CLOSED),
    (closed, closed_again, "it is closed already, or the number of ballots is another"),
    (closed, second_head, "the witness saw another board, or has signed before"),
    (closed, tampered, "the proof fails that option 0 was opened truly"),
    (closed, share_of_another, "the proof fails that option 0 was opened truly"),
    (closed, invented, "the totals are not what was opened"),
    (closed, hasty, "there is a result already, or not enough trustees have opened the sums"),
]


@pytest.mark.parametrize(("start", "attack", "why"), ATTACKS)
def test_an_attack_is_refused_and_leaves_no_trace(
    start: Callable[[], BallotWorld], attack: Callable[[BallotWorld], bytes], why: str
) -> None:
    """The bad entry is refused for its reason, and the board stands as it stood."""
    world = start()
    line = attack(world)
    before = (world.board.size, world.board.head, dict(world.board.ballots), world.board.totals)
    with pytest.raises(Refused) as caught:
        world.board.add(line)
    after = (world.board.size, world.board.head, dict(world.board.ballots), world.board.totals)
    assert (str(caught.value), after) == (why, before)


def test_the_plain_group_refuses_what_the_fast_one_refuses() -> None:
    """The reader at home finds a bad ballot as the hub does."""
    world = opened()
    bad = swap_columns(world)
    board = Board(PlainGroup())
    for line in world.lines:
        board.add(line)
    with pytest.raises(Refused) as caught:
        board.add(bad)
    assert str(caught.value) == MARK


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b"null", b'{"n":0}', b"x" * 300_000, b'{"author":[],"body":{}}']
)
def test_what_is_no_entry_is_refused(line: bytes) -> None:
    """Bytes that are no entry are refused in a sentence, not with a crash."""
    with pytest.raises(Refused):
        opened().board.add(line)


@pytest.mark.parametrize("field", ["ct", "proofs", "sum"])
@pytest.mark.parametrize("value", [None, 7, True, {}, [], [7, 7], "AA", [[], {}], ["", ""]])
def test_a_ballot_of_another_form_is_refused(field: str, value: object) -> None:
    """No form of a field passes but its own, even signed by the member."""
    world = opened()
    sealed = {**world.sealed("M002", YES), field: value}
    with pytest.raises(Refused):
        world.post("ballot", "M002", sealed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("v", 2),
        ("round", 0),
        ("election", 5),
        ("titles", []),
        ("options", [{"en": "A"}, {"en": "A"}]),
        ("options", [{"en": "A"}]),
        ("marks_min", 3),
        ("marks_max", 3),
        ("marks_max", 0),
        ("ballots_min", 0),
        ("roll", []),
        ("roll", [{"name": 5, "key": "A" * 43}]),
        ("trustees", [{"name": "X", "key": "A" * 43}]),
        ("threshold", 1),
        ("threshold", 6),
        ("witnesses_min", 6),
        ("registrar", "AA"),
        ("more", 1),
    ],
)
def test_a_manifest_out_of_bounds_opens_no_round(field: str, value: object) -> None:
    """A round begins with a manifest that makes sense, or not at all."""
    world = BallotWorld(2, 2)
    world.manifest[field] = value
    with pytest.raises(Refused):
        world.ceremony()


def test_too_few_ballots_are_never_opened() -> None:
    """Two ballots stay sealed where the rules ask for three."""
    world = BallotWorld(3, 2, ballots_min=3)
    world.ceremony()
    world.vote("M000", YES)
    world.vote("M001", YES)
    world.close()
    with pytest.raises(Refused) as caught:
        world.board.may_open()
    assert "so few ballots would show how members voted" in str(caught.value)


def test_any_three_trustees_open_the_same_totals() -> None:
    """It does not matter who is away."""
    for names in (("AR", "FR", "JP"), ("FR", "KE", "TN"), ("TN", "AR", "KE")):
        world = closed()
        world.open(*names)
        assert world.board.totals == [1, 1]


def test_several_marks_are_added_up() -> None:
    """With up to two marks a ballot may mark none, one or two, and each is counted."""
    world = BallotWorld(4, 3, marks=(0, 2))
    world.ceremony()
    for member, marks in zip(
        world.members, [(1, 1, 0), (0, 0, 0), (0, 1, 0), (0, 1, 1)], strict=True
    ):
        world.vote(member, marks)
    world.close()
    world.open("AR", "FR", "JP")
    assert world.board.totals == [1, 3, 1]


def test_weights_of_shares_give_back_the_secret() -> None:
    """Three points of a parabola give its value at zero."""
    values = {index: (7 + 5 * index + 3 * index * index) % ORDER for index in (1, 3, 5)}
    assert sum(lagrange(i, [1, 3, 5]) * value for i, value in values.items()) % ORDER == 7


def test_an_election_ends_with_its_totals() -> None:
    """Four members, three options: the first option was chosen twice."""
    assert election().board.totals == [2, 1, 1]
