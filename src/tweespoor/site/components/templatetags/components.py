"""The components as template tags: `{% load components %}`. Each is described with an example in docs/interface.md."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tweespoor.core.vocabulary import ActivityFamily
from tweespoor.site.components import distribution as distribution_layout
from tweespoor.site.components import inline
from tweespoor.site.components import load as load_layout
from tweespoor.site.components import tracks as track_layout
from tweespoor.site.components import week as week_layout
from tweespoor.site.components.data import (
    Column,
    Distribution,
    Figure,
    KeyFigure,
    LoadChart,
    PlannerProgress,
    PlannerState,
    ShownFact,
    ShownQuestion,
    Tracks,
    WeekGrid,
)
from tweespoor.site.components.forms import shown_fields

register = template.Library()

NOTICES = {"info": "info", "ok": "ok", "success": "ok", "warning": "warning", "error": "error", "debug": "info"}
"""What a notice, or a message of Django, is called, and the kind of alert it becomes."""

BADGES = {"neutral": "neutral", "ok": "safe", "warning": "warning", "danger": "danger"}
BUTTONS = {"primary": "primary-action", "secondary": "secondary-action", "subtle": "subtle"}


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.inclusion_tag("components/main_navigation.html", takes_context=True)
def main_navigation(context: Context) -> dict[str, Any]:
    """The main navigation: `navigation` from the context, items with `label`, `url` and `current`."""
    return {"items": context.get("navigation", ())}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*labels_and_addresses: str) -> dict[str, Any]:
    """The way here: label, address, label, address, ..., and last the label of this page."""
    *steps, current = labels_and_addresses
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True)), "current": current}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of that name, silent for screen readers: a word always stands beside it."""
    return inline.icon(name)


@register.simple_tag
def family(slug: str, label: str = "") -> SafeString:
    """A family of activities: icon and name in its colour. `label` says something else than the family's name."""
    term = ActivityFamily.of(slug)
    return inline.family(term.value, label or term.label(_language()))


@register.inclusion_tag("components/week_grid.html")
def week_grid(grid: WeekGrid) -> dict[str, Any]:
    """A week: a timetable on a wide screen, a list per day on a phone."""
    language = _language()
    return {
        "caption": grid.caption,
        "days": week_layout.days_of(grid, language=language),
        "parts": week_layout.part_names(language=language),
        "has_unavailable": bool(grid.unavailable),
    }


@register.inclusion_tag("components/tracks.html")
def tracks(design: Tracks) -> dict[str, Any]:
    """A design or a plan as two tracks along weeks, with its table one click away."""
    language = _language()
    order = {lane: place for place, lane in enumerate(track_layout.LANES)}
    bars = sorted(design.bars, key=lambda bar: (order[ActivityFamily.of(bar.family)], bar.start_week, bar.label))
    return {
        "caption": design.caption,
        "picture": track_layout.draw(design, language=language),
        "phases": [
            (phase, track_layout.weeks_text(phase.start_week, end_week=phase.end_week)) for phase in design.phases
        ],
        "rows": [
            (
                bar,
                track_layout.weeks_text(bar.start_week, end_week=bar.end_week),
                track_layout.hours_text(bar),
            )
            for bar in bars
        ],
    }


@register.inclusion_tag("components/load_chart.html")
def load_chart(chart: LoadChart) -> dict[str, Any]:
    """How full the weeks are; a table beside it says the same in numbers."""
    return {"caption": chart.caption, "picture": load_layout.draw(chart)}


@register.simple_tag
def fact_value(fact: ShownFact) -> SafeString:
    """What is known: a value, "geen" or "niet gevraagd", each unlike the others; with its date and source."""
    return inline.fact_value(fact)


@register.simple_tag
def fact_list(facts: Sequence[ShownFact], link: str = "") -> SafeString:
    """Facts with their labels, and the link to answer or change each, or where `link` says something else to that."""
    return inline.fact_list(facts, link=link)


@register.simple_tag
def open_questions(questions: Sequence[ShownQuestion], about: str) -> SafeString:
    """Questions that nobody asked yet, of what `about` says, and the way to answer each."""
    return inline.open_questions(questions, about=about)


@register.inclusion_tag("components/progress.html")
def progress(run: PlannerProgress, *, idempotency_key: object = "") -> dict[str, Any]:
    """A planner's run, refreshed every second while it lasts, with a button to stop it."""
    state = PlannerState(run.state)
    gap = run.gap
    return {
        "run": run,
        "state": state.value,
        "is_over": state.is_over,
        "gap": None if gap is None else number_format(ceil(round(1000 * gap, 6)) / 10, 1),
        "elapsed": round(run.elapsed_seconds),
        "limit": round(run.limit_seconds),
        "idempotency_key": idempotency_key,
    }


@register.inclusion_tag("components/table_head.html")
def table_head(columns: Sequence[Column]) -> dict[str, Any]:
    """A table's head; columns with an address sort by a plain link."""
    return {"columns": columns}


@register.simple_block_tag
def data_table(content: SafeString, caption: str, columns: Sequence[Column] = (), *, cards: bool = True) -> SafeString:
    """A table around the rows in its body.

    On a phone every row becomes a card where each cell says its column in `data-label`; without `cards` the table
    scrolls inside a region that the keyboard reaches.
    """
    return render_to_string(
        "components/data_table.html", {"content": content, "caption": caption, "columns": columns, "cards": cards}
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "pagina") -> dict[str, Any]:
    """Links to the pages of a list; nothing where there is one page. Keeps the rest of the address."""
    query = context["request"].GET.copy()

    def link(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    paginator = page.paginator
    shown = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "is_needed": paginator.num_pages > 1,
        "current": page.number,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
        "pages": [(number, link(number) if isinstance(number, int) else "") for number in shown],
    }


@register.simple_tag
def key_figures(figures: Sequence[KeyFigure]) -> SafeString:
    """The page's numbers with their labels."""
    return inline.key_figures(figures)


@register.simple_block_tag
def empty_state(content: SafeString, title: str) -> SafeString:
    """Says that there is nothing here, and in its body why, and what to do."""
    return render_to_string("components/empty_state.html", {"content": content, "title": title})


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: str = "") -> SafeString:
    """An alert around its body: "info", "ok", "warning" or "error"."""
    return render_to_string(
        "components/notice.html", {"content": content, "kind": NOTICES.get(kind, "info"), "title": title}
    )


@register.simple_block_tag
def panel(content: SafeString, title: str, note: str = "") -> SafeString:
    """A part of a page under a heading of the second level; `note` stands small beside it."""
    return inline.panel(content, title=title, note=note)


@register.simple_tag
def badge(label: str, kind: str = "neutral") -> SafeString:
    """A status in a word: "neutral", "ok", "warning" or "danger"."""
    return inline.badge(label, BADGES[kind])


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form, after a summary of what is wrong, where each error links to its field."""
    fields = shown_fields(form)
    return {"form": form, "fields": fields, "wrong": [field for field in fields if field.bound.errors]}


@register.inclusion_tag("components/item_fields.html")
def item_fields(form: forms.BaseForm) -> dict[str, Any]:
    """One question of the intake: a group of buttons for its state, and where it needs one the field of its answer."""
    return {"fields": shown_fields(form)}


@register.inclusion_tag("components/action_button.html", takes_context=True)
def action_button(
    context: Context,
    url: str,
    label: str,
    kind: str = "primary",
    *,
    key: object = "",
    about: str = "",
    **hidden: object,
) -> dict[str, Any]:
    """A deed in one click: a form with only a button.

    `key` is the idempotency key, the context's `idempotency_key` where it is left out; `about` says
    what the deed is about to who cannot see what it stands beside; further arguments go along as hidden fields.
    """
    return {
        "url": url,
        "label": label,
        "about": about,
        "look": BUTTONS[kind],
        "idempotency_key": key or context.get("idempotency_key", ""),
        "hidden": hidden,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/figure_block.html")
def figure_block(figure: Figure) -> dict[str, Any]:
    """A figure: title, picture, notes, its table in a fold, its files."""
    numeric = [column.numeric for column in figure.columns]
    return {
        "figure": figure,
        "svg": mark_safe(figure.svg),  # noqa: S308 - drawn by our own charts, never by a user
        "rows": [tuple(zip(row, numeric, strict=True)) for row in figure.rows],
    }


@register.simple_tag
def bar_meter(count: int, of: int, label: str = "", slug: str = "") -> SafeString:
    """A share as a bar with its text "12 van 20"; `slug` colours it as a family of activities."""
    return inline.bar_meter(count, of=of, label=label, slug=slug)


@register.inclusion_tag("components/distribution.html")
def distribution(distribution: Distribution) -> dict[str, Any]:
    """How people are spread over the parts of something: a table with a bar in every row."""
    return {
        "distribution": distribution,
        "rows": distribution_layout.draw(distribution),
        "has_unknown": any(part.possible > part.certain for part in distribution.parts),
    }
