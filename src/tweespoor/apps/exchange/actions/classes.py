"""Deeds: bringing in a list of language classes, all of it or nothing, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.exchange.models import ClassImport
from tweespoor.apps.exchange.queries.classes import ClassDraft, imports_of
from tweespoor.apps.exchange.queries.classes_compared import NEW, ClassOutcome, Compared, compared
from tweespoor.apps.exchange.rules import Overtaken, Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.schedule import actions as schedule
from tweespoor.apps.schedule.models import LanguageClass
from tweespoor.apps.schedule.queries import values_of
from tweespoor.apps.schedule.rules import SupplyKind, Touches
from tweespoor.apps.trajectories.models import Programme

CLASSES = SupplyKind.CLASSES


@dataclass(frozen=True)
class TakenBack:
    """What became of taking a list back: how many classes are as before, and of which something newer stays."""

    classes: int
    kept: tuple[str, ...]


@transaction.atomic
def bring_classes(
    *,
    programme: Programme,
    provider: Organisation,
    location: UUID,
    drafts: Sequence[ClassDraft],
    columns: Mapping[str, int],
    seen: str,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> ClassImport:
    """Change every known class that a row is about and add the others. `seen` is what the user saw that it does.

    Raises:
        Refused: if a row has a problem or cannot be brought in; it says which row, and nothing was changed.
        Overtaken: if the list does something else than the user saw, because classes were changed since.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    list(LanguageClass.objects.select_for_update().filter(programme=programme, provider=provider).values_list("pk"))
    found = compared(drafts, columns=columns, programme=programme, provider=provider, location=location)
    if not drafts or found.troubles:
        raise Refused(_("Er zijn nog rijen die niet kloppen. Er is niets ingelezen."))
    if found.seen != seen:
        raise Overtaken(
            _(
                "De lijst doet nu iets anders dan u zag: u koos iets anders, of de klassen zijn intussen veranderd. "
                "Kijk hieronder na wat er gebeurt. Er is niets ingelezen."
            )
        )
    brought = ClassImport.objects.create(
        programme=programme, provider=provider, created_at=now, created_by=by.pk, rows=[]
    )
    brought.rows = _bring(found, programme=programme, provider=provider, by=by, now=now)
    brought.save(update_fields=["rows"])
    _record("classes-read-in", brought, by=by, now=now)
    return brought


def _bring(
    found: Compared, *, programme: Programme, provider: Organisation, by: User, now: datetime
) -> list[dict[str, Any]]:
    """Write every row, then who may switch: a class may name one that stands further on in the list."""
    rows: dict[int, dict[str, Any]] = {}
    ids: dict[str, str] = {}
    for each in [*found.changed, *found.new]:
        plain = {name: value for name, value in each.values.items() if name != "switch_from"}
        try:
            if each.row is None:
                values = {"hours": {}, "code": "", "switch_from": [], **plain, "provider": str(provider.pk)}
                row = schedule.add_row(programme=programme, kind=CLASSES, values=values, by=by, now=now)
                ids[f"{NEW}{each.draft.row}"] = str(row.pk)
                rows[each.draft.row] = {"class": str(row.pk), "before": None, "after": {}}
            else:
                _change(each.row.pk, _of_changing(each, plain), programme=programme, by=by, now=now)
        except schedule.Refused as refusal:
            raise _refused(each, refusal) from None
    for each in [*found.changed, *found.new]:
        _switches(each, ids=ids, programme=programme, by=by, now=now)
        if each.row is not None:
            after = values_of(LanguageClass.objects.get(pk=each.row.pk), kind=CLASSES)
            rows[each.draft.row] = {
                "class": str(each.row.pk),
                "before": dict(each.before),
                "after": {name: after[name] for name in each.before},
            }
    return [rows[number] for number in sorted(rows)]


def _of_changing(each: ClassOutcome, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in each.before}


def _switches(each: ClassOutcome, *, ids: Mapping[str, str], programme: Programme, by: User, now: datetime) -> None:
    wanted = [ids.get(key, key) for key in each.values.get("switch_from", ())]
    if not wanted and "switch_from" not in each.before:
        return
    key = str(each.row.pk) if each.row else ids[f"{NEW}{each.draft.row}"]
    try:
        _change(UUID(key), {"switch_from": sorted(wanted)}, programme=programme, by=by, now=now)
    except schedule.Refused as refusal:
        raise _refused(each, refusal) from None


def _change(row_id: UUID, values: Mapping[str, Any], *, programme: Programme, by: User, now: datetime) -> None:
    """Change a class; what it touches was shown before."""
    if not values:
        return
    row = LanguageClass.objects.get(pk=row_id)
    whole = {"provider": str(row.provider_id), **values}
    schedule.change_row(
        programme=programme, kind=CLASSES, row_id=row_id, values=whole, based_on=None, by=by, now=now, is_meant=True
    )


def _refused(each: ClassOutcome, refusal: Exception) -> Refused:
    said = {"row": each.draft.row, "why": str(refusal)}
    return Refused(_("Rij %(row)s: %(why)s Er is niets ingelezen.") % said)


@transaction.atomic
def take_back(
    *,
    programme: Programme,
    import_id: UUID,
    providers: Iterable[Organisation],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> TakenBack:
    """Take a list back: new classes are taken away, columns that still say what it said get what they said before.

    Raises:
        Refused: if there is no such list, it was taken back, or a class cannot be as before; nothing was changed.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    brought = imports_of(programme, providers=providers).select_for_update(of=("self",)).filter(pk=import_id).first()
    if brought is None:
        raise Refused(_("U kunt deze lijst niet ongedaan maken."))
    if brought.undone_at is not None:
        raise Refused(_("Deze lijst is al ongedaan gemaakt."))
    kept = []
    for said in brought.rows:
        row = LanguageClass.objects.select_for_update().get(pk=said["class"])
        try:
            if row.removed_at is None and not _take_row_back(row, said, programme=programme, by=by, now=now):
                kept.append(row.name)
        except (schedule.Refused, Touches) as refusal:
            why = {"name": row.name, "why": str(refusal)}
            raise Refused(_("%(name)s: %(why)s Er is niets veranderd.") % why) from None
    brought.undone_at, brought.undone_by = now, by.pk
    brought.save(update_fields=["undone_at", "undone_by"])
    _record("classes-taken-back", brought, by=by, now=now)
    return TakenBack(len(brought.rows) - len(kept), tuple(kept))


def _take_row_back(
    row: LanguageClass, said: Mapping[str, Any], *, programme: Programme, by: User, now: datetime
) -> bool:
    """Put a class back as it was; returns whether all of it is, and nothing newer stays."""
    if said["before"] is None:
        schedule.remove_row(programme=programme, kind=CLASSES, row_id=row.pk, by=by, now=now)
        return True
    current = values_of(row, kind=CLASSES)
    back = {name: value for name, value in said["before"].items() if current[name] == said["after"][name]}
    if "half_days" in said["before"] and "half_days" not in back:
        back.pop("hours", None)  # they are those of half-days that were changed since
    if "switch_from" in back:
        there = LanguageClass.objects.current().filter(pk__in=back["switch_from"])
        back["switch_from"] = sorted(str(key) for key in there.values_list("pk", flat=True))
    _change(row.pk, back, programme=programme, by=by, now=now)
    return set(back) == set(said["before"])


def _record(deed: str, brought: ClassImport, *, by: User, now: datetime) -> None:
    log.record(
        deed=deed,
        on=brought,
        by=by.pk,
        now=now,
        organisation=brought.programme.municipality_id,
        detail={"added": brought.added, "changed": brought.changed},
    )
