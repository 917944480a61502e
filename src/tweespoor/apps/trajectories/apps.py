"""Registers the application."""

from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    """Programmes with their designs, and who takes part in them."""

    name = "tweespoor.apps.trajectories"
    label = "trajectories"
    default_auto_field = "django.db.models.BigAutoField"
