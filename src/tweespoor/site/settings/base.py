"""What every installation shares."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

SITE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TWEESPOOR_DATA", "var")).resolve()

DEBUG = False
DEMO = False
DEMO_DOMAIN = "demo.tweespoor.example"
DEMO_REFERENCE_DATE = date(2021, 2, 15)
DEMO_PASSWORD = "samen-aan-de-slag"  # noqa: S105 - shown on the log-in page of the demonstration, nowhere else
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "tweespoor.site.components",
    "tweespoor.apps.organisations",
    "tweespoor.apps.log",
    "tweespoor.apps.people",
    "tweespoor.apps.trajectories",
    "tweespoor.apps.schedule",
    "tweespoor.apps.monitor",
    "tweespoor.apps.exchange",
    "tweespoor.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tweespoor.site.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tweespoor.site.middleware.PrivatePages",
]

ROOT_URLCONF = "tweespoor.site.urls"
WSGI_APPLICATION = "tweespoor.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tweespoor.site.context.page",
            ],
        },
    }
]


def database() -> dict[str, Any]:
    """SQLite in the data folder, or PostgreSQL where TWEESPOOR_DATABASE says so (with libpq's PG* variables)."""
    kind = os.environ.get("TWEESPOOR_DATABASE", "")
    if kind not in ("", "sqlite", "postgresql"):
        raise ImproperlyConfigured(
            f"TWEESPOOR_DATABASE is {kind!r}; write postgresql, or leave it out for SQLite; see docs/operations.md"
        )
    if kind == "postgresql":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("PGDATABASE", "tweespoor"),
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "tweespoor.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": database()}

AUTH_USER_MODEL = "organisations.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [SITE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [SITE / "static"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

PLANNER_SECONDS = 30
"""How long a planner run started from a page searches at the most."""

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
