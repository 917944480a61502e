"""The dossier at 100,000 people, one of them with ten years of history: queries, and time beside the database's."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.finding import timed_queries

PEOPLE = 100_000
YEARS = 10
RUNS = 40
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement, on SQLite in a file."""
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder))
        return _measure()


def start(folder: Path) -> None:
    """Set the application up on an empty SQLite in a folder."""
    os.environ["TWEESPOOR_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tweespoor.site.settings.dev"
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)


def _measure() -> list[tuple[str, str]]:
    from tweespoor.apps.organisations import actions as organisations
    from tweespoor.core.vocabulary import OrganisationKind, Role

    town = organisations.add_organisation(name="Roermond", kind=OrganisationKind.MUNICIPALITY)
    user = organisations.add_member(
        email="robin@demo.tweespoor.example",
        name="Robin",
        password="not used here, the session is given",
        organisation=town,
        role=Role.CASE_MANAGER,
        now=NOW,
    )
    few, many = _fill(town, user)
    rows = []
    for name, person in (("three facts", few), (f"{YEARS} years of history and in a programme", many)):
        asked, whole, queried = _page(person, user)
        rows.append((f"dossier among {PEOPLE:,} people, {name}: queries", f"{asked} (goal: at most 30)"))
        ratio = f"{whole / queried:.1f} times its queries' {1000 * queried:.1f} ms (goal: at most 3)"
        rows.append((f"dossier among {PEOPLE:,} people, {name}: server time", f"{1000 * whole:.1f} ms, {ratio}"))
    saved = _round_trips(few, user)
    rows.append(("an intake step saved without script, requests", f"{saved} (goal: at most 2)"))
    return rows


def _fill(town, user):
    """100,000 people with three facts each; the last one answered every question of the intake every quarter, and takes
    part in a programme."""
    from tweespoor.apps.people import actions as people
    from tweespoor.apps.people.models import PersonFact
    from tweespoor.core.facts import Fact

    started = date(2016, 1, 4)
    facts = {
        "gender": Fact.known("female", valid_on=started),
        "speaking-level": Fact.known("a1", valid_on=started),
        "on-benefit": Fact.known(True, valid_on=started),
    }
    last = None
    for begin in range(0, PEOPLE, 10_000):
        new = [
            people.NewPerson(
                id=uuid4(),
                number=f"R-{number}",
                given_name=f"Amina{number % 977}",
                family_name=f"Voorbeeld{number % 1013}",
                zone="",
                joined_on=started,
                facts=facts,
            )
            for number in range(begin, begin + 10_000)
        ]
        last = people.add_people(people=new, municipality=town, by=None, now=NOW)
    few, many = last[0], last[-1]
    PersonFact.objects.bulk_create(_history(many, user), batch_size=2000)
    _start_trajectory(many, town)
    return few, many


def _start_trajectory(person, town) -> None:
    from tweespoor.apps.trajectories import actions as trajectories
    from tweespoor.core.designs import pilot_text

    programme = trajectories.add_programme(
        slug="roermond",
        name="Roermond",
        short_name="Roermond",
        municipality=town,
        partners=[],
        design=trajectories.save_design(slug="roermond", text=pilot_text("roermond"), now=NOW),
        starts_on=date(2021, 2, 15),
        now=NOW,
    )
    trajectories.start_trajectories(
        programme=programme, people=[person], started={person.pk: date(2021, 2, 15)}, now=NOW
    )


def _history(person, user):
    from tweespoor.apps.people.models import PersonFact
    from tweespoor.core.vocabulary import STEPS, ValueKind

    kinds = {
        ValueKind.YES_NO: ("yes-no", "true"),
        ValueKind.NUMBER: ("number", "3"),
        ValueKind.DATE: ("date", "2015-05-01"),
    }
    for year in range(2016, 2016 + YEARS):
        for month in (1, 4, 7, 10):
            day = date(year, month, 1)
            for variable in (each for step in STEPS for each in step.variables):
                value_type, value = kinds.get(variable.kind, ("text", "een antwoord"))
                if variable.codes is not None:
                    value = next(iter(variable.codes)).value
                    value_type = "list" if variable.kind is ValueKind.SEVERAL else "text"
                elif variable.kind is ValueKind.SEVERAL:
                    value_type, value = "list", "mon-morning" if "half-days" in variable.slug else "2015"
                yield PersonFact(
                    person=person,
                    variable=variable.slug,
                    state="known",
                    value_type=value_type,
                    value=value,
                    valid_on=day,
                    known_on=day,
                    source="gesprek",
                    recorded_at=datetime(year, month, 1, tzinfo=UTC),
                    recorded_by=user.pk,
                )


def _page(person, user) -> tuple[int, float, float]:
    """Queries, and the median of the whole time and of the time that the queries took, fetching what they find too."""
    from django.db import connection
    from django.test import Client

    browser = Client()
    browser.force_login(user)
    address = f"/mensen/{person.pk}/"
    for _time in range(3):
        assert browser.get(address).status_code == 200
    whole, queried, asked = [], [], 0
    for _time in range(RUNS):
        with timed_queries(connection) as times:
            began = time.perf_counter()
            assert browser.get(address).status_code == 200
            whole.append(time.perf_counter() - began)
        queried.append(sum(times))
        asked = len(times)
    return asked, statistics.median(whole), statistics.median(queried)


def _round_trips(person, user) -> int:
    """Requests from pressing the button to seeing what was saved."""
    from django.test import Client

    browser = Client()
    browser.force_login(user)
    form = {"bron-source": "gesprek", "bron-day": "2026-11-01", "car-key": "", "car-state": "=true"}
    answer = browser.post(f"/mensen/{person.pk}/intake/reizen/", form, follow=True)
    assert person.facts.filter(variable="car").exists()
    return 1 + len(answer.redirect_chain)
