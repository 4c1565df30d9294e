"""The things of the agenda and the texts: items, paragraphs, drafts, amendments, resolutions."""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from jisr.values import LanguageMap


class Reader(enum.StrEnum):
    """Who wants to read the papers of an agenda item."""

    MEMBER = "member"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of the agenda; closed unless it was marked public (RoP 11, 20).

    Attributes:
        number: its place in the agenda, from 1.
        requested_on: the day on which the request was complete.
        has_report: whether the report that explains it has come.
        has_draft: whether its draft resolution has come.
    """

    item_id: str
    number: int
    title: LanguageMap
    requested_by: str
    requested_on: datetime.date
    has_report: bool
    has_draft: bool
    is_public: bool = False


class ParagraphKind(enum.StrEnum):
    """Whether a paragraph gives grounds or decides; grounds always come first."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"


@dataclass(frozen=True, slots=True)
class Duty:
    """What an operative paragraph asks of whom, and by when (None: no day was set)."""

    addressee: str
    action: LanguageMap
    due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in its languages.

    Attributes:
        texts: the words by language, each one line in Unicode form NFC.
        revisions: the revision of the draft that each language's words say.
        duty: what an operative paragraph asks; None in the preamble.
    """

    paragraph_id: str
    kind: ParagraphKind
    texts: Mapping[str, str]
    revisions: Mapping[str, int]
    duty: Duty | None = None


class DraftState(enum.StrEnum):
    """How far a draft resolution has come; only an open one can be amended."""

    OPEN = "open"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft resolution; `revision` counts from 1 and grows with every change of its words."""

    draft_id: str
    item_id: str
    title: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    sponsors: tuple[str, ...]
    revision: int = 1
    state: DraftState = DraftState.OPEN

    def place_of(self, paragraph_id: str) -> str:
        """Return `PP3` for the third paragraph of the preamble, `OP2` for the second operative.

        An id that the draft does not have gives an empty text.
        """
        found = next((each for each in self.paragraphs if each.paragraph_id == paragraph_id), None)
        if found is None:
            return ""
        alike = [each.paragraph_id for each in self.paragraphs if each.kind == found.kind]
        letters = "PP" if found.kind is ParagraphKind.PREAMBULAR else "OP"
        return f"{letters}{alike.index(paragraph_id) + 1}"


class Change(enum.StrEnum):
    """What an amendment does with a paragraph."""

    DELETE = "delete"
    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A proposal to change one paragraph of one revision of a draft.

    Attributes:
        number: the order in which it was handed in, from 1.
        paragraph_id: which paragraph is changed; for `ADD`, after which one the new one comes
            (empty: at the very beginning).
        texts: the new words by language; empty for `DELETE`.
        added_kind: of which kind the new paragraph of an `ADD` is.
        duty: what the new operative paragraph asks.
    """

    amendment_id: str
    draft_id: str
    draft_revision: int
    number: int
    change: Change
    paragraph_id: str
    sponsors: tuple[str, ...]
    texts: Mapping[str, str]
    added_kind: ParagraphKind | None = None
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """An adopted text, frozen and bound to the vote that adopted it.

    Attributes:
        number: as the rules number it, such as `AG-2026-RES-01`.
        vote_id: the vote.
        result_digest: SHA-256 of the sealed result of that vote, hexadecimal.
        seal: SHA-256 over the words in all languages, the number and the vote, hexadecimal.
    """

    number: str
    item_id: str
    title: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    sponsors: tuple[str, ...]
    adopted_on: datetime.date
    vote_id: str
    result_digest: str
    seal: str
