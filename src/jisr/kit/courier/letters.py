"""What the courier delivers, as it waits in the outbox, and how a delivery can end."""

import json
from dataclasses import dataclass
from typing import Any

from jisr.errors import FormatMalformed, to_translate

MAIL = "courier.mail"
WEBHOOK = "courier.webhook"


class DeliveryFailed(Exception):
    """A message did not arrive; `is_final` says that to try again would change nothing.

    `kind` is one word for an operator. Never a text: it might say to whom, or what.
    """

    def __init__(self, *, is_final: bool, kind: str = "") -> None:
        super().__init__()
        self.is_final = is_final
        self._kind = kind

    @property
    def kind(self) -> str:
        """What went wrong: a word of ours, else the class of the error behind it."""
        return self._kind or type(self.__cause__ or self).__name__


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of plain text; `id` is its own for ever, so that a second copy is known as one."""

    id: str
    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Hook:
    """One call of a webhook: the bytes that are sent and signed."""

    id: str
    url: str
    body: bytes


def read_mail(message_id: str, body: bytes) -> Mail:
    """Return a mail as it was put into the outbox; raise `FormatMalformed` for anything else."""
    found = _read(body)
    return Mail(message_id, _text(found, "to"), _text(found, "subject"), _text(found, "text"))


def read_hook(message_id: str, body: bytes) -> Hook:
    """Return a webhook call as it was put into the outbox; raise `FormatMalformed` otherwise."""
    found = _read(body)
    said = json.dumps(found.get("said"), ensure_ascii=False, separators=(",", ":")).encode()
    return Hook(message_id, _text(found, "url"), said)


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise _malformed() from error
    if not isinstance(found, dict):
        raise _malformed()
    return found


def _text(found: dict[str, Any], name: str) -> str:
    text = found.get(name)
    if not isinstance(text, str):
        raise _malformed()
    return text


def _malformed() -> FormatMalformed:
    return FormatMalformed(
        thing=to_translate("message"), why=to_translate("the courier does not know it")
    )
