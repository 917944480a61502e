"""What a programme costs, and what one person does: planned, spent and expected, with tables that are files too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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

from tweespoor.apps.exchange.queries.tables import Table, as_csv, as_xlsx
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.apps.people.seen import record_list_seen, record_person_seen
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.forms.costs import BudgetForm, PriceForm, SpendingForm
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import costs as queries
from tweespoor.apps.trajectories.rules import Clash
from tweespoor.core.costs import Per
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.pages import costs_shown
from tweespoor.site.pages.doing import do
from tweespoor.site.pages.person_links import person_links

EVERYBODY = "block"
"""Stands, in the form of an amount, for everybody who has the block in the plan."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def programme_costs(request: HttpRequest, slug: str) -> HttpResponse:
    """What a programme costs; for a partner what is the partner's own."""
    programme = _programme(request, slug)
    if not queries.sees_all_costs(request.user, municipality=programme.municipality_id):
        return render(request, "pages/own_costs.html", costs_shown.own(programme, user=request.user))
    return _page(request, programme)


def _page(
    request: HttpRequest, programme: Programme, *, wrong: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    years = queries.years_of(programme, today=today)
    year, on = _year(request, programme, years=years, today=today)
    found = queries.costs_of(programme, year=year, on=on)
    names = _names(request, programme)
    manages = queries.manages_costs(request.user, programme=programme)
    context = {
        "programme": programme,
        "years": [(each, each == year) for each in years],
        "manages": manages,
        "has_purse": queries.purse_of(programme) is not None or manages,
        "sees_people": bool(names),
        "idempotency_key": uuid4(),
        **costs_shown.programme(found, programme=programme, names=names, user=request.user, language=language_now()),
    }
    if manages:
        context.update(_forms(request, programme, year=year, budget=found.budget, today=today))
    context.update(wrong or {})
    return render(request, "pages/costs.html", context, status=status)


def _year(request: HttpRequest, programme: Programme, *, years: list[int], today: date) -> tuple[int, date]:
    """The year asked for, or else that of the period that is shown; and the day as of which it is seen."""
    day = schedule.day_shown(schedule.periods_of(programme), today=today)
    asked = request.GET.get("jaar", "") or request.POST.get("jaar", "")
    year = int(asked[:4]) if asked.isascii() and asked.isdigit() and int(asked[:4]) in years else day.year
    return year, day if year == day.year else today


def _names(request: HttpRequest, programme: Programme) -> dict[str, str]:
    """The names of the people of a programme, for who sees people there; that they were listed is kept in the log."""
    if not request.user.memberships.filter(role__in=MUNICIPAL_ROLES, organisation=programme.municipality_id).exists():
        return {}
    found = list(people.visible_people(request.user).filter(trajectories__programme=programme).distinct())
    record_list_seen(people=found, purposes=[Purpose.BASIC], by=request.user, now=timezone.now())
    return {str(person.pk): str(person) for person in found}


def _people(request: HttpRequest, programme: Programme) -> list[Person]:
    rows = people.visible_people(request.user).filter(pk__in=trajectories.people_in([programme.slug]).values("pk"))
    return list(rows)


def _choices(request: HttpRequest, programme: Programme) -> dict[str, object]:
    blocks = queries.block_labels(programme, language=language_now())
    persons = [(str(person.pk), str(person)) for person in _people(request, programme)]
    groups = [
        (f"group:{group.pk}", costs_shown.group_name(group))
        for group in schedule.published_groups(request.user).filter(timetable__programme=programme)
    ]
    return {
        "blocks": list(blocks.items()),
        "providers": [(str(each.pk), each.name) for each in queries.providers_of(programme)],
        "people": [
            (EVERYBODY, _("Iedereen met dit onderdeel in het plan")),
            *([(_("Groepen"), groups)] if groups else []),
            *([(_("Deelnemers"), persons)] if persons else []),
        ],
    }


def _forms(
    request: HttpRequest, programme: Programme, *, year: int, budget: int | None, today: date
) -> dict[str, forms.Form]:
    choices = _choices(request, programme)
    of_price = {"blocks": choices["blocks"], "providers": choices["providers"]}
    seen = queries.budget_seen(programme, year=year)
    set_now = costs_shown.plain(budget) if budget is not None else ""
    return {
        "price_form": PriceForm(**of_price, today=today),
        "spending_form": SpendingForm(**choices, today=today),
        "budget_form": BudgetForm(initial={"jaar": year, "bedrag": set_now, "gezien": seen}),
    }


@require_POST
def agree_price(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what a provider is paid for a block."""
    programme = _managed(request, slug)
    choices = _choices(request, programme)
    form = PriceForm(request.POST, blocks=choices["blocks"], providers=choices["providers"], today=timezone.localdate())
    if not form.is_valid():
        return _page(request, programme, wrong={"price_form": form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.agree_price(
            programme=programme,
            provider=_provider(programme, given["aanbieder"]),
            block=given["onderdeel"],
            per=Per(given["per"]),
            cents=given["prijs"],
            since=given["vanaf"],
            until=given["tot"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, programme, deed, said=_("De prijs is vastgelegd."), form=("price_form", form))


@require_POST
def register_spending(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep an amount that was spent."""
    programme = _managed(request, slug)
    form = SpendingForm(request.POST, **_choices(request, programme), today=timezone.localdate())
    if not form.is_valid():
        return _page(request, programme, wrong={"spending_form": form}, status=400)
    given = form.cleaned_data
    for_whom = _for_whom(request, programme, value=given["voor"], block=given["onderdeel"])
    if given["voor"] and not for_whom:
        form.add_error("voor", _("Hier hoort niemand bij. Kies eerst het onderdeel, of iemand uit de lijst."))
        return _page(request, programme, wrong={"spending_form": form}, status=400)

    def deed() -> None:
        actions.register_spending(
            programme=programme,
            on=given["dag"],
            cents=given["bedrag"],
            provider=_provider(programme, given["aanbieder"]) if given["aanbieder"] else None,
            block=given["onderdeel"],
            people=for_whom,
            invoice=given["factuur"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, programme, deed, said=_("De uitgave is vastgelegd."), form=("spending_form", form))


def _for_whom(request: HttpRequest, programme: Programme, *, value: str, block: str) -> list[Person]:
    """The people an amount was for: one, those of a group, those with the block in their plan, or nobody."""
    found = _people(request, programme)
    if value == EVERYBODY:
        ids = queries.people_with_block(programme, block=block)
        return [person for person in found if person.pk in ids]
    if value.startswith("group:"):
        groups = schedule.visible_groups(request.user).filter(pk=value.removeprefix("group:"))
        ids = set(groups.values_list("participants", flat=True))
        return [person for person in found if person.pk in ids]
    return [person for person in found if str(person.pk) == value]


@require_POST
def withdraw_spending(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an amount back that should not have been registered."""
    programme = _managed(request, slug)
    try:
        spending_id = UUID(request.POST.get("uitgave", ""))
    except ValueError:
        messages.error(request, _("Kies een uitgave uit de lijst."))
        return _page(request, programme, status=400)
    row = queries.spending_named(programme, user=request.user, spending_id=spending_id)
    if row is None:
        raise Http404

    def deed() -> None:
        actions.withdraw_spending(spending=row, by=request.user, now=timezone.now(), key=key_of(request))

    return _do(request, programme, deed, said=_("De uitgave telt niet meer mee."))


@require_POST
def set_budget(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a programme may cost in a year."""
    programme = _managed(request, slug)
    form = BudgetForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, wrong={"budget_form": form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        try:
            actions.set_budget(
                programme=programme,
                year=given["jaar"],
                cents=given["bedrag"],
                based_on=form.seen,
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except Clash:
            form.show_again(queries.budget_seen(programme, year=given["jaar"]))
            raise

    return _do(request, programme, deed, said=_("Het budget is vastgelegd."), form=("budget_form", form))


@require_GET
def costs_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The tables of costs as CSV."""
    tables, name = _tables(request, slug)
    response = HttpResponse(as_csv(tables), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_GET
def costs_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    """The tables of costs as a workbook."""
    tables, name = _tables(request, slug)
    response = HttpResponse(as_xlsx(tables), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _tables(request: HttpRequest, slug: str) -> tuple[list[Table], str]:
    """The tables the reader may see, by the same gate as the page; that they were taken out is kept in the log."""
    programme = _programme(request, slug)
    today = timezone.localdate()
    year, on = _year(request, programme, years=queries.years_of(programme, today=today), today=today)
    language = language_now()
    names: dict[str, str] = {}
    if queries.sees_all_costs(request.user, municipality=programme.municipality_id):
        found = queries.costs_of(programme, year=year, on=on)
        names = _names(request, programme)
        tables = costs_shown.tables(found, programme=programme, names=names, language=language)
    else:
        tables = costs_shown.own_tables(programme, user=request.user, language=language)
    actions.record_costs_exported(
        programme=programme, people=[UUID(key) for key in names], year=year, by=request.user, now=timezone.now()
    )
    return tables, f"kosten-{programme.slug}-{year}"


@require_GET
def person_costs(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What one person's trajectory costs."""
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    purposes = people.purposes_for(request.user, person=person)
    if Purpose.OUTCOMES not in purposes:
        raise Http404
    trajectory = trajectories.running_trajectory(person)
    today = timezone.localdate()
    day = schedule.day_shown(schedule.periods_of(trajectory.programme), today=today) if trajectory else today
    found = queries.costs_of_person(trajectory, on=day) if trajectory else None
    record_person_seen(person=person, purposes=[Purpose.BASIC], by=request.user, now=timezone.now())
    context = {
        "person": person,
        "trajectory": trajectory,
        "links": person_links(person, purposes=purposes, here="person-costs"),
        "requests": [
            costs_shown.request_row(each, language=language_now())
            for each in queries.purse_requests_for(person, user=request.user)
        ],
    }
    if trajectory and found:
        context.update(costs_shown.person(found, trajectory=trajectory, language=language_now()))
        context["purse_url"] = (
            reverse("purse", args=[trajectory.programme.slug]) if queries.purse_of(trajectory.programme) else ""
        )
    return render(request, "pages/person_costs.html", context)


def _programme(request: HttpRequest, slug: str) -> Programme:
    """A programme of which the reader sees costs."""
    programme = get_object_or_404(trajectories.visible_programmes(request.user), slug=slug)
    sees_all = queries.sees_all_costs(request.user, municipality=programme.municipality_id)
    if not sees_all and not queries.sees_own_costs(request.user, programme=programme):
        raise Http404
    return programme


def _managed(request: HttpRequest, slug: str) -> Programme:
    programme = _programme(request, slug)
    if not queries.manages_costs(request.user, programme=programme):
        raise Http404
    return programme


def _provider(programme: Programme, key: str):  # type: ignore[no-untyped-def]  # an organisation
    return next(each for each in queries.providers_of(programme) if str(each.pk) == key)


def _do(
    request: HttpRequest,
    programme: Programme,
    deed: Callable[[], None],
    *,
    said: str,
    form: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    """Do a deed once and say what came of it on the page as it stands now."""
    year = request.POST.get("jaar", "")
    query = f"?jaar={year}" if year.isascii() and year.isdigit() else ""
    then = reverse("costs", args=[programme.slug]) + query
    return do(request, deed, said=said, form=form, page=partial(_page, request, programme), then=then)
