"""What a newcomer can ask of the demo network, kept in its data directory.

`jisr tour` and the guide on the pages show them.
"""

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


class HitExample(msgspec.Struct, frozen=True):
    """A hit that waits for an officer, and the record that was found, where he may see it."""

    hit: str
    record: str
    officer: str


class HallExample(msgspec.Struct, frozen=True):
    """The session of the assembly that is held, and things of it by their ids.

    `vote` is an open roll-call, `ballot` an open secret vote, `booth` the folder of a machine of
    a ballot-caster who has not voted in it.
    """

    session: str
    vote: str
    ballot: str
    election: str
    text: str
    booth: str


class Examples(msgspec.Struct, frozen=True):
    """Questions that hit, the most telling first, and hits that wait.

    `asked` waits for the bureau that owns the record, `referred` for the legal reviewer; `hall` is
    the session of the assembly.
    """

    persons: list[PersonExample]
    documents: list[DocumentExample]
    asked: HitExample | None = None
    referred: HitExample | None = None
    hall: HallExample | None = None


def write_examples(home: Path, examples: Examples) -> None:
    """Keep the first examples in a demo network's data directory."""
    kept = msgspec.structs.replace(
        examples,
        persons=examples.persons[:EXAMPLES_MAX],
        documents=examples.documents[:EXAMPLES_MAX],
    )
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
