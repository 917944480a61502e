"""Moving people to another version of their design: what changes for whom, before it is done; and moving them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.trajectories.actions import moving as deeds
from tweespoor.apps.trajectories.queries import designs as queries
from tweespoor.core.designs import BlockChange, PlanChanges, Standing
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column
from tweespoor.site.pages.show import load_text


@dataclass(frozen=True)
class ShownMover:
    """Somebody who can move: from which version, and what would become different, in text."""

    mover: queries.Mover
    changes: tuple[tuple[str, tuple[str, ...]], ...]
    count: int
    chosen: bool


def move_page(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Who can go on in this version, what changes for each, and the button that does it."""
    version = get_object_or_404(queries.visible_versions(request.user), pk=version_id)
    if not queries.may_edit(request.user, organisation=version.organisation_id):
        raise Http404
    if request.method == "POST":
        return _move(request, version)
    language = language_now()
    movers = queries.movers(version, user=request.user)
    shown = [_shown(each, language=language) for each in movers]
    moves = queries.moves_to(version)
    names = names_of(each.by for each in moves)
    context = {
        "version": version,
        "title": queries.version_design(version).title.text(language),
        "movers": shown,
        "counts": _counts(movers, language=language),
        "nothing": sum(1 for each in shown if not each.count),
        "signed": sum(1 for each in movers if each.signed_on is not None),
        "moves": [(each, names.get(each.by, _("iemand anders")) if each.by else "") for each in moves],
        "columns": [
            Column(label=_("Mee")),
            Column(label=_("Naam")),
            Column(label=_("Nu in")),
            Column(label=_("Wat er verandert")),
        ],
        "move_columns": [
            Column(label=_("Wanneer")),
            Column(label=_("Wie")),
            Column(label=_("Mensen")),
            Column(label=_("Doen")),
        ],
        "idempotency_key": uuid4(),
    }
    people = [each.person for each in movers]
    record_list_seen(people=people, purposes=[Purpose.BASIC], by=request.user, now=timezone.now())
    return render(request, "pages/designs/move.html", context)


def _move(request: HttpRequest, version: queries.DesignVersion) -> HttpResponse:
    try:
        chosen = [UUID(each) for each in request.POST.getlist("wie")]
    except ValueError:
        chosen = []
    try:
        _batch, count = deeds.move_people(
            version=version, trajectories=chosen, by=request.user, now=timezone.now(), key=key_of(request)
        )
    except deeds.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        said = ngettext(
            "%(count)s deelnemer gaat verder in versie %(version)s. Onderaan kunt u dit terugzetten.",
            "%(count)s deelnemers gaan verder in versie %(version)s. Onderaan kunt u dit terugzetten.",
            count,
        )
        messages.success(request, said % {"count": count, "version": version.version})
    return redirect("design-move", version_id=version.pk)


@require_POST
def move_back(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Put everybody of one deed back in the version they came from."""
    version = queries.moved_version(batch_id, user=request.user)
    if version is None:
        raise Http404
    try:
        count = deeds.move_back(batch=batch_id, by=request.user, now=timezone.now(), key=key_of(request))
    except deeds.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        said = ngettext(
            "%(count)s deelnemer is terug in de vorige versie.",
            "%(count)s deelnemers zijn terug in hun vorige versie.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("design-move", version_id=version.pk)


def _shown(mover: queries.Mover, *, language: str) -> ShownMover:
    changes = mover.changes
    is_signed = mover.signed_on is not None
    found = [
        (
            _("voorgesteld bij een nieuw plan") if is_signed else _("erbij"),
            tuple(_standing(each, language=language) for each in changes.added),
        ),
        (
            _("blijft in het getekende plan, niet in deze versie") if is_signed else _("vervalt"),
            tuple(each.block.label.text(language) for each in changes.dropped),
        ),
        (
            _("anders voorgesteld bij een nieuw plan") if is_signed else _("wordt anders"),
            tuple(_changed(each, language=language) for each in changes.changed),
        ),
    ]
    if changes.end[0] != changes.end[1]:
        found.append((_("einde"), (_("was %(before)s, wordt %(after)s") % _ends(changes),)))
    shown = tuple((name, lines) for name, lines in found if lines)
    return ShownMover(mover, shown, sum(len(lines) for _name, lines in shown), chosen=True)


def _standing(each: Standing, *, language: str) -> str:
    hours = _hours(each)
    label = each.block.label.text(language)
    if each.planned is None:
        return _("%(name)s (%(hours)s), nog niet beslist") % {"name": label, "hours": hours}
    start = date_format(each.planned.start, "j F Y")
    return _("%(name)s (%(hours)s), vanaf %(start)s") % {"name": label, "hours": hours, "start": start}


def _hours(each: Standing) -> str:
    if each.hours is None:
        return _("uren niet bekend")
    return _("%(hours)s uur per week") % {"hours": load_text([each.hours])}


def _changed(each: BlockChange, *, language: str) -> str:
    parts = []
    if each.other_hours:
        parts.append(
            _("was %(before)s, wordt %(after)s") % {"before": _hours(each.before), "after": _hours(each.after)}
        )
    if each.other_dates:
        dates = {"before": _dates(each.before), "after": _dates(each.after)}
        parts.append(_("was %(before)s, wordt %(after)s") % dates)
    return f"{each.after.block.label.text(language)}: {'; '.join(parts)}"


def _dates(each: Standing) -> str:
    if each.planned is None:
        return _("nog niet beslist")
    start = date_format(each.planned.start, "j F Y")
    end = date_format(each.planned.end, "j F Y") if each.planned.end else _("zonder einde")
    return f"{start} – {end}"


def _ends(changes: PlanChanges) -> dict[str, str]:
    before, after = (date_format(day, "j F Y") if day else _("zonder einde") for day in changes.end)
    return {"before": before, "after": after}


def _counts(movers: Iterable[queries.Mover], *, language: str) -> list[tuple[str, str, int]]:
    """Per block how many people get it, lose it, or have it differently at once; the most people first."""
    counted: Counter[tuple[str, str]] = Counter()
    for each in movers:
        if each.signed_on is not None:
            continue
        changes = each.changes
        counted.update((_("erbij"), s.block.label.text(language)) for s in changes.added)
        counted.update((_("vervalt"), s.block.label.text(language)) for s in changes.dropped)
        counted.update((_("wordt anders"), c.after.block.label.text(language)) for c in changes.changed)
    return [(how, label, count) for (how, label), count in counted.most_common()]
