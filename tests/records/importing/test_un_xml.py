"""Untrusted XML is streamed: nothing declared, nothing external, all bounded."""

import gzip
from pathlib import Path

import pytest

from jisr.errors import FileUnreadable, InputTooLarge, JisrError, ValueMalformed
from jisr.records.importing import un_xml
from jisr.records.importing.un_xml import Node, elements

BILLION_LAUGHS = (
    '<!DOCTYPE LIST [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><LIST><ITEM>&b;</ITEM></LIST>'
)
EXTERNAL = '<!DOCTYPE LIST SYSTEM "file:///etc/passwd"><LIST><ITEM/></LIST>'


def read(path: Path, content: str | bytes) -> list[Node]:
    """Write the content and return its items."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(elements(path, frozenset({"ITEM"}), root="LIST"))


@pytest.mark.parametrize("is_packed", [False, True])
def test_items_come_with_their_children(tmp_path: Path, *, is_packed: bool) -> None:
    """Plain or packed, each item comes as a tree; what stands outside is not held."""
    text = "<LIST>noise<X><ITEM><A>1 &amp;\n 2</A><B><A>3</A></B><A/></ITEM></X><ITEM/></LIST>"
    content = gzip.compress(text.encode()) if is_packed else text.encode()
    first, second = read(tmp_path / "list", content)
    assert first.values("A") == ["1 & 2"]
    assert (first.value("B", "A"), first.value("C"), len(first.all("A"))) == ("3", "", 2)
    assert second == Node("ITEM")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (BILLION_LAUGHS, ValueMalformed),
        (EXTERNAL, ValueMalformed),
        ("<OTHER/>", ValueMalformed),
        ("", ValueMalformed),
        ("name,reference\n", ValueMalformed),
        ("<LIST><ITEM>", ValueMalformed),
        ("<LIST><ITEM>&unknown;</ITEM></LIST>", ValueMalformed),
        (b"<LIST><ITEM>\xff</ITEM></LIST>", ValueMalformed),
        (gzip.compress(b"<LIST><ITEM/></LIST>", mtime=0)[:-9], ValueMalformed),
        (b"\x1f\x8bnot packed", ValueMalformed),
        ("<LIST>" + "<X>" * un_xml.DEPTH_MAX, InputTooLarge),
        ("<LIST><ITEM>" + "<X/>" * un_xml.NODES_MAX, InputTooLarge),
        ("<LIST><ITEM>" + "x" * (un_xml.NODE_CHARACTERS_MAX + 1), InputTooLarge),
    ],
)
def test_bad_file_is_refused(
    tmp_path: Path, content: str | bytes, refusal: type[JisrError]
) -> None:
    """A document type, a cut or foreign file and every excess is refused by name."""
    with pytest.raises(refusal):
        read(tmp_path / "list", content)


def test_gzip_bomb_is_refused(tmp_path: Path) -> None:
    """A small file that unpacks without end is refused at the ceiling."""
    with gzip.open(tmp_path / "list", "wb", compresslevel=1) as file:
        file.write(b"<LIST>")
        for _ in range(257):
            file.write(bytes([32]) * (1 << 20))
    with pytest.raises(InputTooLarge):
        list(elements(tmp_path / "list", frozenset({"ITEM"}), root="LIST"))


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(FileUnreadable):
        list(elements(tmp_path / "none", frozenset(), root="LIST"))
