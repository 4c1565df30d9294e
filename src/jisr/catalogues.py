"""The sentences of the program in the reader's language, from the catalogues in `locale/`.

The catalogues are kept as the `.po` files that translators edit and are read as they are: there is
no compiled copy that could be forgotten.
"""

import gettext
import io
from functools import cache
from importlib import resources

from jisr.errors import SettingInvalid, to_translate
from jisr.values import LANGUAGES

DOMAIN = "jisr.po"
ISOLATE, RELEASE = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """Return a text that keeps its own direction wherever it stands (Unicode annex 9)."""
    return f"{ISOLATE}{text}{RELEASE}" if text else ""


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the sentences of a language; raise `SettingInvalid` for one that is not spoken."""
    if language not in LANGUAGES:
        raise SettingInvalid(
            name="language", given=language, why=to_translate("use ar, en, fr or es")
        )
    source = resources.files("jisr") / "locale" / language / DOMAIN
    if not source.is_file():  # English is the language of the keys
        return gettext.NullTranslations()
    return _compiled(source.read_bytes(), language)


def _compiled(source: bytes, language: str) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415  English needs none of it
    from babel.messages.pofile import read_po  # noqa: PLC0415  same

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
