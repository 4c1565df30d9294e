"""The names of one person of the UN list, taken out of the remarks that stand with them."""

import re
import unicodedata

from jisr.records.importing.un_xml import Node
from jisr.records.model import Name, NameKind

NAME_CHARACTERS_MAX = 200
"""As much as a record takes; a longer one is a remark, not a name."""
NAMES_MAX = 100
"""As many as a record takes; the longest entry of 2026 has about 60."""

_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_BETWEEN_NAMES = re.compile(r"\s*;\s*|\s+(?:a\.k\.a\.?|aka)[:\s]\s*|\s+[b-h]\)\s+", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^()]*)\)?")
_REMARK = re.compile(r",?\s+(?:born|son of)\b.*", re.DOTALL | re.IGNORECASE)
_LABEL = re.compile(r"\s*original script:\s*", re.IGNORECASE)
_AT_BIRTH = re.compile(r"birth name|name at birth|maiden name", re.IGNORECASE)
_AROUND = ' ,.()"“”'


def names_of(node: Node) -> tuple[Name, ...]:
    """Return the primary name first, then the aliases, each spelling once.

    `NAME_ORIGINAL_SCRIPT` is the primary name and the Latin parts its Latin spelling. `Good`
    aliases are aliases, all others weak ones.
    """
    latin = " ".join(filter(None, (node.value(part) for part in _PARTS)))
    originals = node.values("NAME_ORIGINAL_SCRIPT")
    found: dict[tuple[str, str], Name] = {}
    for name in [Name(each, latin=latin) for each in originals] or [Name(latin)]:
        found.setdefault((name.text, name.latin), name)
    for alias in node.all("INDIVIDUAL_ALIAS"):
        kind = NameKind.ALIAS if alias.value("QUALITY") == "Good" else NameKind.WEAK_ALIAS
        for name in alias_names(alias.value("ALIAS_NAME"), kind):
            found.setdefault((name.text, name.latin), name)
    return tuple(found.values())[:NAMES_MAX]


def alias_names(text: str, kind: NameKind) -> list[Name]:
    """Return the names in one alias.

    `A; B` and `A a.k.a. B` are two names. Brackets hold the same name in another script, whichever
    of the two stands outside, or a remark, which is no name.
    """
    inside = [_LABEL.sub("", each).strip() for each in _BRACKET.findall(text)]
    if any(_AT_BIRTH.search(each) for each in inside):
        kind = NameKind.AT_BIRTH
    outside = _BRACKET.sub(" ", text)
    names = [
        cleaned
        for each in _BETWEEN_NAMES.split(outside)
        if (cleaned := _REMARK.sub("", " ".join(each.split())).strip(_AROUND))
    ]
    others = [
        cleaned
        for each in inside
        if names and _is_latin(each) != _is_latin(names[0])
        for part in _BETWEEN_NAMES.split(each)
        if (cleaned := part.strip(_AROUND))
    ]
    if len(names) == 1 and others:
        return [_both(names[0], other, kind) for other in others]
    return [Name(each, kind) for each in [*names, *others] if len(each) <= NAME_CHARACTERS_MAX]


def _both(outside: str, inside: str, kind: NameKind) -> Name:
    original, latin = (inside, outside) if _is_latin(outside) else (outside, inside)
    return Name(original[:NAME_CHARACTERS_MAX], kind, latin[:NAME_CHARACTERS_MAX])


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    return latin * 2 >= len(letters)
