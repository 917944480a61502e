"""Jobs of the participant's own way in."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from tweespoor.apps.portal import actions


@task()
def send_asked_code(key: str) -> None:
    """Send a code that was asked for."""
    actions.send_asked_code(key=UUID(key), now=timezone.now())
