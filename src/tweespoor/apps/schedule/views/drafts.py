"""Pages and buttons of drafts: look one over and publish it, compare two, copy, name, discard, plan on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import actions, queries, tasks, wording
from tweespoor.apps.schedule.bridge import NoLongerFits
from tweespoor.apps.schedule.queries import board as reads
from tweespoor.apps.schedule.queries import choosing
from tweespoor.apps.schedule.queries.concerned import concerned_by
from tweespoor.apps.schedule.queries.reached import reached
from tweespoor.apps.schedule.queries.same_meetings import still_hit
from tweespoor.apps.schedule.queries.siblings import keep_from_publishing, what_became_of_others
from tweespoor.apps.schedule.queries.together import made_with
from tweespoor.apps.schedule.views.board import board_timetable
from tweespoor.apps.schedule.views.board_shown import tried_in_words
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import Purpose

SHOWN = 200


@dataclass(frozen=True)
class Changed:
    """What changes for one person, in sentences."""

    name: str
    sentences: tuple[str, ...]


@require_GET
def review(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """What publishing would change for whom, and what no longer fits."""
    programme, timetable = board_timetable(request, slug, timetable_id)
    in_force = queries.published_timetable(programme)
    siblings = what_became_of_others(timetable, user=request.user)
    found = actions.what_no_longer_fits(timetable)
    along = [(each, _misfits(each, actions.what_no_longer_fits(each))) for each in made_with(timetable)]
    context = {
        "programme": programme,
        "timetable": timetable,
        "in_force": in_force,
        "may_publish": timetable.status in ("draft", "replaced"),
        "made_with": [each for each, _unfit in along],
        "made_for": wording.made_for_in_words(choosing.made_for(timetable)),
        "is_overtaken": choosing.is_overtaken(timetable),
        "still_hit": _still_hit(timetable, in_force),
        "siblings": [(each, wording.became_in_words(each.became, programme=each.programme.name)) for each in siblings],
        "is_kept_back": keep_from_publishing(siblings),
        "misfits": _misfits(timetable, found),
        "misfits_along": [(each, misfits) for each, misfits in along if misfits],
        "short": found.short,
        "tried": tried_in_words(timetable) if timetable.status == "draft" else "",
        "clashes": reads.clashes_of(timetable) if timetable.status != "published" else (),
        "fits": found.nothing and not any(misfits for _each, misfits in along),
        "idempotency_key": uuid4(),
        **_changes(request, in_force, timetable),
    }
    return render(request, "schedule/review.html", context)


def _still_hit(timetable: queries.Timetable, in_force: queries.Timetable | None) -> list[tuple[str, str, list[Any]]]:
    """Who or what cannot for some days more, from when to when, and the groups of a draft that this hits anew."""
    found = still_hit(timetable, in_force=in_force, today=timezone.localdate())
    return [(wording.to_whom(each.disruption), wording.from_to(each.disruption), list(each.groups)) for each in found]


def _misfits(timetable: queries.Timetable, found: NoLongerFits) -> dict[str, list[Any]]:
    """What no longer fits of a timetable, by name: groups, people and switches; empty where all does."""
    if found.nothing:
        return {}
    names = reads.names_of(each.person for each in found.people) | reads.names_of(found.switches)
    offers = {offer.pk: offer for offer in reads.offers_of(timetable)}
    return {
        "groups": [(each.group, wording.reasons_in_words(list(each.reasons))) for each in found.groups],
        "people": [
            (
                names.get(each.person, _("Iemand die er niet meer is")),
                offers.get(each.offer),
                _why(each.reasons),
                (each.person, each.offer) in found.pinned,
            )
            for each in found.people
        ],
        "switches": [names.get(person, "") for person in found.switches],
    }


def _why(reasons: tuple[str, ...]) -> str:
    return wording.reasons_in_words(list(reasons)) if reasons else _("vraagt deze training niet (meer)")


def _changes(request: HttpRequest, before: queries.Timetable | None, after: queries.Timetable) -> dict[str, Any]:
    """What changes for whom, by name."""
    difference = actions.what_changes(before, after)
    people = [UUID(each.participant) for each in difference.people]
    names = reads.names_of(people)
    words = reads.names_of_things(after, before)
    told = [
        Changed(names.get(UUID(person), ""), tuple(wording.with_names(sentence, words) for sentence in sentences))
        for person, sentences in difference.sentences(language=language_now())
    ]
    record_list_seen(
        people=reads.people_named(people), purposes=[Purpose.AVAILABILITY], by=request.user, now=timezone.now()
    )
    more = sum(each.changed for each in difference.people)  # who sees another room or trainer alone comes last
    return {
        "summary": difference.summary(language=language_now()),
        "told": reached(people),
        "colleagues": concerned_by(difference, after=after, by=request.user),
        "changed": told[:more][:SHOWN],
        "more": max(0, more - SHOWN),
        "elsewhere": told[more:],
        "group_changes": [
            wording.with_names(sentence, words) for sentence in difference.group_sentences(language=language_now())
        ],
    }


@require_GET
def compare(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """What changes for whom between another timetable and this one."""
    programme, timetable = board_timetable(request, slug, timetable_id)
    try:
        wanted = UUID(request.GET.get("met", ""))
    except ValueError:
        messages.error(request, _("Kies een rooster om mee te vergelijken."))
        return redirect("board", slug=slug, timetable_id=timetable_id)
    other = get_object_or_404(programme.timetables.exclude(status__in=["queued", "running", "failed"]), pk=wanted)
    context = {
        "programme": programme,
        "timetable": timetable,
        "other": other,
        "beside": reads.timetables_beside(timetable),
        "rows": [
            (_("Wensen geplaatst"), other.placed, timetable.placed),
            (_("Groepen"), queries.groups_of(other).count(), queries.groups_of(timetable).count()),
            (_("Score (lager is beter)"), other.score, timetable.score),
        ],
        **_changes(request, other, timetable),
    }
    return render(request, "schedule/compare.html", context)


@require_POST
def copy(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Make a draft that begins as this timetable."""
    _programme, timetable = board_timetable(request, slug, timetable_id)
    try:
        made = actions.copy_timetable(
            timetable=timetable,
            name=request.POST.get("naam", "").strip(),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        messages.success(request, _("Dit is het nieuwe concept."))
        return redirect("board", slug=slug, timetable_id=made.pk)
    return redirect("planner", slug=slug)


@require_POST
def name(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Give a draft a name."""
    _programme, timetable = board_timetable(request, slug, timetable_id)
    try:
        actions.name_draft(timetable=timetable, name=request.POST.get("naam", ""), by=request.user, now=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De naam is bewaard."))
    return redirect("board", slug=slug, timetable_id=timetable_id)


@require_POST
def discard(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    _programme, timetable = board_timetable(request, slug, timetable_id)
    try:
        actions.discard(timetable=timetable, by=request.user, now=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Het concept is weggegooid."))
    return redirect("planner", slug=slug)


@require_POST
def go_on(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Let the planner go on from a draft."""
    _programme, timetable = board_timetable(request, slug, timetable_id)
    try:
        run = actions.go_on_from(timetable=timetable, by=request.user, now=timezone.now(), key=key_of(request))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        tasks.plan_timetable.enqueue(str(run.pk))
    return redirect("board", slug=slug, timetable_id=timetable_id)


@require_POST
def ask_bottlenecks(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Look for what would place more people."""
    _programme, timetable = board_timetable(request, slug, timetable_id)
    try:
        actions.ask_bottlenecks(timetable=timetable, by=request.user, now=timezone.now(), key=key_of(request))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        tasks.find_bottlenecks.enqueue(str(timetable.pk))
    return redirect("bottlenecks", slug=slug, timetable_id=timetable_id)


@require_GET
def bottlenecks(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """What single concession would place how many more people, each to try, with a note to who would make it."""
    programme, timetable = board_timetable(request, slug, timetable_id)
    names = reads.names_of_things(timetable)
    zones = {each.slug: each.name for each in queries.zones_of(programme)}
    rows = reads.bottlenecks_of(timetable)
    people = [row.person for row in rows if row.person is not None]
    names |= {str(person.pk): f"{person.given_name} {person.family_name}" for person in people}
    record_list_seen(people=people, purposes=[Purpose.AVAILABILITY], by=request.user, now=timezone.now())
    told = []
    for row in rows:
        sentence = wording.with_names(row.sentence_en if language_now() == "en" else row.sentence_nl, names)
        sentence = wording.with_zone(sentence, zone=row.fields.get("zone", ""), zones=zones)
        provider = reads.provider_of(row)
        told.append(
            {"row": row, "sentence": sentence, "provider": provider, "note": _note(row, sentence, provider, programme)}
        )
    context = {
        "programme": programme,
        "timetable": timetable,
        "rows": told,
        "made_for": wording.made_for_in_words(choosing.made_for(timetable)) if timetable.status == "draft" else "",
        "is_looking": reads.is_looking(timetable, now=timezone.now()),
        "was_lost": timetable.bottlenecks_asked_at is not None
        and timetable.bottlenecks_found_at is None
        and not reads.is_looking(timetable, now=timezone.now()),
        "idempotency_key": uuid4(),
    }
    template = "bottlenecks_list" if request.headers.get("HX-Request") else "bottlenecks"
    return render(request, f"schedule/{template}.html", context)


def _note(row: Any, sentence: str, provider: str, programme: Programme) -> str:
    """A note that can be sent as it is; none where a participant would have to do it."""
    if row.person_id is not None or not provider:
        return ""
    return _(
        "Beste collega van %(provider)s,\n\nWij maken het nieuwe rooster van %(programme)s. %(sentence)s\n\n"
        "Zou dat kunnen? Ik hoor het graag."
    ) % {"provider": provider, "programme": programme.name, "sentence": wording.without_score(sentence)}


@require_POST
def try_bottleneck(request: HttpRequest, slug: str, timetable_id: UUID, bottleneck_id: UUID) -> HttpResponse:
    """Plan a draft as if a concession were made."""
    _programme, timetable = board_timetable(request, slug, timetable_id)
    row = reads.bottleneck_named(timetable, bottleneck_id)
    if row is None:
        raise Http404
    try:
        run = actions.try_concession(bottleneck=row, by=request.user, now=timezone.now(), key=key_of(request))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        tasks.plan_timetable.enqueue(str(run.pk))
        messages.success(request, _("De planner maakt een concept alsof dit zo is. Er verandert verder niets."))
    return redirect("planner", slug=slug)
