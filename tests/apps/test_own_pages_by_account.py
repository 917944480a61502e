"""The own pages by an account at the municipality's provider: a real one, in a process of its own, over HTTP."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user
from tests.apps.provider.running import CLIENT, SECRET, running_provider
from tests.apps.test_attendance import Scene
from tests.apps.test_openid_connect import at_provider
from tests.apps.test_own_pages import a_card, enter
from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.accounts.providing import remove_identity_provider, set_identity_provider
from tweespoor.apps.accounts.rules import Audience
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.models import User
from tweespoor.apps.portal.models import OwnCard, OwnLink
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SLUG = "roermond-deelnemers"
USERS = {
    "anna": ("anna@thuis.example", True, "pwd"),
    "bilal": ("bilal@thuis.example", False, "pwd"),
    "kim": ("kim@gemeente.example", True, "pwd,otp"),
}


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """The provider's address."""
    back = "http://testserver" + reverse("own-provider-back", args=[SLUG])
    with running_provider(tmp_path_factory.mktemp("provider"), back=back, users=USERS) as address:
        yield address


def with_provider(organisation, issuer, *, secret=SECRET):
    return set_identity_provider(
        organisation=organisation,
        issuer=issuer,
        client_id=CLIENT,
        secret=secret,
        now=timezone.now(),
        audience=Audience.PARTICIPANTS,
    )


@pytest.fixture
def scene(provider):
    cache.clear()
    found = Scene()
    with_provider(found.roermond, provider)
    return found


@pytest.fixture
def phone():
    """A telephone that nobody logged in with."""
    return Client()


def page_of(response):
    return response.content.decode()


def go(phone, name, *, query=""):
    """The whole way: from our button to the provider and back."""
    there = phone.get(reverse("own-provider", args=[SLUG]) + query)
    assert there.status_code == 302
    return phone.get(at_provider(there.headers["Location"], name), follow=True)


def link(scene, phone, *, person=None, name="anna"):
    enter(phone, a_card(scene, person))
    page = page_of(phone.post(reverse("own-provider-link", args=[SLUG])))
    assert f"{reverse('own-provider', args=[SLUG])}?koppelen=1" in page
    return go(phone, name, query="?koppelen=1")


def linked(scene, *, person=None, name="anna"):
    """An account that was linked on another telephone."""
    link(scene, Client(), person=person, name=name)


def test_a_participant_links_an_account_once_and_comes_in_with_it_from_then_on(scene, phone):
    first = link(scene, phone)
    assert "De volgende keer kunt u zonder kaart inloggen, met uw account bij Roermond." in page_of(first)
    assert "De volgende keer zonder kaart" not in page_of(phone.get(reverse("own-week")))
    other = Client()
    assert "Inloggen bij Roermond" in page_of(other.get(reverse("own-start")))
    page = page_of(go(other, "anna"))
    assert "Anna Voorbeeld" in page
    assert "Bilal" not in page
    deeds = Entry.objects.filter(person=scene.anna.pk, deed__startswith="own-").order_by("sequence")
    assert list(deeds.values_list("deed", flat=True)) == [
        "own-card-made",
        "own-pages-opened",
        "own-link-made",
        "own-pages-opened",
    ]
    assert User.objects.filter(email=USERS["anna"][0]).count() == 0


def test_of_the_account_nothing_is_asked_but_which_it_is_and_nothing_kept_that_leads_back(scene, phone, provider):
    there = phone.get(reverse("own-provider", args=[SLUG])).headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    link(scene, phone)
    row = OwnLink.objects.get()
    assert len(row.digest) == 64
    assert {row.issuer} == {provider}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nl", "Wij kennen dit account nog niet."),
        ("en", "We do not know this account yet."),
        ("ar", "لا نعرف هذا الحساب بعد."),
        ("ti", "ነዚ ሕሳብ ክሳብ ሕጂ ኣይንፈልጦን ኢና።"),
    ],
)
def test_an_account_that_nobody_linked_opens_nothing_and_is_told_what_to_do(scene, phone, language, says):
    phone.post(reverse("own-language"), {"taal": language})
    answer = go(phone, "bilal")
    assert answer.status_code == 403
    assert says in page_of(answer)
    assert "Bilal" not in page_of(answer)
    assert "Anna" not in page_of(answer)
    assert phone.get(reverse("own-week")).url == reverse("own-start")


def test_an_account_opens_the_pages_of_one_person_alone(scene, phone):
    linked(scene)
    page = page_of(link(scene, phone, person=scene.bilal, name="anna"))
    assert "Dit account hoort al bij iemand anders." in page
    assert "Anna" not in page
    assert [row.person for row in OwnLink.objects.all()] == [scene.anna]


def test_another_account_takes_the_place_of_the_first(scene, phone):
    linked(scene)
    OwnLink.objects.update(issuer="https://elsewhere.example")  # as if linked at another provider before
    linked(scene, name="bilal")
    assert go(phone, "anna").status_code == 403
    assert "Anna Voorbeeld" in page_of(go(phone, "bilal"))


def test_an_account_is_linked_only_minutes_after_coming_in_with_a_card(scene, phone):
    enter(phone, a_card(scene))
    assert "De volgende keer zonder kaart" in page_of(phone.get(reverse("own-week")))
    session = phone.session
    session["own_since"] -= 16 * 60
    session.save()
    assert "De volgende keer zonder kaart" not in page_of(phone.get(reverse("own-week")))
    answer = phone.post(reverse("own-provider-link", args=[SLUG]), follow=True)
    assert "Open uw week nog een keer met uw kaart." in page_of(answer)
    assert go(phone, "anna", query="?koppelen=1").status_code == 403
    assert not OwnLink.objects.exists()


def test_who_waits_too_long_at_the_provider_links_nothing(scene, phone):
    enter(phone, a_card(scene))
    phone.post(reverse("own-provider-link", args=[SLUG]))
    there = phone.get(reverse("own-provider", args=[SLUG]) + "?koppelen=1").headers["Location"]
    back = at_provider(there, "anna")
    session = phone.session
    session["own_since"] -= 16 * 60
    session.save()
    assert phone.get(back).status_code == 403
    assert not OwnLink.objects.exists()


def test_who_came_in_with_an_account_cannot_link_another(scene, phone):
    linked(scene)
    go(phone, "anna")
    answer = phone.post(reverse("own-provider-link", args=[SLUG]), follow=True)
    assert "Open uw week nog een keer met uw kaart." in page_of(answer)


def test_withdrawing_the_card_ends_the_account_that_was_linked_with_it(scene, phone, log_in):
    linked(scene)
    go(phone, "anna")
    card = OwnCard.objects.get()
    log_in(scene.manager).post(reverse("make-own-card", args=[scene.anna.pk]), {"intrekken": card.pk})
    assert phone.get(reverse("own-week")).url == reverse("own-start")
    assert go(phone, "anna").status_code == 403
    assert Entry.objects.filter(deed="own-link-withdrawn", person=scene.anna.pk).count() == 1


def test_the_case_manager_sees_and_withdraws_the_account_and_nobody_else_does(scene, phone, log_in):
    linked(scene)
    go(phone, "anna")
    cards, make = (reverse(name, args=[scene.anna.pk]) for name in ("own-cards", "make-own-card"))
    manager = log_in(scene.manager)
    assert "Account bij Roermond" in page_of(manager.get(cards))
    row = OwnLink.objects.get()
    assert "werkt al niet meer" in page_of(manager.post(make, {"koppeling": "x"}, follow=True))
    assert "opent de eigen pagina niet meer" in page_of(manager.post(make, {"koppeling": row.pk}, follow=True))
    assert phone.get(reverse("own-week")).url == reverse("own-start")
    assert go(phone, "anna").status_code == 403
    assert "Er is nu geen account gekoppeld." in page_of(manager.get(cards))
    assert log_in(scene.provider).post(make, {"koppeling": row.pk}).status_code == 404


def test_a_participant_ends_the_account_and_who_came_in_with_it_is_out(scene, phone):
    linked(scene)
    linked(scene, person=scene.bilal, name="bilal")
    go(phone, "anna")
    assert f'href="{reverse("own-account")}"' in page_of(phone.get(reverse("own-week")))
    asked = page_of(phone.get(reverse("own-account")))
    assert "U kunt uw week openen met uw account bij Roermond." in asked
    assert "U gaat dan meteen uit uw week." in asked
    assert phone.get(reverse("own-week")).status_code == 200
    gone = page_of(phone.post(reverse("own-account")))
    assert "Uw account is weg." in gone
    assert "Anna" not in gone
    assert phone.get(reverse("own-week")).url == reverse("own-start")
    assert go(phone, "anna").status_code == 403
    assert list(OwnLink.objects.filter(withdrawn_at=None).values_list("person", flat=True)) == [scene.bilal.pk]
    assert Entry.objects.filter(deed="own-link-ended").get().person == scene.anna.pk


def test_who_came_in_with_a_card_stays_in_after_ending_the_account_and_reads_it_in_what_was_done(scene, phone):
    linked(scene)
    enter(phone, a_card(scene))
    assert "U gaat dan meteen uit uw week." not in page_of(phone.get(reverse("own-account")))
    page = page_of(phone.post(reverse("own-account"), follow=True))
    assert "Uw account is weg." in page
    assert "Anna Voorbeeld" in page
    assert f'href="{reverse("own-account")}"' not in page
    assert "haalde u op uw eigen pagina’s uw account weg" in page_of(phone.get(reverse("own-known")))
    assert "U hebt hier geen account." in page_of(phone.get(reverse("own-account"), follow=True))


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Yes, remove my account"), ("ar", "نعم، أزل حسابي"), ("ti", "እወ፡ ሕሳበይ ኣልዮ")],
)
def test_ending_the_account_is_asked_in_the_own_language(scene, phone, language, says):
    linked(scene)
    go(phone, "anna")
    phone.post(reverse("own-language"), {"taal": language})
    assert says in page_of(phone.get(reverse("own-account")))


def test_an_account_of_who_moved_away_opens_nothing(scene, phone):
    linked(scene)
    scene.anna.closed_on = scene.today
    scene.anna.save()
    assert go(phone, "anna").status_code == 403


def test_a_provider_speaks_for_the_participants_of_its_own_municipality(scene, phone):
    stranger = a_participant(a_municipality("Lochem"), name="Dana")
    elsewhere = a_user(stranger.municipality, name="Els")
    from tweespoor.apps.portal import actions  # noqa: PLC0415 - beside the other builders it would hide this one

    letters = actions.make_card(person=stranger, by=elsewhere, now=timezone.now())
    enter(phone, letters)
    assert "De volgende keer zonder kaart" not in page_of(phone.get(reverse("own-week")))
    phone.post(reverse("own-provider-link", args=[SLUG]))
    assert go(phone, "anna", query="?koppelen=1").status_code == 403
    assert not OwnLink.objects.exists()


def test_an_answer_that_was_not_asked_for_lets_nobody_in(scene, phone):
    linked(scene)
    there = phone.get(reverse("own-provider", args=[SLUG])).headers["Location"]
    back = at_provider(there, "anna")
    stranger = Client()
    answer = stranger.get(back)
    assert answer.status_code == 400
    assert "Het inloggen is niet gelukt." in page_of(answer)
    assert phone.get(back).status_code == 302
    assert Client().get(back).status_code == 400


def test_what_is_broken_off_or_wrong_is_said_on_the_own_page(scene, phone, provider):
    there = phone.get(reverse("own-provider", args=[SLUG])).headers["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    back = reverse("own-provider-back", args=[SLUG])
    answer = phone.get(back, {"error": "access_denied", "state": state})
    assert answer.status_code == 400
    assert "Het inloggen is niet gelukt." in page_of(answer)
    with_provider(scene.roermond, provider, secret="of somebody else")
    assert go(phone, "anna").status_code == 400
    with_provider(scene.roermond, provider + "/forged", secret=SECRET)
    assert go(phone, "anna").status_code == 400
    with_provider(scene.roermond, "http://localhost:1", secret=SECRET)
    silent = phone.get(reverse("own-provider", args=[SLUG]))
    assert silent.status_code == 502
    assert "Het inloggen is niet gelukt." in page_of(silent)


def test_another_provider_or_none_ends_every_account(scene, phone, provider):
    linked(scene)
    go(phone, "anna")
    with_provider(scene.roermond, provider + "/forged")
    assert phone.get(reverse("own-week")).url == reverse("own-start")
    administrator = a_user(scene.roermond, Role.ADMINISTRATOR)
    remove_identity_provider(
        organisation=scene.roermond, by=administrator, now=timezone.now(), audience=Audience.PARTICIPANTS
    )
    assert not OwnLink.objects.exists()
    assert phone.get(reverse("own-provider", args=[SLUG])).status_code == 404


def test_the_door_of_participants_is_not_that_of_staff(scene, phone):
    a_user(scene.roermond, name="Kim")
    assert "Inloggen via Roermond" not in page_of(phone.get(reverse("login")))
    for name in ("openid_connect_login", "openid_connect_callback"):
        assert phone.get(reverse(name, args=[SLUG])).status_code == 404
    set_identity_provider(
        organisation=scene.roermond, issuer="http://localhost:1", client_id="x", secret="y", now=timezone.now()
    )
    for name in ("own-provider", "own-provider-back"):
        assert phone.get(reverse(name, args=["roermond"])).status_code == 404
    assert IdentityProvider.objects.count() == 2


def test_an_administrator_sets_the_provider_of_participants_on_a_page_of_its_own(client, provider):
    roermond = a_municipality()
    client.force_login(a_user(roermond, Role.ADMINISTRATOR))
    address = reverse("participant-log-in-provider", args=[roermond.pk])
    assert address in page_of(client.get(reverse("log-in-provider", args=[roermond.pk])))
    form = {"issuer": provider, "client_id": CLIENT, "secret": SECRET}
    page = page_of(client.post(address, form, follow=True))
    assert "De inlogdienst is bewaard" in page
    assert f"http://testserver/mijn/account/{SLUG}/terug/" in page
    assert SECRET not in page
    assert "niet ingesteld" in page_of(client.get(reverse("log-in-provider", args=[roermond.pk])))
    removed = client.post(reverse("remove-participant-log-in-provider", args=[roermond.pk]), follow=True)
    assert "Deelnemers komen weer binnen met kaart of code." in page_of(removed)
    assert not IdentityProvider.objects.exists()


def test_a_school_has_no_participants_to_let_in(client, provider):
    school = a_school()
    client.force_login(a_user(school, Role.ADMINISTRATOR))
    address = reverse("participant-log-in-provider", args=[school.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"issuer": provider, "client_id": CLIENT, "secret": SECRET}).status_code == 404
    assert address not in page_of(client.get(reverse("log-in-provider", args=[school.pk])))


def test_tries_without_end_are_stopped(scene, phone):
    codes = [phone.get(reverse("own-provider", args=[SLUG])).status_code for _time in range(22)]
    assert codes[:20] == [302] * 20
    assert codes[20:] == [429] * 2
