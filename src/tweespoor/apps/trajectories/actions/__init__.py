"""Deeds about designs, programmes and the trajectories in them."""

from tweespoor.apps.trajectories.actions.programmes import add_programme, save_design, start_trajectories

__all__ = ["add_programme", "save_design", "start_trajectories"]
