"""What the form of the desk sends, read from its bytes."""

import asyncio

import pytest
from fastapi import Request

from jisr.checks.pages.asked import FORM, FORM_BYTES_MAX, Asked, asked_of
from jisr.checks.understanding import NO_DETAILS, Details
from jisr.errors import InputTooLarge, MediaWrong, ValueMalformed


def read(body: bytes, kind: str = FORM) -> Asked:
    """Return what a body says."""

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {"type": "http", "headers": [(b"content-type", kind.encode())]}
    return asyncio.run(asked_of(Request(scope, receive)))


def test_every_field_is_read() -> None:
    """The text keeps its lines; details lose the blanks around them."""
    body = (
        b"text=P%3CUTO%0AL89&chosen=zone&birth_date=+1974+&sex=F&nationality=LBN&country=FRA"
        b"&make=Glock&reading=name"
    )
    assert read(body) == Asked("P<UTO\nL89", "zone", Details("1974", "F", "LBN", "FRA", "Glock"))


def test_what_is_missing_is_empty() -> None:
    """An empty form is an empty question."""
    assert read(b"") == Asked("", "", NO_DETAILS)


def test_letters_of_every_script_come_through() -> None:
    """Names are UTF-8 behind percent signs."""
    assert read(b"text=%D9%86%D9%88%D8%B1").text == "نور"


@pytest.mark.parametrize(
    "body", [b"text=%FF", "text=نور".encode(), b"&".join(b"a=%d" % each for each in range(30))]
)
def test_what_is_no_form_of_ours_is_refused(body: bytes) -> None:
    """Broken UTF-8, raw bytes and floods of fields are refused, not guessed."""
    with pytest.raises(ValueMalformed):
        read(body)


def test_a_long_form_is_refused() -> None:
    """A form that is longer than any question is not read."""
    with pytest.raises(InputTooLarge):
        read(b"text=" + b"x" * FORM_BYTES_MAX)


def test_another_kind_of_body_is_refused() -> None:
    """A body that no form of a page sends is not taken for one."""
    with pytest.raises(MediaWrong):
        read(b"{}", "application/json")
