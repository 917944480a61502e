"""Tweespoor: run dual trajectories, in which newcomers learn Dutch and take part at the same time."""
