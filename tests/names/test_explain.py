"""Sentences of the rules."""

from jisr.names.compare import compare
from jisr.names.explain import RULES, sentence, times_attested
from jisr.names.model import EvidenceRow, Profile
from jisr.names.tables import weights


def test_a_row_has_its_sentence() -> None:
    """The sentence and what fills it come apart, so that it can be translated."""
    row = EvidenceRow("name.token", "token.attested", "محمد", "mohammed", 6.0)
    message, details = sentence(row)
    said = message.format_map(details)
    assert said == "“محمد” and “mohammed” are spellings of one name, attested 297 times"


def test_spellings_known_over_a_third_one_have_no_count() -> None:
    """Two Latin spellings were never seen side by side: no number is invented."""
    row = EvidenceRow("name.token", "token.attested", "Muhammad", "Mohamed", 6.0)
    assert times_attested(row) == 0
    message, details = sentence(row)
    assert message.format_map(details) == "“Muhammad” and “Mohamed” are known spellings of one name"


def test_every_weight_of_birth_dates_has_a_rule() -> None:
    """A rule that can be given can be explained."""
    rules = {key.removesuffix("_bits") for key in weights("birth_date")}
    rules = {"contradicts" if rule == "contradiction" else rule for rule in rules}
    assert {f"birth_date.{rule}" for rule in rules} == {
        rule for rule in RULES if rule.startswith("birth_date.")
    }


def test_every_row_of_a_comparison_can_be_said() -> None:
    """No row appears without a sentence."""
    left = Profile(("J. Mohammadhossein Vestabo Oruk Ali",), sex="F", nationalities=("TN",))
    right = Profile(("Oruk John محمد حسین Salim",), sex="M", nationalities=("FR",))
    said = [sentence(row)[0] for row in compare(left, right).rows]
    assert all(said)
    assert len(said) >= 6
