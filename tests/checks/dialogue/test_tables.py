"""The lists of outcomes and reasons are whole in every language."""

from jisr.checks.dialogue.model import Reason, Side
from jisr.checks.dialogue.tables import dismissals, outcomes
from jisr.values import LANGUAGES


def _rows() -> list[Reason]:
    tables = (outcomes(), dismissals(Side.ASKING), dismissals(Side.SECRETARIAT))
    return [reason for table in tables for reason in table.values()]


def test_every_row_has_four_titles_and_a_source() -> None:
    """No code is shown untranslated, and each says where it comes from."""
    wrong = [
        each.code
        for each in _rows()
        if not each.source
        or set(each.title.texts) != set(LANGUAGES)
        or "" in each.title.texts.values()
    ]
    assert wrong == []


def test_measures_of_force_need_the_owner() -> None:
    """Arrest, seizure and refusal of entry are marked; a mere finding is not."""
    marked = {code for code, each in outcomes().items() if each.needs_confirmation}
    assert marked == {"arrest", "seized", "refused-entry"}


def test_each_side_has_its_own_reasons() -> None:
    """The reviewer's reasons are not the officer's, and the owner has none."""
    assert not set(dismissals(Side.ASKING)) & set(dismissals(Side.SECRETARIAT))
    assert [len(dismissals(each)) for each in (Side.OWNER, Side.OVERSIGHT, Side.HUB)] == [0, 0, 0]
