"""Programmes, the designs they follow and the trajectories of the people in them."""

from tweespoor.apps.trajectories.models.clock import CaseEvent, SpentHours
from tweespoor.apps.trajectories.models.designs import (
    DesignDraft,
    DesignDraftQuerySet,
    DesignMove,
    DesignVersion,
    DesignVersionQuerySet,
    DraftText,
)
from tweespoor.apps.trajectories.models.programmes import Programme, ProgrammeQuerySet, Trajectory

__all__ = [
    "CaseEvent",
    "DesignDraft",
    "DesignDraftQuerySet",
    "DesignMove",
    "DesignVersion",
    "DesignVersionQuerySet",
    "DraftText",
    "Programme",
    "ProgrammeQuerySet",
    "SpentHours",
    "Trajectory",
]
