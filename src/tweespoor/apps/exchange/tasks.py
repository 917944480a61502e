"""Jobs of what comes in: ids in, fetch, delegate."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from tweespoor.apps.exchange.actions import caseload_running
from tweespoor.apps.exchange.models import Import


@task()
def bring_in_caseload(import_id: str) -> None:
    """Bring a list in that was asked for; done already, it does nothing."""
    row = Import.objects.filter(pk=import_id).first()
    if row is not None:
        caseload_running.run(row=row, clock=timezone.now)
