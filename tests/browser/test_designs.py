"""The design workbench in a browser: from a design to a new version with people in it, and looked at with axe."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

ROERMOND = "UP: van kwetsbaar naar veerkrachtig"


def test_a_design_is_changed_its_hours_follow_and_people_move_to_the_new_version_and_back(logged_in):
    page = logged_in("projectleider")
    page.get_by_role("link", name="Ontwerpen", exact=True).click()
    page.get_by_role("table").get_by_role("link", name=ROERMOND).click()
    page.get_by_role("button", name="Bewerken").click()
    expect(page.locator("#beeld")).to_contain_text("40 uur")
    page.get_by_label("van: Sporten onder begeleiding").fill("1")
    expect(page.locator("#beeld")).to_contain_text("Het is nog niet bewaard.")
    expect(page.locator("#beeld")).to_contain_text("36 uur")
    expect(page.locator("#uitkomst")).to_contain_text("36 uur")
    expect(page.locator("#tweespoor-announcements")).to_contain_text("36 uur")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De intensiteiten zijn bewaard.")).to_be_visible()
    expect(page.get_by_role("button", name="Terugnemen")).to_be_visible()
    page.get_by_role("link", name="Publiceren").click()
    expect(page.get_by_text("Sporten onder begeleiding: gewijzigd")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Roermond").uncheck()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("Versie 2 is gepubliceerd.")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Mensen overzetten naar versie 2").click()
    expect(page.get_by_text("Sporten onder begeleiding wordt anders")).to_be_visible()
    boxes = page.locator("tbody input[type=checkbox]")
    count = boxes.count()
    assert count > 3
    assert Axe().run(page).violations_count == 0
    boxes.first.uncheck()
    page.get_by_role("button", name="Zet de aangevinkte mensen over").click()
    expect(page.get_by_text(f"{count - 1} deelnemers gaan verder in versie 2.")).to_be_visible()
    expect(page.locator("tbody input[type=checkbox]")).to_have_count(1)
    page.get_by_role("button", name=f"Zet {count - 1} deelnemers terug").click()
    expect(page.get_by_text(f"{count - 1} deelnemers zijn terug in hun vorige versie.")).to_be_visible()
    expect(page.locator("tbody input[type=checkbox]")).to_have_count(count)


def test_every_page_of_the_workbench_reads_on_a_desk_and_a_phone(logged_in, width):
    page = logged_in("projectleider", width)
    page.goto("/ontwerpen/")
    assert Axe().run(page).violations_count == 0
    with page.expect_navigation():
        page.get_by_role("link", name="Samenwerking met het ROC").last.click()
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Naam van uw ontwerp").fill(f"Voor {width['width']}")
    page.get_by_role("button", name="Begin met dit voorbeeld").click()
    page.wait_for_url(re.compile("/concepten/"))
    draft = page.url
    for address in ("", "algemeen/", "erbij/blocks/", "blocks/language/", "geschiedenis/", "publiceren/"):
        page.goto(draft + address)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
        assert Axe().run(page).violations_count == 0, address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    for address in ("/ontwerpen/inlezen/", "/ontwerpen/vergelijken/?met=hengelo&met=roermond"):
        page.goto(address)
        assert Axe().run(page).violations_count == 0, address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_draft_is_reckoned_through_and_saved_without_javascript(logged_in):
    page = logged_in("projectleider", java_script_enabled=False)
    page.goto("/ontwerpen/voorbeelden/lochem/")
    page.get_by_label("Naam van uw ontwerp").fill("Zonder script")
    page.get_by_role("button", name="Begin met dit voorbeeld").click()
    page.get_by_label("van: Individuele taalcoaching").fill("12")
    page.get_by_role("button", name="Reken door").click()
    expect(page.get_by_text("Het is nog niet bewaard.")).to_be_visible()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De intensiteiten zijn bewaard.")).to_be_visible()
