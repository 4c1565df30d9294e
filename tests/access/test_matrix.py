"""The table of who may do what is true: every cell is asked of the real application."""

import re
from collections.abc import Iterator

import pytest

from access_matrix import DOCUMENT, WHO, Matrix, Row, document, matrix
from access_samples import SAMPLES
from jisr.access.model import Role

LINE = re.compile(r"\| `(?P<route>[^`]+)` \| (?P<scope>[a-z]*) \| (?P<cells>.+) \|")


def written() -> dict[str, tuple[str, dict[Role, str]]]:
    """Return the table of the document: the scope of each route, and its cells."""
    found = map(LINE.fullmatch, DOCUMENT.read_text(encoding="utf-8").splitlines())
    return {
        line["route"]: (line["scope"], dict(zip(WHO, line["cells"].split(" | "), strict=True)))
        for line in filter(None, found)
    }


TABLE = written()
CELLS = [(route, role, word) for route, (_, cells) in TABLE.items() for role, word in cells.items()]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """One application over one network, with somebody of each role."""
    with matrix(tmp_path_factory.mktemp("matrix")) as found:
        yield found


def test_every_route_is_in_the_document(asked: Matrix) -> None:
    """A new route stands in the table, or among those that are not asked, by its own name."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [each for each in asked.routes() if f"`{each}`" not in text] == []
    assert list(TABLE) == asked.asked()
    assert set(SAMPLES) <= set(asked.routes())


def test_every_role_has_somebody() -> None:
    """No role is left out of the table."""
    assert set(WHO) == set(Role)


@pytest.mark.parametrize(("route", "role", "word"), CELLS)
def test_cell_is_true(asked: Matrix, route: str, role: Role, word: str) -> None:
    """Role by role and route by route: done, refused or hidden as the document says."""
    assert asked.cell(route, role) == word


@pytest.mark.parametrize("route", TABLE)
def test_stranger_is_refused(asked: Matrix, route: str) -> None:
    """Without a credential every route of the table answers 401."""
    assert asked.stranger(route) == 401


@pytest.mark.parametrize("route", TABLE)
def test_token_without_the_scope_is_refused(asked: Matrix, route: str) -> None:
    """The credential must be good for it, whatever the role."""
    assert asked.scope(route) == TABLE[route][0]


@pytest.mark.parametrize("route", TABLE)
def test_somebody_may(route: str) -> None:
    """The requests are complete: each route is done for at least one role."""
    assert "yes" in TABLE[route][1].values()


def test_document_is_what_the_tool_writes(asked: Matrix) -> None:
    """Word by word: its cells are asked above, the rest is compared."""
    rows = [Row(route, scope, cells) for route, (scope, cells) in TABLE.items()]
    assert document(rows, *asked.unasked()) == DOCUMENT.read_text(encoding="utf-8")
