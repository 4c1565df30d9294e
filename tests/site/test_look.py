"""What the pages look like: no sides, no inline style, light sheets, ink that reads."""

import itertools
import re
from importlib.resources import files
from pathlib import Path

import pytest

from jisr.app.site import PACKAGES
from jisr.errors import NotFound
from jisr.site.assets import Assets

PACKAGE = Path(str(files("jisr")))
STATIC = PACKAGE / "site" / "static"
TEMPLATES = PACKAGE / "site" / "templates"
SHEETS_BYTES_MAX = 40 * 1024
"""All of our own sheets: a share of the 150 KB that a first page may weigh."""

SIDES = re.compile(
    r"\b(left|right)\b|\b(margin|padding|border)-(top|bottom)\b|^\s*(width|height|top|bottom):",
    re.MULTILINE,
)
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:")
ASSET_NAMED = re.compile(r"""\basset\(["']([\w./-]+)["']\)""")
SCRIPT_LINES_MAX = 500
"""As of a Python module: what is longer is two things."""
ICON_NAMED = re.compile(r'(?:icon\(|sign=)"([a-z-]+)"')
CONTRAST_OF_TEXT = 4.5
"""WCAG 2.2, 1.4.3 (AA)."""
CONTRAST_OF_PARTS = 3.0
"""WCAG 2.2, 1.4.11 (AA): what bounds a control."""

GROUNDS = ("paper", "surface", "raised", "sunken")
PLAIN_INKS = ("ink", "ink-soft", "ink-faint", "accent")
TONES = ("good", "warn", "alarm", "calm", "accent")
PAIRS = [
    *itertools.product(PLAIN_INKS, GROUNDS),
    *((tone, f"{tone}-soft") for tone in TONES),
    *(("ink", f"{tone}-soft") for tone in TONES),
    *(("ink-soft", f"{tone}-soft") for tone in TONES),
    *itertools.product(("good", "warn", "alarm"), ("paper", "surface")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]


def _named(ending: str) -> list[Path]:
    return sorted(each for each in PACKAGE.rglob(f"*{ending}") if each.name != "htmx.js")


def _found(pattern: re.Pattern[str], paths: list[Path]) -> list[tuple[str, int, str]]:
    """Return file, line and text of everything that a pattern finds."""
    return [
        (path.name, number, line.strip())
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_sheet_names_a_side() -> None:
    """A page turns with its language: starts and ends, never a left or a right."""
    assert _found(SIDES, _named(".css")) == []


def test_no_template_styles_or_acts_inline() -> None:
    """The content security policy refuses inline styles and handlers, so no page has one."""
    assert _found(INLINE, _named(".html")) == []


def test_our_sheets_are_light() -> None:
    """All sheets of the site together stay under their share of the first load."""
    weight = sum(each.stat().st_size for each in STATIC.glob("*.css"))
    assert 0 < weight <= SHEETS_BYTES_MAX


def test_every_font_is_there_with_its_licence() -> None:
    """What the sheet of fonts names is served, and nothing else lies beside it."""
    named = set(re.findall(r"fonts/([a-z-]+\.woff2)", (STATIC / "fonts.css").read_text()))
    assert {each.name for each in (STATIC / "fonts").iterdir()} == named | {"OFL.txt"}


def test_every_icon_that_a_template_names_is_drawn() -> None:
    """No page shows an empty place where a sign should be."""
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text()))
    named = {name for each in _named(".html") for name in ICON_NAMED.findall(each.read_text())}
    assert named - drawn == set()


def test_every_file_that_a_template_names_is_served() -> None:
    """No page waits for a sheet or a script that is not there."""
    assets = Assets({"": "jisr.site", **{f"{name}/": each for name, each in PACKAGES.items()}})
    named = {name for each in _named(".html") for name in ASSET_NAMED.findall(each.read_text())}
    lost = []
    for name in sorted(named):
        try:
            assets.find(name)
        except NotFound:
            lost.append(name)
    assert (lost, len(named) > 10) == ([], True)


def test_no_script_is_long() -> None:
    """A script fits in a head, like a module."""
    long = [
        (each.name, lines)
        for each in _named(".js")
        if (lines := each.read_text().count("\n")) > SCRIPT_LINES_MAX
    ]
    assert long == []


def test_every_component_is_described_and_shown() -> None:
    """Each macro has a line on what it is for; each one that pages use stands on /design."""
    source = (TEMPLATES / "components.html").read_text()
    shown = (TEMPLATES / "design.html").read_text()
    macros = re.findall(r"(#\}\n)?\{% macro ([a-z_]+)\(", source)
    described = [name for comment, name in macros if comment]
    inner = [name for name in described if f"{name}(" not in shown]
    assert described == [name for _, name in macros]
    assert inner == ["attributes", "described", "above"]


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2)."""
    red, green, blue = (_channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _colours() -> list[dict[str, str]]:
    """Return the colours by name: first of the light theme, then of the dark one."""
    text = (STATIC / "tokens.css").read_text()
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    return [{pair[0]: pair[theme] for pair in pairs} for theme in (1, 2)]


@pytest.mark.parametrize("colours", _colours(), ids=["light", "dark"])
def test_every_ink_reads_on_its_ground(colours: dict[str, str]) -> None:
    """Text has the contrast of WCAG 2.2 AA wherever a component puts it, in both themes."""
    poor = {
        (ink, ground): round(_contrast(colours[ink], colours[ground]), 2)
        for ink, ground in PAIRS
        if _contrast(colours[ink], colours[ground]) < CONTRAST_OF_TEXT
    }
    assert poor == {}


@pytest.mark.parametrize("colours", _colours(), ids=["light", "dark"])
def test_controls_and_focus_stand_out(colours: dict[str, str]) -> None:
    """The line around a control, and the ring around what has the focus, can be seen."""
    poor = {
        (part, ground): round(_contrast(colours[part], colours[ground]), 2)
        for part, ground in itertools.product(("line-strong", "focus"), ("paper", "surface"))
        if _contrast(colours[part], colours[ground]) < CONTRAST_OF_PARTS
    }
    assert poor == {}
