"""Says things in the reader's language."""

from collections.abc import Mapping

from jisr.catalogues import catalogue
from jisr.errors import JisrError

_SENTENCES = frozenset(("why", "thing", "field", "problem"))
"""Details that are words of ours; any other is a value, which is shown as it was given."""
RIGHT_TO_LEFT = frozenset({"ar"})


class Words:
    """The words of one language; `reasons` gives the sentence of each reason of a decision."""

    def __init__(self, language: str, reasons: Mapping[str, str] | None = None) -> None:
        self.language = language
        self._catalogue = catalogue(language)
        self._reasons = reasons or {}

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def say(self, sentence: str, **details: object) -> str:
        """Return the sentence in this language; details that are our words are said too."""
        return self._translated(sentence).format_map(self._said(details))

    def count(self, one: str, many: str, number: int, **details: object) -> str:
        """Return the sentence in the form that the number asks for (Arabic has six)."""
        said = {"number": number, **self._said(details)}
        return self._catalogue.ngettext(one, many, number).format_map(said)

    def reason(self, why: str, **details: object) -> str:
        """Return the sentence of a decision's reason."""
        return self.say(self._reasons.get(why, why), **details)

    def error(self, error: JisrError) -> str:
        """Return what went wrong and what to do, in this language."""
        return self.say(error.message, **error.details)

    def _said(self, details: Mapping[str, object]) -> dict[str, object]:
        said = dict(details)
        for name in _SENTENCES & details.keys():
            said[name] = self._translated(str(details[name]))
        why = details.get("why")
        if isinstance(why, str) and why in self._reasons:
            said["why"] = self._translated(self._reasons[why]).format_map(said)
        return said

    def _translated(self, text: str) -> str:
        # gettext answers the empty text with the catalogue's own header.
        return self._catalogue.gettext(text) if text else ""
