"""Promises of the pieces that pages are built of."""

import datetime
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
AT = datetime.datetime(2026, 11, 22, 2, 17, tzinfo=datetime.UTC)
INJECTED = '"><script>alert(1)</script>'


def _pieces() -> Any:
    environment = Environment(
        loader=PackageLoader("jisr.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "_": lambda sentence, **details: sentence.format(**details),
        "asset": lambda name: f"/static/{name}",
        "language": "en",
        "direction": "ltr",
    }
    environment.filters |= {"instant": str, "exact": str}
    return environment.get_template("components.html").module


UI = _pieces()
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(NAMES.filter(lambda text: not set(text) & set(MARKS)))
def test_a_name_is_shown_as_it_was_given(name: str) -> None:
    """Isolated from the line around it, escaped, and nothing else."""
    assert str(UI.person_name(name)) == f'<bdi class="name">{escape(name)}</bdi>'


@given(NAMES, st.sampled_from(MARKS), NAMES)
def test_a_mark_that_turns_the_writing_is_never_obeyed(before: str, mark: str, after: str) -> None:
    """It is shown by its number, and the name is flagged."""
    shown = str(UI.person_name(before + mark + after))
    assert set(shown) & set(MARKS) == set()
    assert f">U+{ord(mark):04X}</span>" in shown
    assert "holds marks that turn the writing" in shown


@pytest.mark.parametrize(
    "piece",
    [
        lambda: UI.field(INJECTED, "name", value=INJECTED, help=INJECTED, error=INJECTED),
        lambda: UI.textarea(INJECTED, "name", value=INJECTED),
        lambda: UI.select("Kind", "kind", [(INJECTED, INJECTED)], INJECTED),
        lambda: UI.choices("Kind", "kind", [(INJECTED, INJECTED, INJECTED)], INJECTED),
        lambda: UI.ask("Check", "asked", value=INJECTED),
        lambda: UI.notice("alarm", INJECTED, INJECTED),
        lambda: UI.facts([(INJECTED, INJECTED)]),
        lambda: UI.diff([(INJECTED, INJECTED, INJECTED)], INJECTED),
        lambda: UI.tile(INJECTED, INJECTED, INJECTED, INJECTED),
        lambda: UI.moment(INJECTED, AT, INJECTED),
        lambda: UI.mrz([INJECTED], INJECTED),
        lambda: UI.copyable(INJECTED),
        lambda: UI.person_name(INJECTED),
    ],
)
def test_what_people_write_is_never_markup(piece: Any) -> None:
    """Neither between tags nor inside an attribute."""
    shown = str(piece())
    assert ("<script" in shown, "&lt;script&gt;alert(1)" in shown) == (False, True)


def test_a_keyword_becomes_an_attribute() -> None:
    """True writes the bare name; none and false write nothing; low lines become hyphens."""
    shown = str(UI.button("Save", hx_post="/x", disabled=True, hidden=False, title=None))
    assert shown == (
        '<button class="button button-primary" type="submit" hx-post="/x" disabled>'
        "<span>Save</span></button>"
    )


def test_a_field_says_what_is_wrong_with_it() -> None:
    """Help and error are tied to the control, which is marked as wrong."""
    shown = str(UI.field("Name", "name", help="As printed.", error="Write it."))
    control = re.search(r"<input[^>]*>", shown)
    assert control is not None
    assert 'aria-describedby="field-name-help field-name-error"' in control[0]
    assert 'aria-invalid="true"' in control[0]


@pytest.mark.parametrize(("value", "width"), [(-1, "0"), (0.256, "25.6"), (7, "100")])
def test_a_bar_stays_in_its_track(value: float, width: str) -> None:
    """A share beyond its bounds fills nothing, or all, and no more."""
    widths = re.findall(r'bar-fill" width="([0-9.]+)%', str(UI.bar("Names", value, "close")))
    assert [float(each) for each in widths] == [float(width)]


@pytest.mark.parametrize("kind", ["bars", "columns"])
def test_a_figure_of_nothing_is_still_a_figure(kind: str) -> None:
    """Without rows it keeps its definition, source and time."""
    shown = str(UI.figure("Checks", [], ("Hour", "Checks"), "Counted once.", "log", AT, kind))
    assert [each in shown for each in ("Counted once.", "Source: log", AT.isoformat())] == [
        True
    ] * 3
