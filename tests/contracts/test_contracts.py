"""The import rules hold, and the guard itself is guarded: planted mistakes must be caught."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PRIVATE_FILES = {"store", "routes", "commands"}
NOUNS = ("access", "records", "checks")

MISTAKES = {
    "a noun reaches upward": ("records/rules.py", "from jisr.checks import model"),
    "the ledger learns police words": ("ledger/tree.py", "from jisr.access import model"),
    "a rule reads the clock": ("access/rules.py", "from jisr.kit import clock"),
    "a rule seals": ("records/rules.py", "from jisr.ledger import log"),
    "a rule speaks SQL": ("checks/rules.py", "import sqlalchemy"),
    "a model speaks SQL": ("records/model.py", "import sqlalchemy"),
    "names read the database": ("names/model.py", "from jisr.kit import db"),
    "a command reaches its store": ("records/commands.py", "from jisr.records import store"),
    "a store calls an action": ("access/store.py", "from jisr.access import actions"),
    "kit knows police work": ("kit/clock.py", "from jisr.access import model"),
    "the client learns police words": ("client/shapes.py", "from jisr.records import model"),
    "the client reads the ledger": ("client/ledger.py", "from jisr.ledger import proof"),
    "a new package is not on the list": ("surprise/__init__.py", ""),
}


def contracts_hold(source: Path) -> bool:
    """Run the import linter over a copy of the sources."""
    shutil.copy(ROOT / ".importlinter", source.parent / ".importlinter")
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=source.parent,
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    if "Traceback" in done.stderr:
        raise RuntimeError(done.stderr)
    return done.returncode == 0


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the sources that a test may spoil."""
    ignore = shutil.ignore_patterns("__pycache__", "*.csv", "*.gz", "*.po", "*.npz")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignore)
    return tmp_path / "src"


def test_packages_and_files_point_down() -> None:
    """Every contract of .importlinter holds."""
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("mistake", MISTAKES)
def test_planted_mistake_is_caught(source: Path, mistake: str) -> None:
    """Each way of breaking the house is refused by a contract."""
    place, line = MISTAKES[mistake]
    path = source / "jisr" / place
    path.parent.mkdir(exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    assert contracts_hold(source) is False


def back_doors(graph: grimp.ImportGraph) -> list[str]:
    """Return the imports that enter another package past its front door."""
    private = re.compile(rf"jisr\.({'|'.join(NOUNS)})\.({'|'.join(PRIVATE_FILES)})\b")
    return sorted(
        f"{importer} -> {imported}"
        for imported in graph.modules
        if (match := private.match(imported))
        for importer in graph.find_modules_that_directly_import(imported)
        if not importer.startswith(f"jisr.{match.group(1)}.")
        and not importer.startswith("jisr.app")
    )


def test_other_packages_enter_by_the_front_door() -> None:
    """A noun's store, routes and commands are its own; only app gathers the commands."""
    assert back_doors(grimp.build_graph("jisr", cache_dir=None)) == []


def test_back_door_would_be_seen() -> None:
    """The test above can fail: a planted entry through a store is found."""
    graph = grimp.build_graph("jisr", cache_dir=None)
    graph.add_import(importer="jisr.checks.actions", imported="jisr.records.store")
    assert back_doors(graph) == ["jisr.checks.actions -> jisr.records.store"]
