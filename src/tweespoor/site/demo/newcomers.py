"""Invented people under the act of 2021, who came lately: so that there are deadlines that run.

The pilots' people fall under the act of 2013. The days of these people lie around the day the demonstration is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import is_numbered
from tweespoor.apps.trajectories.actions.clock import NewEvent, NewHours, bring_cases
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import CaseEventKind, HoursKind

Kind = CaseEventKind
PREFIX = "N21"
EARLIER = "Gemeente Elders"
UNSIGNED = 9
"""Of one in so many of the others nobody wrote down that the participation statement was signed."""

Days = int
"""Days before (negative) or after the day the demonstration is loaded."""


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody, with facts of which a day is so many days ago, events, and hours."""

    name: str
    family_name: str
    group: str = "status-holder"
    route: str = ""
    dates: Mapping[str, Days] = field(default_factory=dict)
    none: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    events: tuple[tuple[CaseEventKind, Days, dict[str, object]], ...] = ()
    lessons: tuple[tuple[HoursKind, Days, Days, int, str], ...] = ()
    """Kind, from and to which day, minutes a week, and where."""


def _anchors(notice: Days, registered: Days, pip: Days | None = None) -> dict[str, Days]:
    known = {"duty-notice-on": notice, "settled-on": registered}
    return known if pip is None else {**known, "pip-established-on": pip}


NEWCOMERS: tuple[Newcomer, ...] = (
    Newcomer(name="Selam", family_name="Tekaha", dates=_anchors(-64, -90), none=("pip-established-on",)),
    Newcomer(name="Yonas", family_name="Habemi", dates=_anchors(-74, -100), none=("pip-established-on",)),
    Newcomer(
        name="Rana",
        family_name="Aldara",
        dates=_anchors(-75, -80),
        none=("pip-established-on",),
        events=((Kind.INFORMATION_ASKED, -12, {"evidence": "brief aan COA"}),),
    ),
    Newcomer(name="Omar", family_name="Sarami", dates={"duty-notice-on": -60}),
    Newcomer(name="Huda", family_name="Beleva", route="b1", dates=_anchors(-190, -200, -96)),
    Newcomer(
        name="Dawit",
        family_name="Geraki",
        route="b1",
        dates=_anchors(-540, -560, -467),
        numbers={"progress-talks": 4},
        events=(
            (Kind.OFFER_MADE, -430, {}),
            (Kind.PROGRESS_TALK, -240, {}),
            (Kind.PROGRESS_TALK, -20, {}),
        ),
        lessons=((HoursKind.NT2, -430, -4, 600, ""), (HoursKind.PVT, -300, -286, 360, "")),
    ),
    Newcomer(
        name="Abeba",
        family_name="Kelale",
        route="self-reliance",
        dates=_anchors(-610, -620, -560),
        events=((Kind.OFFER_MADE, -530, {}), (Kind.MOVED_IN, -300, {}), (Kind.PIP, -250, {})),
        lessons=(
            (HoursKind.NT2, -520, -310, 480, EARLIER),
            (HoursKind.NT2, -280, -3, 540, ""),
            (HoursKind.PARTICIPATION, -270, -40, 600, ""),
            (HoursKind.PVT, -250, -236, 360, ""),
        ),
    ),
    Newcomer(
        name="Nahom",
        family_name="Wetasha",
        route="self-reliance",
        dates=_anchors(-1010, -1020, -960),
        numbers={"participation-hours-cap": 400},
        events=(
            (Kind.OFFER_MADE, -800, {"evidence": "brief aan de deelnemer"}),
            (Kind.ILLNESS, -420, {"until": -280, "evidence": "medisch advies"}),
            (Kind.PVT_SIGNED, -600, {}),
        ),
        lessons=(
            (HoursKind.NT2, -790, -430, 600, ""),
            (HoursKind.NT2, -270, -3, 420, ""),
            (HoursKind.PARTICIPATION, -260, -5, 300, ""),
            (HoursKind.PVT, -620, -606, 360, ""),
        ),
    ),
    Newcomer(
        name="Lina",
        family_name="Mabarta",
        dates=_anchors(-50, -55),
        events=(
            (Kind.CALL_MISSED, -20, {}),
            (Kind.WARNING_SENT, -19, {"evidence": "brief"}),
            (Kind.CALL_MISSED, -3, {}),
        ),
    ),
    Newcomer(
        name="Farhad",
        family_name="Rahale",
        route="education",
        dates={**_anchors(-260, -270, -165), "benefit-started-on": -165},
        events=((Kind.UNBURDENING_STARTED, -160, {}),),
    ),
    Newcomer(
        name="Zehra",
        family_name="Daneri",
        group="family-migrant",
        route="self-reliance",
        dates=_anchors(-420, -430, -365),
        lessons=((HoursKind.NT2, -340, -6, 480, ""),),
    ),
    Newcomer(name="Guled", family_name="Nashala"),
)


def add_newcomers(*, municipality: Organisation, now: datetime) -> None:
    """Add them to a municipality with what is known of them; where one of them is there already nothing is done."""
    if is_numbered(f"{PREFIX}-001", municipality=municipality):
        return
    today = timezone.localdate(now)
    rows = people.add_people(
        people=[_new(each, number=f"{PREFIX}-{place:03}", of=municipality, today=today) for place, each in _numbered()],
        municipality=municipality,
        by=None,
        now=now,
    )
    events: dict[Person, list[NewEvent]] = {}
    hours: dict[Person, list[NewHours]] = {}
    for row, (_place, each) in zip(rows, _numbered(), strict=True):
        events[row] = [_event(kind, days, more, today=today) for kind, days, more in each.events]
        hours[row] = [spent for told in each.lessons for spent in _weekly(told, today=today, here=municipality.name)]
    bring_cases(events=events, hours=hours, now=now)


def add_statements(*, rows: Sequence[Person], settled: Mapping[UUID, date], now: datetime) -> None:
    """Let most of the people under the act of 2013 have signed the participation statement within their year."""
    signed = {
        row: [NewEvent(kind=Kind.PVT_SIGNED, on=on, noted_on=on)]
        for place, row in enumerate(rows)
        if row.pk in settled and place % UNSIGNED and (on := settled[row.pk] + timedelta(days=90 + 7 * (place % 38)))
    }
    bring_cases(events=signed, now=now)


def _numbered() -> list[tuple[int, Newcomer]]:
    return list(enumerate(NEWCOMERS, start=1))


def _new(each: Newcomer, *, number: str, of: Organisation, today: date) -> people.NewPerson:
    return people.NewPerson(
        id=uuid5(NAMESPACE_URL, f"{of.pk}/{number}"),
        number=number,
        given_name=each.name,
        family_name=each.family_name,
        zone="centrum",
        joined_on=today + timedelta(days=min([*each.dates.values(), -30])),
        facts=_facts(each, today=today),
    )


def _facts(each: Newcomer, *, today: date) -> dict[str, Fact[Value]]:
    started = today + timedelta(days=min([*each.dates.values(), -30]))

    def told(value: Value) -> Fact[Value]:
        return Fact.known(value, valid_on=started, known_on=today, source="intake")

    found: dict[str, Fact[Value]] = {"act": told("act-2021"), "target-group": told(each.group)}
    if each.route:
        found["route"] = told(each.route)
    for slug, days in each.dates.items():
        found[slug] = told(today + timedelta(days=days))
    for slug, count in each.numbers.items():
        found[slug] = told(count)
    for slug in each.none:
        found[slug] = Fact.none(valid_on=today, known_on=today, source="intake")
    return found


def _event(kind: CaseEventKind, days: Days, more: dict[str, object], *, today: date) -> NewEvent:
    on = today + timedelta(days=days)
    until = more.get("until")
    return NewEvent(
        kind=kind,
        on=on,
        until=today + timedelta(days=until) if isinstance(until, int) else None,
        evidence=str(more.get("evidence", "")),
        noted_on=on,
    )


def _weekly(told: tuple[HoursKind, Days, Days, int, str], *, today: date, here: str) -> list[NewHours]:
    """Hours every week; whether the participation of the last weeks counts nobody has checked yet."""
    kind, first, last, minutes, where = told
    weeks = range(first, last + 1, 7)
    return [
        NewHours(
            kind=kind,
            on=today + timedelta(days=days),
            minutes=minutes,
            municipality=where or here,
            ground="Bi 3.1" if kind in (HoursKind.PVT, HoursKind.MAP) else "Bi 3.14",
            dutch_environment=True if kind is HoursKind.PARTICIPATION and days < -60 else None,
        )
        for days in weeks
    ]
