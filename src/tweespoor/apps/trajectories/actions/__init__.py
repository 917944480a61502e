"""Deeds about designs, programmes, the trajectories in them, progress, costs and (in `pips`) the plans of persons."""

from tweespoor.apps.trajectories.actions.answers import ENDED, answer_design
from tweespoor.apps.trajectories.actions.attended import LISTS, Attended, keep_attended
from tweespoor.apps.trajectories.actions.costs import (
    agree_price,
    record_costs_exported,
    register_spending,
    set_budget,
    withdraw_spending,
)
from tweespoor.apps.trajectories.actions.courses import end_trajectory, name_reason, start_trajectory
from tweespoor.apps.trajectories.actions.programmes import (
    ProgrammeSaid,
    add_programme,
    change_programme,
    save_design,
    start_programme,
    start_trajectories,
)
from tweespoor.apps.trajectories.actions.progress import (
    change_phase,
    hold_evaluation,
    register_goal,
    register_hours,
    register_stand,
    take_back_stand,
)
from tweespoor.apps.trajectories.actions.purses import ask_purse, decide_purse, open_purse, withdraw_request

__all__ = [
    "ENDED",
    "LISTS",
    "Attended",
    "ProgrammeSaid",
    "add_programme",
    "agree_price",
    "answer_design",
    "ask_purse",
    "change_phase",
    "change_programme",
    "decide_purse",
    "end_trajectory",
    "hold_evaluation",
    "keep_attended",
    "name_reason",
    "open_purse",
    "record_costs_exported",
    "register_goal",
    "register_hours",
    "register_spending",
    "register_stand",
    "save_design",
    "set_budget",
    "start_programme",
    "start_trajectories",
    "start_trajectory",
    "take_back_stand",
    "withdraw_request",
    "withdraw_spending",
]
