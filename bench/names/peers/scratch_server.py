"""A PostgreSQL server for one measurement: a temporary folder and a socket in it."""

import atexit
import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from systems import NotInstalled

INSTALL = (
    "not installed: apt-get install postgresql postgresql-contrib && pip install 'psycopg[binary]'"
)
OWNER = "postgres"
"""The user who runs the server when the benchmark is run by root: PostgreSQL refuses root."""

SETTINGS = (
    *("listen_addresses=''", "fsync=off", "shared_buffers=256MB", "maintenance_work_mem=256MB"),
    *("jit=off", "max_parallel_workers_per_gather=0"),
)
"""One core and no network; nothing has to survive a crash."""


def programs() -> Path:
    """Return the folder of the newest server that has pg_trgm; raises `NotInstalled`."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    found = shutil.which("initdb")
    for program in (*candidates, *([Path(found).resolve()] if found else [])):
        root = program.parents[1]
        # Debian keeps what a server shares apart from its programs.
        for share in (root / "share", Path("/usr/share/postgresql") / root.name):
            if any(share.glob("**/pg_trgm.control")):
                return program.parent
    raise NotInstalled(INSTALL)


class ScratchServer:
    """A server that runs as long as this process."""

    def __init__(self) -> None:
        self._programs = programs()
        self._owner = OWNER if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="trgm"))
        atexit.register(self._close)
        if self._owner:
            shutil.chown(self.folder, self._owner, self._owner)
        data = self.folder / "data"
        self._run("initdb", "--pgdata", str(data), "--username", OWNER, "--auth", "trust")
        options = " ".join(
            f"-c {one}" for one in (*SETTINGS, f"unix_socket_directories={self.folder}")
        )
        log = self.folder / "log"
        self._run("pg_ctl", "--pgdata", str(data), "-l", str(log), "-o", options, "-w", "start")
        self.address = f"host={self.folder} user={OWNER} dbname=postgres"

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server as its owner; raises `NotInstalled` with its complaint."""
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(
            command,
            user=self._owner,
            group=self._owner,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotInstalled(f"{program} failed: {done.stderr.strip()}")

    def _close(self) -> None:
        """Stop the server and remove its folder."""
        with contextlib.suppress(NotInstalled):
            self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
