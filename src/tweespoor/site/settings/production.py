"""A municipality's installation: everything secret or local comes from the environment.

SECRET_KEY, TWEESPOOR_HOSTS, TWEESPOOR_MAIL and TWEESPOOR_MAIL_FROM must be set;
TWEESPOOR_DATABASE=postgresql with libpq's PG* variables is advised.
"""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

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
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TWEESPOOR_PROXIES", "1"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def _mail(address: str) -> dict[str, object]:
    """The settings of Django for a mail server such as `smtp+tls://user:password@mail.example.nl:587`."""
    parts = urlsplit(address)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    try:
        port = parts.port or ports[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not port or not parts.hostname:
        raise ImproperlyConfigured(
            "TWEESPOOR_MAIL must look like smtp+tls://user:password@mail.example.nl:587; see docs/operations.md"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


globals().update(_mail(_required("TWEESPOOR_MAIL")))
DEFAULT_FROM_EMAIL = _required("TWEESPOOR_MAIL_FROM")

SMS_SENDER = os.environ.get("TWEESPOOR_SMS_SENDER", "")
