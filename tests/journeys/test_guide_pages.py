"""A newcomer before the demo's guide: who am I, what do I do, and what may I not do?"""

import pytest
from playwright.sync_api import expect

from jisr.access.sign_in.local import PASSWORD_FILE
from jisr.app.pages.guide import player
from jisr.app.pages.guide_tours import TOURS
from jisr.demo.examples import Examples, read_examples
from pages import DESKTOP, PHONE, Desk, Looked


def examples(desk: Desk) -> Examples:
    """Return what the demo has to show."""
    return read_examples(desk.home)


@pytest.mark.parametrize(("language", "width"), [("ar", PHONE), ("en", DESKTOP)])
def test_a_newcomer_finds_the_tour_and_takes_the_part(
    desk: Desk, language: str, width: int
) -> None:
    """From the first page to the guide, and in as the officer of a tour."""
    page = desk.open("", "/", language, width)
    page.locator("a[href='/guide']").click()
    page.locator("a[href='/guide/front-line']").click()
    expect(page.locator(".guide-example")).to_have_count(0)
    password = page.locator("#field-password")
    password.fill("wrong")
    password.press("Enter")
    expect(page.locator("[data-told]")).to_be_visible()
    desk.assert_good(page)
    password.fill((desk.home / PASSWORD_FILE).read_text().strip())
    password.press("Enter")
    expect(page.locator(".guide-example")).to_have_count(4)
    desk.assert_good(page)
    desk.shoot(page, f"guide-front-line-{language}-{width}")
    named = examples(desk).persons[0].name
    expect(page.locator("#traveller .guide-example")).to_contain_text(named)
    page.locator("#traveller a.button").click()
    page.wait_for_url("**/sign-in/shift?back=%2Fdesk")  # said first, as in the step before it


def test_what_was_done_stays_in_this_browser(desk: Desk) -> None:
    """Steps are ticked, counted, remembered, and the finished tour is marked; nobody is told."""
    page = desk.open("officer@mar", "/guide/front-line")
    sent = []
    page.on("request", lambda each: sent.append(each.method))
    boxes = page.locator("[data-done]")
    for each in boxes.all():
        each.check()
    expect(page.locator(".progress [role=status]")).to_have_text("5 of 5 steps done")
    boxes.first.uncheck()
    page.reload()
    expect(page.locator("[data-is-done]")).to_have_count(4)
    page.locator("[data-done]").first.check()
    page.goto(desk.address + "/guide")
    expect(page.locator("[data-finished=front-line]")).to_be_visible()
    expect(page.locator("[data-finished=bureau]")).to_be_hidden()
    assert set(sent) == {"GET"}
    desk.assert_good(page)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", TOURS)
def test_each_person_can_follow_his_tour(desk: Desk, name: str, language: str) -> None:
    """Each step opens a page that is there for this officer."""
    tour = TOURS[name]
    desk.case = "TOUR-1"
    width = PHONE if language == "ar" else DESKTOP
    page = desk.open(player(tour, examples(desk)), f"/guide/{name}", language, width)
    desk.assert_good(page)
    desk.shoot(page, f"guide-{name}-{language}-{width}")
    hrefs = page.locator(".guide-step a.button").evaluate_all(
        "links => links.map((each) => each.getAttribute('href'))"
    )
    told = []
    for each in hrefs:
        answer = page.goto(desk.address + each)
        told.append(answer.status if answer else 0)
    assert told == [200] * len(tour.steps)
    assert desk.looked[id(page)] == Looked()
