"""Registers the components' template tags and templates."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """The components, as Django sees them."""

    name = "tweespoor.site.components"
    label = "components"
