"""The pages of every package on one site: their templates and files, and the navigation."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from jisr.access import pages as access_pages
from jisr.access.model import NetworkProfile, Role
from jisr.access.sign_in import pages as sign_in_pages
from jisr.access.viewing import PageNow
from jisr.app import pages as app_pages
from jisr.assembly import pages as assembly_pages
from jisr.assembly.hall import pages as hall_pages
from jisr.checks import pages as check_pages
from jisr.checks.dialogue import pages as hit_pages
from jisr.errors import to_translate
from jisr.insight import pages as figure_pages
from jisr.kit.http.hub import Hub
from jisr.meetings.agreements import pages as memorandum_pages
from jisr.oversight import pages as ledger_pages
from jisr.records import pages as record_pages
from jisr.site import routes as site_routes
from jisr.site.model import Group, Place
from jisr.site.rendering import Site

PACKAGES: Final[Mapping[str, str]] = {
    "access": "jisr.access.pages",
    "app": "jisr.app.pages",
    "assembly": "jisr.assembly.pages",
    "checks": "jisr.checks.pages",
    "dialogue": "jisr.checks.dialogue.pages",
    "hall": "jisr.assembly.hall.pages",
    "insight": "jisr.insight.pages",
    "memoranda": "jisr.meetings.agreements.pages",
    "oversight": "jisr.oversight.pages",
    "records": "jisr.records.pages",
    "sign_in": "jisr.access.sign_in.pages",
}
"""The first part of a template's name, and the package whose `templates` and `static` it means."""
FIRST = "/desk"
FIRST_OF_OPERATORS = "/health"
FIRST_OF_THE_HALL = "/assembly"
_HALL = frozenset({Role.DELEGATE, Role.OBSERVER, Role.ASSEMBLY_SECRETARY})
_SEES = frozenset(str(role) for role in Role if role not in {Role.OPERATOR, Role.MACHINE, *_HALL})
"""Who runs the installation, or sits in the hall only, has no access to data: no page of it."""
_SITS = frozenset(str(role) for role in Role if role not in {Role.OPERATOR, Role.MACHINE})
"""Every member reads what the assembly does."""
_RUNS = frozenset({str(Role.OPERATOR), str(Role.COORDINATOR)})
NAVIGATION: Final[Sequence[Group]] = (
    Group(
        to_translate("Work"),
        (
            Place(FIRST, to_translate("Check"), "check", _SEES),
            Place("/hits", to_translate("Hits"), "hit", _SEES),
            Place("/records", to_translate("Records"), "record", _SEES),
        ),
    ),
    Group(
        to_translate("Know"),
        (
            Place("/figures", to_translate("Figures"), "figures", _SEES),
            Place("/members", to_translate("Members"), "member", _SEES),
            Place("/memoranda", to_translate("Memoranda"), "memorandum", _SEES),
            Place("/ledger", to_translate("Ledger"), "ledger"),
            Place("/traces", to_translate("Traces"), "trace", _SEES),
        ),
    ),
    Group(
        to_translate("Assembly"),
        (
            Place(FIRST_OF_THE_HALL, to_translate("Now in the hall"), "hall", _SITS),
            Place("/assembly/sessions", to_translate("Assembly sessions"), "calendar", _SITS),
            Place("/assembly/agenda", to_translate("Agenda"), "text", _SITS),
            Place("/assembly/votes", to_translate("Votes"), "vote", _SITS),
            Place("/assembly/elections", to_translate("Elections"), "ballot", _SITS),
            Place("/assembly/resolutions", to_translate("Adopted texts"), "gavel", _SITS),
            Place("/assembly/duties", to_translate("Follow-up"), "clock", _SITS),
        ),
    ),
    Group(
        to_translate("Run"),
        (
            Place("/people", to_translate("Bureaus and officers"), "officer"),
            Place("/agreements", to_translate("Agreements"), "agreement"),
            Place("/permissions", to_translate("Permissions"), "lock"),
            Place("/keys", to_translate("Keys and sessions"), "sign"),
            Place("/settings", to_translate("Settings"), "settings", _RUNS),
            Place("/health", to_translate("Health"), "health", _RUNS),
        ),
    ),
    Group(to_translate("Learn"), (Place("/guide", to_translate("Guide"), "guide"),)),
)
first = APIRouter(include_in_schema=False)


@first.get("/")
def begin(page: PageNow) -> RedirectResponse:
    """Lead to the page on which this officer works most."""
    roles = page.caller.officer.roles
    if any(str(role) in _SEES for role in roles):
        return RedirectResponse(FIRST, status_code=303)
    way = FIRST_OF_THE_HALL if roles & _HALL else FIRST_OF_OPERATORS
    return RedirectResponse(way, status_code=303)


ROUTERS: Final[Sequence[APIRouter]] = (
    first,
    site_routes.router,
    sign_in_pages.router,
    *check_pages.ROUTERS,
    *hit_pages.ROUTERS,
    *record_pages.ROUTERS,
    *figure_pages.ROUTERS,
    *ledger_pages.ROUTERS,
    *memorandum_pages.ROUTERS,
    *assembly_pages.ROUTERS,
    hall_pages.router,
    *access_pages.ROUTERS,
    *app_pages.ROUTERS,
)


def build_site(hub: Hub, network: NetworkProfile) -> Site:
    """Return the site of one hub."""
    return Site(PACKAGES, NAVIGATION, hub.words, network=network.title.texts, is_demo=hub.is_demo)
