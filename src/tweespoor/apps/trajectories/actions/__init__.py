"""Deeds about designs, programmes, the trajectories in them, how far people are and what it costs."""

from tweespoor.apps.trajectories.actions.courses import end_trajectory, name_reason, start_trajectory
from tweespoor.apps.trajectories.actions.programmes import add_programme, save_design, start_trajectories
from tweespoor.apps.trajectories.actions.progress import (
    change_phase,
    hold_evaluation,
    register_goal,
    register_hours,
    register_stand,
    take_back_stand,
)

__all__ = [
    "add_programme",
    "change_phase",
    "end_trajectory",
    "hold_evaluation",
    "name_reason",
    "register_goal",
    "register_hours",
    "register_stand",
    "save_design",
    "start_trajectories",
    "start_trajectory",
    "take_back_stand",
]
