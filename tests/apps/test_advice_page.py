"""The advice of a programme: the tree answered from its own data, in numbers only, for who designs it."""

from __future__ import annotations

import html
import json
import re

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.conftest import NOW, a_participant, a_school, a_user
from tests.apps.test_finding_people import a_programme
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.people.actions import caseload
from tweespoor.apps.schedule.models import (
    Enrolment,
    LanguageClass,
    Location,
    Offer,
    Timetable,
    TimetableStatus,
    Unplaced,
)
from tweespoor.cli import main
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import OrganisationKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

READY = {
    "speaking_level": "a1",
    "learnability": "middle",
    "unavailable_half_days": Fact.none(),
    "wished_sectors": ("care",),
    "obstacles": Fact.none(),
}


def a_town(name="Roermond", region="Midden-Limburg"):
    return organisations.add_organisation(
        name=name, kind=OrganisationKind.MUNICIPALITY, region=organisations.add_region(name=region)
    )


def people_at(municipality, count, **facts):
    return [a_participant(municipality, name=f"Naam{number}", **{**READY, **facts}) for number in range(count)]


def a_class(programme, people, *, half_days=("mon-morning",), free_seats=0, name="Klas 1"):
    place, _new = Location.objects.get_or_create(programme=programme, slug="school", zone="centrum", name="School")
    school = a_school(f"School {programme.slug}")
    given = LanguageClass.objects.create(
        programme=programme,
        provider=school,
        location=place,
        name=name,
        level="a1",
        half_days=list(half_days),
        free_seats=free_seats,
    )
    for person in people:
        Enrolment.objects.create(person=person, language_class=given)
    return given


def ready_programme(municipality, count=8, *, slug="roermond", **facts):
    """A programme of alike people in one class."""
    people = people_at(municipality, count, **facts)
    programme = a_programme(municipality, slug=slug, people=people)
    a_class(programme, people)
    return programme


def page_of(browser, programme, **query):
    answer = browser.get(reverse("advice", args=[programme.slug]), query)
    return answer.status_code, " ".join(html.unescape(answer.content.decode()).split())


def path_of(page):
    """The questions on the way of the tree, each with its answer."""
    tree = page[page.index("De beslisboom</h2>") : page.index("tweespoor-path__end")]
    return re.findall(r"<h3[^>]*>\d+\. (.*?)</h3>.*?status-badge[^>]*>(.*?)<", tree)


def test_alike_people_in_one_class_can_be_a_group(log_in):
    roermond = a_town()
    programme = ready_programme(roermond)
    status, page = page_of(log_in(a_user(roermond, Role.PROJECT_LEADER)), programme)
    assert status == 200
    assert "<strong>Groepsgewijze aanpak organisatorisch haalbaar.</strong>" in page
    assert path_of(page) == [
        ("Grote verschillen in taalniveau en/of leerbaarheid tussen deelnemers?", "Nee"),
        ("Deelnemers zoveel mogelijk hetzelfde taalrooster?", "Ja"),
        ("Deelnemers geïnteresseerd in dezelfde sector?", "Ja"),
    ]
    assert "8 van 8 mensen passen met niveau en leerbaarheid samen in één groep." in page
    assert "Van alle 8 mensen is bekend wat nodig is." in page
    assert "Minstens" not in page
    assert "8 van 8" in page


def test_a_threshold_in_the_address_changes_the_answer_and_can_be_shared(log_in):
    roermond = a_town()
    programme = ready_programme(roermond)
    browser = log_in(a_user(roermond, Role.PROJECT_LEADER))
    status, page = page_of(browser, programme, **{"group-size": "9", "basic-level": ""})
    assert status == 200
    assert "U ziet het advies met eigen drempels." in page
    assert path_of(page)[-1] == ("Deelnemers geïnteresseerd in dezelfde sector?", "Nee")
    assert f"http://testserver/programmas/{programme.slug}/advies/?group-size=9<" in page
    assert 'name="group-size" value="9"' in page


def test_what_would_change_an_answer_is_told_with_where_it_would_lead(log_in):
    roermond = a_town()
    _status, page = page_of(log_in(a_user(roermond, Role.PROJECT_LEADER)), ready_programme(roermond))
    assert (
        "Met “Minimale groepsgrootte” op 9 in plaats van 8 is het antwoord nee. Dan: Groepsgewijze aanpak haalbaar, "
        "maar vakscholing niet in groepen per sector." in page
    )


@pytest.mark.parametrize("wrong", ["0", "41", "veel", "1.5"])
def test_a_threshold_that_cannot_be_is_refused_and_the_usual_one_counts(log_in, wrong):
    roermond = a_town()
    programme = ready_programme(roermond)
    status, page = page_of(log_in(a_user(roermond, Role.PROJECT_LEADER)), programme, **{"group-size": wrong})
    assert status == 400
    assert "Minimale groepsgrootte: Vul een heel getal in van 1 tot en met 40." in page
    assert "Zolang telt de gewone drempel." in page
    assert "<strong>Groepsgewijze aanpak organisatorisch haalbaar.</strong>" in page


def test_where_the_unknown_decides_nothing_is_said_but_whom_to_ask(log_in):
    roermond = a_town()
    people = [*people_at(roermond, 10), *people_at(roermond, 10, speaking_level=Fact.not_asked())]
    programme = a_programme(roermond, people=people)
    a_class(programme, people)
    leader = log_in(a_user(roermond, Role.PROJECT_LEADER))
    _status, page = page_of(leader, programme)
    assert path_of(page)[0] == (
        "Grote verschillen in taalniveau en/of leerbaarheid tussen deelnemers?",
        "Niet te zeggen",
    )
    assert "10 tot 20 van 20 mensen passen met niveau en leerbaarheid samen in één groep." in page
    assert "Bekend van 10 van 20. Wat niet gevraagd is, beslist: het aantal ligt tussen 10 en 20." in page
    url = f"{reverse('people')}?programma=roermond&ontbreekt=speaking-level"
    assert f'href="{url}">Niveau spreken: bij 10 niet gevraagd</a>' in page
    listed = leader.get(url).content.decode()
    assert len(re.findall(r'href="/mensen/[0-9a-f-]{36}/"', listed)) >= 10


def test_a_policy_officer_sees_the_numbers_and_nobody(log_in):
    roermond = a_town()
    people = people_at(roermond, 3, speaking_level=Fact.not_asked())
    programme = a_programme(roermond, people=people)
    status, page = page_of(log_in(a_user(roermond, Role.POLICY_OFFICER)), programme)
    assert status == 200
    assert "Niveau spreken: bij 3 niet gevraagd" in page
    assert "ontbreekt=" not in page
    assert "Naam" not in page
    assert "Voorbeeld" not in page


def test_case_managers_are_counted_and_not_named(log_in):
    roermond = a_town()
    programme = ready_programme(roermond)
    leader, manager = a_user(roermond, Role.PROJECT_LEADER), a_user(roermond, Role.CASE_MANAGER, name="Kim")
    people = [enrolment.person for enrolment in Enrolment.objects.select_related("person")]
    caseload.assign(people=people, user=manager, by=leader, now=NOW)
    _status, page = page_of(log_in(leader), programme)
    assert "8 van 8 mensen horen bij de klantmanagers met de meeste deelnemers." in page
    assert "Klantmanager 1" in page
    assert "Kim" not in page


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Role.PROJECT_LEADER, True),
        (Role.POLICY_OFFICER, True),
        (Role.CASE_MANAGER, False),
        (Role.RESEARCHER, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_who_designs_the_programme_sees_the_advice_and_the_link_to_it(log_in, role, opens):
    roermond = a_town()
    programme = ready_programme(roermond)
    browser = log_in(a_user(roermond, role))
    assert page_of(browser, programme)[0] == (200 if opens else 404)
    link = reverse("advice", args=[programme.slug])
    assert (link in browser.get(reverse("programme", args=[programme.slug])).content.decode()) == opens


def test_a_partner_and_another_municipality_do_not_see_it(log_in):
    roermond, weert = a_town(), a_town("Weert")
    programme = ready_programme(roermond)
    programme.partners.add(school := a_school(), weert)
    for organisation, role in ((school, Role.LANGUAGE_PROVIDER), (weert, Role.PROJECT_LEADER)):
        assert page_of(log_in(a_user(organisation, role)), programme)[0] == 404


def scope_rows(page):
    """For whom, the outcome, who fits groups, and the groups."""
    part = page[page.index("Voor wie kan het?") : page.index("De beslisboom</h2>")]
    return [
        tuple(re.findall(r">([^<>]+)</t[hd]>", row))
        for row in re.findall(r"<tr(?:(?!</tr>).)*data-label.*?</tr>", part)
    ]


def test_other_programmes_of_the_own_municipality_are_counted_as_they_are(log_in):
    roermond = a_town()
    programme = ready_programme(roermond, 5)
    ready_programme(roermond, 4, slug="leudal")
    _status, page = page_of(log_in(a_user(roermond, Role.PROJECT_LEADER)), programme)
    rows = {row[0]: row[2:] for row in scope_rows(page)}
    assert rows["Iedereen nu"] == ("0 van 5", "0")
    assert rows["Iedereen, samen met buurgemeenten"] == ("9 van 9", "1")
    assert "Meegeteld bij de buren: 1 ander programma in de regio." in page


def test_of_another_municipality_small_numbers_are_hidden_and_others_rounded(log_in):
    roermond, weert = a_town(), a_town("Weert")
    programme, neighbour = ready_programme(roermond, 8), ready_programme(weert, 9, slug="weert")
    neighbour.partners.add(roermond)
    leader = log_in(a_user(roermond, Role.PROJECT_LEADER))
    _status, page = page_of(leader, programme)
    assert not [row for row in scope_rows(page) if "buurgemeenten" in row[0]]
    assert "Bij de buren zijn te weinig mensen om de uitkomst te tonen." in page
    more = people_at(weert, 8)
    a_class(a_programme(weert, slug="weert-twee", people=more), more)
    other = type(programme).objects.get(slug="weert-twee")
    other.partners.add(roermond)
    _status, page = page_of(leader, programme)
    rows = {row[0]: row[2:] for row in scope_rows(page)}
    assert rows["Iedereen, samen met buurgemeenten"] == ("ongeveer 20 van 20", "–")
    assert "25" not in " ".join(rows["Iedereen, samen met buurgemeenten"])


def test_a_programme_elsewhere_or_that_one_sees_no_figures_of_is_no_neighbour(log_in):
    roermond, far, strange = a_town(), a_town("Hengelo", region="Twente"), a_town("Weert")
    programme = ready_programme(roermond, 8)
    ready_programme(far, 20, slug="hengelo").partners.add(roermond)
    ready_programme(strange, 20, slug="weert")
    _status, page = page_of(log_in(a_user(roermond, Role.PROJECT_LEADER)), programme)
    assert [row[0] for row in scope_rows(page)] == ["Iedereen nu", "Wie in de laatste 6 maanden kwam"]
    assert "U ziet geen cijfers van andere programma’s in de regio" in page


def test_the_planner_tells_what_the_newest_timetable_placed_and_what_stands_in_the_way(log_in):
    roermond = a_town()
    programme = ready_programme(roermond)
    browser = log_in(a_user(roermond, Role.PROJECT_LEADER))
    assert "Zonder rooster kan de planner niets zeggen over dit programma." in page_of(browser, programme)[1]
    offer = Offer.objects.create(
        programme=programme,
        slug="sport",
        name_nl="Sport",
        name_en="Sport",
        kind="sport",
        weeks=6,
        min_size=1,
        max_size=9,
        level_min="a0",
        level_max="b1",
        max_level_spread=2,
        max_groups=1,
    )
    timetable = Timetable.objects.create(
        programme=programme, status=TimetableStatus.DRAFT, asked_at=NOW, seconds=1, placed=5, demanded=8
    )
    people = [enrolment.person for enrolment in Enrolment.objects.select_related("person")]
    for person, reasons in zip(people, (["lessons"], ["lessons", "no-room"], ["no-room"]), strict=False):
        Unplaced.objects.create(timetable=timetable, person=person, offer=offer, reasons=reasons)
    Timetable.objects.create(
        programme=programme, status=TimetableStatus.FAILED, asked_at=NOW.replace(hour=23), seconds=1
    )
    _status, page = page_of(browser, programme)
    assert "De planner plaatst 5 van 8 wensen, in 0 groepen" in page
    assert "<strong>2×</strong> de deelnemer heeft dan taalles" in page


def test_more_people_take_no_more_queries(log_in):
    roermond = a_town()
    browser = log_in(a_user(roermond, Role.PROJECT_LEADER))
    few, many = ready_programme(roermond, 3), ready_programme(roermond, 30, slug="groot")
    counts = []
    for programme in (few, many):
        page_of(browser, programme)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page_of(browser, programme)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_programme_without_people_says_that_there_is_nobody(log_in):
    roermond = a_town()
    status, page = page_of(log_in(a_user(roermond, Role.PROJECT_LEADER)), a_programme(roermond))
    assert status == 200
    assert "Er zijn geen mensen om iets over te zeggen." in page


def test_the_command_answers_for_the_programmes_of_the_database():
    programme = ready_programme(a_town())
    result = CliRunner().invoke(main, ["advice", programme.slug, "--database", "--json", "--as-of", "2021-02-15"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["programmes"]
    assert [(each["programme"], each["people"]) for each in found] == [("roermond", 8)]
    assert [end["id"] for end in found[0]["choices"][1]["outcomes"]] == ["feasible"]
    refused = CliRunner().invoke(main, ["advice", "nergens", "--database"])
    assert (refused.exit_code, "there is no programme 'nergens'; there are roermond" in refused.output) == (2, True)
