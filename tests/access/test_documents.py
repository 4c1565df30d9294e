"""What is sealed says the whole thing."""

from jisr.access.documents import bureau_document, grant_document, officer_document
from jisr.access.model import AgreementGrant, Bureau, BureauKind, Officer, Role
from jisr.ledger.canonical import canonical_bytes
from jisr.values import LanguageMap


def test_bureau_document() -> None:
    """A bureau is sealed with its place and its names."""
    name = LanguageMap({"ar": "طنجة", "en": "Tangier"}, frozenset(("ar",)))
    assert bureau_document(Bureau("MAR.TNG", BureauKind.SUB_BUREAU, name, "MAR", "MAR")) == {
        "id": "MAR.TNG",
        "kind": "sub-bureau",
        "name": {"texts": {"ar": "طنجة", "en": "Tangier"}, "authoritative": ["ar"]},
        "member": "MAR",
        "parent": "MAR",
    }


def test_officer_document() -> None:
    """An officer is sealed with roles in one order."""
    roles = frozenset((Role.SECURITY_OFFICER, Role.BUREAU_OFFICER))
    assert officer_document(Officer("amina", "MAR", "Amina", roles, is_active=False)) == {
        "id": "amina",
        "bureau": "MAR",
        "name": "Amina",
        "roles": ["bureau-officer", "security-officer"],
        "is_active": False,
    }


def test_grant_document(grant: AgreementGrant) -> None:
    """An agreement is sealed with every bound, and can be."""
    document = grant_document(grant)
    assert document == {
        "id": grant.id,
        "bureau": "MAR.PORT",
        "databases": ["vehicles", "vessels"],
        "operations": ["check", "read"],
        "purposes": ["border-management"],
        "counterparts": ["FRA"],
        "starts": "2026-11-01",
        "ends": None,
        "source": "agreement 12/2026, Art. 3",
    }
    assert canonical_bytes(document)
