"""The page with every component in it, in a real browser under our content security policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.components.gallery import FINISHED, gallery, render

STATIC = Path(settings.STATICFILES_DIRS[0])
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'"
ADDRESS = "http://tweespoor.test"
PHONE, DESK = 390, 1280

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.components.urls")]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium):
    """Opens the gallery at a width; `answers` are the HTML of further addresses."""
    pages = []

    def open_page(width, *, scripts=True, answers=None):
        html = {"/onderdelen/": gallery(), **(answers or {})}

        def respond(route):
            path = route.request.url.removeprefix(ADDRESS).split("?")[0]
            if path.startswith("/static/"):
                route.fulfill(path=STATIC / path.removeprefix("/static/"))
            elif path in html:
                headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
                route.fulfill(body=html[path], headers=headers)
            else:
                route.fulfill(status=404)

        context = chromium.new_context(viewport={"width": width, "height": 844}, java_script_enabled=scripts)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.route("**/*", respond)
        page.goto(f"{ADDRESS}/onderdelen/")
        pages.append(context)
        return page

    yield open_page
    for context in pages:
        context.close()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_and_nobody_scrolls_sideways(opened, width):
    page = opened(width)
    page.locator("summary").evaluate_all("folds => folds.forEach(fold => fold.parentElement.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_policy_blocks_nothing_of_ours(opened):
    page = opened(DESK)
    assert [text for text in page.complaints if "404" not in text] == []
    assert page.locator("h1").evaluate("each => getComputedStyle(each).fontFamily").startswith('"Noto Sans"')


def test_the_days_of_a_week_stand_beside_each_other_on_a_desk_and_below_each_other_on_a_phone(opened):
    def places(page):
        return page.locator(".tweespoor-week__day").evaluate_all(
            "days => days.map(day => day.getBoundingClientRect()).map(box => [Math.round(box.x), Math.round(box.y)])"
        )

    on_desk, on_phone = places(opened(DESK)), places(opened(PHONE))
    assert len({x for x, _ in on_desk}) == len({y for _, y in on_phone}) == 5
    assert len({y for _, y in on_desk}) == len({x for x, _ in on_phone}) == 1


def test_everything_to_click_is_large_enough_to_hit(opened):
    page = opened(PHONE)
    clickable = "button, summary, nav a, select, input:not([type=hidden]), .tweespoor-facts__link"
    small = page.locator(clickable).evaluate_all(
        "all => all.map(each => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])"
        ".filter(([, box]) => box.height > 0 && (box.height < 24 || box.width < 24)).map(([html]) => html)"
    )
    assert small == []


def test_what_has_the_focus_is_seen(opened):
    page = opened(DESK)
    for name in ("Mensen", "Start de planner"):
        target = page.locator(".tweespoor-navigation__link, .utrecht-button").filter(has_text=name).first
        target.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert target.evaluate("each => getComputedStyle(each).outlineWidth") == "3px"


def test_a_running_planner_becomes_a_finished_one_and_says_so_once(opened):
    finished = render("{% progress run %}", {"run": FINISHED})
    page = opened(DESK, answers={"/voortgang/": finished})
    announced = page.locator("#tweespoor-announcements")
    announced.filter(has_text="Klaar. 118 van de 120 wensen zijn ingepland.").wait_for(state="attached")
    assert page.locator(".tweespoor-progress--running").count() == 0


def test_without_script_everything_is_there_and_the_progress_can_be_refreshed_by_hand(opened):
    page = opened(DESK, scripts=False)
    assert page.get_by_role("link", name="Ververs deze pagina").is_visible()
    assert page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link").count() == 4


def test_the_first_view_needs_less_than_100_kilobytes_of_script():
    assert (STATIC / "build" / "app.js").stat().st_size < 100_000
