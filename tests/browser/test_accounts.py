"""Accounts in a real browser: passkeys, forms that are not lost, and axe on every page of logging in and of users."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme
from tests.apps.provider.running import CLIENT, SECRET, USERS, running_provider
from tests.apps.provider.serve import PASSWORD as PASSWORD_AT_PROVIDER
from tweespoor.apps.accounts import actions, queries
from tweespoor.apps.accounts.providing import set_identity_provider
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.organisations.models import Membership
from tweespoor.apps.schedule.models import LanguageClass, Location
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

PASSWORD = "a long enough password"
WIDTHS = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _real(settings):
    """As for a municipality, but at http://localhost with a port."""
    settings.SECOND_FACTOR_REQUIRED = True
    settings.DEMO = False
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


@pytest.fixture
def window(chromium, live_server):
    """Open a page in a window of its own; errors of its script or policy fail the test."""
    contexts, complaints = [], []

    def _open(viewport="desktop", **options):
        context = chromium.new_context(base_url=live_server.url, viewport=WIDTHS[viewport], locale="nl-NL", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error" and "responded with a status of 4" not in said.text
                else None
            ),
        )
        return page

    yield _open
    for context in contexts:
        context.close()
    assert complaints == []


def log_in(page, user, *, at=None):
    page.goto(at or reverse("login"))
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Inloggen", exact=True).click()


def with_authenticator(page):
    """A machine with a fingerprint reader on which the right finger always lies."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return protocol, made["authenticatorId"]


def end_sessions():
    """As if everybody had been away for a day."""
    for row in Session.objects.all():
        session = row.get_decoded()
        long_ago = timezone.now().timestamp() - 13 * 3600
        row.session_data = Session.objects.encode({**session, "began_at": long_ago, "seen_at": long_ago})
        row.save()


def test_a_passkey_is_made_used_renamed_and_kept_from_being_the_last_to_go(window):
    user = a_user(a_municipality())
    page = window()
    protocol, authenticator = with_authenticator(page)
    log_in(page, user)
    expect(page.get_by_role("heading", name="Tweede stap", level=1)).to_be_visible()
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Naam van de passkey").fill("Laptop")
    page.get_by_role("button", name="Passkey maken").click()
    expect(page.get_by_text("Bewaar deze codes nu")).to_be_visible()
    expect(page.locator(".tweespoor-codes li")).to_have_count(10)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_role("heading", name="Mensen", level=1)).to_be_visible()

    page.get_by_role("button", name="Uitloggen").click()
    log_in(page, user)
    expect(page.get_by_role("heading", name="Tweede stap bij het inloggen")).to_be_visible()
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    page.get_by_role("button", name="Gebruik uw passkey").click()
    expect(page.get_by_role("heading", name="Mensen", level=1)).to_be_visible()

    page.goto(reverse("mfa_index"))
    page.get_by_role("link", name="naam veranderen").click()
    page.get_by_label("Naam van de passkey").fill("Oude laptop")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Oude laptop").first).to_be_visible()
    page.get_by_role("link", name="weghalen").click()
    page.get_by_role("button", name="Weghalen").click()
    expect(page.get_by_text("Voeg eerst een andere toe")).to_be_visible()
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1


def test_a_machine_without_the_passkey_says_so_and_lets_nobody_in(window):
    user = a_user(a_municipality())
    own = window()
    with_authenticator(own)
    log_in(own, user)
    own.get_by_role("link", name="Passkey toevoegen").click()
    own.get_by_role("button", name="Passkey maken").click()
    expect(own.get_by_text("Bewaar deze codes nu")).to_be_visible()
    other = window()
    with_authenticator(other)
    log_in(other, user)
    other.get_by_role("button", name="Gebruik uw passkey").click()
    expect(other.get_by_text("De passkey is niet gebruikt.")).to_be_visible()
    other.goto(reverse("people"))
    expect(other.get_by_role("heading", name="Mensen")).to_have_count(0)


def a_form(municipality):
    return reverse("register-fact", args=[a_participant(municipality).pk, "speaking-level"])


def case_manager(municipality, settings, name="Robin"):
    settings.SECOND_FACTOR_REQUIRED = False
    return a_user(municipality, name=name)


def test_what_was_being_typed_is_offered_back_after_logging_in_again(window, settings):
    municipality = a_municipality()
    user, form = case_manager(municipality, settings), a_form(municipality)
    page = window()
    log_in(page, user, at=f"{reverse('login')}?next={form}")
    day = page.locator('input[name="valid_on"]')
    day.fill("2021-02-01")
    end_sessions()
    page.reload()
    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
    log_in(page, user, at=page.url)
    expect(page.get_by_text("U was hier iets aan het invullen")).to_be_visible()
    expect(day).not_to_have_value("2021-02-01")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Zet terug wat ik had getypt").click()
    expect(day).to_have_value("2021-02-01")


def test_what_was_being_typed_is_never_offered_to_somebody_else(window, settings):
    municipality = a_municipality()
    user, other = case_manager(municipality, settings), case_manager(municipality, settings, "Ander")
    form = a_form(municipality)
    page = window()
    log_in(page, user, at=f"{reverse('login')}?next={form}")
    page.locator('input[name="valid_on"]').fill("2021-02-01")
    end_sessions()
    page.reload()
    log_in(page, other, at=page.url)
    expect(page.locator('input[name="valid_on"]')).to_be_visible()
    expect(page.get_by_text("U was hier iets aan het invullen")).to_have_count(0)
    assert page.evaluate("JSON.stringify(sessionStorage)").count("2021-02-01") == 0


@pytest.mark.parametrize("script", [True, False])
def test_what_was_sent_after_the_session_ended_stands_in_the_form_again(window, settings, script):
    municipality = a_municipality()
    user, form = case_manager(municipality, settings), a_form(municipality)
    page = window(java_script_enabled=script)
    log_in(page, user, at=f"{reverse('login')}?next={form}")
    day = page.locator('input[name="valid_on"]')
    day.fill("2021-02-01")
    end_sessions()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
    log_in(page, user, at=page.url)
    expect(page.get_by_text("Wat u had getypt, staat er weer")).to_be_visible()
    expect(day).to_have_value("2021-02-01")
    expect(page.get_by_text("U was hier iets aan het invullen")).to_have_count(0)


def test_a_part_refreshed_after_the_session_ended_leads_the_whole_page_to_log_in_and_back(window, settings):
    municipality = a_municipality()
    user, form = case_manager(municipality, settings), a_form(municipality)
    page = window()

    def with_a_part(route):
        answer = route.fetch()
        part = f'<button hx-get="{reverse("monitor")}" hx-target="this">deel</button></main>'
        route.fulfill(response=answer, body=answer.text().replace("</main>", part))

    page.route(f"**{form}", with_a_part)
    log_in(page, user, at=f"{reverse('login')}?next={form}")
    end_sessions()
    page.get_by_role("button", name="deel").click()
    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
    log_in(page, user, at=page.url)
    page.wait_for_url(lambda address: urlsplit(address).path == form)


def look(page, address, wrong):
    page.goto(address)
    result = Axe().run(page)
    if result.violations_count:
        wrong[address] = result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


def a_class_of(school, *, administrator):
    """A class with a teacher, of a school of which the administrator is one too."""
    Membership.objects.create(user=administrator, organisation=school, role=Role.ADMINISTRATOR.value)
    programme = a_programme(a_municipality("Lochem"), partners=[school])
    place = Location.objects.create(programme=programme, slug="brug", name="De Brug", zone="centrum")
    taught = LanguageClass.objects.create(
        programme=programme, provider=school, location=place, name="Klas 1", level="a1", half_days=["mon-morning"]
    )
    taught.teachers.add(a_user(school, Role.TRAINER, name="Docent"))
    return taught


@pytest.mark.parametrize("viewport", list(WIDTHS))
def test_axe_finds_nothing_wrong_on_the_pages_of_accounts(window, viewport, settings):
    municipality = a_municipality()
    invitation = actions.invite(
        email="nieuw@voorbeeld.example",
        name="Nora",
        roles=[Role.TRAINER],
        organisation=municipality,
        link_to=lambda each: "/",
        by=None,
        now=timezone.now(),
    )
    set_identity_provider(
        organisation=municipality, issuer="https://login.example", client_id="x", secret="y", now=timezone.now()
    )
    colleague = a_user(municipality, name="Collega")
    administrator = a_user(municipality, Role.ADMINISTRATOR)
    taught = a_class_of(a_school(), administrator=administrator)
    page, wrong = window(viewport), {}
    for address in (
        reverse("login"),
        reverse("account_reset_password"),
        reverse("account_reset_password_done"),
        reverse("account_reset_password_from_key", args=["x1", "y-z"]),
        reverse("accept-invitation", args=[queries.token_of(invitation)]),
    ):
        look(page, address, wrong)
    with_authenticator(page)
    log_in(page, administrator)
    page.get_by_role("link", name="App koppelen").click()
    look(page, reverse("mfa_activate_totp"), wrong)
    look(page, reverse("mfa_add_webauthn"), wrong)
    page.get_by_role("button", name="Passkey maken").click()
    expect(page.get_by_text("Bewaar deze codes nu")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    key = Authenticator.objects.get(user=administrator, type="webauthn").pk
    for address in (
        reverse("account"),
        reverse("account_change_password"),
        reverse("mfa_index"),
        reverse("mfa_edit_webauthn", args=[key]),
        reverse("mfa_remove_webauthn", args=[key]),
        reverse("mfa_view_recovery_codes"),
        reverse("mfa_generate_recovery_codes"),
        reverse("account_reauthenticate"),
        reverse("mfa_reauthenticate"),
        reverse("mfa_reauthenticate_webauthn"),
        reverse("users"),
        reverse("invite-user"),
        reverse("user", args=[colleague.pk]),
        reverse("log-in-providers"),
        reverse("log-in-provider", args=[municipality.pk]),
        reverse("classes"),
        reverse("class", args=[taught.pk]),
    ):
        look(page, address, wrong)
    page.get_by_role("button", name="Uitloggen").click()
    log_in(page, administrator)
    expect(page.get_by_role("heading", name=re.compile("Tweede stap"))).to_be_visible()
    assert Axe().run(page).violations_count == 0
    assert wrong == {}


@pytest.fixture
def provider(live_server, tmp_path):
    """The address of an organisation's own provider."""
    back = live_server.url + reverse("openid_connect_callback", args=["roermond"])
    with running_provider(tmp_path, back=back) as address:
        yield address


def a_colleague(municipality, name):
    """Somebody with an account at the organisation's provider, and no password of ours."""
    return organisations.add_member(
        email=USERS[name][0],
        name=name.title(),
        password=None,
        organisation=municipality,
        role=Role.CASE_MANAGER,
        now=None,
    )


def log_in_at_provider(page, name):
    page.get_by_role("link", name="Inloggen via Roermond").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD_AT_PROVIDER)
    page.get_by_role("button", name="Sign In").click()


@pytest.mark.parametrize("viewport", list(WIDTHS))
def test_an_administrator_sets_the_organisations_log_in_and_its_people_come_in_by_it(
    window, provider, viewport, settings
):
    settings.SECOND_FACTOR_REQUIRED = False
    roermond = a_municipality()
    a_colleague(roermond, "kim")
    a_colleague(roermond, "bo")
    person = a_participant(roermond)
    page = window(viewport)
    log_in(page, a_user(roermond, Role.ADMINISTRATOR))
    page.get_by_role("link", name="Eigen inlogdienst").click()
    page.get_by_label("Adres van de inlogdienst").fill(provider)
    page.get_by_label("Client-id").fill(CLIENT)
    page.get_by_label("Geheim").fill(SECRET)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De inlogdienst is bewaard")).to_be_visible()
    assert Axe().run(page).violations_count == 0

    settings.SECOND_FACTOR_REQUIRED = True
    page = window(viewport)
    page.goto(reverse("person", args=[person.pk]))
    log_in_at_provider(page, "kim")
    expect(page.get_by_role("heading", level=1, name=str(person))).to_be_visible()
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("link", name="Inloggen via Roermond")).to_be_visible()

    page = window(viewport)
    page.goto(reverse("login"))
    log_in_at_provider(page, "bo")
    expect(page.get_by_role("heading", name="Tweede stap", level=1)).to_be_visible()
    assert Axe().run(page).violations_count == 0
