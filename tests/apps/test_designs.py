"""The design workbench over HTTP: start from a pilot, edit, see what follows, publish, move people, compare, export."""

from __future__ import annotations

import io
from datetime import date
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, start
from tests.apps.forms_of_pages import form_of, forms_of
from tweespoor.apps.log.models import Entry
from tweespoor.apps.trajectories.actions import designs as deeds
from tweespoor.apps.trajectories.actions import save_design
from tweespoor.apps.trajectories.models import DesignDraft, DesignMove, DesignVersion, Programme
from tweespoor.apps.trajectories.queries import designs as queries
from tweespoor.core.designs import PILOT_IDS, Section, parts, pilot, pilot_text, read_design, write_design
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def town():
    return a_municipality("Gemeente Roermond")


@pytest.fixture
def leader(town, log_in):
    return log_in(a_user(town, Role.PROJECT_LEADER, name="Lou"))


def begin(browser, pilot_id="roermond", title="Ons ontwerp"):
    """Start from a pilot on its page; the draft."""
    page = browser.get(reverse("design-pilot", args=[pilot_id]))
    form = form_of(page, having="voorbeeld")
    answer = browser.post(form.action, form.changed(naam=title))
    assert answer.status_code == 302
    return DesignDraft.objects.get(texts__text__contains=title)


def page_of(browser, draft):
    return browser.get(reverse("design-draft", args=[draft.pk]))


def design_in(draft):
    draft.refresh_from_db()
    return queries.draft_design(queries.draft_text(draft))


def text(response):
    return response.content.decode()


def set_hours(browser, draft, block, hours, **more):
    """Change the hours a week of one block in the table, and save."""
    form = _intensities(page_of(browser, draft))
    return browser.post(form.action, form.changed(**_hours(block, hours)) | more)


def _intensities(page):
    return next(form for form in forms_of(page) if any(name.endswith("_unit") for name in form.values))


def _hours(block, hours):
    name = block.replace("-", "__")
    return {f"{name}_state": "number", f"{name}_min": str(hours), f"{name}_max": "", f"{name}_unit": "hours:week"}


@pytest.mark.parametrize("pilot_id", PILOT_IDS)
def test_each_pilot_is_opened_edited_by_one_small_thing_saved_compared_and_exported(leader, pilot_id):
    draft = begin(leader, pilot_id)
    before = design_in(draft)
    assert before.blocks == pilot(pilot_id).blocks
    block = before.blocks[0].id
    answer = set_hours(leader, draft, block, "7,5")
    assert answer.status_code == 302
    after = design_in(draft)
    assert after.block(block).intensity.value.amount.max == 450
    assert [b for b in after.blocks if b.id != block] == [b for b in before.blocks if b.id != block]
    assert (after.phases, after.cadences, after.staff) == (before.phases, before.cadences, before.staff)
    compared = leader.get(reverse("design-compare"), {"met": [pilot_id, str(draft.pk)]})
    assert "Uren in de volste week" in text(compared)
    assert "Ons ontwerp" in text(compared)
    exported = leader.get(reverse("design-draft-file", args=[draft.pk]))
    assert exported["Content-Disposition"] == 'attachment; filename="ons-ontwerp-concept.yaml"'
    assert read_design(text(exported)) == after
    assert write_design(after) == text(exported)


@pytest.mark.parametrize("pilot_id", PILOT_IDS)
def test_every_form_sent_as_it_is_shown_changes_nothing(leader, pilot_id):
    draft = begin(leader, pilot_id)
    before = queries.draft_text(draft).text
    addresses = [reverse("design-general", args=[draft.pk])]
    for section in Section:
        slug = section.value.replace("_", "-")
        addresses += [
            reverse("design-part", args=[draft.pk, slug, each.id]) for each in parts(design_in(draft), section)
        ]
    for address in addresses:
        form = form_of(leader.get(address), having="source" if "algemeen" not in address else "budget_euros")
        assert leader.post(address, form.values).status_code == 302, address
        draft.refresh_from_db()
        assert (draft.number, address) == (1, address)
    form = _intensities(page_of(leader, draft))
    assert "Er was niets nieuws om te bewaren." in text(leader.post(form.action, form.values, follow=True))
    draft.refresh_from_db()
    assert queries.draft_text(draft).text == before


def test_what_is_typed_shows_its_hours_before_it_is_saved(leader):
    draft = begin(leader)
    page = page_of(leader, draft)
    assert "36 uur" in text(page)
    form = _intensities(page)
    typed = form.changed(**_hours("sport", 14))
    picture = leader.post(reverse("design-picture", args=[draft.pk]), typed)
    assert picture.status_code == 200
    assert "42 uur" in text(picture)
    assert "Het is nog niet bewaard." in text(picture)
    assert "<html" not in text(picture)
    without_script = leader.post(form.action, typed | {"kijk": ["ja"]})
    assert "42 uur" in text(without_script)
    assert "<html" in text(without_script)
    assert design_in(draft).block("sport") == pilot("roermond").block("sport")


def test_a_number_that_cannot_be_is_named_at_its_block_and_nothing_is_kept(leader):
    draft = begin(leader)
    answer = set_hours(leader, draft, "sport", "veel")
    assert answer.status_code == 400
    assert "Voer een getal in." in text(answer)
    form = _intensities(page_of(leader, draft))
    wrong = form.changed(sport_state="number", sport_min="2,5", sport_max="", sport_unit="half_days:week")
    answer = leader.post(form.action, wrong)
    assert answer.status_code == 400
    assert "Gebruik hier een heel getal, of kies uren." in text(answer)
    picture = leader.post(reverse("design-picture", args=[draft.pk]), wrong)
    assert picture.status_code == 400
    assert "Sporten onder begeleiding" in text(picture)
    assert draft.texts.count() == 1


def add(browser, draft, section, **values):
    address = reverse("design-part-new", args=[draft.pk, section])
    form = form_of(browser.get(address), having="source")
    return browser.post(address, form.changed(**values))


def test_a_block_a_choice_a_rhythm_a_target_costs_and_staff_are_added(leader):
    draft = begin(leader)
    said = [
        add(
            leader,
            draft,
            "blocks",
            label_nl="Lassen",
            kind="vocational",
            intensity_min="3",
            phases=["phase-2"],
            level_lowest="a2",
            size_state="number",
            size_min="6",
            size_max="10",
            provider="reintegration",
        ),
        add(leader, draft, "blocks", label_nl="Nieuw", kind="sport", intensity_min="1"),
        add(leader, draft, "alternatives", label_nl="Vak of sport", blocks=["lassen", "nieuw"]),
        add(leader, draft, "phases", label_nl="Nazorg", duration_state="number", duration_min="6"),
        add(leader, draft, "cadences", label_nl="Gesprek", length_min="2", length_unit="weeks", who=["case-manager"]),
        add(leader, draft, "targets", label_nl="Werk", percent_state="number", percent_min="40"),
        add(leader, draft, "costs", label_nl="Lassen", block="lassen", euros_min="62,50", per="group-hour"),
        add(leader, draft, "staff", label_nl="Lasser", role="trainer", hours_state="number", hours_min="4,5"),
        add(leader, draft, "weekly-totals", label_nl="Hele week", hours_min="30", hours_max="36"),
        add(leader, draft, "alternations", label_nl="Om en om", between=["sport", "workshops"], turn_weeks="2"),
    ]
    assert [answer.status_code for answer in said] == [302] * len(said)
    design = design_in(draft)
    block = design.block("lassen")
    assert (block.when.phases, block.group.size.value.min, block.provider.value) == (("phase-2",), 6, "reintegration")
    assert block.conditions[0].lowest.value == "a2"
    assert design.alternatives[-1].blocks == ("lassen", "nieuw")
    assert design.phases[-1].duration.value.weeks == 6
    assert design.cadences[-1].every.weeks == 2
    assert design.targets[-1].percent.value == 40
    assert design.costs[-1].cents.value.max == 6250
    assert design.staff[-1].minutes_per_week.value.max == 270
    assert design.weekly_totals[-1].minutes.value.min == 1800
    assert design.alternations[-1].turn_weeks == 2
    assert "Vakscholing vraagt meestal niveau A2" in text(page_of(leader, draft))


def test_a_part_is_removed_with_what_hangs_on_it_and_comes_back_when_taken_back(leader):
    draft = begin(leader)
    address = reverse("design-part", args=[draft.pk, "blocks", "internship"])
    form = next(each for each in forms_of(leader.get(address)) if each.action.endswith("/weg/"))
    leader.post(form.action, form.values)
    assert [c.id for c in design_in(draft).alternatives] == []
    undo = next(each for each in forms_of(page_of(leader, draft)) if each.action.endswith("/terug/"))
    leader.post(undo.action, undo.values)
    assert [c.id for c in design_in(draft).alternatives] == ["dual-track"]
    redo = next(each for each in forms_of(page_of(leader, draft)) if each.action.endswith("/opnieuw/"))
    leader.post(redo.action, redo.values)
    assert [c.id for c in design_in(draft).alternatives] == []
    history = text(leader.get(reverse("design-history", args=[draft.pk])))
    assert "Taal- of werkstage: weggehaald" in history
    assert "Lou" in history


def test_the_last_phase_cannot_be_removed_and_the_page_says_why(leader):
    draft = begin(leader)
    for phase in ("phase-1", "phase-2", "phase-3"):
        address = reverse("design-part-remove", args=[draft.pk, "phases", phase])
        answer = leader.post(address, {"seen": str(queries.draft_text(draft).pk)})
        draft.refresh_from_db()
    assert answer.status_code == 400
    assert "leeg of te kort" in text(answer)
    assert [phase.id for phase in design_in(draft).phases] == ["phase-3"]


def test_a_block_moves_up_and_down(leader):
    draft = begin(leader)
    order = [block.id for block in design_in(draft).blocks]
    address = reverse("design-part-move", args=[draft.pk, "blocks", order[0]])
    leader.post(address, {"seen": str(queries.draft_text(draft).pk), "richting": "neer"})
    assert [block.id for block in design_in(draft).blocks][:2] == [order[1], order[0]]


def test_a_part_that_would_break_the_design_is_refused_with_its_remedy(leader):
    draft = begin(leader)
    address = reverse("design-part", args=[draft.pk, "blocks", "sport"])
    form = form_of(leader.get(address), having="source")
    answer = leader.post(address, form.changed(from_week="400", length_state="number", length_min="2"))
    assert answer.status_code == 400
    assert "begin eerder, maak het korter, of maak de fase langer" in text(answer)
    assert draft.texts.count() == 1


def two_leaders(town, client_class):
    browsers = []
    for name in ("Lou", "Bo"):
        browser = client_class()
        browser.force_login(a_user(town, Role.PROJECT_LEADER, name=name))
        browsers.append(browser)
    return browsers


def test_the_second_of_two_who_change_one_block_sees_both_versions(town, client):
    lou, bo = two_leaders(town, type(client))
    draft = begin(lou)
    first, second = (_intensities(page_of(each, draft)) for each in (lou, bo))
    lou.post(first.action, first.changed(**_hours("sport", 4)))
    answer = bo.post(second.action, second.changed(**_hours("sport", 6)))
    assert answer.status_code == 409
    assert "Iemand anders veranderde hetzelfde" in text(answer)
    assert "Lou" in text(answer)
    assert "4 uur per week" in text(answer)
    assert "6 uur per week" in text(answer)
    assert design_in(draft).block("sport").intensity.value.amount.max == 240
    again = form_of(answer, having="sport_min")
    assert bo.post(again.action, again.values).status_code == 302
    assert design_in(draft).block("sport").intensity.value.amount.max == 360


def test_two_who_change_different_blocks_both_keep_their_work(town, client):
    lou, bo = two_leaders(town, type(client))
    draft = begin(lou)
    first, second = (_intensities(page_of(each, draft)) for each in (lou, bo))
    lou.post(first.action, first.changed(**_hours("sport", 4)))
    assert bo.post(second.action, second.changed(**_hours("workshops", 2))).status_code == 302
    design = design_in(draft)
    assert design.block("sport").intensity.value.amount.max == 240
    assert design.block("workshops").intensity.value.amount.max == 120


def test_a_form_sent_twice_is_carried_out_once(leader):
    draft = begin(leader)
    form = _intensities(page_of(leader, draft))
    typed = form.changed(**_hours("sport", 4))
    leader.post(form.action, typed)
    again = leader.post(form.action, typed, follow=True)
    assert "Dit was al bewaard." in text(again)
    assert draft.texts.count() == 2


@pytest.fixture
def running(town):
    """A programme of Roermond with two people in it."""
    programme = a_programme(town, slug="roermond")
    people = [
        a_participant(town, name="Amina", speaking_level="a1"),
        a_participant(town, name="Bilal", speaking_level="a2"),
        a_participant(town, name="Chaima"),
    ]
    for person in people:
        start(person, programme, started_on=date(2021, 1, 4))
    return programme, people


def publish(browser, draft, **changes):
    address = reverse("design-publish", args=[draft.pk])
    form = form_of(browser.get(address), having="seen")
    return browser.post(address, form.changed(**changes))


def edit(browser, version):
    page = browser.get(reverse("design-version", args=[version.pk]))
    form = next(each for each in forms_of(page) if each.action.endswith("/bewerken/"))
    browser.post(form.action, form.values)
    return DesignDraft.objects.get(slug=version.slug)


def test_people_keep_their_version_until_they_are_moved_and_can_be_moved_back(leader, running):
    programme, people = running
    old = programme.design
    draft = edit(leader, old)
    set_hours(leader, draft, "sport", 4)
    add(leader, draft, "blocks", label_nl="Lassen", kind="vocational", intensity_min="3", level_lowest="a2")
    address = reverse("design-publish", args=[draft.pk])
    assert "Lassen</strong>: toegevoegd" in text(leader.get(address))
    assert publish(leader, draft).status_code == 302
    new = DesignVersion.objects.get(slug="roermond", version=2)
    assert not DesignDraft.objects.exists()
    programme.refresh_from_db()
    assert programme.design == new
    assert {t.design for t in programme.trajectories.all()} == {old}

    page = leader.get(reverse("design-move", args=[new.pk]))
    shown = text(page)
    assert "3 deelnemers zijn nu in een andere versie" in shown
    assert "<strong>Lassen</strong> erbij: 2 deelnemers" in shown
    assert "Lassen (3 uur per week), vanaf 4 januari 2021" in shown
    assert "Lassen (3 uur per week), nog niet beslist" in shown
    assert "Sporten onder begeleiding</strong> wordt anders: 3 deelnemers" in shown
    assert "was 8 uur per week, wordt 4 uur per week" in shown
    form = form_of(page, having="wie")
    chosen = [str(programme.trajectories.get(person=each).pk) for each in people[:2]]
    done = leader.post(reverse("design-move", args=[new.pk]), form.changed(wie=chosen), follow=True)
    assert "2 deelnemers gaan verder in versie 2." in text(done)
    versions = {t.person: t.design for t in programme.trajectories.all()}
    assert versions == {people[0]: new, people[1]: new, people[2]: old}
    entry = Entry.objects.get(deed="people-moved")
    assert sorted(entry.detail["listed"]) == sorted(str(each.pk) for each in people[:2])

    back = next(each for each in forms_of(done) if "/verhuizingen/" in each.action)
    done = leader.post(back.action, back.values, follow=True)
    assert "2 deelnemers zijn terug in hun vorige versie." in text(done)
    assert {t.design for t in programme.trajectories.all()} == {old}
    assert DesignMove.objects.filter(undone_at=None).count() == 0
    again = leader.post(back.action, back.values, follow=True)
    assert "Er is niemand om terug te zetten." in text(again)


def test_nobody_is_moved_whom_the_version_is_not_for(leader, running, town):
    programme, _people = running
    other = a_programme(a_municipality("Elders"), slug="roermond")
    stranger = start(a_participant(other.municipality, name="Dawit"), other)
    draft = edit(leader, programme.design)
    set_hours(leader, draft, "sport", 4)
    publish(leader, draft)
    new = DesignVersion.objects.get(slug="roermond", version=2, organisation=town)
    answer = leader.post(reverse("design-move", args=[new.pk]), {"wie": [str(stranger.pk), "x"]}, follow=True)
    assert "Kies eerst wie er naar deze versie gaan." in text(answer)
    answer = leader.post(reverse("design-move", args=[new.pk]), {"wie": [str(stranger.pk)]}, follow=True)
    assert "Kies eerst" in text(answer)
    stranger.refresh_from_db()
    assert stranger.design.organisation.name == "Elders"


def test_a_programme_that_is_not_ticked_stays_with_its_version(leader, running):
    programme, _people = running
    draft = edit(leader, programme.design)
    set_hours(leader, draft, "sport", 4)
    publish(leader, draft, programma=None)
    programme.refresh_from_db()
    assert programme.design.version == 1


def test_a_draft_changed_meanwhile_is_not_published_unseen(town, client, running):
    lou, bo = two_leaders(town, type(client))
    draft = edit(lou, running[0].design)
    address = reverse("design-publish", args=[draft.pk])
    form = form_of(lou.get(address), having="seen")
    set_hours(bo, draft, "sport", 4)
    answer = lou.post(address, form.values, follow=True)
    assert "Iemand anders veranderde intussen het concept." in text(answer)
    assert DesignVersion.objects.count() == 1


def upload(browser, content, name="ontwerp.yaml"):
    file = io.BytesIO(content)
    file.name = name
    return browser.post(reverse("design-import"), {"bestand": file, "idempotency_key": str(uuid4())}, follow=True)


def test_a_file_that_was_exported_is_imported_with_the_same_text(leader):
    draft = begin(leader)
    set_hours(leader, draft, "sport", 4)
    exported = leader.get(reverse("design-draft-file", args=[draft.pk])).content
    throw = next(each for each in forms_of(page_of(leader, draft)) if each.action.endswith("/weggooien/"))
    leader.post(throw.action, throw.values)
    assert not DesignDraft.objects.exists()
    upload(leader, exported)
    draft = DesignDraft.objects.get()
    assert leader.get(reverse("design-draft-file", args=[draft.pk])).content == exported


def test_a_file_of_a_design_that_has_a_draft_comes_on_top_and_can_be_taken_back(leader):
    draft = begin(leader)
    before = queries.draft_text(draft).text
    upload(leader, before.replace("half_days_per_week: 2", "half_days_per_week: 3", 1).encode())
    draft.refresh_from_db()
    assert (DesignDraft.objects.count(), draft.number) == (1, 2)
    undo = next(each for each in forms_of(page_of(leader, draft)) if each.action.endswith("/terug/"))
    leader.post(undo.action, undo.values)
    draft.refresh_from_db()
    assert queries.draft_text(draft).text == before


BROKEN = pilot_text("hengelo").replace("approach: group", "aproach: group")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "het bestand is leeg; begin met het bestand van een van de voorbeelden"),
        (b"format: [", "dit is geen YAML"),
        (b"a:\n\tb: 1", "een tab waar YAML spaties wil"),
        (BROKEN.encode(), "bedoelt u &#x27;approach&#x27;?"),
        (b"\xff\xfe", "geen tekst in UTF-8"),
        (b"a" * 200_001, "Dit bestand is te groot"),
    ],
    ids=["empty", "no yaml", "tab", "key", "bytes", "large"],
)
def test_a_file_that_is_no_design_is_refused_with_line_and_remedy(leader, content, said):
    answer = upload(leader, content)
    assert answer.status_code == 400
    assert said in text(answer)
    assert not DesignDraft.objects.exists()
    if content == BROKEN.encode():
        line = next(n for n, row in enumerate(BROKEN.splitlines(), 1) if row.startswith("aproach"))
        assert f"regel {line}" in text(answer)


def test_no_file_is_said(leader):
    answer = leader.post(reverse("design-import"), {})
    assert answer.status_code == 400
    assert "Kies eerst een bestand." in text(answer)


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.POLICY_OFFICER])
def test_who_reads_sees_a_draft_and_changes_nothing(leader, town, log_in, client, role):
    draft = begin(leader)
    reader = log_in(a_user(town, role, name="Kim"))
    page = page_of(reader, draft)
    assert page.status_code == 200
    assert [form for form in forms_of(page) if form.method == "post" and "/ontwerpen/" in form.action] == []
    for name in ("design-picture", "design-undo", "design-redo", "design-throw-away", "design-publish", "design-draft"):
        assert reader.post(reverse(name, args=[draft.pk])).status_code == 404, name
    assert reader.get(reverse("design-import")).status_code == 404
    assert reader.get(reverse("design-part", args=[draft.pk, "blocks", "sport"])).status_code == 404
    assert draft.texts.count() == 1


def test_a_partner_reads_what_its_programme_follows_and_no_numbers_and_no_draft(town, log_in, leader):
    school = a_school()
    programme = a_programme(town, slug="hengelo", partners=[school])
    start(a_participant(town, name="Amina", speaking_level="a1"), programme)
    draft = begin(leader)
    own = text(leader.get(reverse("design-version", args=[programme.design_id])))
    assert "met de gegevens van 1 deelnemer" in own
    assert "1 van de 1 mensen van wie u het weet (100%) spreekt lager dan A2" in own
    teacher = log_in(a_user(school, Role.LANGUAGE_PROVIDER, name="Sam"))
    page = teacher.get(reverse("design-version", args=[programme.design_id]))
    assert "zonder gegevens van deelnemers" in text(page)
    assert "spreekt lager" not in text(page)
    assert page_of(teacher, draft).status_code == 404
    assert teacher.get(reverse("design-move", args=[programme.design_id])).status_code == 404
    stranger = log_in(a_user(a_school("Elders"), Role.LANGUAGE_PROVIDER, name="Nel"))
    assert stranger.get(reverse("design-version", args=[programme.design_id])).status_code == 404
    assert stranger.get(reverse("designs")).status_code == 200
    assert stranger.get(reverse("design-pilot", args=["hengelo"])).status_code == 200


def test_a_design_of_another_municipality_is_not_there_to_compare(leader):
    other = a_programme(a_municipality("Elders"), slug="hengelo")
    page = leader.get(reverse("design-compare"), {"met": [str(other.design_id), "lochem"]})
    assert "Elders" not in text(page)
    assert "Eén ontwerp uit dit adres is er niet, of u mag het niet zien." in text(page)
    assert text(page).count('scope="col"') == 4


def test_a_person_without_anything_asked_is_counted_apart(leader, running):
    programme, _people = running
    draft = edit(leader, programme.design)
    add(leader, draft, "blocks", label_nl="Lassen", kind="vocational", intensity_min="3")
    assert "1 van de 2 mensen van wie u het weet (50%) spreekt lager dan A2; aan 1 niet gevraagd." in text(
        page_of(leader, draft)
    )


def test_the_budget_and_the_limit_are_changed_and_counted_with(leader):
    draft = begin(leader)
    address = reverse("design-general", args=[draft.pk])
    form = form_of(leader.get(address), having="budget_euros")
    leader.post(address, form.changed(budget_euros="4000", weekly_limit_hours="30"))
    add(leader, draft, "costs", label_nl="Taal", block="language-phase-1", euros_min="5000", per="person")
    page = text(page_of(leader, draft))
    assert "grens: 30" in page
    assert "minstens € 5000, meer dan het budget van € 4000" in page
    page = text(leader.get(reverse("design-draft", args=[draft.pk]), {"groep": "20"}))
    assert "Voor 20 mensen samen, voor zover bekend: € 100.000 van € 80.000." in page


def test_a_title_that_cannot_be_is_refused(leader):
    answer = leader.post(reverse("design-start"), {"voorbeeld": "lochem", "naam": "x"}, follow=True)
    assert "Geef het ontwerp een naam" in text(answer)
    answer = leader.post(reverse("design-start"), {"voorbeeld": "nergens", "naam": "Goede naam"}, follow=True)
    assert "Kies eerst een voorbeeld" in text(answer)
    assert not DesignDraft.objects.exists()


def test_two_designs_of_one_name_stand_beside_each_other(leader):
    begin(leader)
    page = leader.get(reverse("design-pilot", args=["lochem"]))
    form = form_of(page, having="voorbeeld")
    leader.post(form.action, form.changed(naam="Ons ontwerp"))
    assert set(DesignDraft.objects.values_list("slug", flat=True)) == {"ons-ontwerp", "ons-ontwerp-2"}


def test_a_list_of_designs_takes_as_many_questions_for_many_as_for_few(leader, town):
    def asked():
        with CaptureQueriesContext(connection) as queries_asked:
            assert leader.get(reverse("designs")).status_code == 200
        return len(queries_asked)

    begin(leader, title="Een")
    save_design(slug="versie", text=pilot_text("lochem"), now=NOW, organisation=town)
    few = asked()
    for place in range(4):
        begin(leader, title=f"Nog een ontwerp {place}")
        save_design(slug=f"versie-{place}", text=pilot_text("lochem"), now=NOW, organisation=town)
    assert asked() == few


def test_a_version_of_nobody_is_taken_by_the_first_programme_and_copied_for_the_next():
    first, second = a_municipality("Eerste"), a_municipality("Tweede")
    one = a_programme(first, slug="hengelo")
    two = a_programme(second, slug="hengelo")
    three = a_programme(first, slug="hengelo")
    assert (one.design.organisation, two.design.organisation) == (first, second)
    assert one.design == three.design
    assert one.design != two.design
    assert Programme.objects.count() == 3


def test_history_holds_the_last_fifty_texts(leader, monkeypatch):
    monkeypatch.setattr(deeds, "KEPT_TEXTS", 3)
    draft = begin(leader)
    for hours in (4, 5, 6, 7):
        set_hours(leader, draft, "sport", hours)
    draft.refresh_from_db()
    assert sorted(draft.texts.values_list("number", flat=True)) == [3, 4, 5]
    assert draft.number == 5


def test_designs_of_before_they_had_an_owner_go_to_every_municipality_that_uses_them():
    first, second = a_municipality("Eerste"), a_municipality("Tweede")
    one, two = a_programme(first, slug="hengelo"), a_programme(second, slug="hengelo")
    moved = start(a_participant(second, name="Amina"), two)
    shared = save_design(slug="oud", text=pilot_text("lochem"), now=NOW)
    unused = save_design(slug="van-niemand", text=pilot_text("arnhem"), now=NOW)
    Programme.objects.update(design=shared)
    two.trajectories.update(design=shared)
    migration = import_module("tweespoor.apps.trajectories.migrations.0006_workbench")
    migration.give_to_municipalities(apps, None)
    for row in (one, two, moved, shared, unused):
        row.refresh_from_db()
    assert (one.design, one.design.organisation) == (shared, first)
    assert (two.design.organisation, two.design.slug, two.design.text) == (second, "oud", shared.text)
    assert moved.design == two.design
    assert unused.organisation is None


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.CASE_MANAGER, Role.POLICY_OFFICER])
def test_a_programme_leads_to_the_design_that_its_people_start_in(running, log_in, role):
    programme, _people = running
    browser = log_in(a_user(programme.municipality, role, name="Iemand"))
    address = reverse("design-version", args=[programme.design_id])
    assert f'href="{address}"' in text(browser.get(reverse("programme", args=[programme.slug])))
    assert browser.get(address).status_code == 200
