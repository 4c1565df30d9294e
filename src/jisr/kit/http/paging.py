"""Pages of lists: a cursor says where the next one begins, and every page is capped."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from jisr.errors import ValueMalformed, to_translate

PAGE_MAX = 200
PAGE_DEFAULT = 50
CURSOR_LENGTH_MAX = 400
Item = TypeVar("Item")
Out = TypeVar("Out")

Limit = Annotated[int, Query(ge=1, le=PAGE_MAX, description="Items of one page.")]
Cursor = Annotated[
    str,
    Query(max_length=CURSOR_LENGTH_MAX, description="`next` of the page before; empty: the first."),
]


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next` begins the page after it and is empty at the end."""

    items: list[Item]
    next: str = Field(description="The cursor of the next page; empty when this is the last.")


def page_of(
    found: Sequence[Item],
    limit: int,
    key: Callable[[Item], Sequence[str]],
    show: Callable[[Item], Out],
) -> Page[Out]:
    """Return a page of what was found; ask the store for `limit + 1` to know whether more is there.

    Args:
        found: at most one item more than the page holds.
        limit: items of the page.
        key: what orders the items, as texts; the next page begins after it.
        show: how one item is told.
    """
    shown = found[:limit]
    following = write_cursor(key(shown[-1])) if len(found) > limit and shown else ""
    return Page(items=[show(each) for each in shown], next=following)


def write_cursor(key: Sequence[str]) -> str:
    """Return the key of the last item of a page as a cursor."""
    plain = json.dumps(list(key), ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def read_cursor(cursor: str, parts: int) -> tuple[str, ...]:
    """Return the key that a cursor stands for; of an empty one, so many empty texts.

    Raises:
        ValueMalformed: it is no cursor of ours.
    """
    if not cursor:
        return ("",) * parts
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _not_a_cursor() from error
    if not isinstance(found, list) or len(found) != parts:
        raise _not_a_cursor()
    if not all(isinstance(each, str) and "\0" not in each for each in found):
        raise _not_a_cursor()
    return tuple(found)


def _not_a_cursor() -> ValueMalformed:
    return ValueMalformed(field="cursor", why=to_translate("use “next” of the page before"))
