"""The members of the demo network are members of the world network, with valid forms."""

import pytest

from jisr.access.profiles import load_profile
from jisr.demo.members import Issuer, audiences, issuers
from jisr.demo.numbers import number_of
from jisr.demo.sources import dice
from jisr.identifiers.cleaning import Checked
from jisr.identifiers.documents import clean_document_number


def test_every_issuer_is_a_member_of_the_world_network() -> None:
    """No bureau is made for a country without a seat."""
    seats = {member.country for member in load_profile("world").members}
    assert set(issuers()) <= seats


@pytest.mark.parametrize("issuer", issuers().values(), ids=lambda issuer: issuer.member)
def test_numbers_of_each_country_are_valid_as_they_stand(issuer: Issuer) -> None:
    """What is drawn needs no cleaning and raises no warning."""
    chance = dice("forms", issuer.member)
    for form in (issuer.passport, issuer.identity_card):
        for _ in range(20):
            number = number_of(form, chance)
            assert clean_document_number(number) == Checked(number)


def test_audiences_of_a_bureau_never_turn_on_itself() -> None:
    """A bureau neither lists nor excludes itself, and its audiences stay the same."""
    for member in issuers():
        made = audiences(1, member)
        assert all(member not in each.members + each.excluded for each in made.values())
        assert made == audiences(1, member)
