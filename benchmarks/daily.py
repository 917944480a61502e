"""What happens every day: a calendar that asks for a week again, and a list of twenty people that is sent at once.

Both on a programme of the demonstration, through the whole of the server, beside the time of its queries in the same
run.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from benchmarks.dossier import start
from benchmarks.finding import timed_queries

PROGRAMME = "roermond"
READS = 150
WRITTEN_ONCE_IN = 50
LISTED = 20


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement, on SQLite in a file."""
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder))
        from tweespoor.site.demo import load

        load(programmes=[PROGRAMME], seconds=6, seed=1, say=lambda _line: None)
        return [*_feeds(), *_list()]


def _feeds() -> list[tuple[str, str]]:
    """How many calendars of participants a core serves in a second: read again, as telephones do every hour; written
    anew, with groups that others have in theirs; and written anew all together, with nothing kept of any group. By
    turns, in time of the processor, which other work on the machine does not take."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from tweespoor.apps.people.models import Person
    from tweespoor.apps.weeks.actions import open_feed
    from tweespoor.apps.weeks.queries import Whose
    from tweespoor.apps.weeks.rules import WeekKind
    from tweespoor.site.pages.weeks.feed import written_calendars, written_parts

    people = Person.objects.filter(groups__timetable__status="published", enrolment__isnull=False).distinct()
    chosen = list(people.order_by("pk").unscoped(why="a benchmark")[:30])
    addresses = [
        reverse(
            "calendar-feed",
            args=[open_feed(whose=Whose(WeekKind.PERSON, person), language="nl", by=None, now=timezone.now())],
        )
        for person in chosen
    ]
    phone = Client()
    tags = {address: phone.get(address)["ETag"] for address in addresses}
    from_nothing, written, read, again = [], [], [], []
    for number, address in enumerate(_round(addresses)):
        read.append(_worked(lambda a=address: phone.get(a)))
        again.append(_worked(lambda a=address: phone.get(a, headers={"If-None-Match": tags[a]})))
        if number % WRITTEN_ONCE_IN == 0:
            written_calendars.forget()
            written_parts.forget()
            from_nothing += [_worked(lambda a=each: phone.get(a)) for each in addresses]
            written_calendars.forget()
            written += [_worked(lambda a=each: phone.get(a)) for each in addresses]
    content = phone.get(addresses[0]).content.decode()
    return [
        ("calendar of a participant, per second and core", f"{_per_second(read)} (goal: 100)"),
        ("the same, to a telephone that has it (304)", _per_second(again)),
        (
            "the same, written anew: the first time, and after a change of it",
            f"{_per_second(written)} (goal: 100)",
        ),
        (
            f"the same, {len(addresses)} of them one after another with nothing kept: a process that just started",
            f"{_per_second(from_nothing)} (goal: 100), the first {1000 * from_nothing[0]:.0f} ms",
        ),
        ("series in it, size", f"{content.count('BEGIN:VEVENT')}, {len(content) / 1024:.1f} kB"),
    ]


def _list() -> list[tuple[str, str]]:
    """A list of twenty people that a device sends in one request."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from tweespoor.apps.organisations.models import User
    from tweespoor.apps.people.models import Person
    from tweespoor.apps.schedule.models import Enrolment, LanguageClass
    from tweespoor.core.vocabulary import Role
    from tweespoor.core.week import DAY_SLUGS

    today = timezone.localdate()
    half_day = f"{DAY_SLUGS[today.weekday()]}-morning"
    one = LanguageClass.objects.filter(programme__slug=PROGRAMME).order_by("pk").first()
    assert one is not None
    LanguageClass.objects.filter(pk=one.pk).update(half_days=[half_day], removed_at=None)
    programme = one.programme
    type(programme).objects.filter(pk=programme.pk).update(starts_on=today)
    programme.holidays.all().delete()
    people = list(
        Person.objects.filter(trajectories__programme=programme, trajectories__ended_on=None)
        .order_by("pk")
        .unscoped(why="a benchmark")[:LISTED]
    )
    for person in people:
        Enrolment.objects.update_or_create(person=person, defaults={"language_class": one})
    browser = Client()
    browser.force_login(User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example"))
    address = reverse("class-attendance", args=[one.pk, today, half_day])

    def send() -> None:
        marks = [{"key": str(uuid4()), "person": str(each.pk), "absence": "present", "age": 0} for each in people]
        answer = browser.post(address, json.dumps({"marks": marks}), content_type="application/json")
        assert len(answer.json()["kept"]) == LISTED, answer.content

    send()
    with timed_queries(connection) as queries:
        send()
    took = statistics.median(_timed(send) for _time in range(9))
    return [(f"a list of {LISTED} people in one request", f"{1000 * took:.0f} ms, {len(queries)} queries")]


def _round(addresses: list[str]) -> list[str]:
    return [addresses[number % len(addresses)] for number in range(READS)]


def _per_second(seconds: list[float]) -> str:
    return f"{1 / statistics.mean(seconds):.0f}"


def _worked(deed: object) -> float:
    begun = time.process_time()
    deed()  # type: ignore[operator]
    return time.process_time() - begun


def _timed(deed: object) -> float:
    begun = time.perf_counter()
    deed()  # type: ignore[operator]
    return time.perf_counter() - begun
