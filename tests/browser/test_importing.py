"""A case manager brings a list in, in a real browser; every page of it looked at by axe."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

DATA = Path(__file__).resolve().parents[1] / "data"
LONG = 60_000


def test_a_case_manager_brings_a_messy_list_in_and_takes_it_out_again(logged_in, width):
    page = logged_in("klantmanager", width)

    def is_accessible():
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    page.goto("/mensen/")
    is_accessible()
    with page.expect_navigation():
        page.get_by_role("link", name="Een lijst inlezen").click()
    is_accessible()
    picture = DATA / "picture.xlsx"
    choose_file(page, picture.name, picture.read_bytes())
    expect(page.get_by_text("Dit is een plaatje, geen lijst.").first).to_be_visible()
    is_accessible()

    choose_file(page, "lijst.csv", a_list_of_its_own(width))
    expect(page.get_by_label("Rij met de kopjes")).to_have_value("3")
    is_accessible()
    page.get_by_role("button", name="Verder naar de kolommen").click()
    expect(page.get_by_label("Taalniveau wordt ingelezen als")).to_have_value("speaking-level")
    is_accessible()
    page.get_by_role("button", name="Verder naar nakijken").click()
    expect(page.get_by_role("heading", name="Taalniveau: “C9”")).to_be_visible()
    is_accessible()

    wrong = page.get_by_role("listitem").filter(has_text="Geb.datum: “31-02-1990”")
    wrong.get_by_label(re.compile("Lees in plaats van")).fill("30-02-1990")
    wrong.get_by_role("button", name="Vul dit in").click()
    expect(wrong.get_by_role("alert")).to_be_visible()
    wrong.get_by_label(re.compile("Lees in plaats van")).fill("28-2-1990")
    wrong.get_by_role("button", name="Vul dit in").click()
    expect(page.get_by_role("button", name="Laat alle 8 cellen leeg")).to_be_visible()
    page.get_by_role("button", name="Neem alle 5 voorstellen over").click()
    page.get_by_role("button", name="Laat alle 3 cellen leeg").click()
    page.get_by_role("button", name="Lees de lijst in").click()

    undo = page.get_by_role("button", name="Maak de import ongedaan")
    expect(undo).to_be_visible(timeout=LONG)
    expect(page.locator(".utrecht-status-badge", has_text="Ingelezen")).to_be_visible()
    is_accessible()
    page.goto("/mensen/")
    page.get_by_label("Zoek op naam, nummer, school of klas").fill("Al-Haddad")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("link", name="Mohammed Al-Haddad")).to_be_visible()

    page.goto("/mensen/importeren/")
    page.locator("tbody a").first.click()
    undo.click()
    expect(page.get_by_text("De import is ongedaan gemaakt.")).to_be_visible()


def choose_file(page, name, content):
    page.get_by_label("Bestand met de lijst").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    if page.get_by_label("Gemeente").count():
        page.get_by_label("Gemeente").select_option(label="Gemeente Roermond")
    page.get_by_role("button", name="Lijst kiezen en bekijken").click()


def a_list_of_its_own(width):
    """The sample with numbers of its own, so that the two widths do not meet each other's people."""
    content = (DATA / "caseload-windows.csv").read_bytes()
    return re.sub(rb"(?m)^1(00\d);", rb"B%d\1;" % width["width"], content)
