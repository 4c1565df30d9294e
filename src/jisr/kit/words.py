"""Says things in the reader's language, from the gettext catalogues in `locale/`.

The catalogues are kept as the `.po` files that translators edit and are read as they are: there is
no compiled copy that could be forgotten.
"""

import gettext
import io
from functools import cache
from importlib import resources

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from jisr.errors import JisrError, SettingInvalid, to_translate
from jisr.values import LANGUAGES

RIGHT_TO_LEFT = frozenset({"ar"})
DOMAIN = "jisr.po"


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise SettingInvalid(
                name="language", given=language, why=to_translate("use ar, en, fr or es")
            )
        self.language = language
        self._catalogue = _catalogue(language)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def say(self, sentence: str, **details: object) -> str:
        """Return the sentence in this language; details that are sentences are said too."""
        said = {name: self._detail(value) for name, value in details.items()}
        return self._translated(sentence).format_map(said)

    def count(self, one: str, many: str, number: int, **details: object) -> str:
        """Return the sentence in the form that the number asks for (Arabic has six)."""
        said = {name: self._detail(value) for name, value in details.items()}
        return self._catalogue.ngettext(one, many, number).format_map({"number": number, **said})

    def error(self, error: JisrError) -> str:
        """Return what went wrong and what to do, in this language."""
        return self.say(error.message, **error.details)

    def _detail(self, value: object) -> object:
        return self._translated(value) if isinstance(value, str) else value

    def _translated(self, text: str) -> str:
        # gettext answers the empty text with the catalogue's own header.
        return self._catalogue.gettext(text) if text else ""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    source = resources.files("jisr") / "locale" / language / DOMAIN
    if not source.is_file():  # English is the language of the keys
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
