"""Findings for a person to read."""

from jisr.ledger.finding import Finding, Weight, all_hold


def test_finding_reads_as_a_sentence() -> None:
    """The template is filled from the details."""
    finding = Finding("leaf.differs", Weight.BROKEN, "Leaf {position} differs.", {"position": 5})
    assert str(finding) == "Leaf 5 differs."


def test_only_what_is_broken_spoils_a_verification() -> None:
    """A note, such as an erased document, is no fault."""
    proven, noted, broken = (Finding(str(weight), weight, "") for weight in Weight)
    assert all_hold([])
    assert all_hold([proven, noted])
    assert not all_hold([proven, noted, broken])
