"""What of the timetable in force hangs on what there is to plan with, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import Group, LanguageClass, Location, Offer, Room, TimetableStatus, Trainer
from tweespoor.apps.schedule.own_hours import lessons_take_up, taken_up_at
from tweespoor.apps.schedule.queries.supply import pupils_in
from tweespoor.apps.schedule.rules import SupplyKind

ONLY_NUMBERS = "the caller changes what there is to plan with; groups are named without their people"
GROUP_OF: dict[SupplyKind, str] = {
    SupplyKind.ROOMS: "room",
    SupplyKind.TRAINERS: "trainer",
    SupplyKind.OFFERS: "offer",
    SupplyKind.PERIODS: "period",
    SupplyKind.LOCATIONS: "room__location",
}


def groups_using(row: Any, *, kind: SupplyKind) -> list[Group]:
    """The groups of the timetable in force that meet in, with or by a row, with their `size`."""
    path = GROUP_OF.get(kind)
    if path is None:
        return []
    with whole_registry(why=ONLY_NUMBERS):
        groups = Group.objects.filter(Q(**{path: row}), timetable__status=TimetableStatus.PUBLISHED)
        return list(groups.select_related("offer", "period").annotate(size=Count("participants")))


def use_in_words(row: Any, *, kind: SupplyKind) -> str:
    """How much of the timetable in force uses a row, in a sentence; empty where nothing does."""
    groups = groups_using(row, kind=kind)
    if groups:
        return ngettext(
            "%(name)s is gebruikt door %(count)s groep in het rooster dat geldt: %(groups)s.",
            "%(name)s is gebruikt door %(count)s groepen in het rooster dat geldt: %(groups)s.",
            len(groups),
        ) % {"name": str(row), "count": len(groups), "groups": _names(groups)}
    if kind is SupplyKind.CLASSES and (pupils := pupils_in(row)):
        return ngettext("In %(name)s zit %(count)s deelnemer.", "In %(name)s zitten %(count)s deelnemers.", pupils) % {
            "name": row.name,
            "count": pupils,
        }
    return ""


def why_not_removed(row: Any, *, kind: SupplyKind) -> str:
    """Why a row cannot be taken away as long as it is so, and what to do; empty where it can."""
    if kind is SupplyKind.CLASSES and (pupils := pupils_in(row)):
        return ngettext(
            "In deze klas zit nog %(count)s deelnemer. Zet die eerst in een andere klas.",
            "In deze klas zitten nog %(count)s deelnemers. Zet die eerst in een andere klas.",
            pupils,
        ) % {"count": pupils}
    if kind is SupplyKind.PERIODS and groups_using(row, kind=kind):
        return _("In deze periode zijn groepen van het rooster dat geldt. Publiceer eerst een ander rooster.")
    if kind is SupplyKind.LOCATIONS:
        return _why_not_location(row)
    if kind is SupplyKind.ZONES:
        here = Location.objects.current().filter(programme_id=row.programme_id, zone=row.slug)
        if here.exists():
            names = ", ".join(here.values_list("name", flat=True))
            return _("In deze zone liggen nog gebouwen: %(names)s. Geef die eerst een andere zone.") % {"names": names}
    return ""


def _why_not_location(row: Location) -> str:
    rooms = Room.objects.current().filter(location=row).count()
    classes = LanguageClass.objects.current().filter(location=row).count()
    if not rooms and not classes:
        return ""
    return _(
        "In dit gebouw zijn nog %(rooms)s lokalen en %(classes)s taalklassen. Haal die eerst weg of verplaats ze."
    ) % {"rooms": rooms, "classes": classes}


def touched_by(row: Any, *, kind: SupplyKind, values: Mapping[str, Any]) -> list[str]:
    """What of the timetable in force would not fit any more if a row said this, in sentences."""
    if kind is SupplyKind.CLASSES:
        return _touched_by_class(row, values)
    found = []
    for group in groups_using(row, kind=kind):
        why = [each for each in _unfit(group, row=row, kind=kind, values=values) if each]
        if why:
            found.append(f"{_name(group)}: {', '.join(why)}.")
    return found


def _unfit(group: Group, *, row: Any, kind: SupplyKind, values: Mapping[str, Any]) -> list[str]:
    if kind is SupplyKind.PERIODS:
        moved = (row.starts_on, row.weeks) != (values["starts_on"], values["weeks"])
        return [_("de dagen van deze groep schuiven mee")] if moved else []
    found = [_unfit_times(group, values.get("half_days"))]
    size = group.size + group.outside  # type: ignore[attr-defined]  # annotated
    if kind is SupplyKind.ROOMS and size > values["capacity"]:
        found.append(_("er zijn %(size)s mensen, het lokaal is dan te klein") % {"size": size})
    if kind is SupplyKind.OFFERS:
        found += _unfit_offer(group, size=size, values=values)
    if kind is SupplyKind.TRAINERS and str(group.offer_id) not in values["offers"]:
        found.append(_("de trainer geeft deze training dan niet meer"))
    return found


def _unfit_times(group: Group, half_days: Sequence[str] | None) -> str:
    if not half_days or {slug for session in group.sessions for slug in session} <= set(half_days):
        return ""
    return _("het moment van deze groep valt er dan buiten")


def _unfit_offer(group: Group, *, size: int, values: Mapping[str, Any]) -> list[str]:
    found = []
    if not values["min_size"] <= size <= values["max_size"]:
        found.append(_("er zijn %(size)s mensen, dat past dan niet") % {"size": size})
    if str(group.room_id) not in values["rooms"]:
        found.append(_("het lokaal van deze groep hoort er dan niet meer bij"))
    if str(group.trainer_id) not in values["trainers"]:
        found.append(_("de trainer van deze groep hoort er dan niet meer bij"))
    return found


def _touched_by_class(row: LanguageClass, values: Mapping[str, Any]) -> list[str]:
    pupils = pupils_in(row)
    if not pupils:
        return []
    if set(row.half_days) == set(values["half_days"]):
        more = {*taken_up_at(values["half_days"], own=values["hours"])} - {*lessons_take_up(row)}
        return [_runs_on(pupils)] if more else []
    return [
        ngettext(
            "De lessen van %(count)s deelnemer in deze klas komen op een ander moment.",
            "De lessen van %(count)s deelnemers in deze klas komen op een ander moment.",
            pupils,
        )
        % {"count": pupils}
    ]


def _runs_on(pupils: int) -> str:
    return ngettext(
        "De lessen van %(count)s deelnemer in deze klas lopen door in een ander dagdeel.",
        "De lessen van %(count)s deelnemers in deze klas lopen door in een ander dagdeel.",
        pupils,
    ) % {"count": pupils}


def _name(group: Group) -> str:
    return f"{group.offer.name_nl} {group.number}"


def _names(groups: Sequence[Group]) -> str:
    shown = [_name(group) for group in groups[:4]]
    return ", ".join(shown) if len(groups) <= 4 else _("%(names)s en meer") % {"names": ", ".join(shown)}


def lacks_in_words(row: Any, *, kind: SupplyKind) -> str:
    """What keeps the planner from using a row, in a few words; empty where nothing does."""
    if kind is SupplyKind.OFFERS:
        if not any(each.removed_at is None for each in row.rooms.all()):
            return _("nog geen lokaal")
        if not any(each.removed_at is None for each in row.trainers.all()):
            return _("nog geen trainer")
    if kind is SupplyKind.TRAINERS and not any(each.removed_at is None for each in row.offers.all()):
        return _("geeft nog geen training")
    if kind is SupplyKind.ZONES and row.latitude is None:
        return _("nog geen coördinaten")
    return ""


def in_programme(programme: Any) -> dict[str, Any]:
    """What a row of a programme may name of others, for forms and for who checks them."""
    return {
        "rooms": Room.objects.current().filter(location__programme=programme).select_related("location"),
        "trainers": Trainer.objects.current().filter(programme=programme),
        "offers": Offer.objects.current().filter(programme=programme),
        "locations": Location.objects.current().filter(programme=programme),
        "classes": LanguageClass.objects.current().filter(programme=programme).select_related("provider"),
    }
