"""A person's plan over HTTP: from proposal to signed, what never changes, who reads what, and two who save at once."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.plans import ANSWERS, OWN_WORDS, a_draft, a_newcomer, a_signed_plan
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.queries import latest_fact
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import PipSignature, PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.rules import Refused
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import OrganisationKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def town():
    """A municipality with its case manager Kim and a newcomer."""
    roermond = a_municipality("Gemeente Roermond")
    kim = a_user(roermond, name="Kim")
    return roermond, kim, a_newcomer(roermond)


def url(name, person, *args):
    return reverse(name, args=[person.pk, *args])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def form_of(page):
    """The fields of the main form as a browser would send them back."""
    html = page.content.decode()
    sent = {}
    for tag in re.findall(r"<input[^>]*>", html):
        about = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = about.get("type") not in ("checkbox", "radio") or " checked" in tag
        if "name" in about and ticked and about["name"] != "csrfmiddlewaretoken":
            sent.setdefault(about["name"], []).append(about.get("value", ""))
    for about, words in re.findall(r"<textarea([^>]*)>(.*?)</textarea>", html, flags=re.S):
        name = re.search(r'name="([^"]*)"', about)
        if name:
            sent.setdefault(name.group(1), []).append(words.strip())
    for about, options in re.findall(r"<select([^>]*)>(.*?)</select>", html, flags=re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', options)
        sent.setdefault(re.search(r'name="([^"]*)"', about).group(1), []).append(chosen.group(1) if chosen else "")
    return sent


def test_a_plan_goes_from_proposal_to_signed_in_one_flow(town, log_in):
    _roermond, kim, amina = town
    browser = log_in(kim)
    page = browser.get(url("plan", amina))
    assert "Nog geen plan" in text(page)
    assert "Begin het plan" in text(page)
    step = browser.post(url("plan", amina), follow=True)
    assert "Wat de deelnemer doet" in text(step)
    sent = form_of(step)
    first = sent["doet"][0]
    step = browser.post(
        url("plan-step", amina, 1, "onderdelen"), {**sent, f"blok-{first}-doing": "belt zelf"}, follow=True
    )
    assert "Bewaard om" in text(step)
    assert step.request["PATH_INFO"] == url("plan-step", amina, 1, "doelen")
    sent = form_of(step) | {"doel-short-0": "de bus nemen", "doel-long-0": OWN_WORDS, "doel-language": "ara"}
    step = browser.post(url("plan-step", amina, 1, "doelen"), sent, follow=True)
    assert step.request["PATH_INFO"] == url("plan-step", amina, 1, "afspraken")
    sent = form_of(step) | {
        "afspraak-0-who": "municipality",
        "afspraak-0-what": "regelt een fiets",
        "afspraak-0-by": "2021-03-01",
    }
    step = browser.post(url("plan-step", amina, 1, "afspraken"), sent, follow=True)
    answers = form_of(step)
    assert (answers["pvt-hours-answer"], "map-hours-answer" in answers) == (["12"], False)
    step = browser.post(
        url("plan-step", amina, 1, "wet"), answers | {"route-state": "known", "route-answer": "b1"}, follow=True
    )
    assert step.request["PATH_INFO"] == url("plan-step", amina, 1, "wet")
    answers = form_of(step)
    assert answers["map-hours-answer"] == ["40"]
    for slug in ("route-hours", "guidance", "map-hours", "progress-talks", "benefit-decisions", "unburdening"):
        answers |= {f"{slug}-state": "known", f"{slug}-answer": "40"}
    answers["childcare-state"] = "none"
    page = browser.post(url("plan-step", amina, 1, "wet"), answers, follow=True)
    assert page.request["PATH_INFO"] == url("plan-sign", amina, 1)
    assert "Dit moet nog beslist worden" not in text(page)
    page = browser.post(url("plan-discussed", amina, 1), {"on": timezone.localdate().isoformat()}, follow=True)
    assert "Besproken" in text(page)
    revision = form_of(page)["revisie"]
    signed = {
        "participant": "Amina Voorbeeld",
        "case_manager": "Kim",
        "interpreter": "ja",
        "language": "ara",
        "signed_on": timezone.localdate().isoformat(),
        "revisie": revision,
    }
    page = browser.post(url("plan-sign", amina, 1), signed, follow=True)
    assert "Het plan is getekend." in text(page)
    assert "Ondertekend" in text(page)
    row = PipVersion.objects.get(person=amina)
    assert (row.status, row.act, row.target_group, row.route) == ("signed", "act-2021", "status-holder", "b1")
    assert {(each.party, each.name, each.language) for each in row.signatures.all()} == {
        ("participant", "Amina Voorbeeld", "ara"),
        ("case-manager", "Kim", "ara"),
    }
    known = {slug: latest_fact(amina, slug=slug).value for slug in ("route", "progress-talks", "pip-established-on")}
    assert known == {"route": "b1", "progress-talks": 40, "pip-established-on": timezone.localdate()}
    assert plans.pip_date_of(amina) == timezone.localdate()
    told = set(Entry.objects.filter(person=amina.pk).values_list("deed", flat=True))
    assert {"pip-begun", "pip-changed", "pip-discussed", "pip-signed"} <= told


def test_what_was_proposed_and_what_was_agreed_stay_apart(town, log_in):
    _roermond, kim, amina = town
    browser = log_in(kim)
    sent = form_of(browser.post(url("plan", amina), follow=True))
    left, changed = sent["doet"][0], sent["doet"][1]
    sent["doet"] = [each for each in sent["doet"] if each != left]
    sent |= {f"blok-{changed}-least": "2,5", f"blok-{changed}-most": "2,5"}
    sent |= {"nieuw-name": "Zwemles", "nieuw-kind": "sport", "nieuw-starts_on": "2021-03-01", "nieuw-least": "1"}
    browser.post(url("plan-step", amina, 1, "onderdelen"), sent)
    items = {item.id: item for item in plans.pip_of(PipVersion.objects.get()).items}
    assert items[left].departure.value == "left-out"
    assert (items[changed].departure.value, items[changed].agreed.least) == ("changed", 150)
    assert items["eigen-1"].departure.value == "added"
    page = text(browser.get(url("plan-version", amina, 1)))
    assert {"Weggelaten in gesprek", "Aangepast in gesprek", "Toegevoegd in gesprek"} <= {
        word for word in ("Weggelaten in gesprek", "Aangepast in gesprek", "Toegevoegd in gesprek") if word in page
    }
    assert "Voorstel:" in page


@pytest.mark.parametrize(
    ("part", "filled_in", "message"),
    [
        ("onderdelen", {"nieuw-name": "Zwemles"}, "Kies welk soort onderdeel dit is."),
        ("onderdelen", {"nieuw-name": "Zwemles", "nieuw-kind": "sport", "nieuw-least": "99"}, "hooguit 60 uur"),
        (
            "onderdelen",
            {"nieuw-name": "Zwemles", "nieuw-kind": "sport", "nieuw-ends_on": "1-1-0001"},
            "te ver terug",
        ),
        ("wet", {"route-state": "known", "route-answer": ""}, "Vul in wat er beslist is"),
        ("wet", {"pvt-hours-state": "known", "pvt-hours-answer": "veel"}, "geheel getal"),
        ("afspraken", {"afspraak-0-what": "iets", "afspraak-0-by": "overmorgen"}, "Kies een dag die bestaat"),
    ],
)
def test_a_step_filled_in_wrong_says_so_and_keeps_nothing(town, log_in, part, filled_in, message):
    _roermond, kim, amina = town
    browser = log_in(kim)
    browser.post(url("plan", amina))
    before = PipVersion.objects.get().content
    sent = form_of(browser.get(url("plan-step", amina, 1, part))) | filled_in
    page = browser.post(url("plan-step", amina, 1, part), sent)
    assert page.status_code == 400
    assert message in text(page)
    assert PipVersion.objects.get().content == before


def test_a_plan_is_not_signed_before_the_law_is_met(town, log_in):
    _roermond, kim, amina = town
    row = a_draft(amina, by=kim, answers={"route": Fact.known("self-reliance"), "pvt-hours": Fact.known(12)})
    browser = log_in(kim)
    page = browser.get(url("plan-sign", amina, 1))
    assert "Dit moet nog beslist worden" in text(page)
    signed = {"participant": "A", "case_manager": "Kim", "interpreter": "nee", "signed_on": "2021-02-15"}
    page = browser.post(url("plan-sign", amina, 1), {**signed, "revisie": row.revision})
    assert page.status_code == 400
    assert "Examens op A2 en KNM in de Z-route" in text(page)
    assert PipVersion.objects.get().status == "draft"
    assert PipSignature.objects.count() == 0


@pytest.mark.parametrize(
    ("filled_in", "message"),
    [
        ({"participant": ""}, "Vul de naam in, of schrijf waarom"),
        ({"without": "ziek"}, "De deelnemer tekent."),
        ({"interpreter": "ja"}, "Kies de taal van de tolk."),
        ({"interpreter": ""}, "Kies of er een tolk bij was."),
        ({"signed_on": str(date.today() + timedelta(days=2))}, "Deze dag is nog niet geweest."),
        ({"signed_on": "2999-01-01"}, "te ver vooruit"),
        ({"revisie": "1"}, "Het plan is intussen veranderd."),
    ],
)
def test_a_signature_filled_in_wrong_signs_nothing(town, log_in, filled_in, message):
    _roermond, kim, amina = town
    row = a_draft(amina, by=kim)
    signed = {"participant": "Amina", "case_manager": "Kim", "interpreter": "nee", "signed_on": "2021-02-15"}
    page = log_in(kim).post(url("plan-sign", amina, 1), {**signed, "revisie": row.revision, **filled_in})
    assert page.status_code == 400
    assert message in text(page)
    assert PipVersion.objects.get().status == "draft"


def test_who_does_not_sign_has_a_reason_and_the_decision_says_so(town, log_in):
    _roermond, kim, amina = town
    row = a_draft(amina, by=kim)
    signed = {"without": "kwam drie keer niet", "case_manager": "Kim", "interpreter": "nee", "signed_on": "2021-02-15"}
    log_in(kim).post(url("plan-sign", amina, 1), {**signed, "revisie": row.revision})
    assert [each.party for each in PipSignature.objects.all()] == ["case-manager"]
    assert "kwam drie keer niet" in text(log_in(kim).get(url("plan-decision", amina, 1)))


def test_a_signed_plan_never_changes(town, log_in):
    _roermond, kim, amina = town
    row = a_signed_plan(amina, by=kim)
    page = log_in(kim).post(url("plan-step", amina, 1, "doelen"), {"doel-long-0": "anders"}, follow=True)
    assert "Dit plan is getekend en verandert niet meer." in text(page)
    for deed in (
        lambda: deeds.save_part(version=row, part="goals", mine=plans.pip_of(row), based_on="", by=kim, now=NOW),
        lambda: deeds.mark_discussed(version=row, on=NOW.date(), by=kim, now=NOW),
        lambda: deeds.discard_pip(version=row, by=kim, now=NOW),
    ):
        with pytest.raises(Refused):
            deed()
    for change in ({"content": {}}, {"signed_on": NOW.date() + timedelta(1)}, {"status": "draft", "signed_on": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PipVersion.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        PipSignature.objects.filter(version=row).update(name="Iemand anders")
    assert PipVersion.objects.get().content == row.content


def test_a_change_is_a_new_version_with_its_reason_and_the_old_one_stays(town, log_in):
    _roermond, kim, amina = town
    old = a_signed_plan(amina, by=kim)
    browser = log_in(kim)
    assert browser.post(url("plan", amina), {"reason": ""}).status_code == 400
    browser.post(url("plan", amina), {"reason": "evaluation", "reason_text": "gaat sneller"})
    answers = form_of(browser.get(url("plan-step", amina, 2, "wet"))) | {"route-answer": "education"}
    browser.post(url("plan-step", amina, 2, "wet"), answers)
    row = PipVersion.objects.get(number=2)
    signed = {"participant": "Amina", "case_manager": "Kim", "interpreter": "nee", "signed_on": "2021-02-16"}
    page = browser.post(url("plan-sign", amina, 2), {**signed, "revisie": row.revision})
    assert "Kies “Andere leerroute” als reden." in text(page)
    browser.post(url("plan-discard", amina, 2))
    browser.post(url("plan", amina), {"reason": "route"})
    answers = form_of(browser.get(url("plan-step", amina, 2, "wet"))) | {"route-answer": "education"}
    browser.post(url("plan-step", amina, 2, "wet"), answers)
    row = PipVersion.objects.get(number=2)
    browser.post(url("plan-sign", amina, 2), {**signed, "revisie": row.revision})
    assert dict(PipVersion.objects.values_list("number", "status")) == {1: "replaced", 2: "signed"}
    assert PipVersion.objects.get(number=1).content == old.content
    page = text(browser.get(url("plan-version", amina, 2)))
    assert "was: B1-route; nu: Onderwijsroute" in page
    assert "Andere leerroute" in page
    decision = text(browser.get(url("plan-decision", amina, 2)))
    assert "De leerroute verandert in: Onderwijsroute." in decision
    assert "begint niet opnieuw" in decision
    assert plans.pip_date_of(amina) == old.signed_on
    assert plans.signed_pip_of(amina).number == 2


def test_two_who_save_the_same_part_see_both_versions(town, log_in):
    roermond, kim, amina = town
    lou = a_user(roermond, name="Lou")
    a_draft(amina, by=kim)
    browser = log_in(kim)
    kims = form_of(browser.get(url("plan-step", amina, 1, "doelen"))) | {"doel-short-0": "fietsen leren"}
    lous = form_of(log_in(lou).get(url("plan-step", amina, 1, "doelen"))) | {"doel-short-0": "de bus nemen"}
    assert log_in(lou).post(url("plan-step", amina, 1, "doelen"), lous).status_code == 302
    page = log_in(kim).post(url("plan-step", amina, 1, "doelen"), kims)
    assert page.status_code == 409
    assert {word for word in ("fietsen leren", "de bus nemen", "Lou veranderde") if word in text(page)} == {
        "fietsen leren",
        "de bus nemen",
        "Lou veranderde",
    }
    assert "de bus nemen" in str(PipVersion.objects.get().content)
    again = form_of(page)
    assert log_in(kim).post(url("plan-step", amina, 1, "doelen"), again).status_code == 302
    assert "fietsen leren" in str(PipVersion.objects.get().content)


def test_two_who_save_different_parts_do_not_clash(town, log_in):
    roermond, kim, amina = town
    lou = a_user(roermond, name="Lou")
    a_draft(amina, by=kim)
    kims = form_of(log_in(kim).get(url("plan-step", amina, 1, "doelen"))) | {"doel-short-0": "fietsen leren"}
    lous = form_of(log_in(lou).get(url("plan-step", amina, 1, "wet"))) | {"progress-talks-answer": "9"}
    assert log_in(lou).post(url("plan-step", amina, 1, "wet"), lous).status_code == 302
    assert log_in(kim).post(url("plan-step", amina, 1, "doelen"), kims).status_code == 302
    pip = plans.pip_of(PipVersion.objects.get())
    assert (pip.answer("progress-talks").value, pip.goals[0].words) == (9, "fietsen leren")


def test_a_form_that_was_sent_twice_has_one_effect(town, log_in):
    _roermond, kim, amina = town
    browser = log_in(kim)
    sent = form_of(browser.get(url("plan", amina)))
    browser.post(url("plan", amina), sent)
    browser.post(url("plan", amina), sent)
    assert PipVersion.objects.count() == 1
    with pytest.raises(Refused):
        deeds.begin_pip(person=amina, by=kim, now=NOW)


def test_under_the_act_of_2013_the_plan_is_light(town, log_in):
    roermond, kim, _amina = town
    bilal = a_newcomer(roermond, name="Bilal", act="act-2013")
    nobody_asked = a_participant(roermond, name="Chaima")
    browser = log_in(kim)
    browser.post(url("plan", bilal))
    step = browser.get(url("plan-step", bilal, 1, "wet"))
    assert {name for name in form_of(step) if name.endswith("-answer")} == {
        "course-answer",
        "pvt-done-answer",
        "guidance-answer",
        "progress-talks-answer",
    }
    assert "te bevestigen" in text(step)
    row = PipVersion.objects.get(person=bilal)
    signed = {"participant": "Bilal", "case_manager": "Kim", "interpreter": "nee", "signed_on": "2021-02-15"}
    browser.post(url("plan-sign", bilal, 1), {**signed, "revisie": row.revision})
    assert PipVersion.objects.get(person=bilal).status == "signed"
    letter = text(browser.get(url("plan-decision", bilal, 1)))
    assert "geen besluit op grond van de Wet inburgering 2021" in letter
    assert "bezwaar" not in letter
    assert "Onder welke wet valt deze deelnemer?" in text(browser.get(url("plan", nobody_asked)))


def test_the_dossier_says_where_the_plan_stands(town, log_in):
    _roermond, kim, amina = town
    browser = log_in(kim)
    assert "geen plan" in text(browser.get(url("person", amina)))
    browser.post(url("plan", amina))
    assert "concept" in text(browser.get(url("person", amina)))
    browser.post(url("plan-discard", amina, 1))
    a_signed_plan(amina, by=kim)
    page = text(browser.get(url("person", amina)))
    assert "15 februari 2021" in page
    assert url("plan", amina) in page


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.PROJECT_LEADER])
def test_another_municipality_finds_no_plan(town, log_in, role):
    _roermond, kim, amina = town
    a_signed_plan(amina, by=kim)
    stranger = a_user(a_municipality("Gemeente Lochem"), role, name="Lou")
    for name, rest in (
        ("plan", []),
        ("plan-version", [1]),
        ("plan-step", [1, "doelen"]),
        ("plan-sign", [1]),
        ("plan-pdf", [1]),
        ("plan-decision", [1]),
        ("plan-decision-pdf", [1]),
        ("plan-own", [1, "ar"]),
        ("plan-own-pdf", [1, "ar"]),
        ("plan-discard", [1]),
    ):
        assert log_in(stranger).get(url(name, amina, *rest)).status_code == 404, name


def test_a_project_leader_reads_the_plan_without_the_words_and_changes_nothing(town, log_in):
    roermond, kim, amina = town
    a_signed_plan(amina, by=kim)
    lou = a_user(roermond, Role.PROJECT_LEADER, name="Lou")
    page = text(log_in(lou).get(url("plan-version", amina, 1)))
    assert "Kim Bakker, elke twee weken" in page
    assert OWN_WORDS not in page
    assert "belt de school" not in page
    assert "zes maanden" not in page
    assert log_in(lou).get(url("plan-step", amina, 1, "doelen")).status_code == 404
    assert log_in(lou).post(url("plan", amina)).status_code == 404
    assert log_in(lou).get(url("plan-decision", amina, 1)).status_code == 404
    assert log_in(lou).get(url("plan-own", amina, 1, "nl")).status_code == 404


def test_a_school_sees_route_and_its_own_blocks_and_nothing_else(log_in):
    roermond, school = a_municipality("Gemeente Roermond"), a_school()
    kim, sam = a_user(roermond, name="Kim"), a_user(school, Role.LANGUAGE_PROVIDER, name="Sam")
    amina = a_newcomer(roermond, partners=[school])
    people.share(people=[amina], organisation=school, since=timezone.localdate(), now=NOW)
    before = text(log_in(sam).get(url("plan", amina)))
    assert "Nog geen getekend plan" in before
    assert "Tot wanneer de inburgeringstermijn loopt, is nog niet bekend." in before
    row = a_signed_plan(amina, by=kim, signed_on=date(2021, 2, 10))
    page = text(log_in(sam).get(url("plan", amina)))
    pip = plans.pip_of(row)
    language = {item.name_nl for item in pip.agreed_items if item.kind.family.value == "language"}
    other = {item.name_nl for item in pip.agreed_items} - language
    assert language
    assert other
    assert {name for name in language | other if name in page} == language
    assert "B1-route" in page
    assert "12 uur per week" in page
    assert "De inburgeringstermijn loopt tot en met 10 februari 2024." in page
    assert log_in(sam).get(url("deadlines", amina)).status_code == 404
    for hidden in (OWN_WORDS, "belt de school", "zes maanden", "ontheffing", "opvang", "Kim Bakker"):
        assert hidden not in page
    assert log_in(sam).get(url("plan-version", amina, 1)).status_code == 404
    assert log_in(sam).get(url("plan-pdf", amina, 1)).status_code == 404


def test_a_participation_partner_sees_its_own_blocks_alone(log_in):
    roermond = a_municipality("Gemeente Roermond")
    company = organisations.add_organisation(name="Re-integratie Oost", kind=OrganisationKind.REINTEGRATION)
    kim, bo = a_user(roermond, name="Kim"), a_user(company, Role.JOB_COACH, name="Bo")
    amina = a_newcomer(roermond, partners=[company])
    people.share(people=[amina], organisation=company, since=timezone.localdate(), now=NOW)
    browser = log_in(kim)
    row = a_draft(amina, by=kim)
    sent = form_of(browser.get(url("plan-step", amina, 1, "onderdelen")))
    mine = sent["doet"][0]
    sent[f"blok-{mine}-organisation"] = str(company.pk)
    browser.post(url("plan-step", amina, 1, "onderdelen"), sent)
    row.refresh_from_db()
    deeds.sign_pip(
        version=row,
        signing=deeds.Signing(participant="Amina", case_manager="Kim", signed_on=NOW.date()),
        based_on=row.revision,
        by=kim,
        now=NOW,
    )
    page = text(log_in(bo).get(url("plan", amina)))
    assert "inburgeringstermijn" not in page
    items = {item.id: item.name_nl for item in plans.pip_of(row).agreed_items}
    provided = {item.id for item in plans.pip_of(row).agreed_items if item.provider == "reintegration"}
    assert {key for key, name in items.items() if name in page} == {mine, *provided}
    assert "B1-route" not in page


def test_who_gives_a_block_stays_when_that_organisation_is_no_partner_any_more(log_in):
    roermond = a_municipality("Gemeente Roermond")
    company = organisations.add_organisation(name="Re-integratie Oost", kind=OrganisationKind.REINTEGRATION)
    kim = a_user(roermond, name="Kim")
    amina = a_newcomer(roermond, partners=[company])
    browser = log_in(kim)
    row = a_draft(amina, by=kim)
    address = url("plan-step", amina, 1, "onderdelen")
    sent = form_of(browser.get(address))
    mine = sent["doet"][0]
    browser.post(address, {**sent, f"blok-{mine}-organisation": str(company.pk)})
    amina.trajectories.get().programme.partners.clear()
    sent = form_of(browser.get(address))
    browser.post(address, {**sent, f"blok-{mine}-doing": "Bo belt de werkgever"})
    row.refresh_from_db()
    kept = next(item for item in plans.pip_of(row).items if item.id == mine)
    assert (kept.doing, kept.organisation_name) == ("Bo belt de werkgever", "Re-integratie Oost")


def test_what_the_law_asks_stands_with_its_article(town, log_in):
    _roermond, kim, amina = town
    a_signed_plan(amina, by=kim, answers=ANSWERS | {"pvt-hours": Fact.known(8)})
    page = text(log_in(kim).get(url("plan-version", amina, 1)))
    assert "Besluit inburgering 2021, art. 5.3(4)" in page
    assert "De wet vraagt ten minste 12 uur" in page
    decision = text(log_in(kim).get(url("plan-decision", amina, 1)))
    assert "Wet inburgering 2021, art. 15" in decision
    assert re.search(r"6:7 – <em>te bevestigen", decision)


def test_who_takes_part_in_no_programme_is_told_why_the_proposal_is_empty(town, log_in):
    roermond, kim, amina = town
    nobody_yet = a_participant(roermond, act="act-2021")
    browser = log_in(kim)
    page = browser.get(url("plan", nobody_yet)).content.decode()
    assert "doet nu aan geen programma mee" in page
    assert f'href="{reverse("progress", args=[nobody_yet.pk])}#traject"' in page
    assert "aan geen programma" not in browser.get(url("plan", amina)).content.decode()
