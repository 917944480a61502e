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
from tweespoor.apps.trajectories.bridge.progress import BlockInPlan

__all__ = [
    "BlockInPlan",
    "DesignPicture",
    "Wish",
    "design_of",
    "personal_plan",
    "phase_on",
    "picture",
    "started_between",
    "wishes",
]
