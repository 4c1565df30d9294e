"""What the routes are given becomes what the actions take."""

import datetime

from jisr.assembly.texts.model import Duty
from jisr.assembly.texts.routes.given import NewDuty, duty_of
from jisr.values import LanguageMap


def test_duty_is_read() -> None:
    """With its day, or none; no duty stays none."""
    given = NewDuty(addressee="GS", action={"en": "report"}, due=datetime.date(2027, 10, 1))
    assert duty_of(given) == Duty("GS", LanguageMap({"en": "report"}), datetime.date(2027, 10, 1))
    assert duty_of(None) is None
