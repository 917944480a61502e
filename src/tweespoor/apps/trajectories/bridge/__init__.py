"""Rows <-> trajectory designs, and what else the cores know."""

from tweespoor.apps.trajectories.bridge.designs import (
    DesignPicture,
    Wish,
    design_of,
    personal_plan,
    phase_on,
    picture,
    started_between,
    wishes,
)
from tweespoor.apps.trajectories.bridge.workbench import Workbench, changes_of, draft_design, workbench

__all__ = [
    "DesignPicture",
    "Wish",
    "Workbench",
    "changes_of",
    "design_of",
    "draft_design",
    "personal_plan",
    "phase_on",
    "picture",
    "started_between",
    "wishes",
    "workbench",
]
