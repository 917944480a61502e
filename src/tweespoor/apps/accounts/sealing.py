"""Secrets that the database keeps sealed: keys of authenticator apps, and what we are known by at log-in providers."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SEALED = "sealed:"


def _fernet() -> Fernet:
    digest = hashlib.sha256(b"tweespoor.accounts.sealing" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(text: str) -> str:
    """The text, unreadable to whoever has the database but not the SECRET_KEY."""
    return SEALED + _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed.

    Raises:
        ImproperlyConfigured: if it was sealed with another SECRET_KEY, or never.
    """
    try:
        return _fernet().decrypt(sealed.removeprefix(SEALED).encode()).decode()
    except InvalidToken:
        raise ImproperlyConfigured(
            "a secret in the database was sealed with another SECRET_KEY; see docs/operations.md"
        ) from None
