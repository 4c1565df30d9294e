"""Promises about the files that pages load."""

import pytest

from jisr.errors import NotFound
from jisr.site.assets import Assets


@pytest.fixture(scope="module")
def assets() -> Assets:
    """The site's own files."""
    return Assets({"": "jisr.site"})


def test_a_file_is_named_by_what_all_of_them_hold(assets: Assets) -> None:
    """The address carries the digest, the same for the same files."""
    assert assets.address("desk.js") == f"/static/{Assets({'': 'jisr.site'}).digest}/desk.js"
    other = Assets({"": "jisr.site", "more/": "jisr.access.sign_in.pages"})
    assert other.digest != assets.digest


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("desk.js", "text/javascript"),
        ("tokens.css", "text/css"),
        ("icons.svg", "image/svg+xml"),
        ("fonts/OFL.txt", "text/plain"),
    ],
)
def test_a_file_has_its_kind(assets: Assets, name: str, kind: str) -> None:
    """A browser refuses a script that does not say that it is one."""
    assert assets.find(name).media_type == kind


def test_fonts_are_ours(assets: Assets) -> None:
    """Every font that the styles name is served by us."""
    styles = assets.find("fonts.css").content.decode()
    named = [part.split(")")[0].strip("\"'") for part in styles.split("url(")[1:]]
    assert named
    assert {assets.find(name).media_type for name in named} == {"font/woff2"}


@pytest.mark.parametrize("name", ["", "..", "../model.py", "templates/frame.html", "fonts", "x.js"])
def test_no_other_file_is_found(assets: Assets, name: str) -> None:
    """Neither a template nor what lies beside it."""
    with pytest.raises(NotFound):
        assets.find(name)
    with pytest.raises(NotFound):
        assets.address(name)
