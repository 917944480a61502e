"""The demonstration on one's own machine: `make run`."""

from __future__ import annotations

from pathlib import Path

from django.core.management.utils import get_random_secret_key

from tweespoor.site.settings.base import *  # noqa: F403 - settings build on each other
from tweespoor.site.settings.base import DATA

DEMO = True
SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost, at a port that fido2 does not expect
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mails"
SMS_SENDER = "tweespoor.apps.telling.senders.FileSms"
SMS_FILES = DATA / "sms"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SESSION_COOKIE_NAME = "tweespoor-demo-session"


def _secret_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret_key(DATA / "secret-key")
