"""The tests: like the demonstration, on a database of their own."""

from __future__ import annotations

import os

from tweespoor.site.settings.base import *  # noqa: F403 - settings build on each other
from tweespoor.site.settings.base import DATABASES

DEMO = True
SECOND_FACTOR_REQUIRED = False  # switched on where it is tested
OPENID_CONNECT_OVER_HTTP = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
SECRET_KEY = "only for tests, never for people"  # noqa: S105 - guards invented data only
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if os.environ.get("TWEESPOOR_DATABASE") != "postgresql":
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["OPTIONS"].pop("init_command")
