"""The language of the page that is being made."""

from __future__ import annotations

from django.utils.translation import get_language


def language_now() -> str:
    """`en` where the reader chose English, otherwise `nl`."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"
