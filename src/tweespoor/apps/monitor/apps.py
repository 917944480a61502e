"""Registers the application."""

from django.apps import AppConfig


class MonitorConfig(AppConfig):
    """Figures about programmes as of a date."""

    name = "tweespoor.apps.monitor"
    label = "monitor"
    default_auto_field = "django.db.models.BigAutoField"
