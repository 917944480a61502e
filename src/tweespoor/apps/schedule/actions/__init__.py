"""Deeds of the schedule: what there is to plan with, and planning it."""

from tweespoor.apps.schedule.actions.beginning_again import begin_again
from tweespoor.apps.schedule.actions.board import (
    PINS,
    Consequences,
    change_board,
    consequences,
    pin,
    redo,
    undo,
)
from tweespoor.apps.schedule.actions.bottlenecks import ask_bottlenecks, find_bottlenecks, try_concession
from tweespoor.apps.schedule.actions.choosing import ask_part
from tweespoor.apps.schedule.actions.disruptions import (
    begin_taking_back,
    give_back,
    give_mode_back,
    keep_disruption,
    kept_mode,
    note_settled,
    set_mode,
    take_over,
)
from tweespoor.apps.schedule.actions.drafts import (
    DoesNotFit,
    copy_timetable,
    discard,
    name_draft,
    publish_what_fits,
    what_changes,
    what_no_longer_fits,
)
from tweespoor.apps.schedule.actions.enrolling import Course, set_course
from tweespoor.apps.schedule.actions.pictures import remove_picture, set_picture
from tweespoor.apps.schedule.actions.planning import (
    ask_timetable,
    plan_at_once,
    publish,
    reap,
    stop,
)
from tweespoor.apps.schedule.actions.repairs import draft_after, struck_by
from tweespoor.apps.schedule.actions.supply import add_supply, link_trainer
from tweespoor.apps.schedule.actions.supply_rows import (
    add_public_holidays,
    add_row,
    change_row,
    put_back_row,
    remove_row,
)
from tweespoor.apps.schedule.actions.themes import NewTheme, keep_themes
from tweespoor.apps.schedule.actions.together import ask_part_together, ask_together, check_together, go_on_from, plan
from tweespoor.apps.schedule.actions.trainers import set_teachers
from tweespoor.apps.schedule.bridge import Wanted
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused

__all__ = [
    "PINS",
    "ChangedMeanwhile",
    "Consequences",
    "Course",
    "DoesNotFit",
    "NewTheme",
    "Refused",
    "Wanted",
    "add_public_holidays",
    "add_row",
    "add_supply",
    "ask_bottlenecks",
    "ask_part",
    "ask_part_together",
    "ask_timetable",
    "ask_together",
    "begin_again",
    "begin_taking_back",
    "change_board",
    "change_row",
    "check_together",
    "consequences",
    "copy_timetable",
    "discard",
    "draft_after",
    "find_bottlenecks",
    "give_back",
    "give_mode_back",
    "go_on_from",
    "keep_disruption",
    "keep_themes",
    "kept_mode",
    "link_trainer",
    "name_draft",
    "note_settled",
    "pin",
    "plan",
    "plan_at_once",
    "publish",
    "publish_what_fits",
    "put_back_row",
    "reap",
    "redo",
    "remove_picture",
    "remove_row",
    "set_course",
    "set_mode",
    "set_picture",
    "set_teachers",
    "stop",
    "struck_by",
    "take_over",
    "try_concession",
    "undo",
    "what_changes",
    "what_no_longer_fits",
]
