"""Starting a programme, and changing what it says of itself: its name, its first day and who takes part."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.forms.programmes import Choices, ProgrammeForm
from tweespoor.apps.trajectories.models import DesignVersion, Programme
from tweespoor.apps.trajectories.queries import designs
from tweespoor.apps.trajectories.rules import Clash
from tweespoor.core.designs import PILOT_IDS, pilot
from tweespoor.site.pages.doing import do

AS_PILOT = "pilot:"


@require_http_methods(["GET", "POST"])
def add_programme(request: HttpRequest) -> HttpResponse:
    """Start a programme of a municipality whose project leader one is."""
    municipalities = list(designs.designers(request.user))
    if not municipalities:
        raise Http404
    own = [each for each in designs.newest_versions(request.user) if each.organisation in municipalities]
    form = ProgrammeForm(
        request.POST or None,
        partners=trajectories.possible_partners(),
        municipalities=municipalities,
        designs=_designs(own),
        today=timezone.localdate(),
    )
    page = partial(_page, request, form, programme=None)
    if request.method == "GET":
        return page()
    if not form.is_valid():
        return page(status=400)
    made: list[Programme] = []

    def deed() -> None:
        made.append(
            actions.start_programme(
                municipality=form.municipality(),
                said=_said(form),
                design=_design(form.cleaned_data["ontwerp"], own=own),
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        )

    answer = do(
        request,
        deed,
        said=_("Het programma is er. Vul nu in waarmee u plant, en laat deelnemers beginnen."),
        form=("form", form),
        page=page,
        then=reverse("programmes"),
    )
    if made and answer.status_code == 302:
        answer["Location"] = reverse("programme", args=[made[0].slug])
    return answer


@require_http_methods(["GET", "POST"])
def change_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a programme of one's own municipality says of itself."""
    programme = get_object_or_404(trajectories.visible_programmes(request.user), slug=slug)
    if not designs.may_edit(request.user, organisation=programme.municipality_id):
        raise Http404
    there = {"naam": programme.name, "kort": programme.short_name, "begint": programme.starts_on}
    form = ProgrammeForm(
        request.POST or None,
        initial={
            **there,
            "partners": [str(each.pk) for each in programme.partners.all()],
            "gezien": trajectories.programme_seen(programme),
        },
        partners=trajectories.possible_partners(),
        today=timezone.localdate(),
    )
    page = partial(_page, request, form, programme=programme)
    if request.method == "GET":
        return page()
    if not form.is_valid():
        return page(status=400)

    def deed() -> None:
        try:
            actions.change_programme(
                programme=programme,
                said=_said(form),
                based_on=form.seen or "",
                in_use=schedule.partners_in_use,
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except Clash:
            form.show_again(trajectories.programme_seen(programme))
            raise

    then = reverse("programme", args=[programme.slug])
    return do(request, deed, said=_("Het programma is bewaard."), form=("form", form), page=page, then=then)


def _page(
    request: HttpRequest,
    form: ProgrammeForm,
    *,
    programme: Programme | None,
    wrong: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    there = None
    if programme is not None and status == 409:
        there = trajectories.visible_programmes(request.user).get(pk=programme.pk)
    context = {"form": form, "programme": programme, "idempotency_key": uuid4(), "there": there, **(wrong or {})}
    return render(request, "pages/programme_form.html", context, status=status)


def _said(form: ProgrammeForm) -> actions.ProgrammeSaid:
    given = form.cleaned_data
    return actions.ProgrammeSaid(
        name=given["naam"], short_name=given["kort"], starts_on=given["begint"], partners=form.chosen_partners()
    )


def _designs(own: list[DesignVersion]) -> list[tuple[str, Choices]]:
    """The designs to choose from: one's own, and those of the nine pilots."""
    language = language_now()
    titles = designs.titles(own, [], language=language)
    mine = [(str(each.pk), titles[each.pk]) for each in own]
    pilots = [(f"{AS_PILOT}{each}", pilot(each).title.text(language)) for each in PILOT_IDS]
    return [*([(_("Van uw gemeente"), mine)] if mine else []), (_("Zoals een van de pilots"), pilots)]


def _design(chosen: str, *, own: list[DesignVersion]) -> DesignVersion | str:
    if chosen.startswith(AS_PILOT):
        return chosen.removeprefix(AS_PILOT)
    return next(each for each in own if each.pk == UUID(chosen))
