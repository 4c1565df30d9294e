"""Every place of the navigation, before every role: whole, readable, within its window."""

import itertools
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from jisr.access import actions as access
from jisr.access.model import Role
from jisr.app.pages.guide_tours import TOURS
from jisr.app.site import NAVIGATION
from jisr.kit.db import Database
from pages import DESKTOP, HEIGHT, PHONE, Desk

ROLES: list[Role] = [each for each in Role if each is not Role.MACHINE]
"""Who looks at pages: all but machines."""
WAYS = list(itertools.product(("ar", "en"), (DESKTOP, PHONE), ("light", "dark")))
"""Over the roles each page is looked at in every way; a role looks at each page in one."""
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
BUREAUS = ("MAR", "GS", "CCF")
"""Between them their officers have every role."""


def places(role: Role) -> list[str]:
    """Return where the navigation leads a role."""
    return [
        place.path
        for group in NAVIGATION
        for place in group.places
        if not place.roles or str(role) in place.roles
    ]


def officer_of(desk: Desk, role: Role) -> str:
    """Return an officer of the demo who has a role."""
    database = Database.at(desk.home / "jisr.db")
    try:
        with database.reading() as transaction:
            officers = [
                each
                for bureau in BUREAUS
                for each in access.officers(transaction, bureau_id=bureau)
            ]
    finally:
        database.close()
    return next(each.id for each in officers if role in each.roles)


def look(desk: Desk, page: Page, path: str, way: tuple[str, int, str]) -> None:
    """Open a page in a language, a width and a theme; nothing is wrong with it."""
    language, width, _ = way
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(f"{desk.address}{path}?lang={language}")
    told = page.evaluate(
        """() => {
          const root = document.documentElement;
          const heads = [...document.querySelectorAll("h1")].map((each) => each.innerText.trim());
          return [root.lang, root.dir, heads, document.title];
        }"""
    )
    heads = told[2]
    assert told[:2] == [language, DIRECTIONS[language]], path
    assert (len(heads), bool(heads[0])) == (1, True), path
    assert told[3].startswith(f"{heads[0]} – "), path


def walk(desk: Desk, officer: str, paths: Sequence[str], first: int) -> None:
    """Let one officer look at pages, one way after the other, in one browser.

    Axe takes most of the time, so each page has it in each language and width in one theme.
    """
    desk.case = "SWEEP-1"
    page = desk.open(officer, paths[0])
    for at, path in enumerate(paths):
        way = WAYS[(first + at) % len(WAYS)]
        page.emulate_media(color_scheme="dark" if way[2] == "dark" else "light")
        look(desk, page, path, way)
        if WAYS.index(way) % 2 == (WAYS.index(way) // 2 + at) % 2:
            desk.assert_good(page)
        else:
            desk.assert_quiet(page)


@pytest.mark.parametrize("role", ROLES)
def test_every_place_is_whole_for_every_role(desk: Desk, role: Role) -> None:
    """No barrier, no complaint, no request elsewhere, one heading, nothing wider than the page."""
    walk(desk, officer_of(desk, role), places(role), ROLES.index(role))


def test_pages_before_signing_in_are_whole(desk: Desk) -> None:
    """The way in and the guide, in every way."""
    walk(desk, "", ["/sign-in", "/guide", *(f"/guide/{name}" for name in TOURS)], 0)


def test_the_navigation_of_some_role_holds_every_place() -> None:
    """So no page stays unseen."""
    everything = {place.path for group in NAVIGATION for place in group.places}
    assert set().union(*map(places, ROLES)) == everything
