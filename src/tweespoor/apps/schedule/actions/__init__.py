"""Deeds of the schedule: what there is to plan with, and planning it."""

from tweespoor.apps.schedule.actions.planning import (
    ask_timetable,
    plan,
    plan_at_once,
    publish,
    reap,
    stop,
)
from tweespoor.apps.schedule.actions.supply import add_supply, link_trainer
from tweespoor.apps.schedule.actions.supply_rows import (
    add_public_holidays,
    add_row,
    change_row,
    put_back_row,
    remove_row,
)
from tweespoor.apps.schedule.actions.trainers import set_teachers
from tweespoor.apps.schedule.rules import Refused

__all__ = [
    "Refused",
    "add_public_holidays",
    "add_row",
    "add_supply",
    "ask_timetable",
    "change_row",
    "link_trainer",
    "plan",
    "plan_at_once",
    "publish",
    "put_back_row",
    "reap",
    "remove_row",
    "set_teachers",
    "stop",
]
