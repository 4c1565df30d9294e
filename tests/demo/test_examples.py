"""The examples of a demo network are kept as the API is asked."""

import json
from pathlib import Path

import pytest

from jisr.demo.examples import (
    EXAMPLES_FILE,
    EXAMPLES_MAX,
    DocumentExample,
    Examples,
    PersonExample,
    read_examples,
    write_examples,
)
from jisr.errors import NotFound

NOUR = PersonExample("نور الحداد", "1974-03-02", "LBN")
PASSPORT = DocumentExample("AB123456", "FRA")


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Each names its kind, and no more are kept than a tour tries."""
    write_examples(tmp_path, Examples([NOUR] * (EXAMPLES_MAX + 5), [PASSPORT]))
    assert read_examples(tmp_path) == Examples([NOUR] * EXAMPLES_MAX, [PASSPORT])
    written = json.loads((tmp_path / EXAMPLES_FILE).read_text(encoding="utf-8"))
    assert written["documents"] == [{"kind": "document", "number": "AB123456", "country": "FRA"}]


@pytest.mark.parametrize("text", [None, "", "[]", '{"persons": [1], "documents": []}'])
def test_a_directory_without_examples_is_no_demo(tmp_path: Path, text: str | None) -> None:
    """Missing or spoilt: the answer says that there is no demo network."""
    if text is not None:
        (tmp_path / EXAMPLES_FILE).write_text(text)
    with pytest.raises(NotFound):
        read_examples(tmp_path)
