"""The advice as a project leader reads it: the answer first, the path below, thresholds in the address."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def test_a_project_leader_reads_the_advice_and_changes_a_threshold(logged_in, width):
    page = logged_in("projectleider", width)
    page.goto("/programmas/roermond/")
    page.get_by_role("link", name="Advies", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Advies voor Roermond en Leudal")
    expect(page.get_by_text("Groepsgewijze aanpak organisatorisch haalbaar").first).to_be_visible()
    steps = page.locator(".tweespoor-path").first.locator("article")
    expect(steps.first.get_by_role("heading")).to_contain_text("1. Grote verschillen in taalniveau")
    steps.first.get_by_text("Hoe het verdeeld is").click()
    expect(steps.first.get_by_role("table").first).to_be_visible()
    for fold in page.locator("summary").all():
        if fold.is_visible():
            fold.click()
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto("/programmas/roermond/advies/")
    page.get_by_text("Drempels veranderen").click()
    page.get_by_label("Minimale groepsgrootte").fill("30")
    page.get_by_role("button", name="Toon met deze drempels").click()
    expect(page).to_have_url(re.compile("group-size=30"))
    expect(page.get_by_text("Groepsgewijze aanpak lastig te organiseren").first).to_be_visible()
    page.get_by_label("Minimale groepsgrootte").fill("0")
    page.get_by_role("button", name="Toon met deze drempels").click()
    expect(page.get_by_role("link", name=re.compile("Minimale groepsgrootte: Vul een heel getal in"))).to_be_visible()
    assert Axe().run(page).violations_count == 0
