"""Programmes, the designs they follow and the trajectories of the people in them."""

from tweespoor.apps.trajectories.models.clock import CaseEvent, SpentHours
from tweespoor.apps.trajectories.models.programmes import DesignVersion, Programme, ProgrammeQuerySet, Trajectory

__all__ = ["CaseEvent", "DesignVersion", "Programme", "ProgrammeQuerySet", "SpentHours", "Trajectory"]
