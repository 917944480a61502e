"""Registers the application."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    """Who was there: lists per session, marks, planned absence, and links for who has no account."""

    name = "tweespoor.apps.attendance"
    label = "attendance"
    default_auto_field = "django.db.models.BigAutoField"
