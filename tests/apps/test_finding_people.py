"""Finding somebody: however the name is written, by number, class or school, and never anybody who is not yours."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.scope import on_behalf_of_somebody
from tweespoor.apps.people import actions, bridge, queries, sharing
from tweespoor.apps.people.models import Person, SavedView
from tweespoor.apps.people.queries import finding
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.schedule.models import Enrolment, LanguageClass, Location
from tweespoor.apps.schedule.queries import enrolments
from tweespoor.apps.trajectories import actions as trajectories
from tweespoor.apps.trajectories.queries import running_trajectory
from tweespoor.cli import main
from tweespoor.core.designs import pilot_text
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import ReasonForLeaving, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PEOPLE = reverse("people")


def called(municipality, given_name, family_name, *, number=None, joined_on=date(2020, 1, 6)):
    """A participant of these names."""
    new = actions.NewPerson(
        id=uuid4(),
        number=number or uuid4().hex[:8],
        given_name=given_name,
        family_name=family_name,
        zone="centrum",
        joined_on=joined_on,
        facts={"act": Fact.known("act-2021", valid_on=TODAY)},
    )
    return actions.add_people(people=[new], municipality=municipality, by=None, now=NOW)[0]


def a_programme(municipality, *, slug="roermond", people=(), started=TODAY):
    programme = trajectories.add_programme(
        slug=slug,
        name=slug.title(),
        short_name=slug.title(),
        municipality=municipality,
        partners=[],
        design=trajectories.save_design(slug="roermond", text=pilot_text("roermond"), now=NOW),
        starts_on=TODAY,
        now=NOW,
    )
    starts = started if isinstance(started, dict) else {person.pk: started for person in people}
    trajectories.start_trajectories(programme=programme, people=people, started=starts, now=NOW)
    return programme


def in_class(person, *, programme, provider, name):
    place, _new = Location.objects.get_or_create(programme=programme, slug="school", zone="centrum", name="School")
    given = LanguageClass.objects.create(
        programme=programme, provider=provider, location=place, name=name, level="a1", half_days=["mon-morning"]
    )
    Enrolment.objects.create(person=person, language_class=given)


def found(browser, text, query=""):
    """The ids that a page lists after a search, in its order."""
    page = browser.post(f"{PEOPLE}{query}", {"zoek": text}).content.decode()
    return re.findall(r'href="/mensen/([0-9a-f-]{36})/"', page)


def listed(browser, query=""):
    page = browser.get(f"{PEOPLE}{query}").content.decode()
    return re.findall(r'href="/mensen/([0-9a-f-]{36})/"', page)


def ids(*people):
    return [str(person.pk) for person in people]


def test_a_name_is_found_however_it_is_written_and_the_list_says_that_it_only_sounds_alike(log_in):
    roermond = a_municipality()
    yusuf, mohamed = called(roermond, "Yusuf", "Öztürk"), called(roermond, "Mohamed", "Berhane")
    amira = called(roermond, "Amira", "Visser")
    browser = log_in(a_user(roermond))
    assert found(browser, "Joesoef") == found(browser, "youssef") == ids(yusuf)
    assert found(browser, "Muhammad") == ids(mohamed)
    assert found(browser, "amina") == []
    assert found(browser, "amira") == ids(amira)
    assert "klinkt als “Joesoef”" in browser.post(PEOPLE, {"zoek": "Joesoef"}).content.decode()
    assert "klinkt als" not in browser.post(PEOPLE, {"zoek": "Yusuf"}).content.decode()


@pytest.mark.parametrize("text", ["ozturk", "ÖZTÜRK", "ztur", "Yus ozt", "oztürk yusuf", "  yusuf  "])
def test_any_part_of_a_name_finds_it_without_its_marks_and_capitals(log_in, text):
    roermond = a_municipality()
    yusuf = called(roermond, "Yusuf", "Öztürk")
    called(roermond, "Anna", "Bakker")
    assert found(log_in(a_user(roermond)), text) == ids(yusuf)


def test_who_fits_best_stands_first(log_in):
    roermond = a_municipality()
    by_sound = called(roermond, "Achmed", "Aalders")
    by_part = called(roermond, "Zahmad", "Bakker")
    by_beginning = called(roermond, "Ahmadi", "Cohen")
    by_word = called(roermond, "Ahmad", "Dekker")
    browser = log_in(a_user(roermond))
    assert found(browser, "ahmad") == ids(by_word, by_beginning, by_part, by_sound)


def test_a_whole_number_comes_before_a_part_of_one(log_in):
    roermond = a_municipality()
    longer = called(roermond, "Anna", "Aalders", number="RM-0012-3")
    exact = called(roermond, "Bilal", "Zwart", number="RM-0012")
    called(roermond, "Chaima", "Bakker", number="RM-0099")
    browser = log_in(a_user(roermond))
    assert found(browser, "rm-0012") == ids(exact, longer)
    assert found(browser, "0012") == ids(exact, longer) or found(browser, "0012") == ids(longer, exact)


def test_a_whole_number_is_found_however_many_begin_as_it_does(log_in, monkeypatch):
    roermond = a_municipality()
    for number in range(30):
        called(roermond, "Anna", "Aalders", number=f"42{number:02}")
    exact = called(roermond, "Bilal", "Zwart", number="42")
    monkeypatch.setattr(finding, "MOST_COUNTED", 5)
    assert found(log_in(a_user(roermond)), "42")[0] == str(exact.pk)


def test_every_word_has_to_fit(log_in):
    roermond = a_municipality()
    called(roermond, "Amina", "Bakker")
    amina = called(roermond, "Amina", "Visser")
    assert found(log_in(a_user(roermond)), "amina viss") == ids(amina)


def test_people_are_found_by_class_and_by_school(log_in):
    roermond, school = a_municipality(), a_school("Taalschool De Brug")
    anna, bilal, chaima = (called(roermond, name, "Visser") for name in ("Anna", "Bilal", "Chaima"))
    programme = a_programme(roermond, people=[anna, bilal, chaima])
    in_class(anna, programme=programme, provider=school, name="Avondklas A2")
    in_class(bilal, programme=programme, provider=school, name="Ochtendklas A1")
    actions.share(people=[chaima], organisation=a_school("De Werkschakel"), since=TODAY, now=NOW)
    browser = log_in(a_user(roermond))
    assert found(browser, "avondklas") == ids(anna)
    assert found(browser, "de brug") == ids(anna, bilal)
    assert found(browser, "werkschakel") == ids(chaima)


def test_a_class_is_not_found_by_who_left_its_programme_until_the_person_comes_back(log_in):
    roermond, school = a_municipality(), a_school("Taalschool De Brug")
    anna, bilal = (called(roermond, name, "Visser") for name in ("Anna", "Bilal"))
    programme = a_programme(roermond, people=[anna, bilal])
    for person in (anna, bilal):
        in_class(person, programme=programme, provider=school, name="Avondklas A2")
    running = running_trajectory(bilal)
    trajectories.end_trajectory(trajectory=running, reason=ReasonForLeaving.WORK_FOUND, on=TODAY, by=None, now=NOW)
    browser = log_in(a_user(roermond))
    assert found(browser, "avondklas") == ids(anna)
    trajectories.start_trajectories(programme=programme, people=[bilal], started={bilal.pk: TODAY}, now=NOW)
    assert found(browser, "avondklas") == ids(anna, bilal)


def test_a_word_that_names_very_many_classes_finds_the_same_people(log_in, monkeypatch):
    roermond, school = a_municipality(), a_school("Taalschool De Brug")
    anna, bilal, gone = (called(roermond, name, "Visser") for name in ("Anna", "Bilal", "Chaima"))
    programme = a_programme(roermond, people=[anna, bilal])
    for place, person in enumerate((bilal, anna, gone)):
        in_class(person, programme=programme, provider=school, name=f"Avondklas {place}")
    Person.objects.filter(pk=gone.pk).update(closed_on=TODAY)
    browser = log_in(a_user(roermond))
    few = found(browser, "taalschool")
    monkeypatch.setattr(enrolments, "FIRST_CLASSES", 1)
    some = found(browser, "taalschool")
    monkeypatch.setattr(enrolments, "MANY_CLASSES", 2)
    assert few == ids(anna, bilal)
    assert some == found(browser, "taalschool") == ids(bilal, anna)


def test_a_search_never_tells_of_somebody_elsewhere(log_in):
    ours, theirs, school = a_municipality(), a_municipality("Lochem"), a_school()
    called(theirs, "Yusuf", "Visser", number="LO-1")
    elsewhere = called(theirs, "Anna", "Visser")
    in_class(elsewhere, programme=a_programme(theirs, people=[elsewhere]), provider=school, name="Avondklas")
    called(ours, "Bilal", "Bakker")
    theirs_sees = log_in(a_user(theirs))
    assert [len(found(theirs_sees, text)) for text in ("joesoef", "LO-1", "avondklas")] == [1, 1, 1]
    ours_sees = log_in(a_user(ours))
    for text in ("joesoef", "yusuf", "LO-1", "avondklas", "visser"):
        page = ours_sees.post(PEOPLE, {"zoek": text}).content.decode()
        assert "Niemand gevonden" in page
        assert "0 deelnemers" in page


def test_a_school_does_not_learn_with_whom_else_a_person_is_shared(log_in):
    roermond, school, other = a_municipality(), a_school(), a_school("Schuldhulp Roermond")
    anna = called(roermond, "Anna", "Visser")
    actions.share(people=[anna], organisation=school, since=TODAY, now=NOW)
    actions.share(people=[anna], organisation=other, since=TODAY, now=NOW)
    assert found(log_in(a_user(roermond)), "schuldhulp") == ids(anna)
    teacher = log_in(a_user(school, Role.LANGUAGE_PROVIDER))
    assert found(teacher, "anna") == ids(anna)
    assert found(teacher, "schuldhulp") == []


def test_a_role_that_may_not_see_the_class_does_not_find_by_it_either(log_in):
    roermond, work = a_municipality(), a_school("De Werkschakel")
    anna = called(roermond, "Anna", "Visser")
    in_class(anna, programme=a_programme(roermond, people=[anna]), provider=a_school(), name="Avondklas")
    actions.share(people=[anna], organisation=work, since=TODAY, now=NOW)
    assert found(log_in(a_user(work, Role.JOB_COACH)), "avondklas") == ids(anna)
    key_person = log_in(a_user(work, Role.KEY_PERSON))
    assert found(key_person, "anna") == ids(anna)
    assert found(key_person, "avondklas") == []
    assert "Avondklas" not in key_person.get(PEOPLE).content.decode()


def test_while_somebody_types_only_what_was_found_is_sent(log_in):
    roermond = a_municipality()
    anna = called(roermond, "Anna", "Visser")
    answer = log_in(a_user(roermond)).post(PEOPLE, {"zoek": "ann"}, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert part.lstrip().startswith('<div id="gevonden">')
    assert str(anna.pk) in part
    assert "<h1" not in part


def test_while_somebody_types_those_who_fit_best_are_shown_with_what_one_knows_them_by(log_in):
    roermond = a_municipality()
    everybody = [called(roermond, "Anna", f"Visser{number:02}", number=f"RM-{number:02}") for number in range(12)]
    in_class(everybody[0], programme=a_programme(roermond, people=everybody), provider=a_school(), name="Avondklas")
    browser = log_in(a_user(roermond))
    part = browser.post(PEOPLE, {"zoek": "anna"}, headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r'href="/mensen/([0-9a-f-]{36})/"', part) == ids(*everybody[:10])
    assert "12 deelnemers · U ziet 1 tot en met 10" in part
    for shown in ("RM-00", "Avondklas", "Hele lijst tonen"):
        assert shown in part
    assert found(browser, "anna") == ids(*everybody)
    assert "Hele lijst tonen" not in browser.post(PEOPLE, {"zoek": "anna"}).content.decode()
    joesoef = called(roermond, "Yusuf", "Bakker")
    part = browser.post(PEOPLE, {"zoek": "joesoef"}, headers={"HX-Request": "true"}).content.decode()
    assert str(joesoef.pk) in part
    assert "klinkt als “joesoef”" in part


def test_while_somebody_types_the_filters_of_the_list_hold_too(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, name="Anna", route="b1")
    a_participant(roermond, name="Bilal", route="education")
    browser = log_in(a_user(roermond))
    for query in ("?route=b1", "?volledig=100&route=b1"):
        part = browser.post(f"{PEOPLE}{query}", {"zoek": "voorbeeld"}, headers={"HX-Request": "true"}).content.decode()
        assert re.findall(r'href="/mensen/([0-9a-f-]{36})/"', part) == ids(anna)


def test_while_somebody_types_a_class_is_shown_to_whom_it_may_be_and_the_log_says_of_whom(log_in):
    roermond, work = a_municipality(), a_school("De Werkschakel")
    anna = called(roermond, "Anna", "Visser")
    in_class(anna, programme=a_programme(roermond, people=[anna]), provider=a_school(), name="Avondklas")
    actions.share(people=[anna], organisation=work, since=TODAY, now=NOW)
    for role, sees in ((Role.JOB_COACH, True), (Role.KEY_PERSON, False)):
        browser = log_in(a_user(work, role))
        part = browser.post(PEOPLE, {"zoek": "anna"}, headers={"HX-Request": "true"}).content.decode()
        assert str(anna.pk) in part
        assert ("Avondklas" in part) is sees
        detail = Entry.objects.filter(deed="people-listed").latest("sequence").detail
        assert str(anna.pk) in str(detail)
        assert ("level" in str(detail)) is sees


def test_people_of_the_class_of_just_that_name_come_first(log_in):
    roermond, school = a_municipality(), a_school("Taalschool De Brug")
    anna, bilal, chaima = (called(roermond, name, name) for name in ("Anna", "Bilal", "Chaima"))
    programme = a_programme(roermond, people=[anna, bilal, chaima])
    for person, name in ((anna, "Klas 17"), (bilal, "Klas 71"), (chaima, "Klas 7")):
        in_class(person, programme=programme, provider=school, name=name)
    assert found(log_in(a_user(roermond)), "klas 7") == ids(chaima, anna, bilal)


def test_many_who_fit_are_shown_a_page_at_a_time_without_a_name_in_the_address(log_in):
    roermond = a_municipality()
    everybody = [called(roermond, "Anna", f"Visser{number:03}") for number in range(60)]
    browser = log_in(a_user(roermond))
    pages = [browser.post(PEOPLE, {"zoek": "anna", "pagina": number}).content.decode() for number in "123"]
    shown = [re.findall(r'href="/mensen/([0-9a-f-]{36})/"', page) for page in pages]
    assert [len(each) for each in shown] == [25, 25, 10]
    assert [person for page in shown for person in page] == ids(*everybody)
    page = pages[1]
    assert "anna" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page)).lower()


def keys_of(person):
    return bridge.search_keys(given_name=person.given_name, family_name=person.family_name, number=person.number)


def test_what_a_search_looks_in_agrees_with_the_names_after_adding_and_renaming(log_in):
    roermond = a_municipality()
    person, other = called(roermond, "Yusuf", "Öztürk"), called(roermond, "Anna", "Bakker")
    robin = a_user(roermond)
    browser = log_in(robin)
    assert found(browser, "bakk") == ids(other)
    form = {"given_name": "Tesfay", "family_name": "Berhane", "number": person.number, "zone": "centrum"}
    page = browser.get(reverse("identity", args=[person.pk]))
    browser.post(reverse("identity", args=[person.pk]), {**form, "based_on": page.context["based_on"]})
    assert found(browser, "tesfai") == ids(person)
    assert found(browser, "yusuf") == []
    assert Person.objects.count() == 2
    for row in Person.objects.all():
        assert (row.name_key, row.sound_key) == (keys_of(row).name, keys_of(row).sound)


@pytest.mark.django_db(transaction=True)  # the command opens and closes the database as from a shell
def test_the_index_is_made_anew_by_a_command(log_in):
    roermond = a_municipality()
    person, other = called(roermond, "Yusuf", "Öztürk"), called(roermond, "Anna", "Bakker")
    Person.objects.filter(pk=person.pk).update(name_key="", sound_key="")
    browser = log_in(a_user(roermond))
    assert found(browser, "yusuf") == []
    said = CliRunner().invoke(main, ["search-index"])
    assert said.output.splitlines()[0] == "2 people looked at, 1 mended"
    assert found(browser, "yusuf") == ids(person)
    assert found(browser, "anna") == ids(other)
    assert actions.rebuild_search_index().mended == 0


def parts_of(person):
    """What PostgreSQL's index of the parts of names holds of somebody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT part FROM people_namepart WHERE person_id = %s", [person.pk])
        return {part for (part,) in cursor.fetchall()}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite reads every row")
def test_on_postgresql_the_parts_of_names_are_kept_in_step_whatever_writes_them():
    anna = called(a_municipality(), "Anna", "O", number="7")
    assert parts_of(anna) == {" anna o |7|", "nna o |7|", "na o |7|", "a o |7|", " o |7|", " 7|", "~ana ", "~u "}
    Person.objects.filter(pk=anna.pk).update(zone="zuid", name_key=" bo |7|", sound_key="")
    assert parts_of(anna) == {" bo |7|", "o |7|", " 7|"}
    assert actions.rebuild_search_index().mended == 1
    assert " anna o |7|" in parts_of(anna)
    key = anna.pk
    anna.delete()
    anna.pk = key
    assert parts_of(anna) == set()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such wall")
def test_on_postgresql_the_parts_of_a_name_are_behind_the_wall_with_the_person():
    ours, theirs = a_municipality(), a_municipality("Lochem")
    anna, bilal = called(ours, "Anna", "Visser"), called(theirs, "Bilal", "Bakker")
    assert parts_of(anna)
    assert parts_of(bilal)
    with on_behalf_of_somebody(a_user(ours).pk):
        assert parts_of(anna)
        assert parts_of(bilal) == set()
    with on_behalf_of_somebody():
        assert parts_of(anna) == set()


def test_however_many_fit_those_who_fit_best_are_among_who_is_found(log_in, monkeypatch):
    roermond = a_municipality()
    for number in range(9):
        called(roermond, f"Anna{number}", "Aanen Aalders")
    called(roermond, "Xaa", "Aanen")
    part, best = called(roermond, "Xaa", "Zz"), called(roermond, "Aa", "Zwart")
    browser = log_in(a_user(roermond))
    assert found(browser, "aa")[0] == str(best.pk)
    monkeypatch.setattr(finding, "MOST_COUNTED", 10)
    page = browser.post(PEOPLE, {"zoek": "aa"}).content.decode()
    assert page.index(str(best.pk)) < page.index("Aanen Aalders")
    assert str(part.pk) not in page
    assert "Meer dan 10 deelnemers" in page


def test_the_list_is_narrowed_down_by_route_level_and_what_was_not_asked(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, name="Anna", route="b1", speaking_level="a1", act="act-2021")
    bilal = a_participant(roermond, name="Bilal", route="education", speaking_level="a2")
    chaima = a_participant(roermond, name="Chaima", act="act-2013")
    dawit = a_participant(roermond, name="Dawit", speaking_level=Fact.known("a1", valid_on=date(2020, 2, 1)))
    robin = a_user(roermond)
    actions.register_fact(person=dawit, slug="speaking-level", fact=Fact.known("b1", valid_on=TODAY), by=robin, now=NOW)
    browser = log_in(robin)
    assert listed(browser, "?route=b1") == ids(anna)
    assert listed(browser, "?niveau=a1") == ids(anna)
    assert listed(browser, "?niveau=b1") == ids(dawit)
    assert listed(browser, "?ontbreekt=speaking-level") == ids(chaima)
    assert listed(browser, "?ontbreekt=route") == ids(dawit)
    assert listed(browser, "?ontbreekt=act") == ids(bilal, dawit)
    assert found(browser, "voorbeeld", "?route=education") == ids(bilal)


def test_who_was_not_asked_by_a_day_can_be_seen_later(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, name="Anna", gender=Fact.known("female", valid_on=TODAY))
    before = (TODAY - timedelta(days=1)).isoformat()
    browser = log_in(a_user(roermond))
    assert listed(browser, "?ontbreekt=gender") == []
    assert listed(browser, f"?ontbreekt=gender&peildatum={before}") == ids(anna)
    assert listed(browser, "?ontbreekt=gender&peildatum=2019-01-01") == []


def test_a_filter_on_what_one_may_not_see_is_no_filter(log_in):
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, name="Anna", act="act-2021", route="b1", obstacles=("debts",))
    bilal = a_participant(roermond, name="Bilal", act="act-2021", route="education")
    actions.share(people=[anna, bilal], organisation=school, since=TODAY, now=NOW)
    teacher = log_in(a_user(school, Role.LANGUAGE_PROVIDER))
    for query in ("?route=b1", "?ontbreekt=obstacles", "?mensen=mijn", "?fase=intake"):
        assert listed(teacher, query) == ids(anna, bilal)
    page = teacher.get(PEOPLE).content.decode()
    assert 'name="route"' not in page
    assert 'value="obstacles"' not in page
    assert 'value="speaking-level"' in page


def test_somebody_who_sees_a_fact_of_some_people_only_filters_among_those(log_in):
    roermond, lochem, school = a_municipality(), a_municipality("Lochem"), a_school()
    ours = a_participant(roermond, name="Anna", obstacles=("debts",))
    a_participant(roermond, name="Bilal")
    theirs = a_participant(lochem, name="Chaima")
    actions.share(people=[theirs], organisation=school, since=TODAY, now=NOW)
    robin = a_user(roermond)
    robin.memberships.create(organisation=school, role=Role.LANGUAGE_PROVIDER.value)
    browser = log_in(robin)
    assert len(listed(browser)) == 3
    assert listed(browser, "?ontbreekt=obstacles") == ids(Person.objects.get(given_name="Bilal"))
    assert str(ours.pk) in listed(browser)


def test_the_list_is_narrowed_down_by_the_phase_that_the_page_of_a_person_names(log_in):
    roermond = a_municipality()
    people = [called(roermond, "Anna", f"Visser{number}") for number in range(8)]
    today = timezone.localdate()
    started = {person.pk: today - timedelta(weeks=13 * place) for place, person in enumerate(people)}
    a_programme(roermond, people=people, started=started)
    browser = log_in(a_user(roermond))
    form = browser.get(f"{PEOPLE}?programma=roermond").content.decode()
    phases = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)', re.search(r'name="fase".*?</select>', form, re.S)[0])
    seen = {}
    for slug, label in phases[1:]:
        for person in listed(browser, f"?programma=roermond&fase={slug}"):
            assert person not in seen
            seen[person] = label
    assert len(phases) > 2
    assert len(set(seen.values())) > 1
    assert set(seen) == set(ids(*people))
    for person, label in seen.items():
        lead = re.search(r"paragraph--lead.*?</p>", browser.get(f"/mensen/{person}/").content.decode(), re.S)[0]
        assert label in lead


def test_a_view_is_kept_used_and_removed_by_its_owner(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, name="Anna", route="b1")
    a_participant(roermond, name="Bilal")
    robin = a_user(roermond)
    browser = log_in(robin)
    page = browser.post(reverse("save-view"), {"naam": " B1  route ", "route": "b1", "zoek": "anna"}, follow=True)
    link = re.search(r'href="(/mensen/\?[^"]*)"[^>]*>B1 route<', page.content.decode())[1].replace("&amp;", "&")
    assert link == "/mensen/?route=b1"
    assert listed(browser, link.removeprefix("/mensen/")) == ids(anna)
    view = SavedView.objects.get()
    assert view.filters == {"route": "b1"}
    log_in(a_user(roermond, name="Kim")).post(reverse("remove-view", args=[view.pk]))
    assert SavedView.objects.exists()
    log_in(robin).post(reverse("remove-view", args=[view.pk]))
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "message"), [("", "Geef de weergave een naam."), ("x" * 61, "Gebruik hooguit 60 tekens.")]
)
def test_a_view_without_a_fitting_name_is_not_kept(log_in, name, message):
    browser = log_in(a_user(a_municipality()))
    page = browser.post(reverse("save-view"), {"naam": name, "route": "b1"}, follow=True).content.decode()
    assert message in page
    assert not SavedView.objects.exists()


def shown_as_asked(browser, query=""):
    """Per person of the list what its column says: how much was asked, and of how much."""
    page = browser.get(PEOPLE + query).content.decode()
    rows = [row for row in page.split("<tr")[1:] if "/mensen/" in row]
    shown = {}
    for row in rows:
        meter = re.search(r'meter__text">(\d+) van (\d+)', row)
        key = re.search(r'href="/mensen/([0-9a-f-]{36})/"', row)[1]
        shown[key] = (int(meter[1]), int(meter[2])) if meter else (0, 0)
    return shown


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.LANGUAGE_PROVIDER])
def test_the_list_of_those_of_whom_less_was_asked_agrees_with_what_its_column_shows(log_in, role):
    roermond, school = a_municipality(), a_school()
    facts = {"act": "act-2021", "route": "b1", "gender": "female", "speaking_level": "a1", "obstacles": ("debts",)}
    people = [
        a_participant(roermond, name=f"Anna{n}", consents=(), **dict(list(facts.items())[:n]), learnability="low")
        for n in range(6)
    ]
    people.append(a_participant(roermond, name="Bilal", act="act-2013", obstacle_debts=True))
    a_programme(roermond, people=people[:4])
    sharing.share(people=people, organisation=school, since=TODAY, now=NOW)
    browser = log_in(a_user(school if role is Role.LANGUAGE_PROVIDER else roermond, role))
    shown = shown_as_asked(browser)
    assert len(shown) == len(people)
    assert len(set(shown.values())) > 1
    for percent in (100, 75, 50, 25):
        fewer = {key for key, (asked, of) in shown.items() if asked * 100 < of * percent}
        for sort in ("naam", "gevraagd"):
            assert set(listed(browser, f"?volledig={percent}&sorteer={sort}")) == fewer
        assert set(found(browser, "anna", f"?volledig={percent}")) == fewer & set(ids(*people[:6]))
    assert set(listed(browser, "?volledig=99")) == set(shown)


def test_own_people_are_a_list_of_their_own(log_in):
    roermond = a_municipality()
    anna, bilal = a_participant(roermond, name="Anna"), a_participant(roermond, name="Bilal")
    robin, kim = a_user(roermond), a_user(roermond, name="Kim")
    actions.assign(people=[bilal], user=kim, by=kim, now=NOW)
    browser = log_in(robin)
    assert listed(browser, "?mensen=mijn") == ids(anna, bilal)
    browser.post(reverse("own-person", args=[anna.pk]), {"mijn": "ja"})
    assert listed(browser, "?mensen=mijn") == ids(anna)
    assert "Klantmanager: Kim." in browser.get(reverse("person", args=[bilal.pk])).content.decode()
    browser.post(reverse("own-person", args=[anna.pk]), {"mijn": "nee"})
    assert listed(browser, "?mensen=mijn") == ids(anna, bilal)
    assert anna.caseloads.get().until is not None


def test_only_a_case_manager_of_the_municipality_has_its_people_in_care(log_in):
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    anna = a_participant(roermond)
    for user in (a_user(lochem), a_user(roermond, Role.PROJECT_LEADER)):
        assert log_in(user).post(reverse("own-person", args=[anna.pk]), {"mijn": "ja"}).status_code == 404
        with pytest.raises(Refused, match="klantmanager van de eigen gemeente"):
            actions.assign(people=[anna], user=user, by=a_user(roermond), now=NOW)
    with pytest.raises(Refused, match="verdeelt de deelnemers"):
        actions.assign(people=[anna], user=a_user(roermond), by=a_user(lochem), now=NOW)
    assert anna.caseloads.count() == 0


@pytest.mark.parametrize("query", ["", "?sorteer=wacht", "?sorteer=gevraagd", "?sorteer=programma", "?niveau=a1"])
def test_the_list_asks_the_database_the_same_number_of_questions_for_three_and_thirty(log_in, query):
    roermond = a_municipality()
    robin = a_user(roermond)
    people = [a_participant(roermond, name=f"Anna{n}", speaking_level="a1", act="act-2021") for n in range(3)]
    a_programme(roermond, people=people)
    browser = log_in(robin)
    browser.get(PEOPLE)
    with CaptureQueriesContext(connection) as few:
        assert len(listed(browser, query)) == 3
    for n in range(27):
        a_participant(roermond, name=f"Bilal{n}", speaking_level="a1", act="act-2013")
    with CaptureQueriesContext(connection) as many:
        assert len(listed(browser, query)) == 30
    assert len(many) == len(few) <= 30


def test_a_search_of_many_words_or_signs_breaks_nothing():
    roermond = a_municipality()
    anna = called(roermond, "Anna", "100%")
    people = queries.visible_people(a_user(roermond))
    for text in ("a " * 40, "%", "_", "'; --", "\\", "x" * 80, "ኃይለ"):
        assert finding.search(people, text=text).count() in (0, 1)
    assert finding.search(people, text="%").count() == 0
    assert finding.search(people, text="100%")[0:5] == [anna]
