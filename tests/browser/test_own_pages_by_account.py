"""An account that opens the own pages, the picture of the way without a connection, and what is different."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.apps.conftest import a_user
from tests.apps.provider.running import CLIENT, SECRET, running_provider
from tests.apps.provider.serve import PASSWORD as PASSWORD_AT_PROVIDER
from tests.apps.test_attendance import Scene
from tests.apps.test_own_pages_changed import replaced
from tests.browser.test_attendance import PHONE, seen_by_axe
from tweespoor.apps.accounts.providing import set_identity_provider
from tweespoor.apps.accounts.rules import Audience
from tweespoor.apps.portal import actions
from tweespoor.apps.portal.models import OwnLink
from tweespoor.apps.schedule.actions import set_picture
from tweespoor.apps.schedule.models import Location, Timetable
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
USERS = {"anna": ("anna@thuis.example", True, "pwd"), "bilal": ("bilal@thuis.example", True, "pwd")}
SLUG = "roermond-deelnemers"
LANGUAGES = ("Nederlands", "English", "العربية", "ትግርኛ")


@pytest.fixture
def scene(live_server, tmp_path, settings):
    settings.DEMO = False
    settings.PRIVATE_FILES = tmp_path / "files"
    cache.clear()
    found = Scene()
    Timetable.objects.update(published_at=timezone.now() - timedelta(days=30))
    Location.objects.update(address="Kade 1", route="Neem bus 4. Stap uit bij de kerk. De deur is rood.")
    picture = io.BytesIO()
    Image.radial_gradient("L").resize((600, 400)).save(picture, "PNG")
    set_picture(
        programme=found.programme,
        location=found.place.pk,
        file=ContentFile(picture.getvalue()),
        by=a_user(found.roermond, Role.PROJECT_LEADER),
        now=timezone.now(),
    )
    back = live_server.url + reverse("own-provider-back", args=[SLUG])
    (tmp_path / "provider").mkdir()
    with running_provider(tmp_path / "provider", back=back, users=USERS) as address:
        set_identity_provider(
            organisation=found.roermond,
            issuer=address,
            client_id=CLIENT,
            secret=SECRET,
            now=timezone.now(),
            audience=Audience.PARTICIPANTS,
        )
        yield found


@pytest.fixture
def telephone(chromium, live_server):
    """A telephone of its own each time; errors of its script or policy fail the test."""
    contexts, complaints = [], []

    def _open():
        context = chromium.new_context(base_url=live_server.url, viewport=PHONE, locale="nl-NL")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
        return page

    yield _open
    for context in contexts:
        context.close()
    assert complaints == []


def log_in_at_provider(page, name):
    page.get_by_role("link", name="Inloggen bij Roermond").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD_AT_PROVIDER)
    page.get_by_role("button", name="Sign In").click()


def in_every_language(page, address):
    """The page is accessible and fits, in each of the four languages."""
    for language in LANGUAGES:
        page.goto(address)
        with page.expect_navigation():
            page.get_by_role("button", name=language, exact=True).click()
        expect(page.get_by_role("button", name=language, exact=True)).to_have_attribute("aria-current", "true")
        assert (language, address, seen_by_axe(page)) == (language, address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.goto(address)
    with page.expect_navigation():
        page.get_by_role("button", name="Nederlands", exact=True).click()


def test_an_account_is_linked_with_a_card_and_opens_the_week_from_then_on(scene, telephone):
    letters = actions.make_card(person=scene.anna, by=scene.manager, now=timezone.now())
    page = telephone()
    page.goto(reverse("own-start"))
    in_every_language(page, reverse("own-start"))
    page.get_by_label("De letters van de kaart").fill(letters)
    page.get_by_role("button", name="Open mijn week").click()
    page.get_by_role("button", name="De volgende keer zonder kaart").click()
    expect(page.get_by_role("heading", name="De volgende keer zonder kaart")).to_be_visible()
    assert seen_by_axe(page) == []
    log_in_at_provider(page, "anna")
    expect(page.get_by_text("De volgende keer kunt u zonder kaart inloggen")).to_be_visible()

    other = telephone()
    other.goto(reverse("own-start"))
    log_in_at_provider(other, "anna")
    expect(other.get_by_text("Anna Voorbeeld")).to_be_visible()

    stranger = telephone()
    stranger.goto(reverse("own-start"))
    log_in_at_provider(stranger, "bilal")
    expect(stranger.get_by_text("Wij kennen dit account nog niet.")).to_be_visible()
    assert seen_by_axe(stranger) == []
    assert OwnLink.objects.count() == 1


def test_the_way_is_shown_without_a_connection_and_what_changed_in_every_language(scene, telephone):
    replaced(scene)
    letters = actions.make_card(person=scene.anna, by=scene.manager, now=timezone.now())
    page = telephone()
    page.goto(reverse("own-card", args=[letters]))
    page.get_by_role("button", name="Open mijn week").click()
    expect(page.get_by_role("heading", name="Uw rooster is veranderd")).to_be_visible()
    in_every_language(page, reverse("own-week"))
    picture = page.get_by_role("img", name="Neem bus 4. Stap uit bij de kerk. De deur is rood.").first
    expect(picture).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # now the pages go by the script that keeps them
    expect(picture).to_be_visible()
    page.wait_for_function("Array.from(document.images).every((each) => each.complete && each.naturalWidth > 0)")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Geen internet.")).to_be_visible()
    page.wait_for_function("Array.from(document.images).every((each) => each.complete && each.naturalWidth > 0)")
