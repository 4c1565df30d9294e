"""Settings: what is set, to what, and where that was said. They are changed on the machine."""

import os
from collections.abc import Iterable, Mapping
from typing import Final

from fastapi import APIRouter, Response

from jisr.access import people
from jisr.access.viewing import PageNow
from jisr.app.home import SETTINGS_FILE
from jisr.app.known import ORIGINS, KnownSetting, known_settings
from jisr.errors import to_translate

router = APIRouter(prefix="/settings", include_in_schema=False)

GROUPS: Final[Mapping[str, str]] = {
    "check trace data spread": to_translate("Checks and traces"),
    "hit opening": to_translate("Hits"),
    "session oidc public trusted": to_translate("Signing in"),
    "smtp webhook": to_translate("What leaves the hub"),
    "": to_translate("Installation"),
}
"""With which words the names of a group begin; what fits none stands in the last."""
UNITS: Final[Mapping[str, str]] = {
    "seconds": to_translate("seconds"),
    "minutes": to_translate("minutes"),
    "hours": to_translate("hours"),
    "days": to_translate("days"),
    "rows": to_translate("rows"),
    "subjects": to_translate("people"),
    "checks per second": to_translate("checks per second"),
}
"""Units that are read after a number; those of texts say nothing that the value does not."""


@router.get("")
def show(page: PageNow) -> Response:
    """Return every setting, without a secret: those stand in files that only the hub reads."""
    people.see_installation(page.caller.officer)
    known = known_settings(page.hub.settings, os.environ, page.hub.home)
    return page.show(
        "app/settings.html",
        groups=grouped(known),
        origins=ORIGINS,
        units=UNITS,
        file=page.hub.home / SETTINGS_FILE,
        now=page.hub.database.clock(),
    )


def grouped(known: Iterable[KnownSetting]) -> dict[str, list[KnownSetting]]:
    """Return settings by the title of their group; no group is empty."""
    found: dict[str, list[KnownSetting]] = {title: [] for title in GROUPS.values()}
    for each in known:
        first = each.name.partition("_")[0]
        title = next((GROUPS[words] for words in GROUPS if first in words.split()), GROUPS[""])
        found[title].append(each)
    return {title: rows for title, rows in found.items() if rows}
