"""On which day which theme of a training falls, group by group.

Nothing is kept of it: it follows from the timetable in force, the holidays and what was called off, and so is different
as soon as one of these is. A meeting before the timetable was published was one of the group that most of the people
were in then; the themes that were given there are not given again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import Group, Holiday, Theme, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import ends_before, holidays_of, themes_of_all
from tweespoor.apps.schedule.queries.dates import session_half_days
from tweespoor.core.preteaching import Course, Meeting, lay, meetings_on
from tweespoor.core.week import parse_half_days

WENT_BEFORE = "it finds the group that went before a group, and shows nobody"
ALWAYS, NEVER = date.min, date.max


@dataclass(frozen=True)
class Stretch:
    """The meetings of a group from a day up to another."""

    group: Group
    first: date
    before: date


@dataclass(frozen=True)
class Past:
    """The timetables that held before, per programme the newest first, with their groups and who was in them."""

    timetables: Mapping[UUID, Sequence[Timetable]]
    groups: Mapping[UUID, Sequence[Group]]
    people: Mapping[UUID, frozenset[UUID]]


def courses_of(groups: Iterable[Group]) -> dict[UUID, Course[Theme]]:
    """Per group of a timetable in force its meetings with their themes; in a fixed number of queries.

    The groups come with their offer, period, room and timetable's programme.
    """
    known = list(groups)
    past = _past(known)
    stretches = {group.pk: _stretches(group, past=past) for group in known}
    off = _called_off({each.group.pk for several in stretches.values() for each in several})
    holidays = {each: holidays_of(each) for each in {group.timetable.programme for group in known}}
    themes = themes_of_all(group.offer_id for group in known)
    return {
        group.pk: lay(
            themes.get(group.offer_id, []),
            meetings=[
                meeting
                for stretch in stretches[group.pk]
                for meeting in _meetings(stretch, holidays=holidays[group.timetable.programme], off=off)
            ],
        )
        for group in known
    }


def _meetings(stretch: Stretch, *, holidays: Sequence[Holiday], off: set[tuple[UUID, date, str]]) -> list[Meeting]:
    group = stretch.group
    found = meetings_on(
        session_half_days(group, holidays=holidays), sessions=[parse_half_days(each) for each in group.sessions]
    )
    return [
        Meeting(each.day, each.half_days, is_off=all((group.pk, each.day, part.slug) in off for part in each.half_days))
        for each in found
        if stretch.first <= each.day < stretch.before
    ]


def _stretches(group: Group, *, past: Past) -> list[Stretch]:
    """Which groups met when, from the start of the period: the group itself, and those that went before it."""
    since = _replaced_on(group)
    earlier = past.timetables.get(group.timetable.programme_id, ()) if since else ()
    if since is None or not earlier:
        return [Stretch(group, ALWAYS, NEVER)]
    found = [Stretch(group, since, NEVER)]
    current = group
    for place, timetable in enumerate(earlier):
        before = _went_before(current, among=past.groups.get(timetable.pk, ()), people=past.people)
        if before is None:
            break
        published = _day(timetable)
        is_first = place == len(earlier) - 1 or published is None or published <= group.period.starts_on
        found.append(Stretch(before, ALWAYS if is_first else published or ALWAYS, found[-1].first))
        if is_first:
            break
        current = before
    return found


def _replaced_on(group: Group) -> date | None:
    """The day on which the group took over within its period; None where that was before it, or after all of it."""
    published = _day(group.timetable)
    if published is None or not group.period.starts_on < published < ends_before(group.period):
        return None
    return published


def _day(timetable: Timetable) -> date | None:
    return timezone.localdate(timetable.published_at) if timetable.published_at else None


def _went_before(group: Group, *, among: Sequence[Group], people: Mapping[UUID, frozenset[UUID]]) -> Group | None:
    """The group of the same training and period that most of the people were in; of a group without people the one of
    its number."""
    alike = [each for each in among if each.offer_id == group.offer_id and each.period_id == group.period_id]
    own = people.get(group.pk, frozenset())
    if not own:
        return next((each for each in alike if each.number == group.number), None)
    best = max(alike, key=lambda each: (len(own & people.get(each.pk, frozenset())), -each.number), default=None)
    return best if best is not None and own & people.get(best.pk, frozenset()) else None


def _past(groups: Sequence[Group]) -> Past:
    late = [each for each in groups if _replaced_on(each)]
    if not late:
        return Past({}, {}, {})
    timetables: dict[UUID, list[Timetable]] = defaultdict(list)
    rows = Timetable.objects.filter(
        programme__in={each.timetable.programme_id for each in late},
        status=TimetableStatus.REPLACED,
        published_at__isnull=False,
    )
    for row in rows.order_by("-published_at"):
        timetables[row.programme_id].append(row)
    with whole_registry(why=WENT_BEFORE):
        past = list(
            Group.objects.filter(
                timetable__in=[each for several in timetables.values() for each in several],
                offer__in={each.offer_id for each in late},
                period__in={each.period_id for each in late},
            ).select_related("offer", "period__programme", "room__location")
        )
        seats = Group.participants.through.objects.filter(group__in=[*past, *late])
        people: dict[UUID, set[UUID]] = defaultdict(set)
        for group, person in seats.values_list("group_id", "person_id"):
            people[group].add(person)
    of: dict[UUID, list[Group]] = defaultdict(list)
    for each in past:
        of[each.timetable_id].append(each)
    return Past(timetables, of, {group: frozenset(each) for group, each in people.items()})


def _called_off(groups: set[UUID]) -> set[tuple[UUID, date, str]]:
    rows = CancelledSession.objects.filter(group__in=groups)
    return set(rows.values_list("group_id", "day", "half_day"))
