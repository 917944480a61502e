"""Registers the application."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What comes in from elsewhere and what goes out."""

    name = "tweespoor.apps.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
