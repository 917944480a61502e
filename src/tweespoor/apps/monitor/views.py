"""The figures of the monitor: a list, one figure, and its picture and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.monitor import queries
from tweespoor.apps.monitor.forms import ViewForm
from tweespoor.apps.organisations.language import language_now
from tweespoor.site.components.data import Column, Download, Figure


@dataclass(frozen=True)
class Listed:
    """A figure in the list."""

    number: str
    title: str
    url: str


@dataclass(frozen=True)
class Standing:
    """As of which day a page stands, and the newest day its reader can ask for."""

    as_of: date
    asked: date
    newest: date
    is_fixed: bool

    @property
    def moved(self) -> bool:
        """The day asked for is not one for this reader, and the figures are about another."""
        return self.as_of != self.asked

    @property
    def is_newest(self) -> bool:
        """There is nothing newer to show."""
        return self.as_of >= self.newest


def figure_list(request: HttpRequest) -> HttpResponse:
    """All figures there are, as of one day."""
    _check(request)
    language = language_now()
    form = _form(request)
    view = _view(form)
    standing = _standing(request, form, view)
    query = _query(view, standing)
    listed = [
        Listed(measure.number, measure.title(language), f"{reverse('figure', args=[measure.number])}?{query}")
        for measure in queries.MEASURES
    ]
    context = {
        "figures": listed,
        "programmes": queries.programmes_for(request.user),
        "standing": standing,
        "newest_query": _query(view, standing, newest=True),
    }
    return render(request, "monitor/figures.html", context)


def figure_page(request: HttpRequest, number: str) -> HttpResponse:
    """One figure as of a date: picture, notes, table, files."""
    _check(request, number)
    form = _form(request)
    view = _view(form)
    standing = _standing(request, form, view)
    if standing.is_fixed:
        days = queries.fixed_days(request.user, today=timezone.localdate())
        shown = request.GET if form.errors else {"peildatum": standing.as_of.isoformat()}
        form = ViewForm(shown, fixed_days=sorted({standing.as_of, *days}, reverse=True))
    language = language_now()
    found = queries.figure(request.user, number, view=view, today=timezone.localdate())
    table = queries.table_text(found, language)
    query = _query(view, standing)
    notes = [*queries.notes(found, language), queries.disclaimer(language)]
    context = {
        "form": form,
        "standing": standing,
        "query": query,
        "newest_query": _query(view, standing, newest=True),
        "figure": Figure(
            name=f"figuur-{number.replace('.', '-').lower()}",
            title=queries.title(found, language),
            alternative=_("Een grafiek; de tabel eronder geeft dezelfde getallen."),
            image_url=f"{reverse('figure-svg', args=[number])}?{query}",
            notes=[note for note in notes if note],
            columns=[Column(label=head, numeric=place > 0) for place, head in enumerate(table.head)],
            rows=table.rows,
            downloads=[
                Download(label=_("Tabel (CSV)"), url=f"{reverse('figure-csv', args=[number])}?{query}"),
                Download(label=_("Grafiek (SVG)"), url=f"{reverse('figure-svg', args=[number])}?{query}"),
            ],
        ),
        "unasked": [(each, _address_of_unasked(each, found=found)) for each in queries.unasked(request.user, found)],
        "title": queries.title(found, language),
        "number": number,
        "around": _around(number),
    }
    return render(request, "monitor/figure.html", context, status=400 if form.errors else 200)


def _address_of_unasked(each: queries.Unasked, *, found: queries.Figure) -> str:
    """Where the list of people says of whom this was not asked on the figure's day."""
    about = {
        "programma": each.programme,
        "ontbreekt": found.measure.variable,
        "peildatum": found.as_of.isoformat(),
    }
    return f"{reverse('people')}?{urlencode(about)}"


def figure_svg(request: HttpRequest, number: str) -> HttpResponse:
    """A figure's picture."""
    found = _asked_for(request, number)
    response = HttpResponse(queries.svg(found, language_now()), content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def figure_csv(request: HttpRequest, number: str) -> HttpResponse:
    """A figure's numbers as CSV."""
    found = _asked_for(request, number)
    response = HttpResponse(queries.csv_text(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figuur-{number}.csv"'
    return response


def _asked_for(request: HttpRequest, number: str) -> queries.Figure:
    _check(request, number)
    form = _form(request)
    if form.is_bound and not form.is_valid():
        raise Http404
    return queries.figure(request.user, number, view=_view(form), today=timezone.localdate())


def _check(request: HttpRequest, number: str | None = None) -> None:
    """Figures are there for those who work with them; a number that is none is not found."""
    if not queries.may_see_figures(request.user) or (number is not None and number not in queries.NUMBERS):
        raise Http404


def _form(request: HttpRequest) -> ViewForm:
    return ViewForm(request.GET if "peildatum" in request.GET else None, initial={"peildatum": _default_day()})


def _view(form: ViewForm) -> queries.View:
    if form.is_bound and form.is_valid():
        return queries.View(form.cleaned_data["peildatum"], form.cleaned_data.get("afschermen", False))
    return queries.View(_default_day(), hide_small=False)


def _standing(request: HttpRequest, form: ViewForm, view: queries.View) -> Standing:
    today = timezone.localdate()
    is_fixed = queries.must_hide_small(request.user)
    newest = queries.latest_fixed_day(today) if is_fixed else today
    as_of = queries.day_for(request.user, view.as_of, today=today)
    asked = view.as_of if form.is_bound and not form.errors else as_of
    return Standing(as_of=as_of, asked=asked, newest=newest, is_fixed=is_fixed)


def _query(view: queries.View, standing: Standing, *, newest: bool = False) -> str:
    day = standing.newest if newest else standing.as_of
    return urlencode({"peildatum": day.isoformat(), **({"afschermen": "on"} if view.hide_small else {})})


def _default_day() -> date:
    return settings.DEMO_REFERENCE_DATE if settings.DEMO else timezone.localdate()


def _around(number: str) -> tuple[str, str]:
    """The numbers of the figures before and after, empty where there is none."""
    place = queries.NUMBERS.index(number)
    before = queries.NUMBERS[place - 1] if place else ""
    after = queries.NUMBERS[place + 1] if place + 1 < len(queries.NUMBERS) else ""
    return before, after
