"""The promises of how boards are told."""

import pytest

from board_world import BoardWorld
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.wire import text_of, told_board, told_receipt


def test_a_board_is_told_as_it_is(world: BoardWorld) -> None:
    """State, size, manifest and who voted go over the line; the receipt goes whole."""
    world.open()
    world.ceremony()
    receipt = world.vote("MAR", (1, 0, 0))
    with world.database.reading() as transaction:
        view = boards.read_board(transaction, world.registrar, world.board_id)
    told = told_board(view)
    assert (told.state, told.size, list(told.ballots), told.totals) == ("open", 17, ["MAR"], None)
    assert told.manifest == world.board().manifest
    told_back = told_receipt(receipt)
    assert (told_back.n, told_back.head, told_back.signature) == (
        16,
        receipt.head,
        receipt.signature,
    )


@pytest.mark.parametrize(
    ("texts", "language", "shown"),
    [
        ({"en": "Yes", "fr": "Oui"}, "fr", "Oui"),
        ({"en": "Yes", "fr": "Oui"}, "ar", "Yes"),
        ({"key": "a", "name": {"es": "Sí"}}, "ar", "Sí"),
        ({"x": 1}, "en", '{"x":1}'),
    ],
)
def test_a_text_is_shown_in_the_best_language(
    texts: dict[str, object], language: str, shown: str
) -> None:
    """The reader's own, else English, else whatever there is, else the object itself."""
    assert text_of(texts, language) == shown
