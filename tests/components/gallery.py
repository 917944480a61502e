"""A page with every component in it, filled with invented data: for the tests, and to look at."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from tweespoor.core.week import HalfDay
from tweespoor.site.components.data import (
    Column,
    Distribution,
    Download,
    Figure,
    KeyFigure,
    LoadChart,
    LoadColumn,
    Part,
    PlannerProgress,
    ShownFact,
    TrackBar,
    TrackPhase,
    Tracks,
    WeekEntry,
    WeekGrid,
)

LESSON = WeekEntry(
    title="Nederlandse les A2", family="language", times="09.00 – 12.00 uur", place="Leerhuis, lokaal 3", url="/les/"
)
BIKE = WeekEntry(
    title="Werk in de fietsenmakerij", family="participation", times="13.00 – 16.00 uur", who="Joost Hemel"
)
GRID = WeekGrid(
    caption="De week van Selam",
    entries={
        HalfDay.parse("mon-morning"): (LESSON,),
        HalfDay.parse("wed-morning"): (LESSON,),
        HalfDay.parse("mon-afternoon"): (BIKE,),
        HalfDay.parse("thu-afternoon"): (BIKE, WeekEntry(title="Jobcoach", family="guidance", times="16.00 uur")),
        HalfDay.parse("thu-morning"): (
            WeekEntry(title="Omgaan met geld", family="self-reliance", place="Buurthuis", detail="les 3 van 8"),
        ),
    },
    unavailable=frozenset({HalfDay.parse("wed-afternoon"), HalfDay.parse("tue-evening")}),
    free=frozenset(HalfDay.parse(slug) for slug in ("tue-morning", "fri-morning", "fri-afternoon", "fri-evening")),
)
LOAD = LoadChart(
    caption="Uren per week in de tijd",
    columns=[
        LoadColumn(
            first_week=1,
            last_week=13,
            hours=[("language", 16.0), ("self-reliance", 12.0), ("participation", 8.0)],
            text="week 1–13: 36 uur",
        ),
        LoadColumn(
            first_week=14,
            last_week=35,
            hours=[("language", 12.0), ("self-reliance", 8.0), ("participation", 24.0)],
            text="week 14–35: 44 uur",
        ),
    ],
    limit=40,
)

LEVELS = Distribution(
    caption="Niveau spreken van 20 mensen",
    head="Niveau spreken",
    parts=(Part(label="A0", certain=3, possible=8), Part(label="A1", certain=12, possible=17)),
    of=20,
    needed=15,
)
DESIGN = Tracks(
    caption="Ontwerp van Voorbeeldstad",
    phases=(
        TrackPhase(name="Fase 1: start", start_week=1, end_week=8),
        TrackPhase(name="Fase 2: oefenen", start_week=9, end_week=26),
        TrackPhase(name="Fase 3: werken en leren", start_week=27, end_week=52),
        TrackPhase(name="Nazorg", start_week=53),
    ),
    bars=(
        TrackBar(label="Formele taalles", family="language", start_week=1, end_week=52, hours_min=9, hours_max=12),
        TrackBar(label="Praktijkgerichte taalles", family="language", start_week=9, end_week=26, hours_min=3),
        TrackBar(label="Taalcoach", family="language", start_week=27, end_week=60, hours_min=1.5, hours_max=2),
        TrackBar(label="Klantmanager", family="guidance", start_week=1, hours_min=0.5, unit="uur per twee weken"),
        TrackBar(label="Geldzaken", family="self-reliance", start_week=1, end_week=4, hours_min=3),
        TrackBar(label="Digitale vaardigheden", family="self-reliance", start_week=5, end_week=8, hours_min=3),
        TrackBar(label="Oriëntatie op beroepen", family="preparation", start_week=5, end_week=12, hours_min=6),
        TrackBar(label="Taalstage", family="participation", start_week=9, end_week=26, hours_min=8, hours_max=16),
        TrackBar(label="Werkervaringsplaats", family="participation", start_week=27, end_week=52, hours_min=24),
        TrackBar(label="Nazorg door jobcoach", family="aftercare", start_week=53),
    ),
)
PLAN = Tracks(caption="Het plan van Selam", bars=DESIGN.bars[:2] + DESIGN.bars[7:8], current_week=14)
FACTS = (
    ShownFact(
        label="Spreekvaardigheid", state="known", text="A2", valid_on=date(2026, 10, 5), source="toets", url="/wijzig/"
    ),
    ShownFact(
        label="Belemmeringen",
        state="none",
        valid_on=date(2026, 11, 2),
        source="gesprek met klantmanager",
        url="/wijzig/",
    ),
    ShownFact(label="Leerbaarheid", state="not-asked", url="/vraag/"),
    ShownFact(label="Reistijd", state="known", text="30 minuten"),
    ShownFact(label="Opleiding in het land van herkomst", state="not-asked"),
)
RUNNING = PlannerProgress(
    state="running",
    placed=112,
    demands=120,
    elapsed_seconds=12.3,
    limit_seconds=30,
    best_score=1234,
    bound=1200,
    url="/voortgang/",
    stop_url="/stop/",
)
FINISHED = PlannerProgress(
    state="finished", placed=118, demands=120, elapsed_seconds=30, limit_seconds=30, best_score=1210, bound=1210
)
FAILED = PlannerProgress(
    state="failed",
    placed=0,
    demands=120,
    elapsed_seconds=1,
    limit_seconds=30,
    reason="Groep 4 heeft geen lokaal. Kies een lokaal bij het aanbod.",
)
FIGURE = Figure(
    name="figuur-1",
    title="Figuur 1. Spreekvaardigheid bij de start (N = 409)",
    alternative="Staafdiagram: de meeste mensen beginnen op A1.",
    svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60">'
    '<rect width="200" height="20" fill="#1b58a5"/><rect y="30" width="90" height="20" fill="#1b58a5"/></svg>',
    notes=("Verzonnen aantallen.", "Nederweert is niet meegeteld."),
    columns=(Column(label="Niveau"), Column(label="Aantal", numeric=True)),
    rows=(("A1", 200), ("A2", 90)),
    downloads=(Download(label="SVG", url="/f.svg"), Download(label="CSV", url="/f.csv")),
)


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Naam", help_text="Zoals in de brief van DUO.")
    day = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    level = forms.ChoiceField(label="Niveau", choices=[("a1", "A1"), ("a2", "A2")])
    answer = forms.ChoiceField(
        label="Zijn er belemmeringen?",
        choices=[("ja", "ja"), ("geen", "geen"), ("later", "vraag later")],
        widget=forms.RadioSelect,
    )
    half_days = forms.MultipleChoiceField(
        label="Wanneer niet?",
        choices=[("mon", "maandag"), ("tue", "dinsdag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Meer antwoorden mag.",
    )
    note = forms.CharField(label="Notitie", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Dit is met de deelnemer besproken")
    secret = forms.CharField(widget=forms.HiddenInput, initial="x", required=False)


def sample_form(**values: object) -> SampleForm:
    """A form that was sent with these values."""
    return SampleForm(values)


def render(
    source: str, context: dict[str, Any] | None = None, *, path: str = "/onderdelen/?pagina=2&sorteer=naam"
) -> str:
    """The HTML of a template's text with the components loaded."""
    template = engines["django"].from_string("{% load components %}" + source)
    return template.render(context or {}, request=request_for(path))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.extend(data.split())


def words(html: str) -> str:
    """What a reader sees or hears of a piece of HTML, in one line."""
    reader = _Words()
    reader.feed(html)
    return " ".join(reader.found)


def request_for(path: str) -> HttpRequest:
    """A request of somebody who is not logged in."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


def gallery() -> str:
    """The page with everything in it."""
    source = Path(__file__).with_name("gallery.html").read_text(encoding="utf-8")
    context = {
        "demo_notice": "Dit is een demonstratie. Alle mensen zijn verzonnen.",
        "navigation": [
            {"label": "Programma’s", "url": "/programmas/", "current": True},
            {"label": "Mensen", "url": "/mensen/", "current": False},
            {"label": "Groepen", "url": "/groepen/", "current": False},
            {"label": "Monitor", "url": "/monitor/", "current": False},
        ],
        "user": {"is_authenticated": True, "get_full_name": "Marieke de Vries"},
        "messages": [Message(25, "Het gesprek is vastgelegd.")],
        "idempotency_key": "sleutel",
        "figures": [
            KeyFigure(label="Deelnemers", value=43, note="van 52 aangemeld", url="/mensen/"),
            KeyFigure(label="Groepen", value=7),
            KeyFigure(label="Wachtende wensen", value=12, note="op 23 november 2026"),
        ],
        "distribution": LEVELS,
        "load": LOAD,
        "week": GRID,
        "design": DESIGN,
        "plan": PLAN,
        "facts": FACTS,
        "running": RUNNING,
        "finished": FINISHED,
        "failed": FAILED,
        "columns": [
            Column(label="Naam", url="?sorteer=naam", sorted="ascending"),
            Column(label="Niveau", url="?sorteer=niveau"),
            Column(label="Soort"),
            Column(label="Uren", numeric=True),
            Column(label="Ingevuld"),
        ],
        "rows": [
            ("Selam Tesfay", "A2", "language", 12, 14),
            ("Yusuf Demir", "A1", "participation", 24, 20),
            ("Amal Haddad", "B1", "preparation", 6, 3),
        ],
        "page": Paginator(range(430), 50).page(4),
        "figure": FIGURE,
        "form": sample_form(name="", level="a2"),
    }
    template = engines["django"].from_string(source)
    return template.render(context, request=request_for("/onderdelen/"))
