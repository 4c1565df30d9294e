"""What a tour of the guide is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

MEMBER = "MAR"
"""The bureau of the demo that has an officer of every role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: what, what to look at, what may not be done, and on which page.

    `path` may hold names of examples of the demo, such as `{record}` or `{vote}`; where there is
    none, the step leads to `otherwise`. `example` names what is copied, `picture` how the page
    looks.
    """

    name: str
    title: str
    do: str
    look: str
    path: str
    limit: str = ""
    otherwise: str = ""
    example: str = ""
    picture: str


@dataclass(frozen=True, slots=True)
class Tour:
    """The steps of one person; `officer` plays it in a demo, `roles` are whose work it is."""

    name: str
    title: str
    wants: str
    icon: str
    officer: str
    roles: frozenset[str]
    steps: Sequence[Step]
