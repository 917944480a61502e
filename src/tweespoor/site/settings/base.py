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
    "tweespoor.apps.accounts",
    "tweespoor.apps.people",
    "tweespoor.apps.trajectories",
    "tweespoor.apps.telling",
    "tweespoor.apps.schedule",
    "tweespoor.apps.attendance",
    "tweespoor.apps.change",
    "tweespoor.apps.weeks",
    "tweespoor.apps.portal",
    "tweespoor.apps.rights",
    "tweespoor.apps.monitor",
    "tweespoor.apps.exchange",
    "tweespoor.site",
    # After our own, so that our templates of their names come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
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
    "tweespoor.site.sessions.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tweespoor.site.typed.KeepTyped",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "tweespoor.site.second_factor.SecondFactorRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tweespoor.site.middleware.PrivatePages",
    "tweespoor.site.middleware.OnBehalfOfSomebody",
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


FOR_SHORT_QUERIES = "-c jit=off -c random_page_cost=1.1"
"""How PostgreSQL plans ours: compiling a query takes longer than any page's, and data are in memory or on flash."""


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
            "OPTIONS": {
                "options": f"-c tweespoor.scope={os.environ.get('TWEESPOOR_SCOPE', 'application')} {FOR_SHORT_QUERIES}"
            },
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tweespoor.apps.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "tweespoor.apps.accounts.passwords.NotCommon"},
]
SECOND_FACTOR_REQUIRED = True
"""Whether roles that see special-category data, and administrators, must log in with a second factor.

False only where all people are invented: in the demonstration users log in with one click.
"""

SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = 24 * 60 * 60
"""Longer than a session lasts, so that of an ended one it is known whose it was: see `site/typed`."""
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tweespoor.site.typed.csrf_failure"
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

# Logging in: django-allauth with our own pages, addresses and words (`apps/accounts`). Nobody signs up by oneself.
ACCOUNT_ADAPTER = "tweespoor.apps.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation's link, or the organisation's own log-in, proves the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Tweespoor: "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "tweespoor.apps.accounts.forms.LogInForm",
    "reauthenticate": "tweespoor.apps.accounts.forms.ConfirmPasswordForm",
    "reset_password": "tweespoor.apps.accounts.forms.ForgottenForm",
    "reset_password_from_key": "tweespoor.apps.accounts.forms.NewPasswordForm",
    "change_password": "tweespoor.apps.accounts.forms.ChangePasswordForm",
    "set_password": "tweespoor.apps.accounts.forms.SetPasswordForm",
}
GUESSES_WAIT_MINUTES = 5
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # a whole office may share one address
    "login_failed": f"30/m/ip,5/{GUESSES_WAIT_MINUTES}m/key",  # also of the second factor, per user
    "reset_password": "20/m/ip,3/m/key",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}
MFA_ADAPTER = "tweespoor.apps.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tweespoor"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "tweespoor.apps.accounts.forms.SecondStepForm",
    "reauthenticate": "tweespoor.apps.accounts.forms.ConfirmCodeForm",
    "activate_totp": "tweespoor.apps.accounts.forms.ActivateAppForm",
    "authenticate_webauthn": "tweespoor.apps.accounts.forms.UsePasskeyForm",
    "reauthenticate_webauthn": "tweespoor.apps.accounts.forms.ConfirmPasskeyForm",
    "add_webauthn": "tweespoor.apps.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "tweespoor.apps.accounts.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "tweespoor.apps.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may post to ourselves only, redirects included; the state guards the flow
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
OPENID_CONNECT_OVER_HTTP = False
"""Whether a provider may be reached without TLS; for tests, which start one on the same machine."""

# Counts of guesses are shared by all processes and survive a restart; the table is made by a migration.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "Tweespoor <tweespoor@localhost>"

SMS_SENDER = ""
"""The class that sends SMS to participants (see `apps/telling/senders.py`); empty where nobody does."""

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [SITE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [SITE / "static"]
SITE_BUILD = SITE / "static" / "build"
"""What `npm run build` made."""
FONTS = SITE / "static" / "fonts"
"""The fonts of documents: Latin, Arabic and Ethiopic (see the folder's README)."""

PRIVATE_FILES = DATA / "files"
"""Files about people; served only by views that ask who may see them, never by the web server itself."""

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
