"""What the routes read becomes the model, and the other way round."""

from jisr.meetings.agreements.model import Contact
from jisr.meetings.agreements.schemas import ContactsIn, DraftIn
from memoranda_world import GRANT, WITH_DATA


def test_terms_are_read_as_the_model_has_them() -> None:
    """A paragraph without words is left out; a grant comes whole."""
    new = DraftIn.model_validate(
        {
            "title": dict(WITH_DATA.title),
            "paragraphs": [
                {"id": "0" * 32},
                *({"texts": dict(each.texts)} for each in WITH_DATA.paragraphs),
            ],
            "languages": ["en", "fr"],
            "parties": ["AFRIPOL", "FRA"],
            "scopes": ["training"],
            "ends": "2028-12-31",
            "review": "2027-06-30",
            "grant": {
                "bureau": "AFRIPOL",
                "databases": ["travel-documents"],
                "operations": ["check"],
                "purposes": ["border-management"],
                "counterparts": ["FRA"],
            },
        }
    )
    assert (new.terms(), new.renews) == (WITH_DATA, "")
    assert new.terms().grant == GRANT


def test_contacts_are_of_the_party() -> None:
    """Whoever is named, for whichever side the request says."""
    given = {"party": "FRA", "contacts": [{"name": "Desk", "address": "desk@example.org"}]}
    named = ContactsIn.model_validate(given).named()
    assert named == (Contact("FRA", "Desk", "desk@example.org"),)
