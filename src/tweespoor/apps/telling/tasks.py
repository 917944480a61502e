"""Jobs of messages."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from tweespoor.apps.telling import actions


@task()
def send_waiting() -> None:
    """Send what waits; done already, it does nothing."""
    actions.send_waiting(clock=timezone.now)
