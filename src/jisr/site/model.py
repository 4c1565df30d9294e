"""Who looks at a page, and where the pages are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """The officer who looks at a page.

    `forgery_token` is what our pages send beside the cookie (OWASP CSRF); `bureau_name` stands in
    the reader's language; `purpose` and `case` are what the officer works on in this shift.
    """

    officer: str
    name: str
    bureau: str
    bureau_name: str
    roles: frozenset[str]
    forgery_token: str
    purpose: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation leads to.

    `title` is a sentence of the catalogues, `icon` a symbol of `icons.svg`. Without `roles`
    everybody is led there; the page's own rules decide what is shown in any case.
    """

    path: str
    title: str
    icon: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Places that belong together, under one heading of the catalogues."""

    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as one viewer's navigation shows it, in the reader's language."""

    path: str
    title: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """A group as one viewer's navigation shows it."""

    title: str
    entries: tuple[Entry, ...]


def current_path(places: Iterable[Place], path: str) -> str:
    """Return the path of the place that a page belongs to: the longest that its own begins with."""
    fitting = [
        each.path for each in places if path == each.path or path.startswith(f"{each.path}/")
    ]
    return max(fitting, key=len, default="")


def may_be_led(place: Place, viewer: Viewer | None) -> bool:
    """Return whether a viewer's navigation holds a place."""
    if viewer is None:
        return False
    return not place.roles or bool(place.roles & viewer.roles)


def shown(groups: Sequence[Group], viewer: Viewer | None) -> list[Group]:
    """Return the groups with the places that this viewer is led to; none is empty."""
    found = [
        Group(each.title, tuple(place for place in each.places if may_be_led(place, viewer)))
        for each in groups
    ]
    return [each for each in found if each.places]
