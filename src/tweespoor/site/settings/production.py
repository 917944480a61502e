"""A municipality's installation: everything secret or local comes from the environment.

SECRET_KEY and TWEESPOOR_HOSTS must be set; TWEESPOOR_DATABASE=postgresql with libpq's PG* variables is advised.
"""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from tweespoor.site.settings.base import *  # noqa: F403 - settings build on each other


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"set the environment variable {name}; see docs/operations.md")
    return value


SECRET_KEY = _required("SECRET_KEY")
ALLOWED_HOSTS = _required("TWEESPOOR_HOSTS").split(",")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
