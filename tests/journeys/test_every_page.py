"""Every place of the navigation, before every role: whole, readable, within its window."""

import itertools
from collections import Counter
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
LOOKS = 3
"""Roles that look at one place; what a role may not see is tested beside each page."""
WAYS = list(itertools.product(("ar", "en"), (DESKTOP, PHONE), ("light", "dark")))
"""Over the roles each page is looked at in every way; a role looks at each page in one."""
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
BUREAUS = ("MAR", "GS", "CCF", "AFRIPOL")
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


def shares() -> dict[Role, list[str]]:
    """Return which places each role looks at: all of its own, but of those that many see, some.

    A place is looked at by three roles, and by more where fewer would leave a role without any.
    """
    seen: Counter[str] = Counter()
    shared: dict[Role, list[str]] = {}
    for role in sorted(ROLES, key=lambda each: len(places(each))):
        rare = sorted(places(role), key=lambda path: seen[path])
        shared[role] = [path for path in rare if seen[path] < LOOKS] or rare[:LOOKS]
        seen.update(shared[role])
    return shared


@pytest.mark.parametrize("role", ROLES)
def test_every_place_is_whole_before_its_roles(desk: Desk, role: Role) -> None:
    """No barrier, no complaint, no request elsewhere, one heading, nothing wider than the page."""
    walk(desk, officer_of(desk, role), shares()[role], ROLES.index(role))


def test_pages_before_signing_in_are_whole(desk: Desk) -> None:
    """The way in and the guide, in every way."""
    walk(desk, "", ["/sign-in", "/guide", *(f"/guide/{name}" for name in TOURS)], 0)


def test_every_place_is_looked_at_by_several_roles() -> None:
    """By three, or by all that see it where they are fewer."""
    looked = Counter(path for paths in shares().values() for path in paths)
    who = Counter(path for role in ROLES for path in places(role))
    assert {path for path in who if looked[path] < min(LOOKS, who[path])} == set()


def test_the_navigation_of_some_role_holds_every_place() -> None:
    """So no page stays unseen."""
    everything = {place.path for group in NAVIGATION for place in group.places}
    assert set().union(*map(places, ROLES)) == everything
