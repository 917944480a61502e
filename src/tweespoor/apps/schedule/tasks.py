"""Jobs of the planner: ids in, fetch, delegate."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from tweespoor.apps.schedule import actions
from tweespoor.apps.schedule.models import Timetable


@task()
def plan_timetable(timetable_id: str) -> None:
    """Run the planner for a timetable that was asked for; done already, it does nothing."""
    timetable = Timetable.objects.filter(pk=timetable_id).select_related("programme").first()
    if timetable is not None:
        actions.plan(timetable=timetable, clock=timezone.now)


@task()
def find_bottlenecks(timetable_id: str) -> None:
    """Look for the concessions that would place most people in a timetable; done already, it does nothing."""
    timetable = Timetable.objects.filter(pk=timetable_id).select_related("programme").first()
    if timetable is not None:
        actions.find_bottlenecks(timetable=timetable, clock=timezone.now)
