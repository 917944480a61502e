"""What there is to plan with, as the lists show it: a name and cells per row, with what the planner lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule import queries
from tweespoor.apps.schedule.models import HolidayKind
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.core.vocabulary import ActivityKind, LanguageLevel
from tweespoor.core.week import Daypart, parse_half_days, week_grid
from tweespoor.site.components.data import Column


@dataclass(frozen=True)
class Words:
    """How the pages speak of a kind."""

    title: Promise | str
    one: Promise | str
    add: Promise | str
    nothing: Promise | str


WORDS: Mapping[SupplyKind, Words] = {
    SupplyKind.CLASSES: Words(
        gettext_lazy("Taalklassen"),
        gettext_lazy("Taalklas"),
        gettext_lazy("Nieuwe taalklas"),
        gettext_lazy("Zonder taalklassen weet de planner niet wanneer deelnemers les hebben."),
    ),
    SupplyKind.OFFERS: Words(
        gettext_lazy("Trainingen"),
        gettext_lazy("Training"),
        gettext_lazy("Nieuwe training"),
        gettext_lazy("Zonder trainingen valt er niets te plannen."),
    ),
    SupplyKind.TRAINERS: Words(
        gettext_lazy("Trainers"),
        gettext_lazy("Trainer"),
        gettext_lazy("Nieuwe trainer"),
        gettext_lazy("Zonder trainer kan een training niet doorgaan."),
    ),
    SupplyKind.LOCATIONS: Words(
        gettext_lazy("Gebouwen"),
        gettext_lazy("Gebouw"),
        gettext_lazy("Nieuw gebouw"),
        gettext_lazy("Begin hier: lokalen en taalklassen horen bij een gebouw."),
    ),
    SupplyKind.ROOMS: Words(
        gettext_lazy("Lokalen"),
        gettext_lazy("Lokaal"),
        gettext_lazy("Nieuw lokaal"),
        gettext_lazy("Zonder lokaal kan een training niet doorgaan."),
    ),
    SupplyKind.PERIODS: Words(
        gettext_lazy("Perioden"),
        gettext_lazy("Periode"),
        gettext_lazy("Nieuwe periode"),
        gettext_lazy("De planner maakt een rooster per periode van een aantal weken."),
    ),
    SupplyKind.HOLIDAYS: Words(
        gettext_lazy("Vakanties en vrije dagen"),
        gettext_lazy("Vakantie of vrije dag"),
        gettext_lazy("Nieuwe vakantie of vrije dag"),
        gettext_lazy("Op vrije dagen zijn er geen lessen en trainingen."),
    ),
    SupplyKind.ZONES: Words(
        gettext_lazy("Zones"),
        gettext_lazy("Zone"),
        gettext_lazy("Nieuwe zone"),
        gettext_lazy("Met zones weet de planner hoe ver iemand moet reizen."),
    ),
}

_COLUMNS: Mapping[SupplyKind, Sequence[Promise | str]] = {
    SupplyKind.CLASSES: (
        gettext_lazy("Klas"),
        gettext_lazy("Taalaanbieder"),
        gettext_lazy("Niveau"),
        gettext_lazy("Wanneer"),
        gettext_lazy("Gebouw"),
        gettext_lazy("Vrije plaatsen"),
        gettext_lazy("Docenten"),
        gettext_lazy("Wisselen vanuit"),
    ),
    SupplyKind.OFFERS: (
        gettext_lazy("Training"),
        gettext_lazy("Soort"),
        gettext_lazy("Hoe vaak"),
        gettext_lazy("Groepsgrootte"),
        gettext_lazy("Niveau"),
        gettext_lazy("Groepen hooguit"),
        gettext_lazy("Lokalen"),
        gettext_lazy("Trainers"),
    ),
    SupplyKind.TRAINERS: (
        gettext_lazy("Trainer"),
        gettext_lazy("Organisatie"),
        gettext_lazy("Beschikbaar"),
        gettext_lazy("Bijeenkomsten per week"),
        gettext_lazy("Geeft"),
    ),
    SupplyKind.LOCATIONS: (gettext_lazy("Gebouw"), gettext_lazy("Zone"), gettext_lazy("Lokalen")),
    SupplyKind.ROOMS: (
        gettext_lazy("Lokaal"),
        gettext_lazy("Gebouw"),
        gettext_lazy("Mensen"),
        gettext_lazy("Open"),
    ),
    SupplyKind.PERIODS: (
        gettext_lazy("Periode"),
        gettext_lazy("Eerste dag"),
        gettext_lazy("Laatste dag"),
        gettext_lazy("Weken"),
    ),
    SupplyKind.HOLIDAYS: (
        gettext_lazy("Naam"),
        gettext_lazy("Soort"),
        gettext_lazy("Eerste dag"),
        gettext_lazy("Laatste dag"),
        gettext_lazy("Gebouw"),
    ),
    SupplyKind.ZONES: (gettext_lazy("Zone"), gettext_lazy("Kenmerk"), gettext_lazy("Coördinaten")),
}


@dataclass(frozen=True)
class ShownRow:
    """A line of a list: the cells stand in the order of the columns after the first."""

    key: UUID
    name: str
    cells: tuple[tuple[str, str], ...]
    lacks: str
    may_change: bool


def columns_of(kind: SupplyKind) -> list[Column]:
    """The columns of a list."""
    return [Column(label=str(label)) for label in _COLUMNS[kind]]


def shown_rows(rows: Iterable[Any], *, kind: SupplyKind, may_change: bool) -> list[ShownRow]:
    """Rows as the list shows them."""
    labels = [str(label) for label in _COLUMNS[kind]][1:]
    return [
        ShownRow(
            row.pk,
            name_of(row),
            tuple(zip(labels, (str(cell) or "–" for cell in _CELLS[kind](row)), strict=True)),
            queries.lacks_in_words(row, kind=kind),
            may_change,
        )
        for row in rows
    ]


def name_of(row: Any) -> str:
    """The name of a row in the language of the page."""
    return str(row.name_en if language_now() == "en" and hasattr(row, "name_en") else row)


def half_days_in_words(slugs: Sequence[str], *, always: str = "") -> str:
    """Half-days, those of one day together; `always` is said where there are none, or all there are."""
    if (not slugs or len(slugs) == len(week_grid())) and always:
        return always
    language = language_now()
    return ", ".join(each.label(language) for each in parse_half_days(slugs))


def _class_times(row: Any) -> str:
    language = language_now()
    return ", ".join(
        f"{half_day.label(language)} {begin:%H.%M}–{end:%H.%M}"
        if half_day.slug in row.hours
        else half_day.label(language)
        for half_day, (begin, end) in queries.lesson_hours(row).items()
    )


def _class(row: Any) -> tuple[object, ...]:
    return (
        row.provider.name,
        LanguageLevel(row.level).label(language_now()),
        _class_times(row),
        row.location.name,
        row.free_seats,
        ", ".join(each.name for each in row.teachers.all()),
        ", ".join(each.name for each in row.switch_from.all() if each.removed_at is None),
    )


def _training_times(row: Any) -> str:
    """The own hours of a training, in the order of the day."""
    language = language_now()
    return ", ".join(
        f"{part.label(language)} {begin.replace(':', '.')}–{end.replace(':', '.')}"
        for part in Daypart
        for begin, end in ([row.hours[part.value]] if part.value in row.hours else [])
    )


def _offer(row: Any) -> tuple[object, ...]:
    language = language_now()
    low, high = (LanguageLevel(level).label(language) for level in (row.level_min, row.level_max))
    often = _("%(sessions)s per week, %(weeks)s weken") % {"sessions": row.sessions, "weeks": row.weeks}
    size = _("%(least)s tot %(most)s") % {"least": row.min_size, "most": row.max_size}
    if times := _training_times(row):
        often = f"{often}; {times}"
    if row.outside_seats:
        size = _("%(size)s, waarvan %(seats)s voor anderen") % {"size": size, "seats": row.outside_seats}
    return (
        ActivityKind(row.kind).label(language),
        often,
        size,
        f"{low} – {high}",
        row.max_groups,
        sum(each.removed_at is None for each in row.rooms.all()),
        sum(each.removed_at is None for each in row.trainers.all()),
    )


def _trainer(row: Any) -> tuple[object, ...]:
    return (
        row.organisation.name if row.organisation else "",
        half_days_in_words(row.half_days, always=_("altijd")),
        row.max_sessions,
        ", ".join(name_of(each) for each in row.offers.all() if each.removed_at is None),
    )


def _room(row: Any) -> tuple[object, ...]:
    return row.location.name, row.capacity, half_days_in_words(row.half_days, always=_("altijd"))


def _holiday(row: Any) -> tuple[object, ...]:
    return (
        HolidayKind(row.kind).label,
        date_format(row.first_day, "j F Y"),
        date_format(row.last_day, "j F Y"),
        row.location.name if row.location else "",
    )


def _period(row: Any) -> tuple[object, ...]:
    last = queries.last_day_of(row)
    return date_format(row.starts_on, "j F Y"), date_format(last, "j F Y"), row.weeks


def _zone(row: Any) -> tuple[object, ...]:
    return row.slug, f"{row.latitude:.4f}, {row.longitude:.4f}" if row.latitude is not None else ""


_CELLS: Mapping[SupplyKind, Callable[[Any], tuple[object, ...]]] = {
    SupplyKind.CLASSES: _class,
    SupplyKind.OFFERS: _offer,
    SupplyKind.TRAINERS: _trainer,
    SupplyKind.LOCATIONS: lambda row: (row.zone, sum(each.removed_at is None for each in row.rooms.all())),
    SupplyKind.ROOMS: lambda row: (
        row.location.name,
        row.capacity,
        half_days_in_words(row.half_days, always=_("altijd")),
    ),
    SupplyKind.PERIODS: _period,
    SupplyKind.HOLIDAYS: _holiday,
    SupplyKind.ZONES: _zone,
}
