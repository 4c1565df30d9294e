"""The file that everyone is given: the board, uncompressed; one board makes one file."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from jisr.assembly.ballot.verify import BOARD_FILE


def write_bundle(file: Path | BinaryIO, lines: Iterable[bytes]) -> None:
    """Write the board's lines as a bundle that `verify` reads."""
    with zipfile.ZipFile(file, "w") as bundle:
        bundle.writestr(zipfile.ZipInfo(BOARD_FILE), b"".join(line + b"\n" for line in lines))
