"""Deeds: adding, changing, taking away and putting back one thing that a programme plans with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.actions.trainers import share_with_trainers
from tweespoor.apps.schedule.models import LanguageClass, Period, SupplyQuerySet
from tweespoor.apps.schedule.queries.dates import ends_before
from tweespoor.apps.schedule.queries.supply import (
    COLUMNS,
    MODELS,
    changeable_rows,
    kinds_changed,
    may_change_supply,
    possible_trainers,
    providers_of,
    rows_of,
    schools_of,
    seen_of,
    trainer_organisations,
    values_of,
)
from tweespoor.apps.schedule.queries.supply_use import in_programme, touched_by, use_in_words, why_not_removed
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused, SupplyKind, Touches
from tweespoor.apps.trajectories.models import Programme

WHERE_SEVERAL = {
    "switch_from": "classes",
    "rooms": "rooms",
    "trainers": "trainers",
    "offers": "offers",
    "after": "offers",
}
NAMED = ("name", "name_nl")
LONGEST_SLUG = 50


@transaction.atomic
def add_row(
    *,
    programme: Programme,
    kind: SupplyKind,
    values: Mapping[str, Any],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> Any:
    """Add one thing to plan with; `values` are the columns of `queries.supply.COLUMNS`, of others their ids.

    Raises:
        Refused: if the user does not change this, there is one of that name, or what it names is not in the programme.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check_may(programme, kind=kind, values=values, by=by)
    _check_switches(programme, added=values.get("switch_from", ()), by=by)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row = MODELS[kind]()
    if kind is not SupplyKind.ROOMS:
        row.programme = programme  # type: ignore[attr-defined]  # all kinds but rooms have one
    if kind in (SupplyKind.LOCATIONS, SupplyKind.OFFERS) and not values.get("slug"):
        values = {**values, "slug": _free_slug(programme, kind=kind, name=_name(values))}
    _write(row, programme=programme, kind=kind, values=values)
    _record("supply-row-added", row, programme=programme, by=by, now=now)
    if kind is SupplyKind.TRAINERS:
        share_with_trainers(programme=programme, now=now)
    return row


@transaction.atomic
def change_row(
    *,
    programme: Programme,
    kind: SupplyKind,
    row_id: UUID,
    values: Mapping[str, Any],
    based_on: str | None,
    by: User,
    now: datetime,
    is_meant: bool = False,
    key: UUID | None = None,
) -> None:
    """Change one thing to plan with. `based_on` is what the user saw of it (`queries.supply.seen_of`).

    Raises:
        ChangedMeanwhile: if somebody else changed it since the user looked.
        Touches: if groups of the timetable in force, or lessons, would not fit; not where `is_meant`.
        Refused: if the user does not change this, or it cannot be.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _held(programme, kind=kind, row_id=row_id, by=by)
    _check_may(programme, kind=kind, values=values, by=by)
    before = values_of(row, kind=kind)
    after = {**before, **values}
    _check_switches(programme, added=set(after.get("switch_from", ())) - set(before.get("switch_from", ())), by=by)
    if based_on is not None and seen_of(row, kind=kind) != based_on and before != after:
        raise ChangedMeanwhile
    touched = [] if is_meant else touched_by(row, kind=kind, values=after)
    if touched:
        raise Touches(touched)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    if before == after:
        return
    _write(row, programme=programme, kind=kind, values=values)
    changed = sorted(name for name in after if str(before[name]) != str(after[name]))
    _record("supply-row-changed", row, programme=programme, by=by, now=now, columns=changed)
    if kind is SupplyKind.TRAINERS:
        share_with_trainers(programme=programme, now=now)


@transaction.atomic
def remove_row(
    *,
    programme: Programme,
    kind: SupplyKind,
    row_id: UUID,
    by: User,
    now: datetime,
    is_meant: bool = False,
    key: UUID | None = None,
) -> None:
    """Take one thing away: the planner leaves it out, timetables that name it keep it, and it can be put back.

    Raises:
        Touches: if the timetable in force uses it; not where `is_meant`.
        Refused: if the user does not change this, or something there hangs on it.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _held(programme, kind=kind, row_id=row_id, by=by)
    if row.removed_at is not None:
        return
    why_not = why_not_removed(row, kind=kind)
    if why_not:
        raise Refused(why_not)
    use = "" if is_meant else use_in_words(row, kind=kind)
    if use:
        raise Touches([use])
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    _record("supply-row-removed", row, programme=programme, by=by, now=now)


@transaction.atomic
def put_back_row(
    *, programme: Programme, kind: SupplyKind, row_id: UUID, by: User, now: datetime, key: UUID | None = None
) -> None:
    """Put back what was taken away.

    Raises:
        Refused: if the user does not change this, or something took its place.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _held(programme, kind=kind, row_id=row_id, by=by)
    if row.removed_at is None:
        return
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    _check_room_for(row, programme=programme, kind=kind)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    _record("supply-row-put-back", row, programme=programme, by=by, now=now)


def _held(programme: Programme, *, kind: SupplyKind, row_id: UUID, by: User) -> Any:
    """The row, held until the end of the transaction."""
    seen = changeable_rows(by, programme=programme, kind=kind).filter(pk=row_id).values_list("pk", flat=True)
    row = MODELS[kind]._default_manager.select_for_update().filter(pk=row_id).first() if list(seen) else None
    if row is None:
        raise Refused(_("U kunt dit niet veranderen."))
    return row


def _check_may(programme: Programme, *, kind: SupplyKind, values: Mapping[str, Any], by: User) -> None:
    if kind not in kinds_changed(by, programme=programme):
        raise Refused(_("U kunt dit niet veranderen."))
    schools = {str(each.pk) for each in schools_of(by, programme=programme)}
    if not may_change_supply(by, programme=programme) and values.get("provider", "") not in schools:
        raise Refused(_("U kunt alleen klassen van uw eigen organisatie invoeren."))
    there = in_programme(programme)
    _check_organisations(programme, values=values)
    location = values.get("location")
    if location and not there["locations"].filter(pk=location).exists():
        raise Refused(_("Dit gebouw hoort niet bij het programma. Kies een gebouw uit de lijst."))
    for name, of in WHERE_SEVERAL.items():
        wanted = set(values.get(name, ()))
        if wanted and there[of].filter(pk__in=wanted).count() != len(wanted):
            raise Refused(_("Iets dat u koos hoort niet (meer) bij het programma. Kies opnieuw uit de lijst."))


def _check_switches(programme: Programme, *, added: Iterable[str], by: User) -> None:
    """Who keeps the classes of one provider lets the people of those alone switch."""
    wanted = set(added)
    own = changeable_rows(by, programme=programme, kind=SupplyKind.CLASSES)
    if wanted and own.filter(pk__in=wanted).count() != len(wanted):
        raise Refused(_("U kunt alleen klassen van uw eigen organisatie invoeren."))


def _check_organisations(programme: Programme, *, values: Mapping[str, Any]) -> None:
    """The provider, the organisation and who logs in are of the programme."""
    schools, trainers_of = providers_of(programme), trainer_organisations(programme)
    known = {
        "provider": {str(each.pk) for each in schools},
        "organisation": {str(each.pk) for each in trainers_of},
        "user": {str(each.pk) for each in possible_trainers(programme)} if values.get("user") else set(),
    }
    for name, keys in known.items():
        if values.get(name) and str(values[name]) not in keys:
            raise Refused(_("Deze organisatie of persoon hoort niet bij het programma. Kies uit de lijst."))


def _write(row: Any, *, programme: Programme, kind: SupplyKind, values: Mapping[str, Any]) -> None:
    columns = COLUMNS[kind]
    for name in (*columns.plain, "slug"):
        if name in values:
            setattr(row, name, values[name])
    for name in columns.one:
        if name in values:
            setattr(row, f"{name}_id", values[name] or None)
    _check_room_for(row, programme=programme, kind=kind)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Dit is er al, of het kan niet samen. Kijk de waarden na.")) from None
    for name in columns.several:
        if name in values:
            getattr(row, name).set(values[name])


def _check_room_for(row: Any, *, programme: Programme, kind: SupplyKind) -> None:
    """Nothing else that is there has the name, or for a period the weeks, of a row."""
    others = rows_of(programme, kind=kind).current().exclude(pk=row.pk)
    if kind is SupplyKind.PERIODS:
        _check_period(row, others)
        return
    if kind is SupplyKind.HOLIDAYS:
        return
    column = "name_nl" if kind is SupplyKind.OFFERS else "name"
    alike = others.filter(**{f"{column}__iexact": getattr(row, column)})
    if kind is SupplyKind.CLASSES:
        alike = alike.filter(provider_id=row.provider_id)
        _check_code(row, others)
    if kind is SupplyKind.ROOMS:
        alike = alike.filter(location_id=row.location_id)
    if alike.exists():
        name = getattr(row, column)
        raise Refused(_("Er is al iets met de naam %(name)s. Kies een andere naam.") % {"name": name})


def _check_code(row: LanguageClass, others: SupplyQuerySet) -> None:
    """No other class of its provider has the code of a class."""
    if row.code and others.filter(provider_id=row.provider_id, code__iexact=row.code).exists():
        raise Refused(_("Er is al een klas met de code %(code)s. Kies een andere code.") % {"code": row.code})


def _check_period(row: Period, others: SupplyQuerySet) -> None:
    for other in others:
        if row.starts_on < ends_before(other) and other.starts_on < ends_before(row):
            said = {"name": other.name}
            raise Refused(_("Deze weken vallen samen met %(name)s. Kies een andere begindag of minder weken.") % said)


def _free_slug(programme: Programme, *, kind: SupplyKind, name: str) -> str:
    taken = set(rows_of(programme, kind=kind).current().values_list("slug", flat=True))
    wanted = slugify(name)[:LONGEST_SLUG] or "naamloos"
    return next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if each not in taken)


def _name(values: Mapping[str, Any]) -> str:
    return next(str(values[name]) for name in NAMED if name in values)


def _record(deed: str, row: Any, *, programme: Programme, by: User, now: datetime, **detail: object) -> None:
    log.record(deed=deed, on=row, by=by.pk, now=now, organisation=programme.municipality_id, detail=detail)


@transaction.atomic
def add_public_holidays(
    *,
    programme: Programme,
    days: Mapping[date, str],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> int:
    """Add public holidays by their names, those that are there already left out; returns how many were added.

    Raises:
        Refused: if the user does not plan this programme.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_change_supply(by, programme=programme):
        raise Refused(_("U kunt dit niet veranderen."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    model = MODELS[SupplyKind.HOLIDAYS]
    there = set(rows_of(programme, kind=SupplyKind.HOLIDAYS).current().values_list("first_day", flat=True))
    wanted = {day: name for day, name in days.items() if day not in there}
    model._default_manager.bulk_create(
        model(programme=programme, name=name, first_day=day, last_day=day, kind="public-holiday")
        for day, name in sorted(wanted.items())
    )
    if wanted:
        log.record(
            deed="holidays-added",
            on=programme,
            by=by.pk,
            now=now,
            organisation=programme.municipality_id,
            detail={"days": [day.isoformat() for day in sorted(wanted)]},
        )
    return len(wanted)
