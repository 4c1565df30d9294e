"""Routes about who is who: the caller, members, bureaus, officers."""

from fastapi import APIRouter
from pydantic import BaseModel

from jisr.access.callers import CallerNow

router = APIRouter(tags=["access"])


class Me(BaseModel):
    """Who calls, and what the credential is good for."""

    officer: str
    name: str
    bureau: str
    roles: list[str]
    means: str
    scopes: list[str]
    purpose: str
    case: str


@router.get("/me")
def me(caller: CallerNow) -> Me:
    """Return who calls."""
    return Me(
        officer=caller.officer.id,
        name=caller.officer.name,
        bureau=caller.bureau.id,
        roles=sorted(caller.officer.roles),
        means=caller.means,
        scopes=sorted(caller.scopes),
        purpose=caller.purpose or "",
        case=caller.case,
    )
