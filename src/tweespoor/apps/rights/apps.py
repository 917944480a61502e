"""Registers the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    """The rights of participants over what is kept about them."""

    name = "tweespoor.apps.rights"
    label = "rights"
    verbose_name = _("Rechten")
    default_auto_field = "django.db.models.BigAutoField"
