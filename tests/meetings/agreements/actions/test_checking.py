"""What comes from outside is bounded."""

import dataclasses
import datetime

import pytest

from jisr.errors import Denied, ValueMalformed
from memoranda_world import PLAIN, MemorandaWorld, words


def test_bad_terms_are_refused(world: MemorandaWorld) -> None:
    """Too long a list, an unknown area, a language of none, hidden signs, days turned round."""
    for changed in (
        {"scopes": ("everything",)},
        {"languages": ("en", "FR!")},
        {"languages": ()},
        {"laws": ("a law",) * 51},
        {"title": {"en": "Train\u202eing", "fr": "Formation"}},
        {"renewal_days": -1},
        {"ends": datetime.date(1, 1, 1)},
        {"review": datetime.date(9999, 12, 31)},
        {"paragraphs": (words("", ""),)},
    ):
        with pytest.raises(ValueMalformed):
            world.draft(dataclasses.replace(PLAIN, **changed))
    with pytest.raises(Denied):
        world.draft(dataclasses.replace(PLAIN, starts=datetime.date(2029, 1, 1)))
