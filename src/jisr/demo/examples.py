"""What a newcomer can ask of the demo network, kept in its data directory for `jisr tour`."""

from pathlib import Path

import msgspec

from jisr.errors import NotFound, to_translate
from jisr.kit.outputs import whole_file

EXAMPLES_FILE = "examples.json"
EXAMPLES_MAX = 20
"""Of each kind: enough that one of them hits a record of another bureau that may be asked."""


class PersonExample(msgspec.Struct, frozen=True, tag_field="kind", tag="person"):
    """A traveller who is recorded under another spelling, as the API is asked for him."""

    name: str
    birth_date: str
    nationality: str


class DocumentExample(msgspec.Struct, frozen=True, tag_field="kind", tag="document"):
    """A document that is recorded as stolen, as the API is asked for it."""

    number: str
    country: str


class Examples(msgspec.Struct, frozen=True):
    """Questions that hit, the most telling first."""

    persons: list[PersonExample]
    documents: list[DocumentExample]


def write_examples(home: Path, examples: Examples) -> None:
    """Keep the first examples in a demo network's data directory."""
    kept = Examples(examples.persons[:EXAMPLES_MAX], examples.documents[:EXAMPLES_MAX])
    with whole_file(home / EXAMPLES_FILE) as file:
        file.write(msgspec.json.encode(kept).decode())


def read_examples(home: Path) -> Examples:
    """Return the examples of a demo network.

    Raises:
        NotFound: the directory holds none: it was not made by `jisr demo`.
    """
    try:
        return msgspec.json.decode((home / EXAMPLES_FILE).read_bytes(), type=Examples)
    except (OSError, msgspec.DecodeError) as error:
        raise NotFound(thing=to_translate("demo network")) from error
