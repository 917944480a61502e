"""The planning board with some 60 groups and 400 people: the page, and what a drag tells, at the 95th percentile.

A programme of the demonstration is multiplied: its people with their facts, its rooms, trainers, groups. All times are
the server's, through the whole of it, beside the time of its queries in the same run, and of the processor alone. The
same drag is asked by turns of the draft as one that was made after something happened.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from benchmarks.dossier import start

PROGRAMME = "roermond"
COPIES = 8
MOVES = 120


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement, on SQLite in a file."""
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        return _measure()


def _start(folder: Path) -> None:
    start(folder)
    from tweespoor.site.demo import load

    load(programmes=[PROGRAMME], seconds=6, seed=1, say=lambda _line: None)


def _measure() -> list[tuple[str, str]]:
    from django.test import Client
    from django.urls import reverse

    from tweespoor.apps.organisations.models import User
    from tweespoor.apps.schedule.models import Group
    from tweespoor.core.vocabulary import Role
    from tweespoor.core.week import week_grid

    timetable = _grown()
    browser = Client()
    browser.force_login(User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example"))
    board = reverse("board", args=[PROGRAMME, timetable.pk])
    groups = list(Group.objects.filter(timetable=timetable).unscoped(why="a benchmark").order_by("pk"))
    people = Group.participants.through.objects.filter(group__timetable=timetable).values("person").distinct().count()
    size = f"{len(groups)} groups, {people} people"
    browser.get(board)
    pages = [_timed(lambda: browser.get(board)) for _time in range(9)]
    whole, _worked, queried = (statistics.median(column) for column in zip(*pages, strict=True))
    happened = {"": None, **_disruptions(timetable, groups[0])}
    drags = {name: [] for name in happened}
    slots = [half_day.slug for half_day in week_grid()]
    for number in range(MOVES):
        group, slot = groups[number % len(groups)], slots[number * 7 % len(slots)]
        wanted = {"doe": "move", "groep": str(group.pk), "begin0": slot}
        for name, row in happened.items():
            type(timetable).objects.filter(pk=timetable.pk).update(happened=row and row.pk)
            drags[name].append(_timed(lambda wanted=wanted: browser.get(board, wanted, headers={"HX-Request": "true"})))
    loop = _loop()
    most, worked, of_queries = _most(drags.pop(""))
    return [
        (f"the board of {size}: server time", f"{1000 * whole:.0f} ms, {whole / queried:.1f} times its queries"),
        (
            f"what a drag would do, {size}: 95th percentile",
            _told(most, worked, of_queries),
        ),
        ("the same, as a multiple of a loop of a million additions", f"{most / loop:.1f}"),
        *(
            (f"the same, of a draft made after {name}: 95th percentile", _told(*_most(found)))
            for name, found in drags.items()
        ),
    ]


def _told(seconds: float, worked: float, queries: float) -> str:
    part = f"{1000 * seconds:.0f} ms, of which the processor worked {1000 * worked:.0f} ms"
    return f"{part}, {seconds / queries:.1f} times its queries (goal: under 200 ms)"


def _most(drags: list[tuple[float, float, float]]) -> list[float]:
    """The 95th percentile of the seconds, of those that the processor worked, and of those of the queries."""
    return [sorted(column)[int(0.95 * len(drags))] for column in zip(*drags, strict=True)]


def _disruptions(timetable, group):
    """What may have happened before a draft was made: a building is closed, and a lockdown halves the groups."""
    from datetime import timedelta

    from django.utils import timezone

    from tweespoor.apps.schedule.models import Disruption

    common = {
        "programme": timetable.programme,
        "first_day": group.period.starts_on,
        "last_day": group.period.starts_on + timedelta(days=6),
        "recorded_at": timezone.now(),
        "recorded_by": uuid4(),
    }
    closed = Disruption.objects.create(kind="gebouw", location=group.room.location, **common)
    lockdown = Disruption.objects.create(kind="lockdown", treatments={group.offer.kind: "half"}, **common)
    return {"a building was closed": closed, "a lockdown halved its groups": lockdown}


def _loop() -> float:
    """Seconds for a million additions: how fast this machine is."""

    def add() -> None:
        total = 0
        for number in range(1_000_000):
            total += number

    best = []
    for _time in range(5):
        began = time.perf_counter()
        add()
        best.append(time.perf_counter() - began)
    return min(best)


def _timed(ask) -> tuple[float, float, float]:
    """Seconds of a request, those that the processor worked for it, and those of its queries."""
    from django.db import connection

    from benchmarks.finding import timed_queries

    with timed_queries(connection) as queries:
        began, worked = time.perf_counter(), time.process_time()
        response = ask()
        took, worked = time.perf_counter() - began, time.process_time() - worked
    assert response.status_code == 200, response.status_code
    return took, worked, sum(queries)


def _grown():
    """A draft of the programme, with its people, rooms, trainers and groups several times over."""
    from django.utils import timezone

    from tweespoor.apps.schedule.models import Timetable
    from tweespoor.apps.trajectories.queries import programme_named

    programme = programme_named(PROGRAMME)
    base = programme.timetables.get()
    draft = Timetable.objects.create(
        programme=programme, status="draft", asked_at=timezone.now(), seconds=1, score=base.score, bound=base.bound
    )
    for copy in range(COPIES + 1):
        _add(draft, base, copy=copy)
    return draft


def _add(draft, base, *, copy: int) -> None:
    from tweespoor.apps.schedule.models import Group, Room, Trainer

    groups = Group.objects.filter(timetable=base).unscoped(why="a benchmark").prefetch_related("participants")
    people, rooms, trainers = {}, {}, {}
    for group in groups:
        members = []
        for person in group.participants.all():
            if person.pk not in people:
                people[person.pk] = person if copy == 0 else _twin_of_person(person, copy=copy)
            members.append(people[person.pk])
        if group.room_id not in rooms:
            rooms[group.room_id] = group.room if copy == 0 else _twin(Room.objects.get(pk=group.room_id))
        if group.trainer_id not in trainers:
            trainers[group.trainer_id] = (
                group.trainer if copy == 0 else _twin(Trainer.objects.get(pk=group.trainer_id), user=None)
            )
        number = 100 * copy + group.number
        twin = _twin(
            Group.objects.unscoped(why="a benchmark").get(pk=group.pk),
            timetable=draft,
            number=number,
            room=rooms[group.room_id],
            trainer=trainers[group.trainer_id],
        )
        twin.participants.set(members)
        group.offer.rooms.add(rooms[group.room_id])
        group.offer.trainers.add(trainers[group.trainer_id])


def _twin(row, **changed):
    """A new row like another."""
    row.pk = uuid4() if row._meta.pk.get_internal_type() == "UUIDField" else None
    row._state.adding = True
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def _twin_of_person(person, *, copy: int):
    from tweespoor.apps.people.models import Person, PersonFact
    from tweespoor.apps.schedule.models import Enrolment
    from tweespoor.apps.trajectories.models import Trajectory

    twin = _twin(Person.objects.unscoped(why="a benchmark").get(pk=person.pk), number=f"{person.number}-{copy}")
    for model in (PersonFact, Trajectory, Enrolment):
        rows = model.objects.filter(person=person)
        for row in rows.unscoped(why="a benchmark") if hasattr(rows, "unscoped") else rows:
            _twin(row, person=twin)
    return twin
