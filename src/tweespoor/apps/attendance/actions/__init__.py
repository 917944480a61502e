"""Deeds about lists of who was there."""

from tweespoor.apps.attendance.actions.absence import plan_absence, withdraw_absence
from tweespoor.apps.attendance.actions.files import FromFile, bring_from_file, take_out_file
from tweespoor.apps.attendance.actions.links import make_link, record_link_opened, withdraw_link
from tweespoor.apps.attendance.actions.marks import (
    NewMark,
    Recorded,
    call_off,
    call_off_row,
    record_marks,
    take_back_call_off,
    take_back_row,
)
from tweespoor.apps.attendance.actions.telling import (
    tell_giver,
    tell_of_tomorrow,
    tell_people_of,
    tell_people_of_all,
)
from tweespoor.apps.attendance.rules import Refused

__all__ = [
    "FromFile",
    "NewMark",
    "Recorded",
    "Refused",
    "bring_from_file",
    "call_off",
    "call_off_row",
    "make_link",
    "plan_absence",
    "record_link_opened",
    "record_marks",
    "take_back_call_off",
    "take_back_row",
    "take_out_file",
    "tell_giver",
    "tell_of_tomorrow",
    "tell_people_of",
    "tell_people_of_all",
    "withdraw_absence",
    "withdraw_link",
]
