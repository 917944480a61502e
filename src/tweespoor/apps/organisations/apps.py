"""Registers the application."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who works together, who logs in, in which roles."""

    name = "tweespoor.apps.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
