"""An attendance file, from choosing it to undoing it, on a desktop and on a telephone."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.test_attendance import seen_by_axe


def names_on_a_list(page):
    """A lesson of the last week with the names on its list."""
    for days in range(1, 8):
        day = date.today() - timedelta(days=days)
        page.goto(f"/aanwezigheid/?dag={day}")
        lists = page.locator(".tweespoor-sessions").first.locator("a[href*='/klas/']")
        if lists.count():
            page.goto(lists.first.get_attribute("href"))
            return day, page.locator("fieldset legend").all_inner_texts()
    raise AssertionError("no class met in the last week")


def is_fine(page, width):
    assert (page.url, seen_by_axe(page)) == (page.url, [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_a_file_is_mapped_checked_brought_in_and_taken_out(logged_in, width):
    page = logged_in("taalaanbieder", width)
    day, names = names_on_a_list(page)
    rows = [f"{name};{day:%d-%m-%Y};aanw {width['width']}" for name in names]
    rows += [f"{names[0]} Anders;{day:%d-%m};ziek", f"Nina Niemand;{day:%d-%m-%Y};A"]
    page.goto("/aanwezigheid/")
    page.get_by_role("link", name="Aanwezigheid uit een bestand").click()
    expect(page.get_by_role("heading", name="Aanwezigheid uit een bestand", level=1)).to_be_visible()
    is_fine(page, width)
    content = "\r\n".join(["Cursist;Lesdatum;Status", *rows, ""]).encode("cp1252")
    page.get_by_label("Bestand met de aanwezigheid").set_input_files(
        {"name": "presentie.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Bestand kiezen en bekijken").click()
    expect(page.get_by_role("heading", name="Wat staat er in elke kolom?")).to_be_visible()
    expect(page.get_by_label("Status wordt ingelezen als")).to_have_value("status")
    is_fine(page, width)
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page.get_by_role("heading", name="Wat betekenen de woorden in het bestand?")).to_be_visible()
    is_fine(page, width)
    page.get_by_label(f"“aanw {width['width']}” betekent").select_option(label="Aanwezig")
    page.get_by_label("“A” betekent").select_option(label="Aanwezig")
    expect(page.get_by_label("“ziek” betekent")).to_have_value("authorised")
    page.get_by_role("button", name="Verder naar nakijken").click()
    expect(page.get_by_role("heading", name="Dit klopt nog niet")).to_be_visible()
    is_fine(page, width)
    with page.expect_navigation():
        page.get_by_role("button", name="Laat alle 2 rijen weg").click()
    conflicts = page.get_by_role("button", name="Neem het bestand over")
    while (
        page.locator("form button[value^='bestand']").count()
        and not page.get_by_role("button", name="Zet dit op de lijsten").count()
    ):
        with page.expect_navigation():
            conflicts.first.click()
    is_fine(page, width)
    page.get_by_role("button", name="Zet dit op de lijsten").click()
    expect(page.get_by_text("Ingelezen, van")).to_be_visible()
    is_fine(page, width)
    page.get_by_role("button", name="Maak het inlezen ongedaan").click()
    expect(page.get_by_text("Op de lijsten staat weer wat er zonder dit bestand stond.")).to_be_visible()
