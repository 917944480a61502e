"""Registers the site's own commands and templates."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The whole, as Django sees it."""

    name = "tweespoor.site"
    label = "tweespoor_site"
