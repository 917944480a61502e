"""The purse for breakthroughs on one screen: what is left, asking, and deciding at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of, organisations_where
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.actions.purses import shortfall_in_words
from tweespoor.apps.trajectories.forms.costs import DecisionForm, PurseForm, PurseRequestForm
from tweespoor.apps.trajectories.models import Programme, PurseRequest
from tweespoor.apps.trajectories.queries import costs as queries
from tweespoor.apps.trajectories.rules import Clash
from tweespoor.core.costs import Need
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import KeyFigure
from tweespoor.site.pages.costs_shown import money, plain, request_row
from tweespoor.site.pages.doing import do


@require_GET
def purse_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The purse of a programme."""
    return _page(request, _programme(request, slug))


def _page(
    request: HttpRequest, programme: Programme, *, wrong: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    purse = queries.purse_of(programme)
    manages = queries.manages_costs(request.user, programme=programme)
    context: dict[str, object] = {"programme": programme, "manages": manages, "idempotency_key": uuid4()}
    if purse is not None:
        found = queries.purse_stand(purse, user=request.user)
        listed = [row for row, _lacking in found.requests]
        record_list_seen(
            people=[row.person for row in listed], purposes=[Purpose.BASIC], by=request.user, now=timezone.now()
        )
        askers = names_of(row.asked_by for row in listed)
        rows = [
            {
                **request_row(row, language=language_now()),
                "asker": askers.get(row.asked_by, ""),
                "is_mine": row.asked_by == request.user.pk,
                "lacks": shortfall_in_words(lacking) if lacking and row.decided_at is None else "",
            }
            for row, lacking in found.requests
        ]
        limit = purse.per_person_cents
        context.update(
            purse=purse,
            figures=[
                KeyFigure(
                    label=_("Nog te besteden"),
                    value=money(found.balance.left),
                    note=_("van %(whole)s") % {"whole": money(purse.cents)},
                ),
                KeyFigure(label=_("Toegekend"), value=money(found.balance.approved)),
                KeyFigure(label=_("Wacht op besluit"), value=money(found.balance.asked)),
                *([KeyFigure(label=_("Hooguit per deelnemer"), value=money(limit))] if limit else []),
            ],
            waiting=[each for each in rows if each["is_open"]],
            settled=[each for each in rows if not each["is_open"]],
            ask_form=PurseRequestForm(people=_people(request, programme)),
        )
    if manages:
        initial = {"bedrag": plain(purse.cents), "per_deelnemer": plain(purse.per_person_cents or 0)} if purse else {}
        if purse and purse.per_person_cents is None:
            initial["per_deelnemer"] = ""
        context["purse_form"] = PurseForm(initial={**initial, "gezien": queries.purse_seen(purse)})
    context.update(wrong or {})
    return render(request, "pages/purse.html", context, status=status)


@require_POST
def set_purse(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the purse holds."""
    programme = _programme(request, slug, managing=True)
    form = PurseForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, wrong={"purse_form": form}, status=400)

    def deed() -> None:
        try:
            actions.open_purse(
                programme=programme,
                cents=form.cleaned_data["bedrag"],
                per_person_cents=form.cleaned_data["per_deelnemer"],
                based_on=form.seen,
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except Clash:
            form.show_again(queries.purse_seen(queries.purse_of(programme)))
            raise

    return _do(request, programme, deed, said=_("Het doorbraakbudget is vastgelegd."), form=("purse_form", form))


@require_POST
def ask_purse(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask from the purse for somebody."""
    programme = _programme(request, slug)
    purse = queries.purse_of(programme)
    if purse is None:
        raise Http404
    form = PurseRequestForm(request.POST, people=_people(request, programme))
    if not form.is_valid():
        return _page(request, programme, wrong={"ask_form": form}, status=400)
    given = form.cleaned_data
    person: Person = get_object_or_404(people.visible_people(request.user), pk=given["deelnemer"])

    def deed() -> None:
        actions.ask_purse(
            purse=purse,
            person=person,
            need=Need(given["waarvoor"]),
            what=given["toelichting"],
            cents=given["bedrag"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, programme, deed, said=_("De aanvraag is gedaan."), form=("ask_form", form))


@require_POST
def decide_purse(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve or decline a request."""
    programme = _programme(request, slug, managing=True)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een aanvraag, en of u die toekent of afwijst."))
        return _page(request, programme, status=400)
    row = _request(request, programme, request_id=form.cleaned_data["aanvraag"])
    approve = form.cleaned_data["besluit"] == "ja"

    def deed() -> None:
        actions.decide_purse(
            request=row,
            approve=approve,
            why=form.cleaned_data["waarom"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, programme, deed, said=_("Toegekend.") if approve else _("Afgewezen."))


@require_POST
def withdraw_request(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back what one asked."""
    programme = _programme(request, slug)
    try:
        request_id = UUID(request.POST.get("aanvraag", ""))
    except ValueError:
        messages.error(request, _("Kies een aanvraag uit de lijst."))
        return _page(request, programme, status=400)
    row = _request(request, programme, request_id=request_id)

    def deed() -> None:
        actions.withdraw_request(request=row, by=request.user, now=timezone.now(), key=key_of(request))

    return _do(request, programme, deed, said=_("De aanvraag is ingetrokken."))


def _request(request: HttpRequest, programme: Programme, *, request_id: UUID) -> PurseRequest:
    row = queries.purse_request(programme, user=request.user, request_id=request_id)
    if row is None:
        raise Http404
    return row


def _programme(request: HttpRequest, slug: str, *, managing: bool = False) -> Programme:
    """A programme of whose people the reader asks, or with `managing` decides; a purse must be there or be opened."""
    programme = get_object_or_404(trajectories.visible_programmes(request.user), slug=slug)
    manages = queries.manages_costs(request.user, programme=programme)
    asks = programme.municipality_id in organisations_where(request.user, roles=MUNICIPAL_ROLES)
    if not manages and (managing or not asks):
        raise Http404
    return programme


def _people(request: HttpRequest, programme: Programme) -> list[tuple[str, str]]:
    rows = people.visible_people(request.user).filter(pk__in=trajectories.people_of(programme))
    return [(str(person.pk), f"{person} ({person.number})") for person in rows]


def _do(
    request: HttpRequest,
    programme: Programme,
    deed: Callable[[], None],
    *,
    said: str,
    form: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    """Do a deed once and say what came of it on the page as it stands now."""
    then = reverse("purse", kwargs={"slug": programme.slug})
    return do(request, deed, said=said, form=form, page=partial(_page, request, programme), then=then)
