"""Rows <-> trajectory designs, and what else the cores know."""

from tweespoor.apps.trajectories.bridge.designs import (
    DesignPicture,
    design_of,
    personal_plan,
    phase_on,
    picture,
    started_between,
)
from tweespoor.apps.trajectories.bridge.held_plans import blocks_over_time, followed, signed_plans
from tweespoor.apps.trajectories.bridge.pips import case_from, case_in, pip_in, proposal, proposal_without_design
from tweespoor.apps.trajectories.bridge.progress import BlockInPlan
from tweespoor.apps.trajectories.bridge.wishes import Wish, wishes
from tweespoor.apps.trajectories.bridge.workbench import Workbench, changes_of, draft_design, workbench

__all__ = [
    "BlockInPlan",
    "DesignPicture",
    "Wish",
    "Workbench",
    "blocks_over_time",
    "case_from",
    "case_in",
    "changes_of",
    "design_of",
    "draft_design",
    "followed",
    "personal_plan",
    "phase_on",
    "picture",
    "pip_in",
    "proposal",
    "proposal_without_design",
    "signed_plans",
    "started_between",
    "wishes",
    "workbench",
]
