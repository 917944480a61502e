"""Groups in words: `{% load schedule %}`."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule.models import Group, Offer, Timetable, Unplaced
from tweespoor.apps.schedule.queries import board, meetings
from tweespoor.apps.schedule.wording import mode_in_words, reasons_in_words, reckoned_in_words, status_in_words
from tweespoor.core.vocabulary import ActivityKind

register = template.Library()


@dataclass(frozen=True)
class GroupColumn:
    """A column's head, as the table component shows it."""

    label: str
    numeric: bool = False
    url: str = ""
    sorted: str = ""


@register.simple_tag
def group_columns() -> tuple[GroupColumn, ...]:
    """The heads of a table of groups."""
    return (
        GroupColumn(_("Groep")),
        GroupColumn(_("Soort")),
        GroupColumn(_("Wanneer")),
        GroupColumn(_("Periode")),
        GroupColumn(_("Waar")),
        GroupColumn(_("Trainer")),
        GroupColumn(_("Deelnemers"), numeric=True),
    )


@register.simple_tag
def reckoned_with(timetable: Timetable) -> list[str]:
    """What a draft that was made after something happened reckons with, in sentences."""
    disruption = board.reckons_with(timetable)
    if disruption is None:
        return []
    halved = [ActivityKind(kind).label(language_now()) for kind in board.kinds_halved(disruption)]
    periods = [period.name for period in board.periods_reckoned(disruption)]
    return [each for each in reckoned_in_words(disruption, periods=periods, kinds=halved) if each]


@register.filter
def group_name(group: Group) -> str:
    """The training's name with the group's number."""
    name = group.offer.name_en if language_now() == "en" else group.offer.name_nl
    return f"{name} {group.number}"


@register.filter
def group_family(group: Group) -> str:
    """The family of activities the training belongs to."""
    return ActivityKind(group.offer.kind).family.value


@register.filter
def group_when(group: Group) -> str:
    """The half-days at which the group meets."""
    return ", ".join(half_day.label(language_now()) for half_day in meetings(group))


@register.filter
def group_mode(group: Group) -> str:
    """That a group is online or hybrid, and from when to when; empty where people come."""
    return mode_in_words(group)


@register.filter
def offer_name(row: Unplaced) -> str:
    """The training somebody waits for."""
    return row.offer.name_en if language_now() == "en" else row.offer.name_nl


@register.filter
def why(row: Unplaced) -> str:
    """Why somebody could not be placed."""
    return reasons_in_words(row.reasons)


@register.filter
def training_name(offer: Offer) -> str:
    """The name of a training."""
    return offer.name_en if language_now() == "en" else offer.name_nl


@register.filter
def timetable_status(status: str) -> str:
    """Where a timetable stands, in a word."""
    return status_in_words(status)[0]


@register.filter
def timetable_name(timetable: Timetable) -> str:
    """The name that was given to a timetable, or when it was made."""
    made = date_format(timezone.localtime(timetable.asked_at), "j F Y H.i")
    return timetable.name or _("Rooster van %(made)s") % {"made": made}
