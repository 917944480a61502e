"""Registers the application."""

from django.apps import AppConfig


class WeeksConfig(AppConfig):
    """Everybody's week on the calendar, and the addresses with which a telephone subscribes to it."""

    name = "tweespoor.apps.weeks"
    label = "weeks"
    default_auto_field = "django.db.models.BigAutoField"
