"""Registers the application."""

from django.apps import AppConfig


class TellingConfig(AppConfig):
    """Messages to participants, kept beside the deed that asks for them and sent afterwards."""

    name = "tweespoor.apps.telling"
    label = "telling"
    default_auto_field = "django.db.models.BigAutoField"
