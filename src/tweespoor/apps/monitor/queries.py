"""Figures about programmes as of a date, on behalf of a user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from tweespoor.apps.monitor import bridge
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.queries import table_of_facts
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.apps.rights.queries import kept_facts, kept_rows
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import people_in, visible_programmes
from tweespoor.core import evaluation
from tweespoor.core.access import widest_purposes
from tweespoor.core.evaluation import (
    MEASURES,
    NUMBERS,
    Figure,
    Measure,
    TableText,
    csv_text,
    notes,
    svg,
    table_text,
    title,
)
from tweespoor.core.population import DISCLAIMER
from tweespoor.core.vocabulary import Role, variable

__all__ = ["MEASURES", "NUMBERS", "Figure", "Measure", "TableText", "csv_text", "notes", "svg", "table_text", "title"]

FIGURE_ROLES = (Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.POLICY_OFFICER, Role.RESEARCHER)
EXACT_ROLES = (Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.POLICY_OFFICER)
"""Roles that see exact numbers of their own municipality's programmes."""

ONLY_FIGURES = "people are counted in figures, not shown"
THRESHOLD = 10
"""Numbers below it are hidden from whoever is outside the municipality (docs/evaluation.md)."""

FIXED_MONTHS = (1, 4, 7, 10)
"""Whoever is outside the municipality sees figures of the first day of these months: two figures of days close
together would show, subtracted, what changed about one person."""


@dataclass(frozen=True)
class View:
    """What a user asked to see: as of when, and with small numbers hidden or not."""

    as_of: date
    hide_small: bool


def may_see_figures(user: User) -> bool:
    """Whether one of the user's roles works with figures."""
    return bool(organisations_where(user, roles=FIGURE_ROLES))


def must_hide_small(user: User) -> bool:
    """Whether small numbers are always hidden: where not all programmes are the user's own municipality's."""
    own = organisations_where(user, roles=EXACT_ROLES)
    return any(programme.municipality_id not in own for programme in programmes_for(user))


def programmes_for(user: User) -> list[Programme]:
    """The programmes whose figures the user sees, by their short names."""
    organisations = organisations_where(user, roles=FIGURE_ROLES)
    visible = [
        programme
        for programme in visible_programmes(user).prefetch_related("partners")
        if programme.municipality_id in organisations
        or any(partner.pk in organisations for partner in programme.partners.all())
    ]
    return sorted(visible, key=lambda programme: programme.short_name)


def fixed_day(day: date) -> date:
    """The fixed day at or before a day."""
    return date(day.year, max(month for month in FIXED_MONTHS if month <= day.month), 1)


def latest_fixed_day(today: date) -> date:
    """The newest fixed day that is over, so that its figures change no more."""
    return fixed_day(today - timedelta(days=1))


def fixed_days(user: User, *, today: date) -> list[date]:
    """The fixed days with something to show, newest first."""
    slugs = [programme.slug for programme in programmes_for(user)]
    with whole_registry(why=ONLY_FIGURES):
        joined = people_in(slugs).order_by("joined_on").first()
    starts = [day for _person, _slug, day in kept_rows(slugs)] + ([joined.joined_on] if joined else [])
    days = [latest_fixed_day(today)]
    while starts and min(starts) < days[-1]:
        days.append(fixed_day(days[-1] - timedelta(days=1)))
    return days[:-1] or days


def day_for(user: User, asked: date, *, today: date) -> date:
    """The day that a user's figures are about: the one asked for, or where small numbers are hidden a fixed one."""
    return min(fixed_day(asked), latest_fixed_day(today)) if must_hide_small(user) else asked


def figure(user: User, number: str, *, view: View, today: date) -> Figure:
    """One figure over the programmes the user may see figures of, about `day_for` the day asked for.

    Whose dossier was deleted since is still counted, without the person.

    Raises:
        UnknownFigure: if there is no figure of that number.
    """
    programmes = programmes_for(user)
    slugs = [programme.slug for programme in programmes]
    with whole_registry(why=ONLY_FIGURES):
        people = people_in(slugs)
        rows = people.values_list("pk", "trajectories__programme__slug", "joined_on").distinct()
        counted = [(str(person), slug, joined) for person, slug, joined in rows if slug in slugs]
        table = bridge.facts_table([*counted, *kept_rows(slugs)], [*table_of_facts(people), *kept_facts(slugs)])
    hide = view.hide_small or must_hide_small(user)
    return evaluation.figure(
        table,
        number,
        as_of=day_for(user, view.as_of, today=today),
        programmes={programme.slug: programme.short_name for programme in programmes},
        threshold=THRESHOLD if hide else None,
    )


@dataclass(frozen=True)
class Unasked:
    """A programme of which the user may see who was not asked what a figure counts."""

    programme: str
    label: str
    not_asked: int
    people: int


def unasked(user: User, found: Figure) -> tuple[Unasked, ...]:
    """Per programme how many were not asked, for users who may see those people and that fact about them.

    Nothing where the number is hidden, and of programmes of other municipalities: there a number is all there is.
    """
    if not found.measure.variable:
        return ()
    purpose = variable(found.measure.variable).purpose
    roles = [role for role in MUNICIPAL_ROLES if purpose in widest_purposes(role)]
    own = organisations_where(user, roles=roles)
    slugs = {programme.slug for programme in programmes_for(user) if programme.municipality_id in own}
    return tuple(
        Unasked(row.programme, row.label, row.not_asked, row.people)
        for row in found.rows
        if row.programme in slugs and isinstance(row.not_asked, int) and isinstance(row.people, int) and row.not_asked
    )


def disclaimer(language: str) -> str:
    """What has to be said of figures about invented people; empty outside the demonstration."""
    return DISCLAIMER[language] if settings.DEMO else ""
