"""Deeds about designs, programmes, the trajectories in them, and (in `pips`) the plans of persons."""

from tweespoor.apps.trajectories.actions.programmes import add_programme, save_design, start_trajectories

__all__ = ["add_programme", "save_design", "start_trajectories"]
