"""Files that were sent to be imported: kept on disk, private, until their import has ended.

Each stands in a folder of its own beside the database: the file, `about.json` (which says whose it
is and how far it has come) and the rejected rows. An upload exists when `about.json` does; what a
lost line or a crash left without one is swept away. Nothing of it is ever in a backup.
"""

import contextlib
import dataclasses
import datetime
import enum
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.outputs import whole_file
from jisr.records.importing.model import Account
from jisr.values import is_id

FOLDER = "imports"
"""Its name in a data directory."""
FILE_BYTES_MAX = 256 << 20
"""About a million rows; a larger list is cut, or imported where the data are."""
KEPT = datetime.timedelta(hours=24)
"""So long the account and the rejected rows can be fetched after the end: they hold data of
people, and the officer has them then."""
UNFINISHED_MAX = 3
"""Imports that one officer has under way at once."""
SHOWN_MAX = 100
"""Imports of one officer that are shown; no more end in a day."""
_ABOUT, _FILE, _REJECTS = "about.json", "file", "rejects.csv"
_HALF_SENT_SECONDS = 3_600.0
"""A folder without `about.json` that is older was given up."""


class Stage(enum.StrEnum):
    """Where an import is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, and what became of it so far.

    `what` is how it is read (empty: the file tells); `total` the lines it has, for the progress;
    `after_line` how far it is durable. Of a refused file `problem` is the code of the error and
    `message` with `details` its sentence for the catalogues. `ended_at` is empty until the end.
    """

    id: str
    officer: str
    bureau: str
    purpose: str
    case: str
    what: str
    name: str
    sha256: str
    size_bytes: int
    sent_at: str
    stage: Stage = Stage.WAITING
    total: int = 0
    after_line: int = 0
    account: Account = field(default_factory=Account)
    unknown: tuple[str, ...] = ()
    problem: str = ""
    message: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    ended_at: str = ""

    @property
    def is_ended(self) -> bool:
        """Whether nothing more will be done with it."""
        return self.stage in (Stage.DONE, Stage.REFUSED)


class Uploads:
    """The uploads of one data directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, upload_id: str) -> Path:
        """Make the folder of a new upload; return the path at which its bytes are written."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        (self.folder / upload_id).mkdir(mode=0o700)
        self.file(upload_id).touch(mode=0o600)
        return self.file(upload_id)

    def file(self, upload_id: str) -> Path:
        """Return where the sent file is."""
        return self.folder / upload_id / _FILE

    def rejects(self, upload_id: str) -> Path:
        """Return where the rejected rows are, if there are any."""
        return self.folder / upload_id / _REJECTS

    def save(self, upload: Upload) -> None:
        """Write what is known of an upload, whole or not at all."""
        with whole_file(self.folder / upload.id / _ABOUT) as file:
            file.write(msgspec.json.encode(upload).decode())

    def find(self, upload_id: str) -> Upload | None:
        """Return an upload, None if there is none."""
        if not is_id(upload_id):
            return None
        try:
            encoded = (self.folder / upload_id / _ABOUT).read_bytes()
            return msgspec.json.decode(encoded, type=Upload)
        except (OSError, msgspec.MsgspecError):
            return None

    def every(self) -> list[Upload]:
        """Return every upload, the one that was sent first first."""
        found = [self.find(each.name) for each in self._folders()]
        known = [each for each in found if each is not None]
        return sorted(known, key=lambda each: (each.sent_at, each.id))

    def of(self, officer: str) -> list[Upload]:
        """Return an officer's uploads, the newest first."""
        return [each for each in reversed(self.every()) if each.officer == officer][:SHOWN_MAX]

    def forget_file(self, upload_id: str) -> None:
        """Destroy the sent file: its import has ended."""
        self.file(upload_id).unlink(missing_ok=True)

    def remove(self, upload_id: str) -> None:
        """Destroy all of an upload."""
        shutil.rmtree(self.folder / upload_id, ignore_errors=True)

    def sweep(self, now: datetime.datetime) -> None:
        """Destroy what has been kept long enough, and what was never sent whole."""
        for folder in self._folders():
            upload = self.find(folder.name)
            if upload is None:
                with contextlib.suppress(OSError):
                    if now.timestamp() - folder.stat().st_mtime > _HALF_SENT_SECONDS:
                        self.remove(folder.name)
            elif upload.is_ended and now - parse_instant(upload.ended_at) > KEPT:
                self.remove(folder.name)

    def _folders(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from (Path(each.path) for each in os.scandir(self.folder) if is_id(each.name))


def moved(upload: Upload, after_line: int, account: Account) -> Upload:
    """Return an upload of which more is durable."""
    return dataclasses.replace(upload, stage=Stage.RUNNING, after_line=after_line, account=account)


def ended(
    upload: Upload, now: datetime.datetime, *, stage: Stage = Stage.DONE, **given: object
) -> Upload:
    """Return an upload whose import has ended."""
    told = {"stage": stage, "ended_at": instant_text(now), **given}
    return dataclasses.replace(upload, **told)  # type: ignore[arg-type]  # fields of Upload
