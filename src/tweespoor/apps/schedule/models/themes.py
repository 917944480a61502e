"""What a training is about, meeting by meeting."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.schedule.models.offers import Offer

LONGEST_TITLE = 120
LONGEST_WORDS = 4000


class Theme(models.Model):
    """The theme of one meeting of a training, and what to practise for it: a word or a sentence per line.

    `number` is its place in the order. Themes have no dates: on which day one falls follows from the timetable in
    force, the holidays and what was called off.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.TextField(blank=True, max_length=LONGEST_WORDS)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_theme_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(title=""), name="a_theme_has_a_place_and_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def lines(self) -> list[str]:
        """The words and sentences to practise."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]
