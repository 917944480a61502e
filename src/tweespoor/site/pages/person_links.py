"""The pages of one person beside each other, so that each is one click away from every other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.core.access import EMERGENCY_PURPOSES
from tweespoor.core.vocabulary import Purpose

if TYPE_CHECKING:
    from tweespoor.apps.people.models import Person


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """A page of a person."""

    label: str
    url: str
    is_here: bool


def person_links(person: Person, *, purposes: frozenset[Purpose], here: str, gives: bool = False) -> list[PageLink]:
    """The pages about a person that open for who sees these sets of facts; `here` is the name of the one on screen.

    `gives` is for who gives blocks of the trajectory, and so sees the progress of those alone.
    """
    sees_outcomes = Purpose.OUTCOMES in purposes
    opens = [
        ("person", _("Dossier"), True),
        ("person-week", _("Week"), person.closed_on is None and purposes != EMERGENCY_PURPOSES),
        ("plan", _("Plan"), plans.reading_of(purposes) is not None),
        ("progress", _("Voortgang"), sees_outcomes or gives),
        ("person-attendance", _("Aanwezigheid"), Purpose.ATTENDANCE in purposes),
        ("deadlines", _("Termijnen"), Purpose.BENEFIT in purposes),
        ("person-costs", _("Kosten"), sees_outcomes),
    ]
    found = [
        PageLink(label=label, url=reverse(name, args=[person.pk]), is_here=name == here)
        for name, label, may_open in opens
        if may_open
    ]
    return found if len(found) > 1 else []
