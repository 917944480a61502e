"""Registers the application."""

from django.apps import AppConfig


class ChangeConfig(AppConfig):
    """From something that happened to what is done about it; what is kept lies in the apps below."""

    name = "tweespoor.apps.change"
    label = "change"
    default_auto_field = "django.db.models.BigAutoField"
