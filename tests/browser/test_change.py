"""Something happens while a timetable is in force, in a browser: from what happened to what is done about it."""

from __future__ import annotations

from datetime import date, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

CHANGE = "/programmas/roermond/verandering/"


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def ask(page):
    """Press the button that shows what is hit."""
    with page.expect_navigation():
        page.get_by_role("button", name="Bekijk wat dit raakt").click()
    expect(page.get_by_role("heading", name="Wat het raakt")).to_be_visible()


def fits(page, width):
    assert seen_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_a_trainer_who_cannot_come_is_settled_on_one_page(logged_in, width):
    page = logged_in("projectleider", width)
    page.goto("/programmas/roermond/")
    with page.expect_navigation():
        page.get_by_role("link", name="Er is iets veranderd").click()
    fits(page, width)
    with page.expect_navigation():
        page.get_by_role("link", name="Een trainer kan niet").click()
    fits(page, width)
    trainers = page.get_by_label("Trainer").locator("option")
    for place in range(1, trainers.count()):
        page.get_by_label("Trainer").select_option(index=place)
        page.get_by_label("Laatste dag").fill(str(date.today() + timedelta(weeks=4)))
        with page.expect_navigation():
            page.get_by_role("button", name="Bekijk wat dit raakt").click()
        if page.get_by_role("heading", name="Wat het raakt").count():
            break
    fits(page, width)
    first = page.locator("select[name^='doe-']").first
    first.select_option("niets")
    with page.expect_navigation():
        page.get_by_role("button", name="Bekijk de berichten bij deze keuzes").click()
    expect(page.locator("select[name^='doe-']").first).to_have_value("niets")
    page.locator("select[name^='doe-']").first.select_option("afzeggen")
    with page.expect_navigation():
        page.get_by_role("button", name="Voer dit uit").click()
    expect(page.get_by_text("Uitgevoerd. Afgezegd:")).to_be_visible()


def test_a_lockdown_and_a_class_that_moves_are_accessible_and_fit(logged_in, width):
    page = logged_in("projectleider", width)
    page.goto(f"{CHANGE}lockdown/")
    fits(page, width)
    ask(page)
    fits(page, width)
    page.goto(f"{CHANGE}taalklas/")
    fits(page, width)
    page.get_by_label("Taalklas").select_option(index=1)
    page.get_by_label("dinsdag avond").check()
    ask(page)
    fits(page, width)
