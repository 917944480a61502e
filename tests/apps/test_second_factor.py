"""The second factor: compulsory where special-category data is seen, set up by oneself, asked at every log-in."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import get_resolver, reverse

from tests.apps.conftest import a_municipality, a_school, a_user
from tweespoor.apps.accounts.rules import SECOND_FACTOR_ROLES, counts_as_second_factor
from tweespoor.apps.organisations import actions as organisations
from tweespoor.core.access import widest_purposes
from tweespoor.core.vocabulary import Purpose, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "a long enough password"
GUESSES = 5


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def log_in(client, user, password=PASSWORD, **more):
    return client.post(reverse("login"), {"username": user.email, "password": password, **more})


def code_of(secret):
    """What an authenticator app with this key shows now: the middle of what is taken, good for a while yet."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def set_up_app(client):
    """Link an app, as its owner does with a telephone; hand back its key."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="tweespoor-code">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def recovery_codes(client):
    return re.findall(
        r'<li><code class="tweespoor-code">(\d+)</code></li>',
        client.get(reverse("mfa_view_recovery_codes")).content.decode(),
    )


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_every_role_that_sees_health_or_obstacles_must_have_a_second_factor():
    sensitive = {role for role in Role if widest_purposes(role) & {Purpose.HEALTH, Purpose.OBSTACLES}}
    assert sensitive
    assert sensitive | {Role.ADMINISTRATOR} == SECOND_FACTOR_ROLES


@pytest.mark.parametrize("role", list(Role))
def test_who_must_have_a_second_factor_gets_no_further_than_setting_one_up(client, role):
    log_in(client, a_user(a_municipality(), role))
    answer = client.get(reverse("programmes"))
    if role in SECOND_FACTOR_ROLES:
        assert answer.headers["Location"] == reverse("mfa_index")
        assert "Uw rol vraagt om een tweede stap" in client.get(reverse("mfa_index")).content.decode()
        assert client.get(reverse("account")).headers["Location"] == reverse("mfa_index")
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
        assert client.post(reverse("set_language"), {"language": "en"}).status_code == 302
        assert client.post(reverse("logout")).status_code == 302
    else:
        assert answer.status_code == 200


def test_a_role_given_later_asks_for_it_at_once(client):
    school, municipality = a_school(), a_municipality()
    user = a_user(school, Role.TRAINER)
    log_in(client, user)
    assert client.get(reverse("groups")).status_code == 200
    organisations.add_member(
        email=user.email, name="", password=None, organisation=municipality, role=Role.CASE_MANAGER, now=None
    )
    assert client.get(reverse("groups")).headers["Location"] == reverse("mfa_index")


def test_an_app_is_set_up_and_its_code_asked_at_the_next_log_in(client):
    user = a_user(a_municipality())
    log_in(client, user)
    secret = set_up_app(client)
    assert client.get(reverse("people")).status_code == 200
    client.post(reverse("logout"))

    assert log_in(client, user).headers["Location"] == reverse("mfa_authenticate")
    assert not is_logged_in(client)
    assert client.get(reverse("people")).headers["Location"].startswith(reverse("login"))
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "Deze code klopt niet." in wrong
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert is_logged_in(client)


def test_after_both_steps_one_is_where_one_wanted_to_be(client):
    user = a_user(a_municipality())
    log_in(client, user)
    secret = set_up_app(client)
    client.post(reverse("logout"))
    log_in(client, user, next=reverse("monitor"))
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("monitor")


def test_who_breaks_off_at_the_second_step_can_log_in_as_somebody_else(client):
    municipality = a_municipality()
    user, other = a_user(municipality), a_user(municipality, Role.PROJECT_LEADER, name="Ander")
    log_in(client, user)
    set_up_app(client)
    client.post(reverse("logout"))
    log_in(client, user)
    assert client.get(reverse("login")).headers["Location"] == reverse("mfa_authenticate")
    assert "Terug naar inloggen" in client.get(reverse("mfa_authenticate")).content.decode()
    client.post(reverse("logout"))
    assert client.get(reverse("login")).status_code == 200
    log_in(client, other)
    assert client.session["_auth_user_id"] == str(other.pk)


def test_a_code_works_once(client):
    user = a_user(a_municipality())
    log_in(client, user)
    secret = set_up_app(client)
    client.post(reverse("logout"))
    log_in(client, user)
    code = code_of(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    watcher = Client()
    log_in(watcher, user)
    watcher.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_logged_in(watcher)


def test_recovery_codes_are_shown_once_work_once_and_can_be_renewed(client):
    user = a_user(a_municipality())
    log_in(client, user)
    set_up_app(client)
    codes = recovery_codes(client)
    assert len(codes) == 10
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not [code for code in codes if code in again]

    client.post(reverse("logout"))
    log_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    other = Client()
    log_in(other, user)
    other.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_logged_in(other)

    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    new = recovery_codes(client)
    assert len(new) == 10
    assert not set(new) & set(codes)
    log_in(other, user)
    other.post(reverse("mfa_authenticate"), {"code": codes[1]})
    assert not is_logged_in(other)


def test_guessing_the_second_factor_stops_after_five_with_how_long_to_wait(client):
    user = a_user(a_municipality())
    log_in(client, user)
    secret = set_up_app(client)
    client.post(reverse("logout"))
    log_in(client, user)
    answers = [client.post(reverse("mfa_authenticate"), {"code": "000000"}) for _ in range(GUESSES + 1)]
    assert [answer.status_code for answer in answers] == [200] * GUESSES + [429]
    assert "Wacht 5 minuten" in answers[-1].content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 429
    assert not is_logged_in(client)


BROKEN = [
    "",
    "geen json",
    "{}",
    "[]",
    "3",
    '{"id": "AAAA", "rawId": "AAAA", "response": 3}',
    '{"id": "x", "rawId": "x", "response": {}, "type": "public-key"}',
]


@pytest.mark.parametrize("credential", BROKEN)
def test_a_broken_passkey_is_said_so_and_lets_nobody_in(client, credential):
    user = a_user(a_municipality())
    log_in(client, user)
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": credential})
    assert answer.status_code == 200
    assert "De passkey is niet gemaakt." in answer.content.decode()
    set_up_app(client)
    client.post(reverse("logout"))
    log_in(client, user)
    answer = client.post(reverse("mfa_authenticate"), {"credential": credential})
    assert answer.status_code == 200
    assert "De passkey is niet gebruikt." in answer.content.decode()
    assert not is_logged_in(client)


def test_the_last_second_factor_of_who_must_have_one_stays(client):
    user = a_user(a_municipality())
    log_in(client, user)
    set_up_app(client)
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "Voeg eerst een andere toe" in answer.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_who_need_not_have_one_can_remove_it(client):
    user = a_user(a_municipality(), Role.PROJECT_LEADER)
    log_in(client, user)
    set_up_app(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()


def test_the_key_of_an_app_cannot_be_read_in_the_database(client):
    user = a_user(a_municipality())
    log_in(client, user)
    secret = set_up_app(client)
    assert secret not in str(Authenticator.objects.get(user=user, type="totp").data)


def test_what_matters_asks_for_the_password_again_when_the_log_in_is_long_ago(client):
    user = a_user(a_municipality())
    log_in(client, user)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 3600
    session["account_authentication_methods"] = session["account_authentication_methods"]
    session.save()
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    wrong = client.post(answer.headers["Location"], {"password": "not the password"})
    assert "Dit is niet uw wachtwoord." in wrong.content.decode()
    right = client.post(answer.headers["Location"], {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    assert right.headers["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_demonstration_asks_for_none(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    log_in(client, a_user(a_municipality()))
    assert client.get(reverse("people")).status_code == 200


@pytest.mark.parametrize(
    ("methods", "counts"),
    [
        (["pwd", "otp"], True),
        (["mfa"], True),
        (["hwk"], True),
        (["pwd"], False),
        (["pwd", "sms"], False),
        ([], False),
        (None, False),
        ("mfa", False),
        ([{"mfa": 1}], False),
    ],
)
def test_an_organisations_own_second_factor_counts_only_where_it_says_so(methods, counts):
    assert counts_as_second_factor(methods) is counts


def test_there_is_no_page_to_sign_up_by_oneself():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert "login" in names
    assert "account_signup" not in names
