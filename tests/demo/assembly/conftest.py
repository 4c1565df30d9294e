"""One session of the assembly for all tests of the demo's assembly."""

from collections.abc import Iterator

import pytest

from held_hall import Hall, hold


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The session as a newcomer finds it."""
    held = hold(tmp_path_factory.mktemp("hall") / "home")
    yield held
    held.session.database.close()
