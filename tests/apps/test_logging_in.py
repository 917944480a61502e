"""Logging in: by e-mail address, and in the demonstration with one click."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.apps.conftest import NOW, a_municipality, a_school, a_user
from tweespoor.apps.organisations import actions as organisations
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "a long enough password"


def log_in_form(client, email, password=PASSWORD):
    return client.post(reverse("login"), {"username": email, "password": password})


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (Role.CASE_MANAGER, "people"),
        (Role.PROJECT_LEADER, "programmes"),
        (Role.TRAINER, "groups"),
        (Role.RESEARCHER, "monitor"),
    ],
)
def test_everybody_starts_at_the_page_of_the_own_day(client, role, start):
    user = a_user(a_municipality(), role)
    log_in_form(client, user.email)
    assert client.get(reverse("start")).headers["Location"] == reverse(start)


def test_capitals_in_the_address_do_not_matter(client):
    user = a_user(a_municipality())
    assert log_in_form(client, user.email.upper()).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    user = a_user(a_municipality())
    wrong = log_in_form(client, user.email, "not the password").content.decode()
    unknown = log_in_form(client, "nobody@demo.tweespoor.example").content.decode()
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in wrong
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in unknown


def test_somebody_switched_off_cannot_log_in(client):
    user = a_user(a_municipality())
    user.is_active = False
    user.save()
    assert log_in_form(client, user.email).status_code == 200
    assert "_auth_user_id" not in client.session


def test_demo_users_of_the_same_role_are_told_apart_by_their_organisation(client):
    a_user(a_municipality(), Role.ADMINISTRATOR, name="Charlie")
    a_user(a_school(), Role.ADMINISTRATOR, name="Sascha")
    page = client.get(reverse("login")).content.decode()
    buttons = re.findall(r"<button[^>]*>(Inloggen als [^<]*)</button>", page)
    assert buttons == ["Inloggen als beheerder", "Inloggen als beheerder van Taalschool De Brug"]


def test_of_demo_users_of_one_role_the_one_called_by_it_stands_first(client):
    school, other = a_school(), a_school("Werkplaats")
    for email, organisation in (("school-trainer", school), ("trainer", other)):
        organisations.add_member(
            email=f"{email}@demo.tweespoor.example",
            name=email,
            password="a long enough password",
            organisation=organisation,
            role=Role.TRAINER,
            now=NOW,
        )
    page = client.get(reverse("login")).content.decode()
    buttons = re.findall(r"<button[^>]*>(Inloggen als [^<]*)</button>", page)
    assert buttons == ["Inloggen als trainer", "Inloggen als trainer van Taalschool De Brug"]


def test_demo_users_are_offered_in_demo_mode_only(client, settings):
    a_user(a_municipality(), name="Kim")
    page = client.get(reverse("login")).content.decode()
    assert "Inloggen als klantmanager" in page
    assert "autofocus" not in page  # on a phone it would pass over whom one can log in as
    settings.DEMO = False
    page = client.get(reverse("login")).content.decode()
    assert page.count("autofocus") == 1
    assert "Inloggen als" not in page
    assert settings.DEMO_PASSWORD not in page


@pytest.mark.parametrize("name", ["programmes", "people", "groups", "monitor", "start"])
def test_a_stranger_is_sent_to_the_log_in_page(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("login"))


def test_the_language_can_be_switched_before_logging_in(client):
    client.post(reverse("set_language"), {"language": "en", "next": reverse("login")})
    assert "With your e-mail address" in client.get(reverse("login")).content.decode()


def test_a_browser_set_to_another_language_gets_dutch(client):
    assert "Met uw e-mailadres" in client.get(reverse("login"), headers={"accept-language": "en"}).content.decode()


def test_pages_of_somebody_logged_in_are_never_kept(client):
    client.force_login(a_user(a_municipality(), Role.PROJECT_LEADER))
    answer = client.get(reverse("programmes"))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
