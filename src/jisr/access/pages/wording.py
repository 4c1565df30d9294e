"""What the pages of access say: the sentence of each word, and how a reader's language sorts."""

from collections.abc import Iterable, Mapping
from typing import Final

from jisr.access import actions as access
from jisr.access.model import Bureau
from jisr.access.sign_in.model import Scope
from jisr.access.titles import (
    BUREAU_KINDS,
    DATABASES,
    OPERATIONS,
    PURPOSES,
    ROLE_TASKS,
    ROLES,
)
from jisr.errors import to_translate
from jisr.kit.db import Transaction
from jisr.kit.words import Words

__all__ = [
    "BUREAU_KINDS",
    "DATABASES",
    "LAYERS",
    "LAYER_OF",
    "OPERATIONS",
    "PURPOSES",
    "ROLES",
    "ROLE_TASKS",
    "SCOPES",
    "STATES",
    "STATE_TONES",
    "bureau_options",
    "bureaus",
    "options",
]

SCOPES: Final[Mapping[Scope, str]] = {
    Scope.CHECK: to_translate("Check"),
    Scope.READ: to_translate("Read records and traces"),
    Scope.WRITE: to_translate("Write records"),
    Scope.HITS: to_translate("Take up and answer hits"),
}
"""What a machine's key can be good for."""
STATES: Final[Mapping[str, str]] = {
    "force": to_translate("In force"),
    "future": to_translate("Not yet in force"),
    "ended": to_translate("Ended"),
}
STATE_TONES: Final[Mapping[str, str]] = {"force": "accent", "future": "calm", "ended": "warn"}
LAYERS: Final[Mapping[str, str]] = {
    "officer": to_translate("Officer"),
    "agreement": to_translate("Agreement"),
    "role": to_translate("Role"),
    "owner": to_translate("Owner"),
}
"""Which layer refused."""
LAYER_OF: Final[Mapping[str, str]] = {
    "access.no_agreement": "agreement",
    "access.counterpart": "agreement",
    "access.no_role": "role",
    "access.roles_incompatible": "role",
    "access.not_owner": "owner",
    "access.owner_unknown": "owner",
}
"""The layer that a reason belongs to; any other is about the officer."""


def options(
    titles: Mapping[str, str], words: Words, only: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Return words of the model with their sentences, as a list of choices takes them."""
    return [(str(each), words.say(titles[each])) for each in (titles if only is None else only)]


def bureaus(transaction: Transaction) -> list[Bureau]:
    """Return every bureau by id: a few hundred, which hardly ever change."""
    found: list[Bureau] = []
    after = ""
    while page := access.bureaus(transaction, after=after, limit=access.LIST_MAX):
        found += page
        after = page[-1].id
    return found


def bureau_options(found: Iterable[Bureau], language: str) -> list[tuple[str, str]]:
    """Return bureaus as choices, by their names in the reader's language."""
    named = ((each.id, f"{each.name.best(language)} ({each.id})") for each in found)
    return sorted(named, key=lambda each: each[1])
