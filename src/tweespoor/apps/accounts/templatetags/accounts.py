"""What the account pages show in a form of their own."""

from __future__ import annotations

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(options: Any) -> str:
    """What a browser needs to make or use a passkey, for an attribute; the template escapes it."""
    return json.dumps(options)


@register.filter
def in_fours(secret: str) -> str:
    """A long key in groups of four, as one types it over."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
