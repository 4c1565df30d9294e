"""Promises about the words of the pages of access."""

from jisr.access.model import Bureau, BureauKind
from jisr.access.pages import wording
from jisr.access.reasons import ALLOWED, REASONS
from jisr.access.sign_in.machines import MACHINE_SCOPES
from jisr.values import LanguageMap


def test_what_a_key_is_good_for_has_a_name() -> None:
    """Exactly what machines can be trusted with."""
    assert set(wording.SCOPES) == MACHINE_SCOPES


def test_a_layer_is_named_for_reasons_that_there_are() -> None:
    """A reason that is none would be blamed on the officer without anybody noticing."""
    assert set(wording.LAYER_OF) <= set(REASONS) - {ALLOWED}
    assert set(wording.LAYER_OF.values()) <= set(wording.LAYERS)


def test_bureaus_are_chosen_by_name() -> None:
    """In the order of the reader's language, with the code behind."""
    found = [
        Bureau(code, BureauKind.NATIONAL, LanguageMap({"en": name, "ar": other}), code)
        for code, name, other in (("DEU", "Germany", "ألمانيا"), ("EGY", "Egypt", "مصر"))
    ]
    assert [each[0] for each in wording.bureau_options(found, "en")] == ["EGY", "DEU"]
    assert wording.bureau_options(found, "ar")[0] == ("DEU", "ألمانيا (DEU)")
