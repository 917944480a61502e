"""Reads for planning several programmes of a municipality in one puzzle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.models import Period, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries.timetables import may_plan
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes


def plannable_with(programme: Programme, *, user: User) -> list[Programme]:
    """The other programmes of the municipality that the user plans, and that have trainings and periods."""
    if not may_plan(user, programme=programme):
        return []
    others = visible_programmes(user).filter(municipality=programme.municipality_id).exclude(pk=programme.pk)
    return [each for each in others if each.offers.current().exists() and each.periods.current().exists()]


def made_with(timetable: Timetable) -> list[Timetable]:
    """The drafts of other programmes that were made in one puzzle with this draft, and are drafts still."""
    if timetable.together is None or timetable.status != TimetableStatus.DRAFT:
        return []
    rows = Timetable.objects.filter(together=timetable.together, status=TimetableStatus.DRAFT).exclude(pk=timetable.pk)
    return list(rows.select_related("programme").order_by("programme__name"))


def can_go_on_together(timetable: Timetable, *, user: User) -> bool:
    """It was made with others that are drafts still, and in the programme of each there is something to plan."""
    with_it = {each.programme_id for each in made_with(timetable)}
    return bool(with_it) and with_it <= {each.pk for each in plannable_with(timetable.programme, user=user)}


def failed_with(run: Timetable) -> list[Timetable]:
    """The runs of other programmes that failed together with this one."""
    if run.together is None or run.status != TimetableStatus.FAILED:
        return []
    rows = Timetable.objects.filter(together=run.together, status=TimetableStatus.FAILED).exclude(pk=run.pk)
    return list(rows.select_related("programme").order_by("programme__name"))


def drafts_together(timetable: Timetable) -> list[Timetable]:
    """A draft and those that were made with it; none where that is it alone."""
    others = made_with(timetable)
    return [timetable, *others] if others else []


def gone_on_from_together(programmes: Sequence[Programme]) -> list[Timetable]:
    """Of the first of these programmes the drafts that were made together with one of each of the others, newest
    first."""
    drafts = programmes[0].timetables.filter(status=TimetableStatus.DRAFT, together__isnull=False)
    wanted = {programme.pk for programme in programmes}
    return [each for each in drafts if {draft.programme_id for draft in drafts_together(each)} == wanted]


def of_the_same_days(periods: Iterable[Period]) -> list[tuple[Period, ...]]:
    """The periods of several programmes, those of the same days together, in the order in which they come."""
    found: dict[tuple[date, date], list[Period]] = {}
    for period in periods:
        found.setdefault(bridge.days_of(period), []).append(period)
    return [tuple(rows) for rows in found.values()]


def instead_of_others(timetable: Timetable) -> dict[UUID, Timetable | None]:
    """Per programme with which a draft was made its draft: that counts, and not what is in force there."""
    return {each.programme_id: each for each in made_with(timetable)}
