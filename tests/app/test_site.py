"""Promises about the pages of every package on one site."""

from fastapi.routing import APIRoute

from jisr.access.model import Role
from jisr.app.site import NAVIGATION, PACKAGES, ROUTERS
from jisr.site.assets import Assets


def places() -> list[str]:
    """Return every path of the navigation."""
    return [place.path for group in NAVIGATION for place in group.places]


def test_every_place_of_the_navigation_is_a_page() -> None:
    """No link leads nowhere, and none is there twice."""
    pages = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    assert set(places()) <= pages
    assert sorted(places()) == sorted(set(places()))


def test_every_place_has_its_own_icon() -> None:
    """A symbol of the one sprite, no two alike."""
    sprite = Assets({"": "jisr.site"}).find("icons.svg").content.decode()
    icons = [place.icon for group in NAVIGATION for place in group.places]
    assert [each for each in icons if f'id="{each}"' not in sprite] == []
    assert sorted(icons) == sorted(set(icons))


def test_roles_of_places_exist() -> None:
    """A role that nobody has would hide a page for ever."""
    named = {role for group in NAVIGATION for place in group.places for role in place.roles}
    assert named <= {str(role) for role in Role}


def test_pages_are_no_part_of_the_documented_api() -> None:
    """What machines call stands under /v1 alone."""
    documented = [
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and route.include_in_schema
    ]
    assert documented == []
    assert "site" not in PACKAGES
