"""Health: how the installation is, for those who run it."""

from typing import Final

from fastapi import APIRouter, Response

from jisr.access import people
from jisr.access.viewing import PageNow
from jisr.app.condition import condition
from jisr.app.health import State
from jisr.errors import to_translate
from jisr.kit.courier.letters import MAIL, WEBHOOK

router = APIRouter(prefix="/health", include_in_schema=False)

STATES: Final = {
    State.OK: to_translate("Works"),
    State.READ_ONLY: to_translate("Read-only"),
    State.DOWN: to_translate("Down"),
}
TONES: Final = {State.OK: "good", State.READ_ONLY: "alarm", State.DOWN: "alarm"}
MEANS: Final = {MAIL: to_translate("E-mail"), WEBHOOK: to_translate("Webhook")}


@router.get("")
def show(page: PageNow) -> Response:
    """Return how the installation is; the page asks for it anew by itself."""
    people.see_installation(page.caller.officer)
    return page.show(
        "app/condition.html" if page.is_fragment else "app/health.html",
        found=condition(page.hub),
        states=STATES,
        tones=TONES,
        means=MEANS,
    )
