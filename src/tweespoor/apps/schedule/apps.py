"""Registers the application."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """Classes, offers, rooms, groups and timetables."""

    name = "tweespoor.apps.schedule"
    label = "schedule"
    default_auto_field = "django.db.models.BigAutoField"
