"""A municipality starts a programme, and changes what it says of itself."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_school, a_user
from tests.apps.dossiers import a_programme
from tests.apps.forms_of_pages import form_of
from tweespoor.apps.schedule.models import LanguageClass, Location
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Scene:
    """A municipality with a project leader, and two schools in the installation."""

    def __init__(self) -> None:
        self.town = a_municipality("Gemeente Venlo")
        self.school, self.other = a_school("Taalhuis"), a_school("Taalhuis Anders")
        self.leader = a_user(self.town, Role.PROJECT_LEADER)


@pytest.fixture
def scene():
    return Scene()


def filled(browser, url, **changes):
    return {**form_of(browser.get(url), having="naam").changed(**changes), "idempotency_key": str(uuid4())}


def a_new_one(browser, scene, **changes):
    said = {"naam": "Duaal in Venlo", "kort": "Venlo", "begint": "2021-03-01", "ontwerp": "pilot:hengelo"}
    url = reverse("add-programme")
    return browser.post(
        url, filled(browser, url, **{**said, "partners": [str(scene.school.pk)], **changes}), follow=True
    )


def programme_of(scene):
    return Programme.objects.unscoped(why="a test").get(municipality=scene.town)


def test_a_project_leader_starts_a_programme_of_which_the_partner_can_then_keep_its_classes(scene, log_in):
    browser = log_in(scene.leader)
    assert "Uw gemeente heeft nog geen programma." in browser.get(reverse("programmes")).content.decode()
    page = a_new_one(browser, scene)
    assert page.redirect_chain[-1][0] == "/programmas/duaal-in-venlo/"
    assert "Het programma is er." in page.content.decode()
    made = programme_of(scene)
    assert (made.name, made.short_name, made.starts_on) == ("Duaal in Venlo", "Venlo", date(2021, 3, 1))
    assert (made.design.slug, made.design.organisation) == ("hengelo", scene.town)
    assert "Duaal in Venlo" in browser.get(reverse("programmes")).content.decode()
    for page in ("supply", "planner", "costs"):
        assert browser.get(reverse(page, args=[made.slug])).status_code == 200
    for school, status in ((scene.school, 200), (scene.other, 404)):
        theirs = log_in(a_user(school, Role.LANGUAGE_PROVIDER))
        assert theirs.get(reverse("supply-add", args=[made.slug, "taalklassen"])).status_code == status


def test_the_same_form_twice_starts_one_programme(scene, log_in):
    browser = log_in(scene.leader)
    url = reverse("add-programme")
    said = filled(browser, url, naam="Duaal in Venlo", kort="Venlo", begint="2021-03-01", ontwerp="pilot:hengelo")
    assert browser.post(url, said).status_code == 302
    assert "Dit was al gedaan." in browser.post(url, said, follow=True).content.decode()
    assert programme_of(scene).name == "Duaal in Venlo"


def test_a_design_of_ones_own_can_be_followed_by_a_second_programme(scene, log_in):
    browser = log_in(scene.leader)
    a_new_one(browser, scene)
    design = programme_of(scene).design
    page = a_new_one(browser, scene, naam="Duaal in Venlo!", kort="Tweede", ontwerp=str(design.pk), partners=[])
    assert page.redirect_chain[-1][0] == "/programmas/duaal-in-venlo-2/"
    assert set(Programme.objects.unscoped(why="a test").values_list("design", flat=True)) == {design.pk}


def test_what_cannot_be_is_told_at_its_place_and_nothing_is_made(scene, log_in):
    browser = log_in(scene.leader)
    for wrong, told in (
        ({"naam": ""}, "Dit veld is verplicht."),
        ({"begint": "3021-03-01"}, "Deze datum kan niet. Kijk het jaar na."),
        ({"ontwerp": ""}, "Dit veld is verplicht."),
        ({"ontwerp": "pilot:nergens"}, "Selecteer een geldige keuze."),
        ({"partners": [str(scene.town.pk)]}, "Selecteer een geldige keuze."),
    ):
        page = a_new_one(browser, scene, **wrong)
        assert (page.status_code, told in page.content.decode()) == (400, True), wrong
    assert not Programme.objects.unscoped(why="a test").exists()
    a_new_one(browser, scene)
    twice = a_new_one(browser, scene, naam="duaal in VENLO", kort="Anders")
    assert "Er is al een programma van deze gemeente met deze naam of korte naam." in twice.content.decode()
    assert programme_of(scene).short_name == "Venlo"


def test_a_programme_called_new_does_not_hide_the_page_to_start_one(scene, log_in):
    browser = log_in(scene.leader)
    page = a_new_one(browser, scene, naam="Nieuw", kort="Nieuw")
    assert page.redirect_chain[-1][0] == "/programmas/nieuw-2/"
    assert "Begin dit programma" in browser.get("/programmas/nieuw/").content.decode()


def test_who_leads_no_programmes_of_a_municipality_starts_and_changes_none(scene, log_in):
    programme = a_programme(scene.town, partners=[scene.school])
    elsewhere = a_municipality("Gemeente Elders")
    for user, sees in (
        (a_user(scene.town, Role.CASE_MANAGER), 404),
        (a_user(scene.school, Role.LANGUAGE_PROVIDER), 404),
        (a_user(elsewhere, Role.CASE_MANAGER), 404),
    ):
        browser = log_in(user)
        assert browser.get(reverse("add-programme")).status_code == sees
        assert browser.get(reverse("change-programme", args=[programme.slug])).status_code == sees
    theirs = log_in(a_user(elsewhere, Role.PROJECT_LEADER))
    assert theirs.get(reverse("change-programme", args=[programme.slug])).status_code == 404


def test_a_partner_that_has_classes_there_stays_and_another_can_go(scene, log_in):
    programme = a_programme(scene.town, partners=[scene.school, scene.other])
    place = Location.objects.create(programme=programme, slug="leerhuis", name="Leerhuis", zone="centrum")
    LanguageClass.objects.create(
        programme=programme, provider=scene.school, location=place, name="Alfa 1", level="a1", half_days=[]
    )
    browser = log_in(scene.leader)
    url = reverse("change-programme", args=[programme.slug])
    page = browser.post(url, filled(browser, url, naam="Anders", partners=None))
    assert page.status_code == 400
    assert "Taalhuis: hier zijn nog taalklassen of trainers van in dit programma." in page.content.decode()
    assert set(programme.partners.all()) == {scene.school, scene.other}
    page = browser.post(url, filled(browser, url, naam="Anders", partners=[str(scene.school.pk)]), follow=True)
    assert "Het programma is bewaard." in page.content.decode()
    programme.refresh_from_db()
    assert (programme.name, list(programme.partners.all())) == ("Anders", [scene.school])


def test_the_second_who_changes_a_programme_sees_what_the_first_made_of_it(scene, log_in):
    programme = a_programme(scene.town)
    browser = log_in(scene.leader)
    url = reverse("change-programme", args=[programme.slug])
    first, second = filled(browser, url, naam="Van de eerste"), filled(browser, url, naam="Van de tweede")
    browser.post(url, first)
    page = browser.post(url, second)
    told = page.content.decode()
    assert page.status_code == 409
    assert "Iemand anders veranderde dit programma ondertussen." in told
    assert "Van de eerste" in told
    assert form_of(page, having="naam").values["naam"] == ["Van de tweede"]
    again = {**form_of(page, having="naam").values, "idempotency_key": str(uuid4())}
    assert browser.post(url, again).status_code == 302
    programme.refresh_from_db()
    assert programme.name == "Van de tweede"
