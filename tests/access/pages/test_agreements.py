"""Promises about the pages of agreements."""

from jisr.access import actions
from jisr.values import LANGUAGES
from staffed import Staffed


def agreement(staffed: Staffed) -> str:
    """Return the one agreement of the network: the port's."""
    with staffed.database.reading() as transaction:
        return actions.agreements(transaction)[0].id


def test_agreements_are_told_in_words(staffed: Staffed) -> None:
    """For whom, what, whose data, from when and why; in four languages."""
    for language in LANGUAGES:
        text = staffed.get("officer@fra", "/agreements", language=language).text
        assert f'href="/agreements/{agreement(staffed)}"' in text
        assert "agreement 12/2026" in text


def test_one_agreement_says_everything(staffed: Staffed) -> None:
    """Whose data are covered, by the names of the members."""
    text = staffed.get("officer@mar", f"/agreements/{agreement(staffed)}").text
    for shown in ("Vehicles", "Check", "Border management", "France", "Until it is ended"):
        assert shown in text
    assert staffed.get("officer@mar", "/agreements/none").status_code == 404


def test_who_answers_for_a_bureau_ends_its_agreements(staffed: Staffed) -> None:
    """And gives it new ones; the others read why not."""
    one = f"/agreements/{agreement(staffed)}"
    for officer in ("head@mar", "security@mar", "officer@mar", "head@fra", "root", "operator@gs"):
        may = officer == "head@mar"
        text = staffed.get(officer, one).text
        assert ("DELETE /v1/agreements/" in text, "You cannot end it" in text) == (may, not may)
        new = staffed.get(officer, "/agreements/new?bureau=MAR.PORT").text
        assert ("POST /v1/agreements" in new, "You give no agreements" in new) == (may, not may)
        assert ("/agreements/new" in staffed.get(officer, "/agreements").text) is may


def test_an_agreement_that_ended_is_not_ended_again(staffed: Staffed) -> None:
    """It stays in the list, as what it was."""
    ended = agreement(staffed)
    staffed.database.in_transaction(actions.end_agreement, "head@mar", ended)
    text = staffed.get("head@mar", f"/agreements/{ended}").text
    assert "the agreement has ended already" in text
    assert "Ended" in staffed.get("head@mar", "/agreements?bureau=MAR.PORT").text


def test_a_bureau_without_agreements_says_what_to_do(staffed: Staffed) -> None:
    """In its empty list; of a bureau that is none nothing is listed."""
    assert "There is no agreement" in staffed.get("head@fra", "/agreements?bureau=FRA").text
    assert staffed.get("head@fra", "/agreements?bureau=XXX").status_code == 404


def test_only_who_is_signed_in_sees_agreements(staffed: Staffed) -> None:
    """Anybody else is led to sign in."""
    for path in ("/agreements", "/agreements/new", "/agreements/x"):
        assert staffed.get("", path).status_code == 303
