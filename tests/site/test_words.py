"""Promises about the words on pages: each goes through the catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import jisr

SOURCE = Path(jisr.__file__).parent
SPECIMENS = {"design.html"}
"""Shows every component with what people might write: that is no sentence of ours."""
TEXT_AT = {"notice": 1, "opener": 1, "dialog": 1}
"""Where the text of a component stands among its values, if not first."""
TEXTLESS = {"icon", "when", "clock", "key", "identifier", "copyable"}
"""Components whose first value is no text."""
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_CODE = re.compile(r"<(script|style|code)\b.*?</\1>", re.DOTALL)
_UNREAD = re.compile(r'[\w-]+="[^"]*"')
"""An attribute that a component adds to a tag."""
_SPOKEN = re.compile(r'\b(?:aria-label|title|placeholder|alt|summary)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
KEPT = {
    "UTC",
    "CSV",
    "Jisr",
    "MRZ",
    "VIN",
    "IMO",
    "Esc",
    "Enter",
    "Ctrl",
    "Alt",
    "Tab",
    "nbsp",
    "amp",
}
"""The same in every language: a key of the keyboard, a code, a name."""


def templates() -> list[Path]:
    """Return every template but the page of components."""
    return sorted(path for path in SOURCE.rglob("*.html") if path.name not in SPECIMENS)


def bare_words(text: str) -> list[str]:
    """Return the words of a template that nobody translates."""
    said = _JINJA.sub(" ", text)
    read = [*_SPOKEN.findall(said), _UNREAD.sub(" ", _TAG.sub(" ", _CODE.sub(" ", said)))]
    return [word for each in read for word in _LETTERS.findall(each) if word not in KEPT]


def bare_labels(text: str) -> Iterator[str]:
    """Yield the texts of components that stand as they are."""
    for call in Environment(autoescape=True).parse(text).find_all(nodes.Call):
        made = call.node
        if not isinstance(made, nodes.Getattr) or not isinstance(made.node, nodes.Name):
            continue
        place = TEXT_AT.get(made.attr, 0)
        if made.node.name != "ui" or made.attr in TEXTLESS or len(call.args) <= place:
            continue
        said = call.args[place]
        if isinstance(said, nodes.Const) and _LETTERS.search(str(said.value)):
            yield f"{made.attr}: {said.value}"


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_word_stays_english(path: Path) -> None:
    """Texts, labels and titles of a template all go through `_` or `count`."""
    text = path.read_text(encoding="utf-8")
    assert (bare_words(text), list(bare_labels(text))) == ([], [])


def test_a_bare_word_would_be_seen() -> None:
    """The test above can fail."""
    assert bare_words('<p title="Erase it">{{ _("Hit") }} now</p>') == ["Erase", "it", "now"]
    calls = '{{ ui.button("Erase") }}{{ ui.button(_("Erase")) }}{{ ui.notice("warn", "No") }}'
    assert sorted(bare_labels(calls)) == ["button: Erase", "notice: No"]
