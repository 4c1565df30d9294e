"""Keeps the catalogues in step with the sentences in the sources.

`python tools/messages.py [LANGUAGE …]` adds what is missing to each `locale/<language>/jisr.po`,
drops what nobody says any more, and prints how much is left to translate.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

SOURCE = Path(__file__).parents[1] / "src" / "jisr"
LANGUAGES = ("ar", "es", "fr")  # English is the language of the keys
MARKS = {"to_translate", "say"}
NAMED = {"field", "thing", "help"}
"""What an error is about, and what an option does, are words for people wherever they stand."""
COMMAND_MARK = "command"
"""The docstring of a command is its help."""
PLURAL_MARK = "count"
TEMPLATE_MARKS = ("_", PLURAL_MARK)
"""What templates call the same two."""


@dataclass(frozen=True, order=True)
class Sentence:
    """One key of the catalogues; `many` is set where its form follows a number."""

    one: str
    many: str = ""


def sentences() -> dict[Sentence, list[str]]:
    """Return every marked sentence of the sources with the files that say it."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted((*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"))):
        place = str(path.relative_to(SOURCE))
        text = path.read_text(encoding="utf-8")
        said = _in_template(text) if path.suffix == ".html" else _in_file(ast.parse(text))
        for sentence in said:
            places = found.setdefault(sentence, [])
            if place not in places:
                places.append(place)
    return found


def _in_template(text: str) -> Iterator[Sentence]:
    """Yield what a page says; details and numbers of a call are no sentences."""
    template = Environment(autoescape=True).parse(text)
    for _line, mark, given in extract_from_ast(template, TEMPLATE_MARKS):
        # `_(title)` says what is marked elsewhere: it gives no text here.
        texts = [each for each in (given if isinstance(given, tuple) else (given,)) if each]
        if mark == PLURAL_MARK and len(texts) > 1:
            yield Sentence(texts[0], texts[1])
        elif mark != PLURAL_MARK and texts:
            yield Sentence(texts[0])


def _in_file(tree: ast.Module) -> Iterator[Sentence]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            texts = [
                each.value
                for each in node.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
            ]
            yield from (
                Sentence(str(each.value.value))
                for each in node.keywords
                if each.arg in NAMED and isinstance(each.value, ast.Constant)
            )
            name = _called(node)
            if name in MARKS and texts:
                yield Sentence(texts[0])
            elif name == PLURAL_MARK and len(texts) > 1:
                yield Sentence(texts[0], texts[1])
        elif isinstance(node, ast.ClassDef):
            yield from _messages(node)
        elif isinstance(node, ast.FunctionDef) and any(
            isinstance(each, ast.Call) and _called(each) == COMMAND_MARK
            for each in node.decorator_list
        ):
            yield Sentence(ast.get_docstring(node) or "")


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _messages(errors: ast.ClassDef) -> Iterator[Sentence]:
    """Yield the `message = …` of a class of errors."""
    for line in errors.body:
        target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
        value = getattr(line, "value", None)
        if (
            isinstance(target, ast.Name)
            and target.id == "message"
            and isinstance(value, ast.Constant)
            and value.value
        ):
            yield Sentence(str(value.value))


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language, empty where there is none yet."""
    path = SOURCE / "locale" / language / "jisr.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def key(message_id: str | tuple[str, ...] | list[str]) -> Sentence:
    """Return the sentence that a catalogue's entry translates."""
    return Sentence(message_id) if isinstance(message_id, str) else Sentence(*message_id)


def update(language: str) -> int:
    """Bring one catalogue in step; return how many sentences still need a translation."""
    old = read_catalogue(language)
    known = {key(message.id): message.string for message in old if message.id}
    new = Catalog(locale=language)
    for sentence, places in sorted(sentences().items()):
        new.add(
            (sentence.one, sentence.many) if sentence.many else sentence.one,
            known.get(sentence, ""),
            auto_comments=(", ".join(places),),
        )
    path = SOURCE / "locale" / language / "jisr.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=100, omit_header=True, sort_output=True)
    return sum(not any(_strings(message.string)) for message in new if message.id)


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    if string is None:
        return ()
    return (string,) if isinstance(string, str) else tuple(string)


def main() -> None:
    """Update the catalogues and say what is left."""
    for language in sys.argv[1:] or LANGUAGES:
        sys.stdout.write(f"{language}: {update(language)} sentences to translate\n")


if __name__ == "__main__":
    main()
