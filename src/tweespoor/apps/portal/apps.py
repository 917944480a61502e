"""Registers the application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The participant's own way in: a card, or a code that is sent."""

    name = "tweespoor.apps.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
