"""Streams the elements of an untrusted XML file: no document type, no entities, all bounded.

An element of interest comes as a plain `Node`; nothing of the file is held beside it.
"""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from xml.parsers import expat

from jisr.errors import InputTooLarge, ValueMalformed, to_translate
from jisr.kit.lines import CHUNK_BYTES, opened

FILE_BYTES_MAX = 256 << 20
"""A hundred times the list of 2026, unpacked; a gzip bomb ends here."""
DEPTH_MAX = 16
NODES_MAX = 10_000
"""Elements inside one element of interest; the largest person of 2026 has about 250."""
NODE_CHARACTERS_MAX = 1 << 20

_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(slots=True)
class Node:
    """An element: its name, its own text, its children."""

    name: str
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def value(self, *path: str) -> str:
        """Return the text of the first element at the path, without needless blanks, or ""."""
        return next(iter(self.values(*path)), "")

    def values(self, *path: str) -> list[str]:
        """Return every filled text at the path; line breaks inside become blanks."""
        found = (" ".join(node.text.split()) for node in self.all(*path))
        return [text for text in found if text]

    def all(self, *path: str) -> list["Node"]:
        """Return every element at the path."""
        nodes = [self]
        for name in path:
            nodes = [child for node in nodes for child in node.children if child.name == name]
        return nodes


def elements(path: Path, names: frozenset[str], *, root: str) -> Iterator[Node]:
    """Yield each element that has one of the names, in the order of the file.

    Raises:
        FileUnreadable: it cannot be opened.
        ValueMalformed: it is no such XML, is cut off, or declares a document type.
        InputTooLarge: it passes a ceiling.
    """
    builder = _Builder(names, root)
    with opened(path) as file:
        for chunk in _chunks(file):
            builder.feed(chunk)
            yield from builder.taken()
    builder.finish()


def _chunks(file: BufferedReader) -> Iterator[bytes]:
    is_packed = file.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
    file.seek(0)
    content: BufferedReader | gzip.GzipFile = gzip.GzipFile(fileobj=file) if is_packed else file
    size = 0
    try:
        while chunk := content.read(CHUNK_BYTES):
            size += len(chunk)
            if size > FILE_BYTES_MAX:
                raise InputTooLarge(field=to_translate("file"), limit=FILE_BYTES_MAX)
            yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueMalformed(
            field=to_translate("file"), why=to_translate("it is cut off or damaged")
        ) from error


class _Builder:
    """Collects the elements of interest from the parser's events."""

    def __init__(self, names: frozenset[str], root: str) -> None:
        self._names = names
        self._root = root
        self._depth = 0
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._nodes = self._characters = 0
        self._done: list[Node] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_document_type
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._add_text

    def feed(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk, False)  # noqa: FBT003  expat's own signature
        except expat.ExpatError as error:
            raise _malformed() from error

    def finish(self) -> None:
        try:
            self._parser.Parse(b"", True)  # noqa: FBT003  expat's own signature
        except expat.ExpatError as error:
            raise _malformed() from error

    def taken(self) -> list[Node]:
        done, self._done = self._done, []
        return done

    def _refuse_document_type(self, *_declared: object) -> None:
        raise ValueMalformed(
            field=to_translate("file"), why=to_translate("it must not declare a document type")
        )

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != self._root:
            raise _malformed()
        if self._depth > DEPTH_MAX:
            raise InputTooLarge(field=to_translate("depth of the file"), limit=DEPTH_MAX)
        if not self._open:
            if name not in self._names:
                return
            self._nodes = self._characters = 0
        self._nodes += 1
        if self._nodes > NODES_MAX:
            raise InputTooLarge(field=name, limit=NODES_MAX)
        node = Node(name)
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)
        self._texts.append([])

    def _add_text(self, text: str) -> None:
        if self._open:
            self._characters += len(text)
            if self._characters > NODE_CHARACTERS_MAX:
                raise InputTooLarge(field=self._open[-1].name, limit=NODE_CHARACTERS_MAX)
            self._texts[-1].append(text)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            node.text = "".join(self._texts.pop())
            if not self._open:
                self._done.append(node)


def _malformed() -> ValueMalformed:
    return ValueMalformed(
        field=to_translate("file"),
        why=to_translate("it is not the consolidated list of the Security Council"),
    )
