"""What the client reads is what the hub's OpenAPI document promises."""

from typing import Any

import msgspec
import pytest

from check_world import World
from jisr.client import shapes
from web import Web

SHAPES: dict[str, type[msgspec.Struct]] = {
    "Me": shapes.Me,
    "MemberShown": shapes.Member,
    "BureauShown": shapes.Bureau,
    "OfficerShown": shapes.Officer,
    "AgreementShown": shapes.Agreement,
    "Ready": shapes.Health,
    "RecordOpened": shapes.RecordOpened,
    "Erased": shapes.Erased,
    "ExpiringShown": shapes.Expiring,
    "VersionShown": shapes.Version,
    "ViewerShown": shapes.Viewer,
    "Audience": shapes.Audience,
    "SignatureOut": shapes.Signature,
    "StatementOut": shapes.Statement,
    "HitSummary": shapes.HitSummary,
    "HitOut": shapes.Hit,
    "InboxOut": shapes.Inbox,
    "AttachmentOut": shapes.Attachment,
    "PreferenceOut": shapes.Preference,
    "FiguresOut": shapes.Figures,
    "StatisticsOut": shapes.Statistics,
}


@pytest.fixture(scope="module")
def promised(served: tuple[World, Web, str]) -> Any:
    """The schemas of the hub's document."""
    return served[1].client.app.openapi()["components"]["schemas"]  # type: ignore[attr-defined]  # a FastAPI


@pytest.mark.parametrize("name", SHAPES)
def test_shape_has_the_fields_of_the_document(promised: Any, name: str) -> None:
    """No field is missed, none is waited for in vain."""
    fields = [each.name for each in msgspec.structs.fields(SHAPES[name])]
    # Where two packages have a schema of one name, the document adds where each comes from.
    told = promised.get(name) or promised[f"jisr__checks__dialogue__schemas__{name}"]
    assert sorted(fields) == sorted(told["properties"])
