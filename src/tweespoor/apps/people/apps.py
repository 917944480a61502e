"""Registers the application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Participants and the facts about them."""

    name = "tweespoor.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
