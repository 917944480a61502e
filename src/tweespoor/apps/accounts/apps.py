"""Registers the application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may log in, and how."""

    name = "tweespoor.apps.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
