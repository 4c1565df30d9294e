"""Recount a secret ballot at home: `python verify.py bundle.zip [tracker ...]`.

It reads the board line by line, checks every signature and every proof, adds up the sealed ballots,
checks what the trustees opened, and says what the result is or which entry is bad. `one_file` joins
it with the three modules below it into one program of Python's standard library alone: no package,
no network, no hub. The hub and the trustees run the same checks with a faster group.

Outside review of this cryptography is due before binding use.
"""

import ast
import json
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.curve import Group, PlainGroup, Refused
from jisr.assembly.ballot.spelling import canonical, tracker

BOARD_BYTES_MAX = 33_554_432
"""The whole board; 196 ballots take half a million bytes."""
BOARD_FILE = "board.jsonl"
"""Its name in a bundle."""
_PARTS = ("curve.py", "spelling.py", "board.py", "verify.py")


def one_file() -> str:
    """Return the recount program as one text that needs nothing but Python."""
    texts = []
    for name in _PARTS:
        text = (Path(__file__).parent / name).read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        for node in reversed(ast.parse(text).body):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("jisr."):
                del lines[node.lineno - 1 : node.end_lineno]
        texts.append("".join(lines))
    return "\n\n".join(texts)


def read_board(lines: Iterable[bytes], group: Group) -> Board:
    """Return the board that the lines make.

    Raises:
        Refused: a line is bad; the sentence begins with its number.
    """
    board = Board(group)
    for n, line in enumerate(lines):
        try:
            board.add(line)
        except Refused as error:
            raise Refused("Entry {n} is bad: {why}.", n=n, why=error) from error
    if board.totals is None:
        raise Refused("The board ends at entry {n} without a result.", n=board.size)
    return board


def read_lines(path: Path) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        Refused: the file is no bundle, or it was damaged.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            if bundle.getinfo(BOARD_FILE).file_size > BOARD_BYTES_MAX:
                raise Refused("The board is too long.")
            return bundle.read(BOARD_FILE).removesuffix(b"\n").split(b"\n")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Refused("The bundle cannot be read: {error}.", error=error) from error


def main(arguments: Sequence[str]) -> int:
    """Verify the bundle, look for the trackers, print what is found; return 0 when all holds."""
    write = sys.stdout.write
    try:
        lines = read_lines(Path(arguments[0]))
        board = read_board(lines, PlainGroup())
    except (Refused, IndexError) as error:
        write(f"NOT VERIFIED. {error}\n")
        return 1
    write(f"Verified: {len(board.ballots)} ballots, {board.size} entries.\n")
    write(
        f"Manifest {board.manifest_hash.hex()[:32]}: compare it with the one shown in the hall.\n"
    )
    write(f"Closed head {board.closed_head.hex()}: compare it with your witness's.\n")
    for option, total in zip(board.manifest["options"], board.totals or (), strict=True):
        write(f"{total:6}  {canonical(option).decode()}\n")
    bodies = {name: json.loads(lines[n])["body"] for name, n in board.ballots.items()}
    where = {tracker(body): board.ballots[name] for name, body in bodies.items()}
    for wanted in arguments[1:]:
        found = where.get(wanted)
        write(f"Tracker {wanted}: {'NOT on the board' if found is None else f'entry {found}'}\n")
    return 0 if all(wanted in where for wanted in arguments[1:]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
