"""The idempotency key that a form carries; `actions.claim` sees to it that its deed is done once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest


def key_of(request: HttpRequest) -> UUID | None:
    """The key of the form that was sent; None where it carries none that can be."""
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return None
