"""Programmes, the designs they follow, the trajectories of the people in them, and their plans."""

from tweespoor.apps.trajectories.models.clock import CaseEvent, SpentHours
from tweespoor.apps.trajectories.models.pips import PipSignature, PipVersion, PipVersionQuerySet
from tweespoor.apps.trajectories.models.programmes import DesignVersion, Programme, ProgrammeQuerySet, Trajectory

__all__ = [
    "CaseEvent",
    "DesignVersion",
    "PipSignature",
    "PipVersion",
    "PipVersionQuerySet",
    "Programme",
    "ProgrammeQuerySet",
    "SpentHours",
    "Trajectory",
]
