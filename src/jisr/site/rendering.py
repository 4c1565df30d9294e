"""Makes pages from templates, in the reader's language.

One environment per language: what a template says (`_`, `count`) and how it writes values (the
filters) are the language's own, so no template can forget to ask for them.
"""

import importlib.metadata
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket

from jisr.kit.words import Words
from jisr.site.assets import Assets
from jisr.site.formats import Formats
from jisr.site.model import Entry, Group, Menu, Viewer, current_path, shown
from jisr.values import LANGUAGES

LANGUAGE_NAMES: Final = {
    "ar": "العربية",
    "en": "English",
    "fr": "Français",
    "es": "Español",
}
SITE = "jisr.site"
PAUSE_SECONDS = 0.02
"""Between two templates that are compiled ahead: checks go first."""
THEMES = ("", "light", "dark")
"""The reader's choice; the first follows the machine."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is made: the language, the theme, the path and, signed in, the officer."""

    language: str
    path: str
    theme: str = ""
    viewer: Viewer | None = None


class _Compiled(BytecodeCache):
    """Keeps what was compiled once for all languages: only what templates are given differs."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept of a template."""
        kept = self._kept.get(bucket.key)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was just compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Site:
    """The templates, files and navigation of every package that has pages.

    `packages` maps the first part of a template's name (`records/list.html`) to the package whose
    folders `templates` and `static` hold them; `groups` is the navigation.
    """

    def __init__(
        self,
        packages: Mapping[str, str],
        groups: Sequence[Group],
        words: Callable[[str], Words],
        *,
        network: Mapping[str, str],
        is_demo: bool,
    ) -> None:
        self.groups = tuple(groups)
        self._stopped = threading.Event()
        self.words = words
        self.assets = Assets(
            {"": SITE, **{f"{name}/": package for name, package in packages.items()}}
        )
        loader = PrefixLoader(
            {name: PackageLoader(package) for name, package in {"site": SITE, **packages}.items()}
        )
        self._environments = {
            language: self._environment(language, loader, network, is_demo=is_demo)
            for language in LANGUAGES
        }

    def start(self) -> None:
        """Begin to compile the templates beside the first requests, so that no officer waits."""
        self._stopped.clear()
        threading.Thread(target=self.compile, name="templates", daemon=True).start()

    def stop(self) -> None:
        """Compile no more."""
        self._stopped.set()

    def compile(self) -> list[str]:
        """Compile every template until the site is stopped; return the names of those compiled."""
        environment = self._environments[LANGUAGES[0]]
        compiled = []
        for name in environment.list_templates(extensions=["html"]):
            if self._stopped.wait(PAUSE_SECONDS):
                break
            environment.get_template(name)
            compiled.append(name)
        return compiled

    def render(self, template: str, reader: Reader, **values: Any) -> str:
        """Return a page, or a part of one, in the reader's language."""
        environment = self._environments[reader.language]
        return environment.get_template(template).render(
            path=reader.path,
            theme=reader.theme,
            viewer=reader.viewer,
            navigation=self.menus(reader),
            **values,
        )

    def menus(self, reader: Reader) -> list[Menu]:
        """Return the navigation of one reader."""
        words = self.words(reader.language)
        groups = shown(self.groups, reader.viewer)
        here = current_path((place for each in groups for place in each.places), reader.path)
        return [
            Menu(
                words.say(group.title),
                tuple(
                    Entry(each.path, words.say(each.title), each.icon, each.path == here)
                    for each in group.places
                ),
            )
            for group in groups
        ]

    def _environment(
        self, language: str, loader: PrefixLoader, network: Mapping[str, str], *, is_demo: bool
    ) -> Environment:
        words = self.words(language)
        environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )
        formats = Formats(language)
        environment.filters |= {
            "instant": formats.instant,
            "exact": formats.exact,
            "day": formats.day,
            "number": formats.number,
            "percent": formats.percent,
            "duration": formats.duration,
            "together": formats.together,
        }
        environment.globals |= {
            "_": words.say,
            "count": words.count,
            "reason": words.reason,
            "asset": self.assets.address,
            "language": language,
            "direction": "rtl" if words.is_right_to_left else "ltr",
            "languages": LANGUAGE_NAMES,
            "network": network.get(language) or network.get("en") or next(iter(network.values())),
            "is_demo": is_demo,
            "version": importlib.metadata.version("jisr"),
        }
        return environment
