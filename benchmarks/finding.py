"""Finding people among 100,000, and the list of them, on SQLite and, where PG* variables are set, on PostgreSQL.

Each database is measured in a process of its own, through the page: what a case manager waits for who types a part of
a name (who fits best, with name, number and class), and for who then asks for the whole page of those found, with all
that the list shows. The goal is about typing. Beside it, in the same run, the scan that one would write first:
LIKE '%part%' over the two columns of names.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.databases import environment, measurable

PEOPLE = 100_000
YEARS = 10
SCHOOLS = 50
ROUNDS = 5
GOALS = {"sqlite": 500, "postgresql": 100}
SPELLINGS = [
    "Mohamed",
    "Mohammed",
    "Muhammad",
    "Mohammad",
    "Yusuf",
    "Youssef",
    "Joesoef",
    "Tesfay",
    "Tesfai",
    "Ahmad",
    "Achmed",
    "Hussein",
    "Hoessein",
]
SEARCHES = {
    "part of a family name": "shal",
    "a name written otherwise": "joesoef",
    "two parts of names": "moham bade",
    "a whole number": "BM-054321",
    "part of a number": "5432",
    "one letter": "a",
    "nobody": "zzzqx",
    "a class": "klas 77",
    "a school": "taalschool 33",
    "a word of every school": "taalschool",
}
SORTS = ("naam", "nummer", "programma", "wacht", "gevraagd")
ASKED = [
    "gender",
    "birth-date",
    "country-of-origin",
    "settled-on",
    "education-in-origin",
    "target-group",
    "act",
    "route",
    "on-benefit",
    "learnability",
]


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    return [line for kind in measurable() for line in _lines(_measure_apart(kind))]


def _lines(measured: dict[str, Any]) -> list[tuple[str, str]]:
    kind = measured["database"]
    lines = [
        (
            f"{kind}: find {label} among {PEOPLE:,} people",
            f"{found['server']:.0f} ms while typing (goal: under {GOALS[kind]} ms), {found['database']:.0f} ms of it"
            f" its queries; {found['whole']:.0f} ms for the whole page; a plain LIKE scan {found['plain']:.0f} ms,"
            f" ratio of the queries {found['database'] / found['plain']:.2f}",
        )
        for label, found in measured["searches"].items()
    ]
    lines += [
        (
            f"{kind}: list of {PEOPLE:,} people, by {label}",
            f"{page['queries']} queries (goal: at most 30), {page['server']:.0f} ms, "
            f"{page['server'] / page['database']:.1f} times its queries' {page['database']:.0f} ms (goal: at most 3)",
        )
        for label, page in measured["lists"].items()
    ]
    return lines


def _measure_apart(kind: str) -> dict[str, Any]:
    with environment(kind, named="finding") as found:
        command = [sys.executable, "-m", "benchmarks.finding"]
        said = subprocess.run(command, env=found, check=True, stdout=subprocess.PIPE, text=True).stdout
    answer: dict[str, Any] = json.loads(said)
    return answer


def measure() -> dict[str, Any]:
    """Fill the database of this process's settings and measure its pages."""
    import django  # noqa: PLC0415 - started here, on the database of this process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs Django started
    from django.db import connection  # noqa: PLC0415 - needs Django started
    from django.test import Client  # noqa: PLC0415 - needs Django started
    from django.urls import reverse  # noqa: PLC0415 - needs Django started

    call_command("migrate", verbosity=0)
    user = _fill(connection)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    address = reverse("people")

    def typed(text: str) -> None:
        answer = client.post(address, {"zoek": text}, headers={"HX-Request": "true"})
        assert answer.status_code == 200

    def whole(text: str) -> None:
        assert client.post(address, {"zoek": text}).status_code == 200

    def listed(sort: str) -> None:
        assert client.get(address, {"sorteer": sort}).status_code == 200

    listed("naam")
    return {
        "database": connection.vendor,
        "searches": {
            label: _search(typed, text, connection)
            | {"whole": _page(lambda text=text: whole(text), connection)["server"]}
            for label, text in SEARCHES.items()
        },
        "lists": {sort: _page(lambda sort=sort: listed(sort), connection) for sort in SORTS},
    }


def _search(typed: Callable[[str], None], text: str, connection: Any) -> dict[str, float]:
    word = text.split(maxsplit=1)[0]
    plain = [_milliseconds(lambda: _scan(connection, word)) for _round in range(ROUNDS)]
    return {**_page(lambda: typed(text), connection), "plain": statistics.median(plain)}


def _scan(connection: Any, word: str) -> None:
    """What one would write first, without showing anybody: every row is read, and the spelling has to be right."""
    part = f"%{word}%"
    like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_person"
            f" WHERE given_name {like} %s OR family_name {like} %s OR number {like} %s",
            [part, part, part],
        )
        cursor.fetchall()


def _page(ask: Callable[[], None], connection: Any) -> dict[str, float]:
    """How long a page takes, how long its queries, and how many these are: the median of some rounds."""
    pages = []
    for _round in range(ROUNDS):
        with timed_queries(connection) as times:
            server = _milliseconds(ask)
        pages.append({"server": server, "database": 1000 * sum(times), "queries": len(times)})
    return sorted(pages, key=lambda page: page["server"])[ROUNDS // 2]


@contextmanager
def timed_queries(connection: Any) -> Iterator[list[float]]:
    """The seconds that each query takes. SQLite finds rows while they are fetched, so there that counts too."""
    times: list[float] = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            times.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed), _timed_fetching(times) if connection.vendor == "sqlite" else nullcontext():
        yield times


@contextmanager
def _timed_fetching(times: list[float]) -> Iterator[None]:
    """Add the time that fetching takes to that of the query."""
    from django.db.backends.sqlite3.base import SQLiteCursorWrapper  # noqa: PLC0415 - needs Django started

    def fetchmany(cursor: Any, *arguments: Any) -> Any:
        began = time.perf_counter()
        rows = super(SQLiteCursorWrapper, cursor).fetchmany(*arguments)
        times[-1] += time.perf_counter() - began
        return rows

    SQLiteCursorWrapper.fetchmany = fetchmany
    try:
        yield
    finally:
        del SQLiteCursorWrapper.fetchmany


def _milliseconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - began)


def _fill(connection: Any) -> Any:
    """A municipality with everybody in it, in classes of twenty, with ten years of facts; and its case manager."""
    from tweespoor.apps.organisations import actions as organisations  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.people import actions as people  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.schedule.models import Enrolment, LanguageClass, Location  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.trajectories import actions as trajectories  # noqa: PLC0415 - needs Django started
    from tweespoor.core.designs import pilot_text  # noqa: PLC0415 - needs Django started
    from tweespoor.core.population.names import family_name  # noqa: PLC0415 - needs Django started
    from tweespoor.core.vocabulary import OrganisationKind, Role  # noqa: PLC0415 - needs Django started

    now, today = datetime.now(tz=UTC), date(2021, 2, 15)
    random = Random(1)
    municipality = organisations.add_organisation(name="Gemeente Meetstad", kind=OrganisationKind.MUNICIPALITY)
    schools = [
        organisations.add_organisation(name=f"Taalschool {number}", kind=OrganisationKind.LANGUAGE_PROVIDER)
        for number in range(1, SCHOOLS + 1)
    ]
    user = organisations.add_member(
        email="case-manager@demo.tweespoor.example",
        name="Kim",
        password=None,
        organisation=municipality,
        role=Role.CASE_MANAGER,
        now=now,
    )
    rows = people.add_people(
        people=[
            people.NewPerson(
                id=UUID(int=random.getrandbits(128), version=4),
                number=f"BM-{place:06}",
                given_name=random.choice(SPELLINGS) if place % 10 == 0 else _given_name(random),
                family_name=family_name(random),
                zone="centrum",
                joined_on=today - timedelta(days=place % 3000),
                facts={},
            )
            for place in range(PEOPLE)
        ],
        municipality=municipality,
        by=None,
        now=now,
    )
    programme = trajectories.add_programme(
        slug="roermond",
        name="Meetstad",
        short_name="Meetstad",
        municipality=municipality,
        partners=schools,
        design=trajectories.save_design(slug="roermond", text=pilot_text("roermond"), now=now),
        starts_on=today,
        now=now,
    )
    trajectories.start_trajectories(
        programme=programme, people=rows, started={row.pk: row.joined_on for row in rows}, now=now
    )
    place = Location.objects.create(programme=programme, slug="school", name="Taalschool", zone="centrum")
    classes = LanguageClass.objects.bulk_create(
        LanguageClass(
            programme=programme, provider=schools[number % SCHOOLS], location=place, name=f"Klas {number}", level="a1"
        )
        for number in range(PEOPLE // 20)
    )
    Enrolment.objects.bulk_create(
        (Enrolment(person=row, language_class=classes[number // 20]) for number, row in enumerate(rows)),
        batch_size=2000,
    )
    _add_facts(connection, now=now, today=today)
    return user


def _given_name(random: Random) -> str:
    from tweespoor.core.population.names import given_name  # noqa: PLC0415 - as its neighbours

    return given_name(random, origin=random.choice(("eri", "irn", "tur", "som", "syr")), female=random.random() < 0.5)


def _add_facts(connection: Any, *, now: datetime, today: date) -> None:
    """Ten answers about everybody, and a speaking level every year; written by the database itself."""
    identity = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}[connection.vendor]
    answers = [(slug, "known", "text", "act-2021", today) for slug in ASKED]
    answers += [("speaking-level", "known", "text", "a1", today - timedelta(days=365 * year)) for year in range(YEARS)]
    with connection.cursor() as cursor:
        for slug, state, kind, value, day in answers:
            cursor.execute(
                "INSERT INTO people_personfact (id, person_id, variable, state, value_type, value, valid_on, known_on,"
                f" source, reason, recorded_at) SELECT {identity}, id, %s, %s, %s, %s, %s, %s, '', '', %s"
                " FROM people_person",
                [slug, state, kind, value, day, day, now],
            )
    _count_asked()
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within minutes of so many new rows.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _count_asked() -> None:
    """How much was asked of each, as it is kept where answers are given: of everybody the same here."""
    from tweespoor.apps.people.actions import recount_asked  # noqa: PLC0415 - as its neighbours
    from tweespoor.apps.people.actions.asked import COLUMNS  # noqa: PLC0415 - as its neighbours
    from tweespoor.apps.people.models import Person  # noqa: PLC0415 - as its neighbours

    first = Person.objects.unscoped(why="a benchmark of the application itself").order_by("pk")[:1].get()
    recount_asked([first.pk])
    first.refresh_from_db()
    counts = {column: getattr(first, column) for column in COLUMNS}
    Person.objects.unscoped(why="a benchmark of the application itself").update(**counts)


if __name__ == "__main__":
    print(json.dumps(measure()))
