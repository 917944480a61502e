"""Who sees what of a person: sharing, consent, the act, and access in an emergency."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user, key
from tests.apps.dossiers import a_programme, start
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.people import queries, sharing, tasks
from tweespoor.apps.people.models import Consent, EmergencyAccess, Sharing
from tweespoor.apps.people.rules import Refused
from tweespoor.core.vocabulary import OrganisationKind, Purpose, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def seen_by(user, person):
    """The variables of which the user sees whether they are known."""
    return {each.variable.slug for each in queries.facts_about(person, for_user=user)}


def test_what_a_partner_sees_of_somebody_under_the_act_of_2013_takes_consent():
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, consents=(), name="Anna", act="act-2013", speaking_level="a1")
    teacher, robin = a_user(school, Role.LANGUAGE_PROVIDER), a_user(roermond)
    sharing.share(people=[anna], organisation=school, since=TODAY, by=robin, now=NOW)
    assert set(queries.visible_people(teacher)) == {anna}
    assert "speaking-level" not in seen_by(teacher, anna)
    sharing.give_consent(
        person=anna, organisation=school, purposes=[Purpose.LEVEL], how="getekend", on=TODAY, by=robin, now=NOW
    )
    assert "speaking-level" in seen_by(teacher, anna)
    sharing.withdraw_consent(consent=Consent.objects.get(), on=TODAY, by=robin, now=NOW)
    assert "speaking-level" not in seen_by(teacher, anna)


def test_consent_for_one_school_gives_another_nothing():
    roermond, school, other = a_municipality(), a_school(), a_school("Taalschool Het Raam")
    anna = a_participant(roermond, consents=(), act="act-2013", speaking_level="a1")
    for each in (school, other):
        sharing.share(people=[anna], organisation=each, since=TODAY, now=NOW)
    sharing.give_consent(person=anna, organisation=school, purposes=[Purpose.LEVEL], how="verteld", on=TODAY, now=NOW)
    assert "speaking-level" in seen_by(a_user(school, Role.LANGUAGE_PROVIDER), anna)
    assert "speaking-level" not in seen_by(a_user(other, Role.LANGUAGE_PROVIDER), anna)


def test_a_health_obstacle_of_somebody_under_2013_stays_hidden_until_there_is_consent():
    roermond = a_municipality()
    robin = a_user(roermond)
    anna = a_participant(roermond, consents=(), act="act-2013", obstacles=("mental-health", "housing"))
    assert "obstacle-housing" in seen_by(robin, anna)
    assert {"obstacles", "obstacle-mental-health", "obstacle-pregnancy"} & seen_by(robin, anna) == set()
    sharing.give_consent(
        person=anna, organisation=roermond, purposes=[Purpose.HEALTH], how="verteld", on=TODAY, by=robin, now=NOW
    )
    assert {"obstacles", "obstacle-mental-health", "obstacle-housing"} <= seen_by(robin, anna)


@pytest.mark.parametrize(("days_ago", "sees"), [(0, True), (28, True), (29, False)])
def test_a_partner_sees_somebody_until_four_weeks_after_the_end(days_ago, sees):
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, consents=())
    today = timezone.localdate()
    Sharing.objects.create(
        person=anna, organisation=school, since=today - timedelta(days=90), until=today - timedelta(days=days_ago)
    )
    assert queries.visible_people(a_user(school, Role.LANGUAGE_PROVIDER)).exists() is sees


def test_a_partner_sees_nobody_whose_part_there_has_yet_to_begin():
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, consents=())
    tomorrow = timezone.localdate() + timedelta(days=1)
    sharing.share(people=[anna], organisation=school, since=tomorrow, now=NOW)
    assert Sharing.objects.exists()
    assert not queries.visible_people(a_user(school, Role.LANGUAGE_PROVIDER)).exists()


def test_a_trainer_sees_the_people_shared_with_her_and_not_those_of_a_colleague():
    roermond, company = a_municipality(), a_school("De Werkschakel")
    anna, bilal = (a_participant(roermond, consents=(), name=name) for name in ("Anna", "Bilal"))
    jip, sam = (a_user(company, Role.TRAINER, name=name) for name in ("Jip", "Sam"))
    sharing.share_with_trainer(people=[anna], organisation=company, user=jip, now=NOW)
    sharing.share_with_trainer(people=[bilal], organisation=company, user=sam, now=NOW)
    assert set(queries.visible_people(jip)) == {anna}
    assert set(queries.visible_people(sam)) == {bilal}


def test_somebody_who_no_longer_works_there_sees_nobody():
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, consents=())
    teacher = a_user(school, Role.LANGUAGE_PROVIDER)
    sharing.share(people=[anna], organisation=school, since=TODAY, now=NOW)
    assert queries.visible_people(teacher).exists()
    teacher.memberships.all().delete()
    assert not queries.visible_people(teacher).exists()


def test_only_a_case_manager_of_the_municipality_decides_who_sees_somebody():
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, consents=())
    for user in (a_user(a_municipality("Lochem")), a_user(roermond, Role.PROJECT_LEADER), a_user(school, Role.TRAINER)):
        with pytest.raises(Refused, match="beslist niet"):
            sharing.share(people=[anna], organisation=school, since=TODAY, by=user, now=NOW)
        with pytest.raises(Refused, match="beslist niet"):
            sharing.give_consent(
                person=anna, organisation=school, purposes=[Purpose.LEVEL], how="x", on=TODAY, by=user, now=NOW
            )
    assert not Sharing.objects.exists()
    assert not Consent.objects.exists()


def test_sharing_and_consent_on_the_page(log_in):
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, consents=(), name="Anna", act="act-2013")
    a_user(school, Role.LANGUAGE_PROVIDER)
    browser = log_in(a_user(roermond))
    page = reverse("who-sees-what", args=[anna.pk])
    shared = browser.post(
        reverse("share-person", args=[anna.pk]),
        {"organisation": school.pk, "since": "2021-02-15", "idempotency_key": key()},
        follow=True,
    )
    assert "De organisatie ziet deze deelnemer." in shared.content.decode()
    given = browser.post(
        reverse("give-consent", args=[anna.pk]),
        {"recipient": school.pk, "purposes": ["level"], "how": "getekend", "given_on": "2021-02-15"},
        follow=True,
    )
    assert "De toestemming is bewaard." in given.content.decode()
    assert "Niveau en klas" in browser.get(page).content.decode()
    row, consent = Sharing.objects.get(), Consent.objects.get()
    browser.post(reverse("withdraw-consent", args=[anna.pk, consent.pk]))
    browser.post(reverse("end-sharing", args=[anna.pk, row.pk]))
    row.refresh_from_db()
    consent.refresh_from_db()
    assert row.until is not None
    assert consent.withdrawn_on is not None
    deeds = set(Entry.objects.filter(person=anna.pk).values_list("deed", flat=True))
    assert {"person-shared", "consent-given", "consent-withdrawn", "sharing-ended"} <= deeds


@pytest.mark.parametrize(
    ("address", "filled_in", "message"),
    [
        ("share-person", {}, "verplicht"),
        ("share-person", {"since": "31-02-2021"}, "geldige datum"),
        ("give-consent", {"how": "verteld"}, "verplicht"),
        ("give-consent", {"purposes": ["benefit"], "how": "verteld"}, "benefit"),
    ],
)
def test_a_form_filled_in_wrong_says_so_and_saves_nothing(log_in, address, filled_in, message):
    roermond = a_municipality()
    anna = a_participant(roermond, consents=())
    response = log_in(a_user(roermond)).post(reverse(address, args=[anna.pk]), filled_in)
    assert response.status_code == 400
    assert message in response.content.decode()
    assert not Sharing.objects.exists()
    assert not Consent.objects.exists()


def test_the_page_says_when_the_act_was_not_asked(log_in):
    roermond = a_municipality()
    browser = log_in(a_user(roermond))
    unknown, known = a_participant(roermond, consents=()), a_participant(roermond, consents=(), act="act-2021")
    assert "De wet is niet gevraagd" in browser.get(reverse("who-sees-what", args=[unknown.pk])).content.decode()
    assert "De wet is niet gevraagd" not in browser.get(reverse("who-sees-what", args=[known.pk])).content.decode()


def emergency(browser, municipality, *, number="T-1", reason="Dreigt iets ernstigs"):
    return browser.post(
        reverse("emergency"), {"municipality": municipality.pk, "number": number, "reason": reason}, follow=True
    )


def test_in_an_emergency_a_colleague_elsewhere_sees_whom_to_reach_and_the_controller_is_told(log_in):
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    administrator = a_user(roermond, Role.ADMINISTRATOR, name="Charlie")
    anna = a_participant(
        roermond, consents=(), name="Anna", number="T-1", obstacles=("mental-health",), on_benefit=True
    )
    programme = a_programme(roermond)
    start(anna, programme)
    robin = log_in(a_user(roermond)).get(reverse("person", args=[anna.pk])).content.decode()
    assert "De week" in robin
    assert programme.name in robin
    kim = a_user(lochem, name="Kim")
    browser = log_in(kim)
    assert browser.get(reverse("person", args=[anna.pk])).status_code == 404
    page = emergency(browser, roermond)
    assert page.redirect_chain[-1][0] == reverse("person", args=[anna.pk])
    assert "obstacle-mental-health" in seen_by(kim, anna)
    assert {"on-benefit", "route", "reason-for-leaving", "obstacle-debts"} & seen_by(kim, anna) == set()
    shown = page.content.decode()
    assert "Belemmering" in shown
    assert "De week" not in shown
    assert programme.name not in shown
    told = DBTaskResult.objects.get()
    tasks.tell_controller.func(*told.args_kwargs["args"])
    assert [message.to for message in mail.outbox] == [[administrator.email]]
    assert "Anna" not in mail.outbox[0].body + mail.outbox[0].subject
    listed = log_in(administrator).get(reverse("emergencies")).content.decode()
    assert "Kim" in listed
    assert "Dreigt iets ernstigs" in listed


def test_emergency_access_ends_by_itself():
    roermond = a_municipality()
    anna = a_participant(roermond, consents=(), number="T-1")
    kim = a_user(a_municipality("Lochem"))
    long_ago = datetime(2021, 2, 15, 9, 0, tzinfo=UTC)
    sharing.open_emergency_access(municipality=roermond, number="T-1", reason="spoed", by=kim, now=long_ago)
    assert EmergencyAccess.objects.filter(person=anna).exists()
    assert not queries.visible_people(kim).exists()


@pytest.mark.parametrize(("number", "reason"), [("T-1", " "), ("T-2", "spoed"), ("", "spoed")])
def test_without_a_reason_or_a_number_that_exists_there_is_no_emergency_access(log_in, number, reason):
    roermond = a_municipality()
    a_participant(roermond, consents=(), number="T-1")
    response = emergency(log_in(a_user(a_municipality("Lochem"))), roermond, number=number, reason=reason)
    assert response.status_code == 400
    assert not EmergencyAccess.objects.exists()


def test_who_guesses_numbers_is_stopped(log_in):
    roermond = a_municipality()
    a_participant(roermond, consents=(), number="T-1")
    browser = log_in(a_user(a_municipality("Lochem")))
    for number in range(5):
        assert "geen deelnemer met dit nummer" in emergency(browser, roermond, number=f"X-{number}").content.decode()
    assert "te veel nummers" in emergency(browser, roermond, number="T-1").content.decode()
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.RESEARCHER, Role.ADMINISTRATOR])
def test_who_does_not_work_with_people_has_no_emergency_access(log_in, role):
    roermond = a_municipality()
    assert log_in(a_user(roermond, role)).get(reverse("emergency")).status_code == 404


def test_an_administrator_sees_the_emergency_access_of_the_own_municipality_alone(log_in):
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    partner = organisations.add_organisation(name="De Werkschakel", kind=OrganisationKind.SHELTERED_WORK)
    a_participant(roermond, consents=(), number="T-1")
    sharing.open_emergency_access(
        municipality=roermond, number="T-1", reason="Reden van Roermond", by=a_user(partner, Role.JOB_COACH), now=NOW
    )
    access = EmergencyAccess.objects.get()
    elsewhere = log_in(a_user(lochem, Role.ADMINISTRATOR))
    assert "Reden van Roermond" not in elsewhere.get(reverse("emergencies")).content.decode()
    assert elsewhere.post(reverse("review-emergency", args=[access.pk])).status_code == 404
    own = log_in(a_user(roermond, Role.ADMINISTRATOR))
    listed = own.get(reverse("emergencies")).content.decode()
    assert "Reden van Roermond" in listed
    assert "Markeer T-1 als bekeken" in listed
    own.post(reverse("review-emergency", args=[access.pk]))
    access.refresh_from_db()
    assert access.reviewed_at is not None


def test_a_form_that_was_not_sent_yet_shows_nothing_as_wrong(log_in):
    page = log_in(a_user(a_municipality())).get(reverse("emergency")).content.decode()
    classes = re.search(r"<textarea[^>]*class=\"([^\"]*)\"", page)[1].split()
    assert classes == ["utrecht-textarea"]
    sent = log_in(a_user(a_municipality())).post(reverse("emergency"), {"number": ""}).content.decode()
    assert "utrecht-textarea--invalid" in sent


def test_a_day_is_that_of_the_clock_on_the_wall_also_just_after_midnight():
    roermond, school = a_municipality(), a_school()
    person, robin = a_participant(roermond, consents=()), a_user(roermond)
    after_midnight = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    today = date(2026, 6, 2)
    sharing.give_consent(
        person=person,
        organisation=school,
        purposes=[Purpose.LEVEL],
        how="verteld",
        on=today,
        by=robin,
        now=after_midnight,
    )
    consent = person.consents.get()
    sharing.withdraw_consent(consent=consent, on=today, by=robin, now=after_midnight)
    consent.refresh_from_db()
    assert consent.withdrawn_on == today
