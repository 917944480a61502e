"""A list of language classes from its file to the classes and back, on a desktop and on a telephone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_messages import seen_by_axe

START = "/programmas/hengelo/klassen-inlezen/"


def is_fine(page, width):
    assert (page.url, seen_by_axe(page)) == (page.url, [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def choose(page, *rows):
    """Choose a list of which every class is in the first building of the programme."""
    content = "\r\n".join(["Klas;Niveau;Dagdelen;Vrije plaatsen", *rows, ""]).encode()
    page.get_by_label("Bestand met de klassen").set_input_files(
        {"name": "klassen.csv", "mimeType": "text/csv", "buffer": content}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Verder", exact=True).click()


def test_a_mistake_in_a_list_of_classes_is_mended_and_the_list_comes_in_and_goes_out_again(logged_in, width):
    page = logged_in("projectleider", width)
    names = [f"Proefklas {width['width']} {each}" for each in ("ochtend", "avond")]
    page.goto(START)
    is_fine(page, width)
    choose(page, f"{names[0]};A1;ma ochtend, wo ochtend;4", f"{names[1]};A9;dinsdagavond;2")
    expect(page.get_by_text("Rij 3, kolom B (“A9”): Dit is geen taalniveau.")).to_be_visible()
    expect(page.get_by_role("button", name="Lees alles in")).to_have_count(0)
    is_fine(page, width)
    page.get_by_role("link", name="Ander bestand kiezen").click()
    expect(page.get_by_role("heading", name="Klassen inlezen", level=1)).to_be_visible()
    choose(page, f"{names[0]};A1;ma ochtend, wo ochtend;4", f"{names[1]};A2;dinsdagavond;2")
    expect(page.get_by_text("2 klassen gelezen, zonder problemen.")).to_be_visible()
    is_fine(page, width)
    with page.expect_navigation():
        page.get_by_role("button", name="Lees alles in").click()
    for name in names:
        expect(page.locator("tbody th", has_text=name)).to_be_visible()
    is_fine(page, width)
    page.goto(START)
    with page.expect_navigation():
        page.get_by_role("button", name="Maak ongedaan").first.click()
    is_fine(page, width)
    page.goto("/programmas/hengelo/waarmee-plannen/taalklassen/")
    for name in names:
        expect(page.locator("tbody th", has_text=name)).to_have_count(0)
