"""The board in a browser: groups are dragged, or moved with the keyboard, and the page says first what that does."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def a_draft(page, name):
    """A new draft of the timetable in force, opened."""
    page.goto("/programmas/roermond/planner/")
    in_force = page.get_by_role("row").filter(has_text="gepubliceerd")
    with page.expect_navigation():
        in_force.locator("a[href*='/rooster/']").click()
    page.get_by_text("Concepten naast elkaar").click()
    page.get_by_label("Naam van het nieuwe concept").fill(name)
    page.get_by_role("button", name="Maak hiervan een concept").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def throw_away(page):
    page.get_by_text("Concepten naast elkaar").click()
    page.get_by_role("button", name="Dit concept weggooien").click()
    expect(page.get_by_text("Het concept is weggegooid.")).to_be_visible()


def cells(page):
    return {cell.get_attribute("data-half-day"): cell for cell in page.locator("[data-half-day]").all()}


def a_place_where_it_can_go(page, card):
    """A half-day where a session of a card can go, by asking the page as dragging does."""
    taken = {
        cell for cell in cells(page) if page.locator(f"[data-half-day='{cell}'] [data-group='{card['group']}']").count()
    }
    board = page.locator("[data-board]").get_attribute("data-board")
    for half_day in cells(page):
        address = f"{board}?doe=move&groep={card['group']}&begin{card['session']}={half_day}"
        told = page.request.get(address, headers={"HX-Request": "true"}).text()
        if "data-carry-out" in told and half_day not in taken:
            return half_day
    return None


def a_movable_card(page):
    for cell_name, cell in cells(page).items():
        for link in cell.locator("[data-group]").all():
            card = {"group": link.get_attribute("data-group"), "session": link.get_attribute("data-session")}
            place = a_place_where_it_can_go(page, card)
            if place is not None:
                return card, cell_name, place
    raise AssertionError("no group can go anywhere")


def a_card_with_people(page):
    """The first card of a group with somebody in it; other tests may have emptied one."""
    for card in page.locator("[data-group]").all():
        if 'name="wie"' in page.request.get(page.url.split("?")[0] + card.get_attribute("href").split("#")[0]).text():
            return card
    raise AssertionError("no group has anybody in it")


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desktop", "phone"])
def test_the_board_and_its_pages_are_accessible_and_fit(logged_in, width):
    page = logged_in("projectleider", width)
    a_draft(page, f"Breedte {width['width']}")
    board = page.url.split("?")[0]
    with page.expect_navigation():
        page.locator("[data-group]").first.click()
    for fold in page.locator("main summary").all():
        if fold.is_visible():
            fold.click()
    assert seen_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    for address in ("nakijken/", "knelpunten/", "../../planner/kiezen/"):
        page.goto(board + address)
        assert (address, seen_by_axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    page.goto(board)
    page.get_by_text("Concepten naast elkaar").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Vergelijk", exact=True).click()
    assert seen_by_axe(page) == []
    page.goto(board)
    throw_away(page)


def test_a_group_is_dragged_to_another_half_day_and_back(logged_in):
    page = logged_in("projectleider", DESK)
    a_draft(page, "Slepen")
    card, before, place = a_movable_card(page)
    link = page.locator(f"[id='kaart-{card['group']}-{card['session']}']")
    target = page.locator(f"[data-half-day='{place}']")
    link.hover()
    page.mouse.down()
    target.hover()
    target.hover()
    expect(page.locator("#gevolgen [data-carry-out]")).to_be_visible()
    expect(page.locator(f"[data-half-day='{before}'] [data-group='{card['group']}']")).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text("Gedaan. U kunt dit ongedaan maken.")).to_be_visible()
    expect(page.locator(f"[data-half-day='{place}'] [data-group='{card['group']}']")).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Ongedaan gemaakt.")).to_be_visible()
    expect(page.locator(f"[data-half-day='{before}'] [data-group='{card['group']}']")).to_be_visible()
    throw_away(page)


def test_the_keyboard_does_the_same(logged_in):
    page = logged_in("projectleider", DESK)
    a_draft(page, "Toetsen")
    card, _before, place = a_movable_card(page)
    page.locator(f"[id='kaart-{card['group']}-{card['session']}']").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    fold = page.get_by_text("De groep verplaatsen")
    fold.focus()
    page.keyboard.press("Enter")
    page.locator(f"#begin-{card['session']}").select_option(place)
    button = page.locator("#gevolgen").get_by_role("button", name="Doe dit")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Gedaan. U kunt dit ongedaan maken.")).to_be_visible()
    expect(page.locator(f"[data-half-day='{place}'] [data-group='{card['group']}']")).to_be_visible()
    throw_away(page)


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desktop", "phone"])
def test_one_person_is_pinned_with_the_keyboard_and_the_card_shows_it(logged_in, width):
    page = logged_in("projectleider", width)
    a_draft(page, f"Vast {width['width']}")
    card = a_card_with_people(page)
    card.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    fold = page.locator("summary").get_by_text("Vastzetten")
    fold.focus()
    page.keyboard.press("Enter")
    box = page.locator("input[type='checkbox'][name='wie']").first
    person = box.get_attribute("value")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Bewaard wat vaststaat.")).to_be_visible()
    expect(page.locator(".tweespoor-board__card--chosen").first).to_contain_text("1 persoon vast")
    expect(page.locator(f"label[data-person='{person}']")).to_contain_text("vast")
    expect(page.locator(f"input[type='checkbox'][name='wie'][value='{person}']")).to_be_checked()
    assert seen_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    throw_away(page)


def test_somebody_is_taken_out_of_a_group_and_waits_without_javascript(logged_in):
    page = logged_in("projectleider", DESK, java_script_enabled=False)
    a_draft_without_script(page)
    waiting = page.locator(".tweespoor-panel__note").last.inner_text()
    a_card_with_people(page).click()
    who = page.locator("input[name='wie']").first
    person = who.get_attribute("value")
    who.check()
    page.get_by_label("Waarheen").select_option("weg")
    page.get_by_role("button", name="Bekijk wat dat doet").last.click()
    expect(page.get_by_text("De deelnemer gaat uit de groep en wacht weer.")).to_be_visible()
    page.get_by_role("button", name="Doe dit").click()
    expect(page.get_by_text("Gedaan.")).to_be_visible()
    count = int(re.search(r"\d+", waiting)[0])
    assert int(re.search(r"\d+", page.locator(".tweespoor-panel__note").last.inner_text())[0]) == count + 1
    assert page.locator(f"li[data-person='{person}']").count() >= 1
    throw_away(page)


def a_draft_without_script(page):
    page.goto("/programmas/roermond/planner/")
    page.get_by_role("row").filter(has_text="gepubliceerd").locator("a[href*='/rooster/']").click()
    page.get_by_text("Concepten naast elkaar").click()
    page.get_by_label("Naam van het nieuwe concept").fill("Zonder script")
    page.get_by_role("button", name="Maak hiervan een concept").click()
    expect(page.get_by_role("heading", level=1, name="Zonder script")).to_be_visible()
