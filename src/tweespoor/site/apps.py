"""Registers the site's own commands and templates."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SiteConfig(AppConfig):
    """The whole, as Django sees it."""

    name = "tweespoor.site"
    label = "tweespoor_site"

    def ready(self) -> None:
        """In one browser either staff is in, or a participant."""
        user_logged_in.connect(_no_participant, dispatch_uid="no participant beside staff")


def _no_participant(*, request: Any, **_what: object) -> None:
    for name in [name for name in request.session.keys() if name.startswith("own_")]:  # noqa: SIM118 - no mapping
        del request.session[name]
