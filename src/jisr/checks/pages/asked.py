"""What the form of the check desk sends: bounded, and read without another library."""

import urllib.parse
from dataclasses import dataclass

from fastapi import Request

from jisr.checks.understanding import Details
from jisr.errors import InputTooLarge, MediaWrong, ValueMalformed, to_translate
from jisr.identifiers.mrz_parse import TEXT_CHARACTERS_MAX

FORM = "application/x-www-form-urlencoded"
FORM_BYTES_MAX = 16_384
"""A thousand signs of the longest script, each as nine characters, and the details."""
FIELDS_MAX = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The text of the box, the reading that the officer chose (or ""), and what he added."""

    text: str
    chosen: str
    details: Details


async def asked_of(request: Request) -> Asked:
    """Return what a form says.

    Raises:
        MediaWrong: it is no form.
        InputTooLarge: it is longer than any question.
        ValueMalformed: it cannot be read.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise MediaWrong(expected=FORM)
    body = await request.body()
    if len(body) > FORM_BYTES_MAX:
        raise InputTooLarge(field=to_translate("text"), limit=TEXT_CHARACTERS_MAX)
    try:
        pairs = urllib.parse.parse_qsl(
            body.decode("ascii"), errors="strict", max_num_fields=FIELDS_MAX
        )
    except ValueError as error:  # not ASCII, not UTF-8 inside, or too many fields
        raise ValueMalformed(
            field=to_translate("text"), why=to_translate("it cannot be read; type it again")
        ) from error
    fields = dict(pairs)
    return Asked(
        text=fields.get("text", ""),
        chosen=fields.get("chosen", ""),
        details=Details(
            birth_date=fields.get("birth_date", "").strip(),
            sex=fields.get("sex", "").strip(),
            nationality=fields.get("nationality", "").strip(),
            country=fields.get("country", "").strip(),
            make=fields.get("make", "").strip(),
        ),
    )
