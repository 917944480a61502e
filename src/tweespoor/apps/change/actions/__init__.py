"""Deeds about what happens while a timetable is in force."""

from tweespoor.apps.change.actions.lockdowns import LockedDown, lock_down
from tweespoor.apps.change.actions.settling import Done, draft_after, settle, struck_by
from tweespoor.apps.change.actions.taking_back import TakenBack, take_back
from tweespoor.apps.change.rules import Refused

__all__ = ["Done", "LockedDown", "Refused", "TakenBack", "draft_after", "lock_down", "settle", "struck_by", "take_back"]
