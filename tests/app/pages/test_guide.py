"""Promises about the guide: for everybody to read, with examples only in a demo."""

import dataclasses

import pytest
from fastapi.testclient import TestClient

from browser import ORIGIN
from jisr.app.pages.guide import player, steps_of
from jisr.app.pages.guide_tours import TOURS
from jisr.app.web import build_web
from jisr.demo.examples import (
    DocumentExample,
    Examples,
    HitExample,
    PersonExample,
    write_examples,
)
from staffed import HOSTILE, Staffed

NOUR = PersonExample(f"نور {HOSTILE}", "1974-03-02", "LBN")
ASKED = HitExample("a" * 32, "b" * 32, "officer@fra")
REFERRED = HitExample("c" * 32, "", "reviewer@gs")
EXAMPLES = Examples([NOUR], [DocumentExample("AB123456", "FRA")], ASKED, REFERRED)
ASKS = 'name="password"'


@pytest.fixture
def demo(staffed: Staffed) -> Staffed:
    """The same network as a demo, with examples."""
    hub = dataclasses.replace(staffed.browser.hub, is_demo=True)
    write_examples(hub.home, EXAMPLES)
    client = TestClient(build_web(hub, is_encrypted=True), base_url=ORIGIN)
    return dataclasses.replace(
        staffed, browser=dataclasses.replace(staffed.browser, hub=hub, client=client)
    )


def test_whoever_comes_may_read(staffed: Staffed) -> None:
    """Every tour in four languages, also before signing in."""
    asked = [
        (language, f"/guide/{name}".rstrip("/"))
        for language in ("ar", "en", "fr", "es")
        for name in ("", *TOURS)
    ]
    answers = [staffed.get("", path, language=language) for language, path in asked]
    said = [
        (each.status_code, f'<html lang="{language}"' in each.text)
        for each, (language, _) in zip(answers, asked, strict=True)
    ]
    assert said == [(200, True)] * len(asked)


def test_a_tour_that_is_not_there_is_said_so(staffed: Staffed) -> None:
    """A wrong address is told as one."""
    assert staffed.get("", "/guide/nobody").status_code == 404


def test_the_tours_that_fit_a_role_are_marked(staffed: Staffed) -> None:
    """An officer finds his own at a glance."""
    officers = ("officer@mar", "security@mar", "reviewer@gs", "operator@gs", "")
    fitting = [staffed.get(each, "/guide").text.count("Fits your role") for each in officers]
    assert fitting == [2, 1, 1, 1, 0]


def test_a_network_of_real_people_shows_no_example(staffed: Staffed) -> None:
    """Neither a name nor an officer of a demo, whatever lies in its directory."""
    write_examples(staffed.browser.hub.home, EXAMPLES)
    text = "".join(staffed.get("officer@mar", f"/guide/{name}").text for name in TOURS)
    shown = [each for each in ("AB123456", "script&gt;", ASKED.hit, ASKS) if each in text]
    assert shown == []


def test_examples_are_shown_to_who_is_signed_in(demo: Staffed) -> None:
    """And they are escaped as everything that people wrote."""
    before = demo.get("", "/guide/front-line").text
    after = demo.get("officer@mar", "/guide/front-line").text
    assert ("AB123456" in before, "AB123456" in after) == (False, True)
    assert HOSTILE not in after
    assert "&lt;script&gt;" in after


def test_a_demo_asks_for_its_password(demo: Staffed) -> None:
    """Whoever plays a tour signs in as its officer; nothing but the password lets him."""
    officers = ("", "head@mar", "officer@mar")
    asks = [ASKS in demo.get(each, "/guide/front-line").text for each in officers]
    assert asks == [True, True, False]


def test_the_bureau_that_was_asked_answers(demo: Staffed) -> None:
    """The tour of the bureau is played by the owner of the record that was found."""
    bureau = TOURS["bureau"]
    home = demo.browser.hub.home
    assert player(bureau, EXAMPLES) == "officer@fra"
    assert player(bureau, None) == bureau.officer
    leads = [each.href for each in steps_of(bureau, home, EXAMPLES)]
    assert leads[:2] == [f"/hits/{ASKED.hit}", f"/records/{ASKED.record}"]
    assert [each.href for each in steps_of(bureau, home, None)][:2] == ["/hits", "/records"]


def test_a_demo_without_its_examples_still_guides(demo: Staffed) -> None:
    """An older demo, or a spoilt file: the tour leads to the pages without examples."""
    (demo.browser.hub.home / "examples.json").write_text("{")
    answer = demo.get("officer@mar", "/guide/bureau")
    assert (answer.status_code, 'href="/hits"' in answer.text) == (200, True)
