"""What is no longer kept is proposed, deleted after confirmation, and figures of the past stay the same."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_user
from tests.apps.dossiers import a_full_dossier, a_programme, start
from tweespoor.apps.log import actions as log
from tweespoor.apps.log.models import DoneRequest, Entry
from tweespoor.apps.monitor import queries as monitor
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.rights import actions, queries
from tweespoor.apps.rights.models import KeptFact, KeptPerson, Proposal, Request
from tweespoor.apps.rights.rules import Outcome, Refused, RequestKind
from tweespoor.apps.schedule.models import Timetable
from tweespoor.cli import main
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
"""More than five years after the builders' day."""


@pytest.fixture
def roermond():
    return a_municipality("Gemeente Roermond")


def ended(roermond, *, name, on, reason="", programme=None):
    person = a_participant(roermond, name=name, number=name)
    start(person, programme or a_programme(roermond), ended_on=on, reason=reason)
    return person


def proposed(roermond, *, now=LATER):
    proposal = actions.propose_deletion(municipality=roermond, by=None, now=now)
    return {(item.kind, item.person) for item in proposal.items.all()} if proposal else set()


def test_a_dossier_is_proposed_from_the_day_its_term_is_over(roermond):
    anna = ended(roermond, name="Anna", on=date(2020, 11, 25))
    start(a_participant(roermond, name="Bilal"), a_programme(roermond))
    over = datetime(2025, 11, 25, 9, 0, tzinfo=UTC)
    assert proposed(roermond, now=over - timedelta(days=1)) == set()
    assert proposed(roermond, now=over) == {("dossier", anna.pk)}
    assert proposed(a_municipality("Lochem"), now=over) == set()


def test_who_died_is_proposed_at_once(roermond):
    anna = a_participant(
        roermond,
        name="Anna",
        reason_for_leaving=Fact.known("died", valid_on=date(2021, 2, 1), known_on=date(2021, 2, 1)),
    )
    bilal = ended(roermond, name="Bilal", on=date(2021, 2, 2), reason="died")
    ended(roermond, name="Chen", on=date(2021, 2, 2), reason="motivation")
    assert proposed(roermond, now=NOW) == {("dossier", anna.pk), ("dossier", bilal.pk)}


def test_a_death_or_an_end_of_the_duty_noted_beside_the_deadlines_counts_until_it_is_withdrawn(roermond, log_in):
    programme = a_programme(roermond)
    anna, bilal, chen = (a_participant(roermond, name=name, number=name) for name in ("Anna", "Bilal", "Chen"))
    browser = log_in(a_user(roermond))
    for person, kind, on in (
        (anna, "died", "2021-02-02"),
        (bilal, "duty-ended", "2020-11-25"),
        (chen, "offer", "2020-11-25"),
    ):
        start(person, programme)
        form = {"kind": kind, "on": on, "evidence": "akte", "idempotency_key": str(uuid4())}
        browser.post(reverse("note-event", args=[person.pk]), form)
    assert proposed(roermond, now=datetime(2021, 2, 2, 9, 0, tzinfo=UTC)) == {("dossier", anna.pk)}
    assert proposed(roermond, now=datetime(2025, 11, 24, 9, 0, tzinfo=UTC)) == {("dossier", anna.pk)}
    over = datetime(2025, 11, 25, 9, 0, tzinfo=UTC)
    assert proposed(roermond, now=over) == {("dossier", anna.pk), ("dossier", bilal.pk)}
    browser.post(reverse("withdraw-event", args=[anna.pk, anna.case_events.get().pk]))
    assert proposed(roermond, now=over) == {("dossier", bilal.pk)}


def test_notes_go_before_the_rest_of_the_dossier(roermond, monkeypatch):
    monkeypatch.setattr(queries, "note_variables", lambda: ["obstacles"])
    monkeypatch.setattr(actions.retention, "note_variables", lambda: ["obstacles"])
    anna = ended(roermond, name="Anna", on=date(2021, 1, 1))
    PersonFact.objects.create(
        person=anna,
        variable="obstacles",
        state="known",
        value_type="list",
        value="debts",
        valid_on=date(2020, 6, 1),
        known_on=date(2020, 6, 1),
        recorded_at=NOW,
    )
    now = datetime(2023, 6, 1, tzinfo=UTC)
    assert proposed(roermond, now=now) == {("contact-notes", anna.pk)}
    actions.carry_out(proposal=Proposal.objects.get(), by=a_user(roermond), now=now)
    assert Person.objects.filter(pk=anna.pk).exists()
    assert not PersonFact.objects.filter(person=anna).exists()
    assert proposed(roermond, now=now) == set()


def test_nothing_goes_without_confirmation_and_what_is_unticked_stays(roermond, log_in):
    anna, bilal = (ended(roermond, name=name, on=date(2020, 1, 1)) for name in ("Anna", "Bilal"))
    charlie = log_in(a_user(roermond, Role.ADMINISTRATOR, name="Charlie"))
    charlie.post(reverse("propose-deletion"))
    assert Person.objects.count() == 2
    page = charlie.get(reverse("retention")).content.decode()
    assert "Voorbeeld" not in page
    assert {"Anna", "Bilal"} == set(re.findall(r'tweespoor-option__label" for="[^"]*">([^<]*)<', page))
    proposal = Proposal.objects.get()
    item = proposal.items.get(person=anna.pk)
    answer = charlie.post(reverse("carry-out", args=[proposal.pk]), {"verwijderen": [str(item.pk)]}, follow=True)
    assert "Verwijderd: 1 van het voorstel." in answer.content.decode()
    assert list(Person.objects.all()) == [bilal]


def test_a_case_manager_reads_the_name_and_another_role_finds_nothing(roermond, log_in):
    ended(roermond, name="Anna", on=date(2020, 1, 1))
    actions.propose_deletion(municipality=roermond, by=None, now=LATER)
    proposal = Proposal.objects.get()
    assert "Anna Voorbeeld (Anna)" in log_in(a_user(roermond)).get(reverse("retention")).content.decode()
    for role in set(Role) - {Role.CASE_MANAGER, Role.ADMINISTRATOR}:
        browser = log_in(a_user(roermond, role, name=role.value))
        assert browser.get(reverse("retention")).status_code == 404
        assert browser.post(reverse("carry-out", args=[proposal.pk])).status_code == 404
    stranger = log_in(a_user(a_municipality("Lochem")))
    assert stranger.post(reverse("carry-out", args=[proposal.pk])).status_code == 404
    assert Person.objects.count() == 1


def test_who_has_a_request_open_is_not_deleted(roermond):
    anna, robin = ended(roermond, name="Anna", on=date(2020, 1, 1)), a_user(roermond)
    request = actions.register_request(
        person=anna, kind=RequestKind.RESTRICTION, received_on=date(2026, 11, 1), note="", by=robin, now=LATER
    )

    def carried_out():
        proposal = actions.propose_deletion(municipality=roermond, by=None, now=LATER)
        return actions.carry_out(proposal=proposal, by=robin, now=LATER)

    assert carried_out() == 0
    assert Person.objects.count() == 1
    actions.settle_request(
        request=request, outcome=Outcome.REFUSED, done_on=date(2026, 11, 20), answer="", by=robin, now=LATER
    )
    assert carried_out() == 1
    assert Person.objects.count() == 0


def test_who_started_again_after_the_proposal_stays(roermond):
    anna = ended(roermond, name="Anna", on=date(2020, 1, 1))
    proposal = actions.propose_deletion(municipality=roermond, by=None, now=LATER)
    start(anna, a_programme(roermond), started_on=date(2026, 11, 20))
    assert actions.carry_out(proposal=proposal, by=a_user(roermond), now=LATER) == 0
    assert Person.objects.filter(pk=anna.pk).exists()


def test_a_proposal_is_carried_out_once_and_a_newer_one_takes_its_place(roermond):
    ended(roermond, name="Anna", on=date(2020, 1, 1))
    robin = a_user(roermond)
    first = actions.propose_deletion(municipality=roermond, by=None, now=LATER)
    second = actions.propose_deletion(municipality=roermond, by=None, now=LATER)
    for proposal in (first, second):
        if proposal == first:
            with pytest.raises(Refused, match="al uitgevoerd of vervangen"):
                actions.carry_out(proposal=proposal, by=robin, now=LATER)
        else:
            actions.carry_out(proposal=proposal, by=robin, now=LATER)
    with pytest.raises(Refused, match="al uitgevoerd of vervangen"):
        actions.carry_out(proposal=second, by=robin, now=LATER)


def test_nothing_of_the_person_stays_but_random_ids(roermond):
    robin = a_user(roermond)
    anna, _request = a_full_dossier(roermond, by=robin, other=a_municipality("Lochem"), name="Anna")
    Request.objects.update(done_on=date(2021, 2, 15), outcome="refused")
    anna.trajectories.update(ended_on=date(2021, 3, 1))
    assert str(anna.pk) in Timetable.objects.get().switches
    assert str(anna.pk) in Timetable.objects.get().choice["people"]
    proposal = actions.propose_deletion(municipality=roermond, by=None, now=LATER)
    actions.carry_out(proposal=proposal, by=robin, now=LATER)
    assert not Person.objects.exists()
    assert Timetable.objects.get().switches == {}
    assert Timetable.objects.get().choice["people"] == []
    kept = KeptPerson.objects.get()
    assert kept.pk != anna.pk
    assert dict(KeptFact.objects.values_list("variable", "value")) == {"gender": "female", "birth-date": "1995-04-01"}
    entry = Entry.objects.get(deed="dossier-erased")
    assert (entry.person, entry.detail) == (anna.pk, {"rows": 1})
    assert not Request.objects.exists()
    everything = " ".join(str(entry.content()) for entry in Entry.objects.all())
    assert "Anna" not in everything
    assert anna.number not in everything


def figures_of(user):
    days = [date(2020, 4, 1), date(2021, 1, 1), date(2021, 4, 1), date(2022, 10, 1), date(2026, 10, 1)]
    return {
        (number, day): monitor.figure(user, number, view=monitor.View(day, hide_small=False), today=LATER.date()).rows
        for number in monitor.NUMBERS
        for day in days
    }


def test_figures_of_the_past_are_the_same_before_and_after(roermond):
    programme = a_programme(roermond)
    for place in range(12):
        born = date(1965 + 3 * place, 1 + place, 10 + place)
        person = a_participant(
            roermond,
            number=str(place),
            gender=("female", "male")[place % 2],
            birth_date=Fact.known(born, valid_on=date(2020, 1, 6), known_on=date(2020, 1, 6)),
            country_of_origin=Fact.known("syr", valid_on=date(2020, 1, 6), known_on=date(2020, 1, 6)),
            speaking_level_at_start="a1",
            obstacles=("debts", "housing"),
            participation_at_start=Fact.none(valid_on=date(2020, 1, 6), known_on=date(2020, 1, 6)),
        )
        start(person, programme, ended_on=date(2020, 12, 1) if place % 3 else None)
    lou = a_user(roermond, Role.PROJECT_LEADER, name="Lou")
    before = figures_of(lou)
    assert sum(len(rows) for rows in before.values()) > 0
    proposal = actions.propose_deletion(municipality=roermond, by=None, now=LATER)
    assert actions.carry_out(proposal=proposal, by=a_user(roermond), now=LATER) == 8
    assert Person.objects.count() == 4
    assert figures_of(lou) == before


def run(*arguments):
    return CliRunner().invoke(main, ["retention", *arguments])


def test_every_month_a_command_proposes_and_the_operator_deletes_what_all_share(roermond):
    now = timezone.now()
    log.record(deed="person-seen", on=roermond, by=None, now=now - timedelta(days=366 * 5 + 2))
    DoneRequest.objects.create(key=uuid4(), user=uuid4(), at=now - timedelta(days=40))
    DoneRequest.objects.create(key=uuid4(), user=uuid4(), at=now - timedelta(days=3))
    first = run("propose")
    assert first.exit_code == 0, first.output
    assert "Gemeente Roermond: nothing to delete" in first.output
    assert "installation: 1 of done-requests, 1 of logs; delete with" in first.output
    number = re.search(r"carry-out (\S+)", first.output)[1]
    assert run("carry-out", number).output == "Carried out: 2 of the proposal.\n"
    assert DoneRequest.objects.count() == 1
    assert not Entry.objects.filter(deed="person-seen").exists()
    assert CliRunner().invoke(main, ["log", "verify"]).exit_code == 0
    assert "there is no open proposal" in run("carry-out", number).output
