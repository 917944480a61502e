"""The demonstration's language provider: its administrator has teachers to link, and a teacher has a class."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def log_in_as(page, words):
    page.goto("/inloggen/")
    page.get_by_role("button", name=re.compile(f"Inloggen als {words} van ")).click()
    page.wait_for_url(lambda url: "/inloggen/" not in url)


def test_the_administrator_finds_a_class_with_a_teacher_and_a_teacher_to_link(open_page, width):
    page = open_page(width)
    log_in_as(page, "beheerder")
    page.goto("/beheer/klassen/")
    taught = page.get_by_role("row").filter(has_text="Mo Verhoeven")
    expect(taught).to_have_count(1)
    page.get_by_role("row").nth(2).get_by_role("link").first.click()
    expect(page.get_by_label("Mo Verhoeven")).not_to_be_checked()
    expect(page.get_by_label("Tess Dijkstra")).not_to_be_checked()
    assert Axe().run(page).violations_count == 0


def test_the_teacher_of_a_class_sees_its_people_and_no_others(open_page):
    page = open_page()
    log_in_as(page, "trainer")
    page.goto("/mensen/")
    rows = page.get_by_role("row").filter(has=page.get_by_role("cell"))
    expect(rows.first).to_be_visible()
    classes = {cells.nth(3).inner_text() for cells in (row.get_by_role("cell") for row in rows.all())}
    assert len(classes) == 1
