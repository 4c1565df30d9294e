"""What a browser sends of a passkey, and what it is sent."""

from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import BaseModel, Field

from jisr.access.callers import Callers
from jisr.access.sign_in.routes.ground import Strict, address_of
from jisr.access.sign_in.throttle import network_of
from jisr.kit.http.hub import hub_of

TEXT_LENGTH_MAX = 4_096
MADE_LENGTH_MAX = 16_384
CREDENTIAL_LENGTH_MAX = 1_364
"""1,023 bytes in base64url."""

Text = Annotated[str, Field(max_length=TEXT_LENGTH_MAX)]


class ResponseIn(BaseModel):
    """What the authenticator said; what else a browser adds is not read."""

    clientDataJSON: Text  # noqa: N815  the name that browsers use
    attestationObject: Annotated[str, Field(max_length=MADE_LENGTH_MAX)] | None = None  # noqa: N815  same
    authenticatorData: Text | None = None  # noqa: N815  same
    signature: Text | None = None
    userHandle: Text | None = None  # noqa: N815  same


class AnswerIn(BaseModel):
    """A browser's `PublicKeyCredential.toJSON()`."""

    id: Annotated[str, Field(max_length=CREDENTIAL_LENGTH_MAX)]
    rawId: Annotated[str, Field(max_length=CREDENTIAL_LENGTH_MAX)]  # noqa: N815  same
    type: Literal["public-key"]
    response: ResponseIn

    def said(self) -> dict[str, Any]:
        """Return it as it is verified."""
        return self.model_dump(exclude_none=True)


class CeremonyOut(BaseModel):
    """What was begun: the options for the browser, and the name under which it is finished."""

    ceremony: str
    options: dict[str, Any]


class Finishing(Strict):
    """The answer to a ceremony."""

    ceremony: Annotated[str, Field(max_length=64)]
    answer: AnswerIn


def take_turn(request: Request) -> None:
    """Count a ceremony that a stranger begins; raise `RateExceeded` for too many."""
    callers = hub_of(request).part(Callers)
    callers.beginnings.take(network_of(address_of(request)))
