"""How far somebody was at the municipality that handed the person over."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import ActivityKind, ReasonForLeaving

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class ElsewhereQuerySet(ScopedQuerySet[Any]):
    """Reads of how far people were elsewhere; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> ElsewhereQuerySet:
        """What is kept of the people whom the user may see; which parts of it, the caller decides."""
        return self._scoped().filter(person__in=Person.objects.visible_to(user).values("pk"))


class StandElsewhere(models.Model):
    """Where somebody stood in a block of another municipality's design on the day of the move, and the time attended.

    The design is not here, so that the block goes by its name; `state` is empty where nobody registered one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stands_elsewhere")
    municipality = models.CharField(max_length=160)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.nl) for kind in ActivityKind])
    state = models.CharField(max_length=10, blank=True, choices=[(state.value, state.nl) for state in BlockState])
    reason = models.CharField(
        max_length=40, blank=True, choices=[(reason.value, reason.nl) for reason in ReasonForLeaving]
    )
    since = models.DateField(null=True, blank=True)
    minutes = models.PositiveIntegerField(default=0)
    moved_on = models.DateField()
    recorded_at = models.DateTimeField()

    objects = ElsewhereQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-moved_on", "since", "name_nl", "id"]
        verbose_name_plural = "stands elsewhere"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason="") | Q(state=BlockState.STOPPED.value),
                name="only_who_stopped_elsewhere_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
