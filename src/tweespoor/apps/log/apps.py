"""Registers the application."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    """Who did what, for whom and why; append-only."""

    name = "tweespoor.apps.log"
    label = "log"
    default_auto_field = "django.db.models.BigAutoField"
