"""How far somebody was at the municipality that handed the person over, for the page of the progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models import StandElsewhere
from tweespoor.apps.trajectories.queries.elsewhere import stands_elsewhere
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import ReasonForLeaving


@dataclass(frozen=True, kw_only=True)
class ShownElsewhere:
    """A block of another municipality: its name, how it stood and since when, and the hours attended."""

    name: str
    state: str
    badge: str
    since: date | None
    hours: str


@dataclass(frozen=True, kw_only=True)
class MovedAlong:
    """What one municipality passed on, on a day."""

    municipality: str
    on: date
    blocks: Sequence[ShownElsewhere]


def moved_along(person: Person, *, sees_hours: bool, badges: dict[BlockState, str], language: str) -> list[MovedAlong]:
    """What was passed on of somebody, per municipality; hours for who may know what the person attended."""
    found: dict[tuple[str, date], list[ShownElsewhere]] = {}
    for row in stands_elsewhere(person):
        shown = _shown(row, sees_hours=sees_hours, badges=badges, language=language)
        found.setdefault((row.municipality, row.moved_on), []).append(shown)
    return [MovedAlong(municipality=name, on=on, blocks=blocks) for (name, on), blocks in found.items()]


def _shown(row: StandElsewhere, *, sees_hours: bool, badges: dict[BlockState, str], language: str) -> ShownElsewhere:
    state = BlockState(row.state) if row.state else None
    words = state.label(language) if state else ""
    if row.reason:
        words = f"{words}: {ReasonForLeaving(row.reason).label(language).lower()}"
    hours = _("%(hours)s uur gevolgd") % {"hours": number_format(row.minutes / 60, 0 if row.minutes % 60 == 0 else 1)}
    return ShownElsewhere(
        name=row.name_nl if language == "nl" else row.name_en,
        state=words,
        badge=badges[state] if state else "",
        since=row.since,
        hours=hours if sees_hours and row.minutes else "",
    )
