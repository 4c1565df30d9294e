"""Bodies that a route reads as they came: their kind is checked, their bytes are not touched."""

from typing import Annotated

from fastapi import Depends, Request

from jisr.errors import MediaWrong, PreconditionMissing, ValueMalformed, to_translate

JSON = "application/json"


async def json_bytes(request: Request) -> bytes:
    """Return the bytes of a JSON body; raise `MediaWrong` for another kind."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise MediaWrong(expected=JSON)
    return await request.body()


JsonBytes = Annotated[bytes, Depends(json_bytes)]
"""A route's parameter of this type receives a JSON body, unread."""


def etag_of(version: int) -> str:
    """Return the ETag of a version."""
    return f'"{version}"'


def version_matched(request: Request) -> int:
    """Return the version that If-Match names.

    Raises:
        PreconditionMissing: the request names none.
        ValueMalformed: it is no ETag of ours.
    """
    given = request.headers.get("if-match", "").strip()
    if not given:
        raise PreconditionMissing
    digits = given.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len("1000000000")):
        raise ValueMalformed(field="If-Match", why=to_translate("use the ETag that you read"))
    return int(digits)


VersionMatched = Annotated[int, Depends(version_matched)]
"""A route's parameter of this type receives the version that the caller has read."""
