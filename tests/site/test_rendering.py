"""Promises about pages made from templates, over the real ones."""

import datetime
import threading
from pathlib import Path
from typing import Any

import pytest

import jisr
from jisr.app.home import REASONS
from jisr.errors import NotFound
from jisr.kit.words import Words
from jisr.site.model import Group, Place, Viewer
from jisr.site.rendering import Reader, Site
from jisr.values import LANGUAGES, PartialDate

GROUPS = (
    Group("Work", (Place("/desk", "Check", "check"), Place("/hits", "Hits", "hit"))),
    Group("Prove", (Place("/traces", "Traces", "trace", frozenset({"ccf-member"})),)),
)
TEMPLATES = Path(jisr.__file__).parent / "site" / "templates"
VIEWER = Viewer("amina@mar", "<b>Amina</b>", "MAR", "Rabat", frozenset({"bureau-officer"}), "t0k")


def site(*, is_demo: bool = False) -> Site:
    """Return the site with a small navigation."""
    return Site(
        {},
        GROUPS,
        lambda language: Words(language, REASONS),
        network={"en": "Network", "ar": "شبكة"},
        is_demo=is_demo,
    )


def problem(reader: Reader, **values: Any) -> str:
    """Return the page that tells of an error."""
    told = {"title": "T", "status": 404, "code": "c", "sentence": "S", "sign_in": "", **values}
    return site().render("site/error.html", reader, **told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_the_reader_s(language: str) -> None:
    """Language, direction and theme stand on the page itself."""
    page = problem(Reader(language, "/hits", "dark", VIEWER))
    direction = "rtl" if language == "ar" else "ltr"
    head = page[: page.index(">", page.index("<html"))]
    assert (f'lang="{language}"' in head, f'dir="{direction}"' in head, "dark" in head) == (
        True,
        True,
        True,
    )


def test_what_people_wrote_is_never_markup() -> None:
    """An officer's name, and what an error tells."""
    page = problem(Reader("en", "/hits", "", VIEWER), sentence="<script>alert(1)</script>")
    assert ("<script>alert" in page, "<b>Amina" in page) == (False, False)
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_knows_where_it_is() -> None:
    """One entry of the navigation is the current one; who may not go there sees none."""
    menus = site().menus(Reader("en", "/hits/7", "", VIEWER))
    shown = [(each.path, each.is_current) for menu in menus for each in menu.entries]
    assert shown == [("/desk", False), ("/hits", True)]
    assert site().menus(Reader("en", "/hits", "", None)) == []


def test_the_network_is_named_in_the_reader_s_language() -> None:
    """In English where it has no name in it."""
    assert "شبكة" in problem(Reader("ar", "/", "", VIEWER))
    assert "Network" in problem(Reader("es", "/", "", VIEWER))


def test_every_template_is_compiled_ahead() -> None:
    """All of the site's own; none once the hub stops."""
    made = site()
    own = {f"site/{path.name}" for path in TEMPLATES.glob("*.html")}
    assert set(made.compile()) == own
    made.stop()
    assert made.compile() == []
    made.start()
    for thread in threading.enumerate():
        if thread.name == "templates":
            thread.join(30)
    assert "templates" not in {each.name for each in threading.enumerate()}


def test_every_component_can_be_shown() -> None:
    """The page of all components is made in every language."""
    for language in LANGUAGES:
        reader = Reader(language, "/design")
        page = site(is_demo=True).render(
            "site/design.html",
            reader,
            now=datetime.datetime.now(datetime.UTC),
            date=PartialDate(1974),
        )
        assert page.rstrip().endswith("</html>")


def test_a_file_that_is_not_there_breaks_the_page_at_once() -> None:
    """Not in the reader's browser."""
    with pytest.raises(NotFound):
        site().assets.address("none.css")
