"""Deadlines in a real browser: found in the navigation, settled in a few steps, readable by everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe


def violations(page):
    return [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]


def fits(page):
    """Nothing sticks out of the window sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def open_clock(page, name):
    page.get_by_role("link", name="Termijnen", exact=True).first.click()
    page.get_by_role("link", name="Iedereen", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="een jaar", exact=True).click()
    while not page.get_by_role("link", name=name, exact=True).count():
        with page.expect_navigation():
            page.get_by_role("link", name="Volgende", exact=True).click()
    page.get_by_role("link", name=name, exact=True).first.click()
    page.get_by_role("heading", name="Termijnen", level=1).wait_for()


def test_the_list_and_the_pages_of_a_person_are_accessible_and_fit(logged_in, width):
    page = logged_in("klantmanager", width)
    page.get_by_role("link", name="Termijnen", exact=True).first.click()
    page.get_by_role("link", name="Iedereen", exact=True).click()
    assert (violations(page), fits(page)) == ([], True)
    open_clock(page, "Nahom Wetasha")
    assert page.locator("svg.tweespoor-burn").count() == 2
    assert (violations(page), fits(page)) == ([], True)
    page.get_by_role("link", name="Uren vastleggen").click()
    assert (violations(page), fits(page)) == ([], True)
    page.go_back()
    page.get_by_role("link", name="Gebeurtenis vastleggen").click()
    assert (violations(page), fits(page)) == ([], True)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without"])
def test_a_missed_call_is_answered_with_a_warning_with_script_and_without(logged_in, script):
    page = logged_in("klantmanager", java_script_enabled=script)
    open_clock(page, "Lina Mabarta")
    before = page.get_by_text("Schriftelijk gewaarschuwd, met een nieuwe termijn", exact=True).count()
    page.get_by_role("link", name="Gebeurtenis vastleggen").click()
    page.get_by_label("Wat is er gebeurd?").select_option("warning-sent")
    page.get_by_label("Bewijs").fill("brief")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("De gebeurtenis is bewaard.").wait_for()
    assert page.get_by_text("Schriftelijk gewaarschuwd, met een nieuwe termijn", exact=True).count() == before + 1
