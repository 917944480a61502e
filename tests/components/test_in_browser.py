"""The page with every component in it, in a real browser under our content security policy."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.components.gallery import FINISHED, RUNNING, gallery, render

STATIC = Path(settings.STATICFILES_DIRS[0])
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'"
PHONE, DESK = 390, 1280

pytestmark = pytest.mark.urls("tests.components.urls")


class Site(ThreadingHTTPServer):
    """Serves the gallery and what was built; `answers` are further addresses: HTML, or where they lead."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.answers = {}


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.split("?")[0]
        answer = self.server.answers.get(path)
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            self.answer(200, file.read_bytes(), kind=guess_type(file)[0] or "font/woff2")
        elif answer is None:
            self.answer(404, b"")
        elif answer.startswith("/"):
            self.answer(302, b"", location=answer)
        else:
            self.answer(200, answer.encode())

    def answer(self, status, body, *, kind="text/html; charset=utf-8", location=""):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Nobody reads a log of a test."""


@pytest.fixture(scope="module")
def site():
    with Site() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def opened(chromium, site):
    """Opens the gallery at a width; `answers` are what further addresses answer."""
    contexts = []

    def open_page(width, *, scripts=True, answers=None):
        site.answers = {"/onderdelen/": gallery(), **(answers or {})}
        context = chromium.new_context(viewport={"width": width, "height": 844}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.goto(f"{site.address}/onderdelen/")
        return page

    yield open_page
    for context in contexts:
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
    page.locator(".tweespoor-progress--running").wait_for(state="detached")


def test_a_lost_connection_is_said_until_it_is_back(opened):
    page = opened(DESK, answers={"/voortgang/": render("{% progress run %}", {"run": RUNNING})})
    page.route("**/voortgang/", lambda route: route.abort())
    notice = page.get_by_text("De verbinding is weg.")
    notice.wait_for(state="visible")
    page.unroute("**/voortgang/")
    notice.wait_for(state="hidden")


def test_a_session_that_ended_during_a_refresh_leads_to_the_log_in_page_and_back_to_the_whole_page(opened, site):
    page = opened(DESK)
    for path in ("/voortgang/", "/onderdelen/"):
        site.answers[path] = f"/inloggen/?next={path}"
    site.answers["/inloggen/"] = "<h1>Inloggen</h1>"
    page.wait_for_url("**/inloggen/?next=/onderdelen/")
    assert page.locator("h1").all_inner_texts() == ["Inloggen"]


def test_without_script_everything_is_there_and_the_progress_can_be_refreshed_by_hand(opened):
    page = opened(DESK, scripts=False)
    assert page.get_by_role("link", name="Ververs deze pagina").is_visible()
    assert page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link").count() == 4


def test_the_first_view_needs_less_than_100_kilobytes_of_script():
    assert (STATIC / "build" / "app.js").stat().st_size < 100_000
