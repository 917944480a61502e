"""Deeds: what was arranged for single meetings goes along when another timetable comes in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import Disruption, Group, Timetable
from tweespoor.apps.schedule.own_hours import training_hours
from tweespoor.apps.schedule.queries.same_meetings import WHY, same_meetings
from tweespoor.core.week import parse_half_days

MODE = ("mode", "mode_since", "mode_until")


def carry_over(*, before: Timetable, after: Timetable, now: datetime) -> None:
    """Let meetings that are the same in both timetables stay called off, taken over, and online or not; links to
    their lists go on opening them.

    What began stays with the timetable that was in force then. Who or which room has another group at that half-day in
    the new timetable takes over no more. The caller has checked who asks.
    """
    with whole_registry(why=WHY):
        taken = {
            (group.period_id, half_day, who)
            for group in after.groups.all()
            for session in group.sessions
            for half_day in session
            for who in (group.trainer_id, group.room_id)
        }
        kept: dict[str, str] = {}
        for half_day, was, new in same_meetings(before, after):
            if was.sessions == new.sessions:
                _keep_mode(was, new)
                kept[str(was.pk)] = str(new.pk)
            first = _first_to_come(was, half_day=half_day, now=now)
            # What was called off, and links to lists, are kept by an app above this one, and hang on the group.
            off = was.cancelled.filter(half_day=half_day, day__gte=first)
            off.exclude(day__in=list(new.cancelled.values_list("day", flat=True))).update(group=new)
            was.attendance_links.filter(half_day=half_day, day__gte=first).update(group=new)
            for row in was.stand_ins.filter(half_day=half_day, day__gte=first):
                is_free = not any((new.period_id, half_day, who) in taken for who in (row.trainer_id, row.room_id))
                if is_free and not new.stand_ins.filter(half_day=half_day, day=row.day).exists():
                    row.group = new
                    row.save(update_fields=["group"])
        _find_modes_again(after, kept=kept)


def _keep_mode(was: Group, new: Group) -> None:
    for each in MODE:
        setattr(new, each, getattr(was, each))
    new.save(update_fields=list(MODE))


def _find_modes_again(after: Timetable, *, kept: Mapping[str, str]) -> None:
    """Let taking back find the groups of which it was said where their people are."""
    for row in Disruption.objects.filter(programme=after.programme, taken_back_at__isnull=True):
        modes = row.settled.get("modes", [])
        if any(each["id"] in kept for each in modes):
            row.settled["modes"] = [each | {"id": kept.get(each["id"], each["id"])} for each in modes]
            row.save(update_fields=["settled"])


def _first_to_come(group: Group, *, half_day: str, now: datetime) -> date:
    """The first day of which the meeting at a half-day has not begun."""
    local = timezone.localtime(now)
    [at] = parse_half_days([half_day])
    begins, _ends = training_hours(group.offer, at)
    return local.date() if local.time() < begins else local.date() + timedelta(days=1)
