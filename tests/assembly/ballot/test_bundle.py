"""The promises of the bundle."""

from pathlib import Path

from jisr.assembly.ballot.bundle import write_bundle
from jisr.assembly.ballot.verify import read_lines


def test_a_bundle_gives_its_lines_back_and_is_the_same_twice(tmp_path: Path) -> None:
    """Whoever hashes the bundle finds the same hash on every machine."""
    for name in ("one.zip", "two.zip"):
        write_bundle(tmp_path / name, [b"{}", b"[]"])
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert read_lines(tmp_path / "one.zip") == [b"{}", b"[]"]
