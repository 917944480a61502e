"""Invitations, and the administrator's users: roles, switching off and on, forgotten passwords, guesses."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_school, a_user
from tweespoor.apps.accounts import actions
from tweespoor.apps.accounts.models import Invitation
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.organisations.models import User
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "a long enough password"
CHOSEN = "een lange zin van mijzelf"
NEW = "nieuw@voorbeeld.example"


@pytest.fixture
def municipality():
    return a_municipality()


@pytest.fixture
def administrator(municipality, client):
    user = a_user(municipality, Role.ADMINISTRATOR, name="Charlie")
    client.force_login(user)
    return user


def invite(client, organisation, *, email=NEW, name="Nora", roles=(Role.TRAINER,), **more):
    fields = {"email": email, "name": name, "organisation": str(organisation.pk), "roles": [r.value for r in roles]}
    return client.post(reverse("invite-user"), {**fields, "idempotency_key": str(uuid4()), **more})


def link_in(message):
    return re.search(r"https?://testserver(/uitnodiging/\S+)", message.body)[1]


def accept(link, password=CHOSEN):
    browser = Client()
    return browser, browser.post(link, {"password1": password, "password2": password})


def deeds():
    return [entry.deed for entry in Entry.objects.order_by("at", "id")]


def roles_of(user, organisation):
    return {Role(row.role) for row in user.memberships.filter(organisation=organisation)}


def test_somebody_invited_makes_an_account_with_the_link_and_has_the_roles(client, administrator, municipality):
    answer = invite(client, municipality, roles=(Role.TRAINER, Role.JOB_COACH))
    assert answer.headers["Location"] == reverse("users")
    (message,) = mail.outbox
    assert message.to == [NEW]
    page = client.get(reverse("users")).content.decode()
    assert "Nora" in page
    browser, answer = accept(link_in(message))
    assert answer.status_code == 302
    assert browser.get(reverse("groups")).status_code == 200
    user = User.objects.get(email=NEW)
    assert roles_of(user, municipality) == {Role.TRAINER, Role.JOB_COACH}
    assert Client().post(reverse("login"), {"username": NEW, "password": CHOSEN}).status_code == 302
    assert {"user-invited", "invitation-accepted"} <= set(deeds())


def test_the_log_holds_no_name_and_no_address(client, administrator, municipality):
    invite(client, municipality)
    accept(link_in(mail.outbox[0]))
    text = str(list(Entry.objects.values()))
    assert "user-invited" in text
    assert "Nora" not in text
    assert NEW not in text


def test_who_must_have_a_second_factor_sets_it_up_right_after_accepting(client, administrator, municipality, settings):
    invite(client, municipality, roles=(Role.CASE_MANAGER,))
    settings.SECOND_FACTOR_REQUIRED = True
    browser, _answer = accept(link_in(mail.outbox[0]))
    assert browser.get(reverse("people")).headers["Location"] == reverse("mfa_index")
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_link_works_once(client, administrator, municipality):
    invite(client, municipality)
    link = link_in(mail.outbox[0])
    accept(link)
    _browser, again = accept(link, "een heel andere zin van mij")
    assert again.status_code == 410
    assert "al gebruikt" in again.content.decode()
    assert User.objects.get(email=NEW).check_password(CHOSEN)


def test_a_link_works_seven_days_and_can_be_sent_again(client, administrator, municipality):
    invite(client, municipality)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    link = link_in(mail.outbox[0])
    _browser, late = accept(link)
    assert late.status_code == 410
    assert "verlopen" in late.content.decode()
    invitation = Invitation.objects.get()
    assert "verlopen" in client.get(reverse("users")).content.decode()
    client.post(reverse("invite-again", args=[invitation.pk]))
    _browser, answer = accept(link_in(mail.outbox[1]))
    assert answer.status_code == 302


def test_an_invitation_made_seven_days_ago_has_expired(municipality):
    now = timezone.now()
    invitation = actions.invite(
        email=NEW,
        name="Nora",
        roles=[Role.TRAINER],
        organisation=municipality,
        link_to=lambda each: f"/{each.pk}",
        by=None,
        now=now - timedelta(days=7),
    )
    actions.check_can_accept(invitation, now=now - timedelta(seconds=1))
    with pytest.raises(actions.Refused):
        actions.check_can_accept(invitation, now=now)


def test_a_withdrawn_link_works_no_more(client, administrator, municipality):
    invite(client, municipality)
    client.post(reverse("withdraw-invitation", args=[Invitation.objects.get().pk]))
    _browser, answer = accept(link_in(mail.outbox[0]))
    assert answer.status_code == 410
    assert "ingetrokken" in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_a_link_that_nobody_signed_is_no_page(client, administrator, municipality):
    invite(client, municipality)
    link = link_in(mail.outbox[0])
    assert Client().get(link).status_code == 200
    assert Client().get(link[:-3] + "xx/").status_code == 404
    assert Client().get(f"/uitnodiging/{Invitation.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("kort", "Dit wachtwoord is te kort. Neem er een van minstens 12 tekens."),
        ("password1234", "Dit wachtwoord hebben te veel mensen. Neem een zin die alleen u kent."),
    ],
)
def test_a_weak_password_is_refused_and_nothing_made(client, administrator, municipality, password, wrong):
    invite(client, municipality)
    _browser, answer = accept(link_in(mail.outbox[0]), password)
    assert answer.status_code == 400
    assert wrong in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_two_different_passwords_are_refused(client, administrator, municipality):
    invite(client, municipality)
    answer = Client().post(link_in(mail.outbox[0]), {"password1": CHOSEN, "password2": CHOSEN + "!"})
    assert answer.status_code == 400
    assert "De twee wachtwoorden zijn niet gelijk." in answer.content.decode()


def test_somebody_with_an_account_elsewhere_must_log_in_to_accept(client, administrator, municipality):
    known = a_user(a_school(), Role.TRAINER, name="Jip")
    invite(client, municipality, email=known.email, roles=(Role.JOB_COACH,))
    link = link_in(mail.outbox[0])
    stranger = Client()
    assert stranger.get(link).headers["Location"].startswith(reverse("login"))
    assert stranger.post(link, {"password1": CHOSEN, "password2": CHOSEN}).status_code == 302
    assert not known.memberships.filter(organisation=municipality).exists()
    browser = Client()
    browser.force_login(known)
    assert "Uitnodiging aannemen" in browser.get(link).content.decode()
    browser.post(link)
    assert roles_of(known, municipality) == {Role.JOB_COACH}
    assert known.check_password(PASSWORD)


def test_the_same_address_is_not_invited_twice(client, administrator, municipality):
    invite(client, municipality)
    answer = invite(client, municipality, email=NEW.upper())
    assert answer.status_code == 400
    assert "al uitgenodigd" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_a_form_sent_twice_invites_once(client, administrator, municipality):
    key = str(uuid4())
    invite(client, municipality, idempotency_key=key)
    assert invite(client, municipality, idempotency_key=key).status_code == 302
    assert (Invitation.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_mail_that_cannot_be_sent_leaves_nothing_behind(client, administrator, municipality, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = invite(client, municipality)
    assert answer.status_code == 400
    assert "De mail kon niet worden verstuurd." in answer.content.decode()
    assert not Invitation.objects.exists()
    assert "user-invited" not in deeds()


@pytest.mark.parametrize("email", ["geen adres", "", "a@b\nBcc: x@y.example"])
def test_a_wrong_address_is_said_so(client, administrator, municipality, email):
    assert invite(client, municipality, email=email).status_code == 400
    assert mail.outbox == []


def test_a_school_has_no_case_managers(client):
    school = a_school()
    client.force_login(a_user(school, Role.ADMINISTRATOR))
    assert "Klantmanager" not in client.get(reverse("invite-user")).content.decode()
    assert invite(client, school, roles=(Role.CASE_MANAGER,)).status_code == 400
    assert not Invitation.objects.exists()


def test_an_administrator_invites_for_the_own_organisations_only(client, administrator, municipality):
    other = a_municipality("Elders")
    assert invite(client, other).status_code == 400
    with pytest.raises(actions.Refused):
        actions.invite(
            email=NEW,
            name="Nora",
            roles=[Role.TRAINER],
            organisation=other,
            link_to=lambda each: "/",
            by=administrator,
            now=timezone.now(),
        )
    assert invite(client, municipality).status_code == 302


def addresses_about(user, membership, invitation):
    return {
        ("get", reverse("user", args=[user.pk])),
        ("post", reverse("user", args=[user.pk])),
        ("post", reverse("remove-role", args=[user.pk, membership.pk])),
        ("post", reverse("switch-off-user", args=[user.pk])),
        ("post", reverse("switch-on-user", args=[user.pk])),
        ("post", reverse("reset-second-factor", args=[user.pk])),
        ("post", reverse("invite-again", args=[invitation.pk])),
        ("post", reverse("withdraw-invitation", args=[invitation.pk])),
    }


def test_users_and_invitations_of_others_are_not_there(client, administrator):
    elsewhere = a_municipality("Elders")
    theirs = a_user(elsewhere, name="Verweg")
    boss = a_user(elsewhere, Role.ADMINISTRATOR, name="Baas")
    their_client = Client()
    their_client.force_login(boss)
    invite(their_client, elsewhere)
    assert "Verweg" in their_client.get(reverse("users")).content.decode()
    page = client.get(reverse("users")).content.decode()
    assert "Verweg" not in page
    assert "Nora" not in page
    for method, address in addresses_about(theirs, theirs.memberships.get(), Invitation.objects.get()):
        assert getattr(client, method)(address).status_code == 404, address
    theirs.refresh_from_db()
    assert theirs.is_active
    assert theirs.memberships.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_sees_users(client, administrator, municipality, role):
    colleague = a_user(municipality, name="Collega")
    invite(client, municipality)
    addresses = addresses_about(colleague, colleague.memberships.get(), Invitation.objects.get())
    client.force_login(a_user(municipality, role))
    for method, address in {*addresses, ("get", reverse("users")), ("get", reverse("invite-user"))}:
        assert getattr(client, method)(address).status_code == 404, address
    colleague.refresh_from_db()
    assert colleague.is_active


def test_roles_are_given_and_taken(client, administrator, municipality):
    user = a_user(municipality, Role.TRAINER, name="Jip")
    fields = {"organisation": str(municipality.pk), "role": Role.JOB_COACH.value, "idempotency_key": str(uuid4())}
    client.post(reverse("user", args=[user.pk]), fields)
    assert roles_of(user, municipality) == {Role.TRAINER, Role.JOB_COACH}
    trainer = user.memberships.get(role=Role.TRAINER.value)
    client.post(reverse("remove-role", args=[user.pk, trainer.pk]))
    assert roles_of(user, municipality) == {Role.JOB_COACH}
    assert deeds()[-2:] == ["role-added", "role-removed"]


def test_the_last_administrator_stays(client, administrator, municipality):
    own = administrator.memberships.get()
    answer = client.post(reverse("remove-role", args=[administrator.pk, own.pk]), follow=True)
    assert "Dit is de laatste beheerder van Roermond." in answer.content.decode()
    assert administrator.memberships.count() == 1
    second = a_user(municipality, Role.ADMINISTRATOR, name="Tweede")
    second.is_active = False
    second.save()
    client.post(reverse("remove-role", args=[administrator.pk, own.pk]))
    assert administrator.memberships.count() == 1
    second.is_active = True
    second.save()
    client.post(reverse("remove-role", args=[administrator.pk, own.pk]))
    assert administrator.memberships.count() == 0


def test_nobody_switches_oneself_off(client, administrator, municipality):
    a_user(municipality, Role.ADMINISTRATOR, name="Tweede")
    client.post(reverse("switch-off-user", args=[administrator.pk]))
    administrator.refresh_from_db()
    assert administrator.is_active


def test_switching_off_ends_all_sessions_at_once_and_switching_on_revives_none(client, administrator, municipality):
    user = a_user(municipality, Role.PROJECT_LEADER)
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(user)
        assert browser.get(reverse("programmes")).status_code == 200
    client.post(reverse("switch-off-user", args=[user.pk]))
    assert [browser.get(reverse("programmes")).status_code for browser in browsers] == [302, 302]
    refused = Client().post(reverse("login"), {"username": user.email, "password": PASSWORD})
    assert "Dit account is uitgezet." in refused.content.decode()
    client.post(reverse("switch-on-user", args=[user.pk]))
    assert [browser.get(reverse("programmes")).status_code for browser in browsers] == [302, 302]
    assert Client().post(reverse("login"), {"username": user.email, "password": PASSWORD}).status_code == 302
    assert client.get(reverse("users")).status_code == 200
    assert {"user-deactivated", "user-reactivated"} <= set(deeds())


def test_who_also_works_for_others_is_not_switched_off_by_one_of_them(client, administrator, municipality):
    user = a_user(municipality, Role.TRAINER, name="Jip")
    organisations.add_member(
        email=user.email, name="", password=None, organisation=a_school(), role=Role.TRAINER, now=timezone.now()
    )
    answer = client.post(reverse("switch-off-user", args=[user.pk]), follow=True)
    assert "werkt ook voor een organisatie die u niet beheert" in answer.content.decode()
    user.refresh_from_db()
    assert user.is_active


def test_the_users_page_asks_as_often_for_three_users_as_for_thirty(client, administrator, municipality):
    def count():
        client.get(reverse("users"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("users"))
        return len(asked)

    a_user(municipality)
    few = count()
    for _each in range(27):
        a_user(municipality)
    assert count() == few


def test_a_forgotten_password_is_renewed_with_a_link_that_works_once(client, municipality):
    user = a_user(municipality, Role.PROJECT_LEADER)
    client.post(reverse("account_reset_password"), {"email": user.email.upper()})
    (message,) = mail.outbox
    assert message.to == [user.email]
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    form = client.get(link).headers["Location"]
    answer = client.post(form, {"password1": CHOSEN, "password2": CHOSEN})
    assert answer.headers["Location"] == reverse("account_reset_password_from_key_done")
    user.refresh_from_db()
    assert user.check_password(CHOSEN)
    assert "werkt niet meer" in Client().get(link, follow=True).content.decode()


def test_asking_for_a_new_password_never_says_whether_there_is_an_account(client, municipality):
    user = a_user(municipality)
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (user.email, "nobody@voorbeeld.example")
    ]
    known, unknown = (re.sub(r'value="\w{64}"', "", answer.content.decode()) for answer in answers)
    assert known == unknown
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_asking_for_many_links_to_one_address_stops_with_how_long_to_wait(client, municipality):
    user = a_user(municipality)
    answers = [client.post(reverse("account_reset_password"), {"email": user.email}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Wacht 5 minuten" in answers[-1].content.decode()
    assert len(mail.outbox) == 3


def test_a_password_is_changed_and_other_sessions_end(client, municipality):
    user = a_user(municipality, Role.PROJECT_LEADER)
    client.force_login(user)
    elsewhere = Client()
    elsewhere.force_login(user)
    fields = {"oldpassword": "wrong", "password1": CHOSEN, "password2": CHOSEN}
    assert "Dit is niet uw huidige wachtwoord." in (
        client.post(reverse("account_change_password"), fields).content.decode()
    )
    client.post(reverse("account_change_password"), {**fields, "oldpassword": PASSWORD})
    assert client.get(reverse("programmes")).status_code == 200
    assert elsewhere.get(reverse("programmes")).status_code == 302


def test_guessing_a_password_stops_after_five_with_how_long_to_wait(client, municipality):
    user, colleague = a_user(municipality), a_user(municipality)

    def guess(email, password="verkeerd verkeerd"):
        return client.post(reverse("login"), {"username": email, "password": password})

    answers = [guess(user.email) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "Wacht 5 minuten" in answers[-1].content.decode()
    assert guess(user.email, PASSWORD).status_code == 429
    assert guess(user.email.upper(), PASSWORD).status_code == 429
    assert guess(colleague.email, PASSWORD).status_code == 302


def test_guessing_at_many_addresses_from_one_place_stops_too(client):
    answers = [
        client.post(reverse("login"), {"username": f"a{number}@voorbeeld.example", "password": "x"}).status_code
        for number in range(31)
    ]
    assert answers == [200] * 30 + [429]


def test_ones_own_account_shows_roles_and_changes_the_name(client, municipality):
    user = a_user(municipality, Role.TRAINER)
    client.force_login(user)
    page = client.get(reverse("account")).content.decode()
    assert "Trainer, Roermond" in page
    client.post(reverse("account"), {"name": "Robin de Vries"})
    user.refresh_from_db()
    assert user.name == "Robin de Vries"
    assert client.post(reverse("account"), {"name": ""}).status_code == 400
