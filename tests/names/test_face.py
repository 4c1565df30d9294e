"""The public face: what an engineer imports, and the page that he reads."""

import contextlib
import doctest
import re
import subprocess
import sys
from pathlib import Path

import jisr.names
from jisr.names.explain import RULES
from jisr.names.tables import DATA

PAGE = Path(__file__).parents[2] / "docs" / "names.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_of_the_page_run(tmp_path: Path) -> None:
    """What is printed on the page is what is printed."""
    blocks = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("".join(blocks), {}, PAGE.name, str(PAGE), 0)
    said: list[str] = []
    with contextlib.chdir(tmp_path):
        results = doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert results == doctest.TestResults(failed=0, attempted=len(examples.examples)), "".join(said)
    assert results.attempted > 10


def test_the_page_lists_every_code_with_its_sentence() -> None:
    """No code is given that the page does not explain, and the other way round."""
    listed = dict(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| (.*) \|$", TEXT, re.MULTILINE))
    assert listed == RULES


def test_the_page_names_every_file_of_knowledge() -> None:
    """Whoever tunes finds each data file, and none that is not there."""
    assert set(re.findall(r"`([a-z_]+\.(?:csv|toml))`", TEXT)) == {
        path.name for path in DATA.iterdir() if path.suffix in {".csv", ".toml"}
    }


def test_everything_public_is_there_and_documented() -> None:
    """Each name of the face exists and says what it is."""
    for name in jisr.names.__all__:
        assert getattr(jisr.names, name).__doc__, name


def test_the_engine_loads_nothing_of_the_platform() -> None:
    """An engineer gets the names engine alone: no database, no command line, no catalogues."""
    program = "import sys, jisr.names; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    ours = {name.split(".")[1] for name in loaded if name.startswith("jisr.")}
    assert ours == {"_native", "catalogues", "errors", "identifiers", "names", "values"}
    assert not {"sqlalchemy", "typer", "rich", "babel", "cryptography", "msgspec"} & set(loaded)
