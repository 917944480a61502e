"""Deeds of the schedule: what there is to plan with, and planning it."""

from tweespoor.apps.schedule.actions.planning import (
    Refused,
    ask_timetable,
    plan,
    plan_at_once,
    publish,
    reap,
    stop,
)
from tweespoor.apps.schedule.actions.supply import add_supply, link_trainer

__all__ = [
    "Refused",
    "add_supply",
    "ask_timetable",
    "link_trainer",
    "plan",
    "plan_at_once",
    "publish",
    "reap",
    "stop",
]
