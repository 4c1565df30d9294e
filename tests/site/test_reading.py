"""Promises about how a request is read as a reader's."""

import pytest

from jisr.site.reading import own_path


@pytest.mark.parametrize("path", ["/", "/hits/7", "/records?type=person&cursor=x", "/desk#box"])
def test_a_path_of_ours_is_gone_back_to(path: str) -> None:
    """With its query."""
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "desk",
        "",
        "/desk\nSet-Cookie: x=y",
        "///elsewhere.example",
    ],
)
def test_no_link_leads_elsewhere(path: str) -> None:
    """Anything that a browser could take for another place becomes the first page."""
    assert own_path(path) == "/"
