"""Reads for planning several programmes of a municipality in one puzzle."""

from __future__ import annotations

from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.models import Timetable, TimetableStatus
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


def instead_of_others(timetable: Timetable) -> dict[UUID, Timetable | None]:
    """Per programme with which a draft was made its draft: that counts, and not what is in force there."""
    return {each.programme_id: each for each in made_with(timetable)}
