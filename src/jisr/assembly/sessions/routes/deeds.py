"""A change that somebody of the assembly makes and answers for: done once, and kept if signed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from jisr.access.callers import requires
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import SignedNow
from jisr.access.sign_in.statements import Signed
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import etag_of
from jisr.kit.http.idempotency import Writing, WritingNow, Written

PREFIX = "/assembly/sessions"
OFFICER_LENGTH_MAX = 64

Participant = Annotated[Caller, requires(Scope.ASSEMBLY)]
Number = Annotated[int, Path(ge=1, le=9_999, description="The session.")]
Member = Annotated[str, Path(pattern=r"^[A-Z]{3}$", description="The member's alpha-3 code.")]
OfficerId = Annotated[str, Path(max_length=OFFICER_LENGTH_MAX)]


class Strict(BaseModel):
    """A body that holds nothing unknown."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Deed:
    """One change by one caller, with the signature where there is one."""

    writing: Writing
    caller: Caller
    signed: Signed | None

    @property
    def officer(self) -> str:
        """Who does it."""
        return self.caller.officer.id

    def do(
        self, subject: str, action: Callable[[Transaction], BaseModel | None], status: int = 200
    ) -> Response:
        """Do it once; keep the signature beside the subject; answer with what is told.

        What has a version is told with it as its ETag.
        """

        def run(transaction: Transaction) -> Written:
            told = action(transaction)
            statements.keep(transaction, self.caller, self.signed, subject)
            if told is None:
                return Written(b"", 204)
            version = getattr(told, "version", None)
            headers = {"ETag": etag_of(version)} if version else {}
            return Written(told.model_dump_json().encode(), status, headers)

        return self.writing.run(self.officer, run)


def deed_of(writing: WritingNow, caller: Participant, signed: SignedNow) -> Deed:
    """Return the change that a request makes."""
    return Deed(writing, caller, signed)


DeedNow = Annotated[Deed, Depends(deed_of)]
"""A route's parameter of this type receives who changes something, signed where it must be."""
