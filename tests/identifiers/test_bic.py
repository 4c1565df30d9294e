"""Bank codes."""

import pytest

from jisr.errors import ValueMalformed
from jisr.identifiers import bic
from jisr.identifiers.cleaning import Checked


@pytest.mark.parametrize(
    ("text", "value"),
    [("abna be 2a", "ABNABE2A"), ("AGRIFRPP882", "AGRIFRPP882"), ("AGRIFRPPXXX", "AGRIFRPP")],
)
def test_clean_gives_one_spelling(text: str, value: str) -> None:
    """A code has one spelling; the branch XXX is the head office itself."""
    assert bic.clean(text) == Checked(value)


@pytest.mark.parametrize("text", ["", "AGRIFRPP8", "AGRIF2PP", "AGRIZZPP"])
def test_clean_refuses_other_forms(text: str) -> None:
    """A wrong length, a digit for a letter and an unknown country are refused."""
    with pytest.raises(ValueMalformed):
        bic.clean(text)
