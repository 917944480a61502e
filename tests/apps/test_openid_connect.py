"""Log-in through an organisation's own provider: a real one, in a process of its own, over HTTP from begin to end."""

from __future__ import annotations

import re
import socket
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialApp
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_school, a_user
from tests.apps.provider.running import CLIENT, SECRET, USERS, running_provider
from tests.apps.provider.serve import PASSWORD
from tweespoor.apps.accounts import actions
from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.accounts.providing import set_identity_provider
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.cli.accounts import invite as invite_command
from tweespoor.cli.accounts import log_in_provider
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """The provider's address."""
    back = "http://testserver" + reverse("openid_connect_callback", args=["roermond"])
    with running_provider(tmp_path_factory.mktemp("provider"), back=back) as address:
        yield address


@pytest.fixture
def municipality(provider):
    """A municipality that logs in by its own provider."""
    return with_provider(a_municipality(), provider)


def with_provider(organisation, issuer, secret=SECRET):
    set_identity_provider(organisation=organisation, issuer=issuer, client_id=CLIENT, secret=secret, now=timezone.now())
    return organisation


def a_member(organisation, email, role=Role.CASE_MANAGER):
    return organisations.add_member(
        email=email, name="Kim", password="a long enough password", organisation=organisation, role=role, now=None
    )


def at_provider(address, name):
    """What the browser does at the provider: log in there, and be sent back. Hands back the address sent to."""
    browser = requests.Session()
    page = browser.get(address, timeout=20)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    fields = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
    fields["next"] = parse_qs(urlsplit(page.url).query)["next"][0]
    answer = browser.post(page.url, fields, timeout=20, allow_redirects=False)
    while urlsplit(answer.headers["Location"]).netloc != "testserver":
        there = urljoin(page.url, answer.headers["Location"])
        answer = browser.get(there, timeout=20, allow_redirects=False)
    return answer.headers["Location"]


def log_in_as(client, name, *, wants=""):
    """The whole way: from our button to the provider and back."""
    there = client.get(reverse("openid_connect_login", args=["roermond"]) + wants)
    assert there.status_code == 302
    return client.get(at_provider(there.headers["Location"], name))


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_a_user_of_the_organisation_logs_in_without_a_password_of_ours(client, municipality):
    user = a_member(municipality, USERS["kim"][0])
    page = client.get(reverse("login")).content.decode()
    assert "Inloggen via Roermond" in page
    assert log_in_as(client, "kim").headers["Location"] == reverse("start")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.has_usable_password()


def test_the_flow_proves_itself_with_pkce_and_a_state(client, municipality):
    there = client.get(reverse("openid_connect_login", args=["roermond"])).headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["state"][0]
    assert "openid" in asked["scope"][0]


def test_the_page_one_wanted_is_there_after_logging_in(client, municipality):
    a_member(municipality, USERS["kim"][0])
    wanted = reverse("monitor")
    assert log_in_as(client, "kim", wants=f"?next={wanted}").headers["Location"] == wanted


def test_an_answer_that_was_not_asked_for_logs_nobody_in(client, municipality):
    a_member(municipality, USERS["kim"][0])
    there = client.get(reverse("openid_connect_login", args=["roermond"])).headers["Location"]
    back = at_provider(there, "kim")
    stranger = type(client)()
    assert stranger.get(back).status_code == 401
    assert not is_logged_in(stranger)
    assert client.get(back).status_code == 302
    client.post(reverse("logout"))
    assert client.get(back).status_code == 401
    assert not is_logged_in(client)


def test_an_address_that_the_provider_did_not_verify_logs_nobody_in(client, municipality):
    a_member(municipality, USERS["sam"][0])
    answer = log_in_as(client, "sam")
    assert answer.status_code == 403
    assert "niet bevestigd dat dit e-mailadres van u is" in answer.content.decode()
    assert not is_logged_in(client)


def test_somebody_unknown_gets_no_account(client, municipality):
    before = User.objects.count()
    answer = log_in_as(client, "kim")
    assert answer.status_code == 403
    assert "Er is geen account met uw e-mailadres." in answer.content.decode()
    assert User.objects.count() == before


def test_somebody_switched_off_does_not_come_in(client, municipality):
    user = a_member(municipality, USERS["kim"][0])
    user.is_active = False
    user.save()
    assert log_in_as(client, "kim").status_code == 403
    assert not is_logged_in(client)


def invite(organisation, name):
    return actions.invite(
        email=USERS[name][0],
        name="Nora",
        roles=[Role.TRAINER],
        organisation=organisation,
        link_to=lambda each: "/",
        by=None,
        now=timezone.now(),
    )


def test_somebody_invited_comes_in_with_the_roles_of_the_invitation(client, municipality):
    invitation = invite(municipality, "nora")
    assert log_in_as(client, "nora").status_code == 302
    user = User.objects.get(email=USERS["nora"][0])
    assert [row.role for row in user.memberships.all()] == [Role.TRAINER.value]
    assert not user.has_usable_password()
    for page in ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"):
        assert client.get(reverse(page)).headers["Location"] == reverse("account")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("account_change_password")).headers["Location"] == reverse("account_set_password")
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None


def test_an_invitation_of_another_organisation_is_not_accepted_by_this_one(client, municipality):
    invite(a_school(), "nora")
    assert log_in_as(client, "nora").status_code == 403
    assert not User.objects.filter(email=USERS["nora"][0]).exists()


def test_a_provider_speaks_for_its_own_organisation_only(client, municipality):
    elsewhere = a_school()
    a_member(elsewhere, USERS["kim"][0], Role.TRAINER)
    assert log_in_as(client, "kim").status_code == 403
    a_member(municipality, USERS["kim"][0])
    answer = log_in_as(client, "kim")
    assert answer.status_code == 403
    assert "Log in met uw e-mailadres en wachtwoord." in answer.content.decode()
    assert not is_logged_in(client)


@pytest.mark.parametrize(("name", "counts"), [("kim", True), ("bo", False)])
def test_a_second_factor_of_the_organisation_counts_where_it_says_it_asked_for_one(
    client, municipality, settings, name, counts
):
    settings.SECOND_FACTOR_REQUIRED = True
    a_member(municipality, USERS[name][0])
    log_in_as(client, name)
    answer = client.get(reverse("people"))
    assert answer.status_code == (200 if counts else 302)
    if not counts:
        assert answer.headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(("name", "asked"), [("kim", False), ("bo", True)])
def test_our_own_second_factor_is_asked_where_the_organisation_asked_for_none(client, municipality, name, asked):
    user = a_member(municipality, USERS[name][0])
    TOTP.activate(user, generate_totp_secret())
    answer = log_in_as(client, name)
    assert answer.headers["Location"] == reverse("mfa_authenticate" if asked else "start")
    assert is_logged_in(client) is not asked


def test_what_counted_in_one_log_in_does_not_count_in_the_next(client, municipality, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = a_member(municipality, USERS["kim"][0])
    log_in_as(client, "kim")
    assert client.get(reverse("people")).status_code == 200
    client.post(reverse("logout"))
    client.post(reverse("login"), {"username": user.email, "password": "a long enough password"})
    assert client.get(reverse("people")).headers["Location"] == reverse("mfa_index")


def test_a_token_that_was_not_signed_with_the_providers_keys_logs_nobody_in(client, provider):
    municipality = with_provider(a_municipality(), provider + "/forged")
    a_member(municipality, USERS["kim"][0])
    answer = log_in_as(client, "kim")
    assert answer.status_code == 401
    assert "Inloggen via uw organisatie lukte niet" in answer.content.decode()
    assert not is_logged_in(client)


def test_a_wrong_secret_is_an_answer_without_a_trace(client, provider):
    municipality = with_provider(a_municipality(), provider, secret="of somebody else")
    a_member(municipality, USERS["kim"][0])
    assert log_in_as(client, "kim").status_code == 401
    assert not is_logged_in(client)


def test_a_provider_that_does_not_answer_is_said_so(client, provider):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with_provider(a_municipality(), f"http://localhost:{port}")
    answer = client.get(reverse("openid_connect_login", args=["roermond"]))
    assert answer.status_code == 502
    assert "Inloggen via uw organisatie lukte niet" in answer.content.decode()


def test_a_provider_that_is_not_there_is_no_page(client):
    assert client.get(reverse("openid_connect_login", args=["nergens"])).status_code == 404
    assert client.get(reverse("openid_connect_callback", args=["nergens"])).status_code == 404


def test_who_breaks_off_at_the_organisation_is_back_at_the_log_in_page(client, municipality):
    there = client.get(reverse("openid_connect_login", args=["roermond"])).headers["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    back = reverse("openid_connect_callback", args=["roermond"])
    answer = client.get(back, {"error": "access_denied", "state": state}, follow=True)
    assert "omdat u het inloggen bij uw organisatie afbrak" in answer.content.decode()


def configure(issuer, **more):
    arguments = {"--organisation": "Roermond", "--issuer": issuer, "--client-id": CLIENT, "--secret": SECRET, **more}
    return CliRunner().invoke(log_in_provider, [part for pair in arguments.items() for part in pair])


def test_a_provider_is_set_from_the_command_line_and_its_secret_is_sealed(provider):
    a_municipality()
    done = configure(provider + "/")
    assert done.exit_code == 0, done.output
    assert "/inloggen/via/roermond/terug/" in done.output
    app = IdentityProvider.objects.get().app
    assert app.settings["server_url"] == provider
    assert SECRET not in app.secret
    assert SECRET not in done.output
    assert configure(provider).exit_code == 0
    assert IdentityProvider.objects.count() == 1


@pytest.mark.parametrize(
    "issuer", ["http://login.example", "ftp://login.example", "login.example", "https://a:b@login.example", "https://"]
)
def test_only_a_provider_with_tls_is_taken(issuer, settings):
    settings.OPENID_CONNECT_OVER_HTTP = False
    a_municipality()
    done = configure(issuer)
    assert done.exit_code == 2
    assert "https://" in done.output
    assert not IdentityProvider.objects.exists()


def test_a_provider_needs_an_organisation_that_is_there(provider):
    done = configure(provider, **{"--organisation": "Nergens"})
    assert done.exit_code == 2
    assert "there is no organisation 'Nergens'" in done.output


def test_an_installation_begins_with_an_administrator_invited_from_the_command_line(client):
    arguments = ["--site", "http://testserver/", "--organisation", "Nieuwstad", "--email", "Els@nieuwstad.example"]
    done = CliRunner().invoke(invite_command, [*arguments, "--name", "Els"])
    assert done.exit_code == 0, done.output
    link = re.search(r"http://testserver(/uitnodiging/\S+)", done.output)[1]
    password = "een lange zin van mijzelf"
    client.post(link, {"password1": password, "password2": password})
    assert client.get(reverse("start")).headers["Location"] == reverse("users")
    assert client.get(reverse("users")).status_code == 200
    again = CliRunner().invoke(invite_command, [*arguments, "--name", "Els"])
    assert again.exit_code == 2
    school = ["--site", "http://x", "--organisation", "Taalschool", "--kind", "language-provider", "--name", "Els"]
    refused = CliRunner().invoke(
        invite_command, [*school, "--email", "els@taalschool.example", "--role", "case-manager"]
    )
    assert refused.exit_code == 2
    assert not Organisation.objects.filter(name="Taalschool").exists()
    wrong = CliRunner().invoke(invite_command, [*arguments[:-1], "geen adres", "--name", "Els"])
    assert wrong.exit_code == 2
    assert "is not an e-mail address" in wrong.output


def test_a_colleague_of_no_provider_is_offered_none(client):
    a_user(a_municipality())
    assert "Inloggen via" not in client.get(reverse("login")).content.decode()


def page_of(organisation):
    return reverse("log-in-provider", args=[organisation.pk])


def test_an_administrator_sets_the_provider_on_a_page_and_users_log_in_with_it(client, provider):
    roermond = a_municipality()
    user = a_member(roermond, USERS["kim"][0])
    client.force_login(a_user(roermond, Role.ADMINISTRATOR))
    form = {"issuer": provider + "/", "client_id": CLIENT, "secret": SECRET}
    page = client.post(page_of(roermond), form, follow=True).content.decode()
    assert "De inlogdienst is bewaard" in page
    assert "http://testserver/inloggen/via/roermond/terug/" in page
    entry = Entry.objects.get(deed="provider-set")
    assert (entry.organisation, entry.detail) == (roermond.pk, {"organisation": str(roermond.pk)})
    client.post(reverse("logout"))
    assert log_in_as(client, "kim").headers["Location"] == reverse("start")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_secret_is_never_shown_and_stays_where_the_field_is_left_empty(client, municipality, provider):
    a_member(municipality, USERS["kim"][0])
    client.force_login(a_user(municipality, Role.ADMINISTRATOR))
    sealed = IdentityProvider.objects.get().app.secret
    pages = [client.get(page_of(municipality)).content.decode()]
    form = {"issuer": provider, "client_id": CLIENT, "secret": ""}
    pages.append(client.post(page_of(municipality), form, follow=True).content.decode())
    pages.append(client.post(page_of(municipality), {**form, "issuer": "x", "secret": SECRET}).content.decode())
    for page in pages:
        assert provider in page or 'value="x"' in page
        assert SECRET not in page
        assert sealed not in page
    client.post(reverse("logout"))
    assert log_in_as(client, "kim").headers["Location"] == reverse("start")


@pytest.mark.parametrize(
    ("issuer", "says"),
    [
        ("{provider}/nergens", "antwoordt geen inlogdienst"),
        ("{provider}/forged", "noemt zichzelf anders dan dit adres"),
        ("http://localhost:1", "antwoordt geen inlogdienst"),
        ("ftp://login.example", "begint met https://"),
        ("https://" + "a" * 300 + ".example", "300"),
        ("https://[", "begint met https://"),
        ("https://login.example:99999", "begint met https://"),
    ],
)
def test_an_address_that_is_no_provider_is_refused_in_words_and_changes_nothing(client, provider, issuer, says):
    roermond = a_municipality()
    client.force_login(a_user(roermond, Role.ADMINISTRATOR))
    form = {"issuer": issuer.format(provider=provider), "client_id": CLIENT, "secret": SECRET}
    answer = client.post(page_of(roermond), form)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not IdentityProvider.objects.exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "nergens.invalid"])
def test_a_page_makes_the_server_ask_nothing_of_its_own_network(client, settings, host):
    settings.OPENID_CONNECT_OVER_HTTP = False
    roermond = a_municipality()
    client.force_login(a_user(roermond, Role.ADMINISTRATOR))
    answer = client.post(page_of(roermond), {"issuer": f"https://{host}", "client_id": CLIENT, "secret": SECRET})
    assert answer.status_code == 400
    assert "niet te vinden op het open internet" in answer.content.decode()


def test_removing_the_provider_ends_logging_in_with_it_and_a_password_can_be_made(client, municipality, mailoutbox):
    invite(municipality, "nora")
    log_in_as(client, "nora")
    client.post(reverse("logout"))
    client.force_login(a_user(municipality, Role.ADMINISTRATOR))
    page = client.post(reverse("remove-log-in-provider", args=[municipality.pk]), follow=True).content.decode()
    assert "De inlogdienst is weggehaald." in page
    assert not SocialApp.objects.exists()
    assert Entry.objects.filter(deed="provider-removed").count() == 1
    client.post(reverse("logout"))
    assert "Inloggen via Roermond" not in client.get(reverse("login")).content.decode()
    assert client.get(reverse("openid_connect_login", args=["roermond"])).status_code == 404
    mailoutbox.clear()
    client.post(reverse("account_reset_password"), {"email": USERS["nora"][0]})
    assert [mail.to for mail in mailoutbox] == [[USERS["nora"][0]]]


def test_organisations_of_nearly_the_same_name_keep_their_own_providers(client, provider):
    name = "Samenwerkingsverband Inburgering Limburg Noord"
    first, second = a_municipality(name), a_municipality(name + " en Midden")
    with_provider(first, provider)
    client.force_login(a_user(second, Role.ADMINISTRATOR))
    form = {"issuer": provider, "client_id": "een ander", "secret": SECRET}
    assert client.post(page_of(second), form).status_code == 302
    known = {row.organisation.name: row.app.client_id for row in IdentityProvider.objects.all()}
    assert known == {first.name: CLIENT, second.name: "een ander"}
    assert SocialApp.objects.values("provider_id").distinct().count() == 2


def test_only_the_administrator_of_an_organisation_sets_its_provider(client, municipality):
    for user in (a_user(municipality), a_user(a_school(), Role.ADMINISTRATOR)):
        client.force_login(user)
        assert client.get(page_of(municipality)).status_code == 404
        assert client.post(page_of(municipality), {"issuer": "x"}).status_code == 404
        assert client.post(reverse("remove-log-in-provider", args=[municipality.pk])).status_code == 404
    assert IdentityProvider.objects.count() == 1
