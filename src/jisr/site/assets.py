"""Styles, scripts, fonts and icons: named by what they hold, so that a browser keeps them.

The address of a file carries the digest of all of them: a new version has new addresses, and an
old one is never shown again.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from jisr.errors import NotFound, to_translate

STATIC = "/static"
FOLDER = "static"
DIGEST_LENGTH = 12
KEPT = "public, max-age=31536000, immutable"
TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".svg": "image/svg+xml"}
FILES_MAX = 200
FILE_BYTES_MAX = 2 << 20
"""What is served is held in memory: all of it is smaller than one photograph."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages load; a text also compressed (gzip), as it holds no secret."""

    content: bytes
    media_type: str
    compressed: bytes | None = None


class Assets:
    """The files of every package that has pages; `packages` maps a prefix to its package."""

    def __init__(self, packages: Mapping[str, str]) -> None:
        self._files = {
            f"{prefix}{name}": asset
            for prefix, package in packages.items()
            for name, asset in _files_of(files(package).joinpath(FOLDER), "")
        }
        if len(self._files) > FILES_MAX:
            raise ValueError(len(self._files))  # one of ours: the limit is a guard against a slip
        digest = hashlib.sha256()
        for name, asset in sorted(self._files.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(asset.content).digest())
        self.digest = digest.hexdigest()[:DIGEST_LENGTH]

    def address(self, name: str) -> str:
        """Return where a browser finds a file; raise `NotFound` if there is none."""
        self.find(name)
        return f"{STATIC}/{self.digest}/{name}"

    def find(self, name: str) -> Asset:
        """Return a file; raise `NotFound` if there is none."""
        found = self._files.get(name)
        if found is None:
            raise NotFound(thing=to_translate("file"))
        return found


def _files_of(folder: Traversable, prefix: str) -> list[tuple[str, Asset]]:
    """Return the files of a folder and of those under it; a package may have none."""
    found: list[tuple[str, Asset]] = []
    if not folder.is_dir():
        return found
    for each in folder.iterdir():
        if each.is_dir():
            found += _files_of(each, f"{prefix}{each.name}/")
            continue
        content = each.read_bytes()
        if len(content) > FILE_BYTES_MAX:
            raise ValueError(each.name)
        found.append((f"{prefix}{each.name}", _asset_of(each.name, content)))
    return found


def _asset_of(name: str, content: bytes) -> Asset:
    media_type = _type_of(name)
    is_text = media_type.startswith("text/") or media_type == TYPES[".svg"]
    return Asset(content, media_type, gzip.compress(content, mtime=0) if is_text else None)


def _type_of(name: str) -> str:
    ending = f".{name.rpartition('.')[2]}"
    return TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
