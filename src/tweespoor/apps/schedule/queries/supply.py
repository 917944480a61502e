"""Reads of what there is to plan with, on behalf of a user: which rows of a programme one sees, and which one changes.

The project leader of the municipality changes everything, a case manager there reads it. A language provider sees and
changes its own classes, a trainer sees her own availability.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, QuerySet

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import (
    Holiday,
    LanguageClass,
    Location,
    Offer,
    Period,
    Room,
    SupplyQuerySet,
    Trainer,
    Zone,
)
from tweespoor.apps.schedule.queries.timetables import PLANNING_ROLES
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import OrganisationKind, Role
from tweespoor.core.week import parse_half_days

READING_ROLES = (*PLANNING_ROLES, Role.CASE_MANAGER)
SCHOOL_ROLES = (Role.LANGUAGE_PROVIDER, Role.ADMINISTRATOR)
"""Roles that, at a language provider, keep its classes."""


@dataclass(frozen=True)
class Column:
    """What a kind of row keeps: plain columns, columns that name one other row, and columns that name several."""

    plain: tuple[str, ...]
    one: tuple[str, ...] = ()
    several: tuple[str, ...] = ()


MODELS: dict[SupplyKind, type[Model]] = {
    SupplyKind.CLASSES: LanguageClass,
    SupplyKind.LOCATIONS: Location,
    SupplyKind.ROOMS: Room,
    SupplyKind.TRAINERS: Trainer,
    SupplyKind.OFFERS: Offer,
    SupplyKind.PERIODS: Period,
    SupplyKind.HOLIDAYS: Holiday,
    SupplyKind.ZONES: Zone,
}
COLUMNS: dict[SupplyKind, Column] = {
    SupplyKind.CLASSES: Column(
        ("name", "code", "level", "half_days", "hours", "free_seats"), ("provider", "location"), ("switch_from",)
    ),
    SupplyKind.LOCATIONS: Column(("name", "zone", "address", "route")),
    SupplyKind.ROOMS: Column(("name", "capacity", "half_days"), ("location",)),
    SupplyKind.TRAINERS: Column(("name", "half_days", "max_sessions"), ("organisation", "user"), ("offers",)),
    SupplyKind.OFFERS: Column(
        (
            *("slug", "name_nl", "name_en", "kind", "sessions", "length", "weeks", "min_size", "max_size", "level_min"),
            *("level_max", "max_level_spread", "max_groups", "outside_seats", "group_cost", "preteach", "half_days"),
            "hours",
        ),
        (),
        ("rooms", "trainers", "after"),
    ),
    SupplyKind.PERIODS: Column(("name", "starts_on", "weeks")),
    SupplyKind.HOLIDAYS: Column(("name", "kind", "first_day", "last_day"), ("location",)),
    SupplyKind.ZONES: Column(("name", "slug", "latitude", "longitude")),
}
"""What the forms of each kind say, and what two people may say differently."""


def may_read_supply(user: User, *, programme: Programme) -> bool:
    """Whether the user sees everything a programme plans with."""
    return programme.municipality_id in organisations_where(user, roles=READING_ROLES)


def may_change_supply(user: User, *, programme: Programme) -> bool:
    """Whether the user changes everything a programme plans with."""
    return programme.municipality_id in organisations_where(user, roles=PLANNING_ROLES)


def schools_of(user: User, *, programme: Programme) -> list[Organisation]:
    """The language providers in a programme of which the user keeps the classes."""
    own = organisations_where(user, roles=SCHOOL_ROLES)
    return [each for each in providers_of(programme) if each.pk in own]


def providers_of(programme: Programme) -> list[Organisation]:
    """The language providers that take part in a programme, and whoever gives classes in it."""
    partners = programme.partners.filter(kind=OrganisationKind.LANGUAGE_PROVIDER)
    given = Organisation.objects.filter(language_classes__in=LanguageClass.objects.filter(programme=programme))
    return sorted({*partners, *given}, key=lambda each: each.name)


def kinds_seen(user: User, *, programme: Programme) -> tuple[SupplyKind, ...]:
    """The kinds of which the user may see rows in a programme, in the order of the page; none is no page."""
    if may_read_supply(user, programme=programme):
        return tuple(SupplyKind)
    found = []
    if schools_of(user, programme=programme):
        found.append(SupplyKind.CLASSES)
    if _own_trainers(user, programme).exists():
        found.append(SupplyKind.TRAINERS)
    return tuple(found)


def kinds_changed(user: User, *, programme: Programme) -> tuple[SupplyKind, ...]:
    """The kinds of which the user may change rows in a programme."""
    if may_change_supply(user, programme=programme):
        return tuple(SupplyKind)
    return (SupplyKind.CLASSES,) if schools_of(user, programme=programme) else ()


def rows_of(programme: Programme, *, kind: SupplyKind) -> SupplyQuerySet:
    """Every row of a kind in a programme, what was taken away too."""
    return _READS[kind](programme)


def visible_rows(user: User, *, programme: Programme, kind: SupplyKind) -> SupplyQuerySet:
    """The rows of a kind that the user may see."""
    rows = rows_of(programme, kind=kind)
    if may_read_supply(user, programme=programme):
        return rows
    if kind is SupplyKind.CLASSES:
        return rows.filter(provider__in=schools_of(user, programme=programme))
    if kind is SupplyKind.TRAINERS:
        return rows.filter(pk__in=_own_trainers(user, programme).values("pk"))
    return rows.none()


def changeable_rows(user: User, *, programme: Programme, kind: SupplyKind) -> SupplyQuerySet:
    """The rows of a kind that the user may change, what was taken away too."""
    rows = rows_of(programme, kind=kind)
    if may_change_supply(user, programme=programme):
        return rows
    if kind is SupplyKind.CLASSES:
        return rows.filter(provider__in=schools_of(user, programme=programme))
    return rows.none()


def _own_trainers(user: User, programme: Programme) -> SupplyQuerySet:
    own = organisations_where(user, roles=[Role.TRAINER])
    return Trainer.objects.current().filter(programme=programme, user=user, organisation__in=own)


def _classes(programme: Programme) -> SupplyQuerySet:
    rows = LanguageClass.objects.filter(programme=programme).select_related("provider", "location", "programme")
    return rows.prefetch_related("teachers", "switch_from").order_by("provider__name", "name")


def _offers(programme: Programme) -> SupplyQuerySet:
    return Offer.objects.filter(programme=programme).prefetch_related("rooms", "trainers", "after").order_by("name_nl")


def _trainers(programme: Programme) -> SupplyQuerySet:
    rows = Trainer.objects.filter(programme=programme).select_related("organisation", "user")
    return rows.prefetch_related("offers").order_by("name")


def _rooms(programme: Programme) -> SupplyQuerySet:
    rows = Room.objects.filter(location__programme=programme).select_related("location")
    return rows.order_by("location__name", "name")


_READS: dict[SupplyKind, Callable[[Programme], SupplyQuerySet]] = {
    SupplyKind.CLASSES: _classes,
    SupplyKind.LOCATIONS: lambda programme: Location.objects.filter(programme=programme).prefetch_related("rooms"),
    SupplyKind.ROOMS: _rooms,
    SupplyKind.TRAINERS: _trainers,
    SupplyKind.OFFERS: _offers,
    SupplyKind.PERIODS: lambda programme: Period.objects.filter(programme=programme),
    SupplyKind.HOLIDAYS: lambda programme: Holiday.objects.filter(programme=programme).select_related("location"),
    SupplyKind.ZONES: lambda programme: Zone.objects.filter(programme=programme),
}


def counts_of(user: User, *, programme: Programme) -> dict[SupplyKind, int]:
    """How many rows of each kind the user sees."""
    kinds = kinds_seen(user, programme=programme)
    return {kind: visible_rows(user, programme=programme, kind=kind).current().count() for kind in kinds}


def values_of(row: Any, *, kind: SupplyKind) -> dict[str, Any]:
    """What a row says, by column: others' ids as text, several of them sorted; as the forms hold it."""
    columns = COLUMNS[kind]
    found: dict[str, Any] = {name: getattr(row, name) for name in columns.plain}
    if "half_days" in found:
        found["half_days"] = [each.slug for each in parse_half_days(found["half_days"])]
    for name in columns.one:
        key = getattr(row, f"{name}_id")
        found[name] = str(key) if key else ""
    for name in columns.several:
        found[name] = sorted(str(key) for key in getattr(row, name).values_list("pk", flat=True))
    return found


def seen_of(row: Any, *, kind: SupplyKind) -> str:
    """What tells whether a row still says what it said: a short digest of it."""
    return digest(values_of(row, kind=kind))


def digest(values: dict[str, Any]) -> str:
    """A short digest of what is said, alike for what is said alike."""
    return sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:20]


def pupils_in(language_class: LanguageClass) -> int:
    """How many people are enrolled in a class, also those whom the one who asks does not see."""
    with whole_registry(why="a number of a class, of nobody in particular"):
        return int(language_class.enrolments.aggregate(pupils=Count("pk"))["pupils"])


def partners_in_use(programme: Programme) -> set[UUID]:
    """The organisations of which a programme has classes or trainers now."""
    schools = LanguageClass.objects.current().filter(programme=programme).values_list("provider", flat=True)
    trainers = Trainer.objects.current().filter(programme=programme).values_list("organisation", flat=True)
    return {each for each in (*schools, *trainers) if each is not None}


def zones_of(programme: Programme) -> list[Zone]:
    """The zones of a programme's region, by name."""
    return list(programme.zones.current())


def trainer_organisations(programme: Programme) -> list[Organisation]:
    """The organisations whose trainers give trainings in a programme: its municipality and its partners."""
    return [programme.municipality, *programme.partners.order_by("name")]


def possible_trainers(programme: Programme) -> QuerySet[User]:
    """Who can log in as a trainer of a programme: who has that role in one of its organisations."""
    rows = User.objects.filter(
        memberships__role=Role.TRAINER.value,
        memberships__organisation__in=[each.pk for each in trainer_organisations(programme)],
        is_active=True,
    )
    return rows.distinct().order_by("name", "email")


def row_named(programme: Programme, *, kind: SupplyKind, key: UUID) -> Any:
    """The row of that id in a programme, or None."""
    return rows_of(programme, kind=kind).filter(pk=key).first()
