"""The house rules that a machine can hold; each names the file and the line that breaks it."""

import ast
import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import commands
import messages
from jisr import errors, settings
from jisr.errors import JisrError

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "jisr"
FUNCTION_LINES_MAX = 60
MODULE_LINES_MAX = 500


def tracked(*suffixes: str) -> list[Path]:
    """Return the files of the project: what git tracks, and what it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return sorted(
        path for name in listed if (path := ROOT / name).suffix in suffixes and path.exists()
    )


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_function_fits_a_screen() -> None:
    """No function passes 60 lines."""
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in tracked(".py")
        for node in functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES_MAX
        and "versions" not in path.parts  # a revision lists the tables as they are
    ]
    assert long == []


def test_every_module_stays_short() -> None:
    """No module passes 500 lines."""
    long = [
        f"{path.relative_to(ROOT)} ({lines})"
        for path in tracked(".py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MODULE_LINES_MAX
    ]
    assert long == []


def test_every_test_states_its_promise() -> None:
    """Each test opens with a docstring: one sentence that could turn out false."""
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in tracked(".py")
        if ROOT / "tests" in path.parents
        for node in functions(path)
        if node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_source_file_has_its_test_file() -> None:
    """`src/jisr/x/y.py` is tested by `tests/x/test_y.py`."""
    exempt = {"__init__.py", "__main__.py", "env.py"}
    missing = [
        str(path.relative_to(ROOT))
        for path in tracked(".py")
        if SOURCE in path.parents
        and path.name not in exempt
        and "versions" not in path.parts
        and not mirror(path).exists()
    ]
    assert missing == []


def mirror(path: Path) -> Path:
    """Return where a source file's tests stand."""
    place = path.relative_to(SOURCE)
    return ROOT / "tests" / place.parent / f"test_{place.name}"


def test_nothing_is_left_for_later() -> None:
    """No file holds a note to do something one day: that is what issues are for."""
    marks = re.compile(
        r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK")) + r")\b"
    )
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked(".py", ".md", ".toml", ".csv")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert left == []


def test_every_excuse_has_a_reason() -> None:
    """A `noqa` or `type: ignore` says on its line why the rule is wrong there."""
    excuse = re.compile(
        r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w,-]+\])?)(.*)"
    )
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked(".py")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := excuse.search(line)) and len(match.group(1).strip()) < len("why")
    ]
    assert bare == []


def all_errors(root: type[JisrError] = JisrError) -> Iterator[type[JisrError]]:
    """Yield every class of the tree of errors."""
    yield root
    for child in root.__subclasses__():
        yield from all_errors(child)


def test_every_error_is_in_the_one_file() -> None:
    """Errors are declared in `errors/`, each with a code of its own."""
    everything = list(all_errors())
    places = {each.__module__.rpartition(".")[0] for each in everything}
    assert places == {errors.__name__}
    codes = [each.code for each in everything]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    """No sentence is missing from a catalogue, and no catalogue holds one that nobody says."""
    translated = {
        messages.key(message.id)
        for message in messages.read_catalogue(language)
        if message.id and message.string and all(message.string) and not message.fuzzy
    }
    said = set(messages.sentences())
    assert sorted(said - translated) == []
    assert sorted(translated - said) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_fill_the_same_details(language: str) -> None:
    """A translated sentence names exactly the details that the English one names."""
    details = re.compile(r"\{(\w+)[^}]*\}")
    wrong = [
        message.id
        for message in messages.read_catalogue(language)
        if isinstance(message.id, str)
        and message.id
        and set(details.findall(message.id)) != set(details.findall(str(message.string)))
    ]
    assert wrong == []


def test_every_setting_says_what_it_is() -> None:
    """Each setting has a unit and one line of help."""
    table = settings.Settings.__dataclass_fields__
    assert [name for name, each in table.items() if not each.metadata.get("help")] == []
    assert [name for name, each in table.items() if not each.metadata.get("unit")] == []


def imported(path: Path) -> Iterator[str]:
    """Yield the top-level packages that a file imports, also those it imports by name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield ast.unparse(node.args[0]).lstrip("f").strip("'\"").partition(".")[0]


def test_what_runs_is_in_the_requirements_of_what_runs() -> None:
    """Nothing that the program imports is there only because the tests need it too."""
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^([a-z0-9-]+)==", locked, re.MULTILINE))
    found = {name for path in tracked(".py") if SOURCE in path.parents for name in imported(path)}
    sources = importlib.metadata.packages_distributions()
    foreign = found - set(sys.stdlib_module_names) - {"jisr"}
    missing = {
        name
        for name in foreign
        if not {each.lower().replace("_", "-") for each in sources.get(name, [])} & named
    }
    assert missing == set()
    assert "faker" in foreign  # imported by name: the guard sees that too


def test_reference_of_commands_is_the_program() -> None:
    """`docs/commands.md` names every command and option there is, and no other."""
    assert commands.REFERENCE.read_text(encoding="utf-8") == commands.reference()


def test_where_is_table_is_true() -> None:
    """Every file and name in the table of ARCHITECTURE.md exists."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    wrong = []
    for path, names in re.findall(
        r"`((?:src|docs|bench|tests)/[\w/.-]+)`(?:: ((?:`\w+`(?:, )?)+))?", text
    ):
        place = ROOT / path
        if not place.exists():
            wrong.append(path)
            continue
        source = place.read_text(encoding="utf-8") if place.is_file() else ""
        wrong += [
            f"{path}: {name}"
            for name in re.findall(r"`(\w+)`", names)
            if not re.search(rf"\b(?:def|class) {name}\b|^{name}\b", source, re.MULTILINE)
        ]
    assert wrong == []
