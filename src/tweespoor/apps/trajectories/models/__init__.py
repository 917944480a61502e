"""Programmes, the designs they follow, the trajectories of the people in them, their plans, progress and costs."""

from tweespoor.apps.trajectories.models.clock import CaseEvent, SpentHours
from tweespoor.apps.trajectories.models.costs import Budget, PriceAgreement, Purse, PurseRequest, Spending
from tweespoor.apps.trajectories.models.deliveries import Delivery
from tweespoor.apps.trajectories.models.designs import (
    DesignDraft,
    DesignDraftQuerySet,
    DesignMove,
    DesignVersion,
    DesignVersionQuerySet,
    DraftText,
)
from tweespoor.apps.trajectories.models.elsewhere import StandElsewhere
from tweespoor.apps.trajectories.models.pips import PipSignature, PipVersion, PipVersionQuerySet
from tweespoor.apps.trajectories.models.programmes import Programme, ProgrammeQuerySet, Trajectory
from tweespoor.apps.trajectories.models.progress import (
    BlockStand,
    DesignAnswer,
    EvaluationMoment,
    HoursEntry,
    PhaseChange,
    PhaseGoal,
)

__all__ = [
    "BlockStand",
    "Budget",
    "CaseEvent",
    "Delivery",
    "DesignAnswer",
    "DesignDraft",
    "DesignDraftQuerySet",
    "DesignMove",
    "DesignVersion",
    "DesignVersionQuerySet",
    "DraftText",
    "EvaluationMoment",
    "HoursEntry",
    "PhaseChange",
    "PhaseGoal",
    "PipSignature",
    "PipVersion",
    "PipVersionQuerySet",
    "PriceAgreement",
    "Programme",
    "ProgrammeQuerySet",
    "Purse",
    "PurseRequest",
    "Spending",
    "SpentHours",
    "StandElsewhere",
    "Trajectory",
]
