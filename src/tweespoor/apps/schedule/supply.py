"""What there is to plan with, as it comes in: from a file, a form or the demonstration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.organisations.models import Organisation


@dataclass(frozen=True, kw_only=True)
class NewPlace:
    """A building, in a zone; where it stands and how somebody gets there, as far as that is known."""

    slug: str
    name: str
    zone: str
    address: str = ""
    route: str = ""


@dataclass(frozen=True, kw_only=True)
class NewRoom:
    """A room in a place; no half-days means always open."""

    slug: str
    name: str
    place: str
    capacity: int
    half_days: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class NewClass:
    """A language class of a provider."""

    slug: str
    name: str
    provider: Organisation
    place: str
    level: str
    half_days: Sequence[str]
    free_seats: int


@dataclass(frozen=True, kw_only=True)
class NewPeriod:
    """A stretch of weeks."""

    name: str
    starts_on: date
    weeks: int


@dataclass(frozen=True, kw_only=True)
class NewTrainer:
    """A trainer, by name; no half-days means always available."""

    name: str
    half_days: Sequence[str]
    max_sessions: int


@dataclass(frozen=True, kw_only=True)
class NewOffer:
    """A training with all that the planner wants to know; rooms by slug, trainers by name, `after` by slug."""

    slug: str
    name_nl: str
    name_en: str
    kind: str
    sessions: int
    length: int
    weeks: int
    min_size: int
    max_size: int
    level_min: str
    level_max: str
    max_level_spread: int
    max_groups: int
    outside_seats: int
    group_cost: int
    preteach: bool
    half_days: Sequence[str]
    rooms: Sequence[str]
    trainers: Sequence[str]
    after: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class NewSupply:
    """Everything a programme plans with; people are named by their ids, classes by their slugs."""

    places: Sequence[NewPlace]
    travel: Mapping[tuple[str, str], int]
    rooms: Sequence[NewRoom]
    classes: Sequence[NewClass]
    attends: Mapping[UUID, str]
    options: Mapping[UUID, Sequence[str]]
    periods: Sequence[NewPeriod]
    offers: Sequence[NewOffer]
    trainers: Sequence[NewTrainer]
    trainers_of: Organisation
