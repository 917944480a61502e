"""Figures as charts, drawn on the server: bars per programme, or per answer where people can have several."""

from __future__ import annotations

from typing import Any

import altair as alt
import vl_convert

from tweespoor.core.evaluation.data import Count, Figure, NotAsked, Number, Row, Suppressed
from tweespoor.core.evaluation.measures import Counts
from tweespoor.core.evaluation.words import number, occurring, percentage, title

WIDTH = 520
STEP = 30
FONT = "Noto Sans, Open Sans, Liberation Sans, DejaVu Sans, sans-serif"
NOMINAL = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")
"""Okabe and Ito's colours (2008), which colour-blind people tell apart."""
ORDERED = ("#fde3c8", "#f2a65a", "#d1495b", "#7b2d6b", "#2b1145")
"""From light to dark, so that the order shows without colour."""
SINGLE = "#0072b2"
NONE = {"nl": "Geen", "en": "None"}
NOT_ASKED = {"nl": "Niet gevraagd", "en": "Not asked"}
HIDDEN = {"nl": "Afgeschermd", "en": "Hidden"}
NONE_COLOUR = "#7d7d7d"
NOT_ASKED_COLOUR = "#b5b5b5"
HIDDEN_COLOUR = "#e4e4e4"
INKS = ("#000000", "#ffffff")
WIDE_ENOUGH_FOR_A_NUMBER = 0.055
Chart = alt.LayerChart | alt.FacetChart
Rows = list[dict[str, Any]]
VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def chart(figure: Figure, language: str = "nl") -> Chart:
    """The figure as an Altair chart."""
    if not _has_something(figure):
        drawn = _nothing(figure, language)
    elif figure.measure.counts is Counts.PEOPLE:
        drawn = _bars(_people(figure, language), figure=figure, language=language)
    elif figure.measure.several:
        drawn = _bars(_answers(figure, language), figure=figure, language=language)
    else:
        drawn = _stacks(figure, language)
    dressed: Chart = (
        drawn.properties(
            width=WIDTH, title=alt.TitleParams(title(figure, language), anchor="start", fontSize=15, offset=14)
        )
        .configure(font=FONT, background="white", padding=12)
        .configure_axis(labelFontSize=12, titleFontSize=12, labelLimit=260, domain=False, ticks=False)
        .configure_legend(labelFontSize=12, title=None, orient="bottom", columns=3, labelLimit=300, symbolType="square")
        .configure_view(stroke=None)
    )
    return dressed


def _has_something(figure: Figure) -> bool:
    return any(isinstance(cell, Count) and cell.n for row in figure.shown for cell in row.cells)


def _nothing(figure: Figure, language: str) -> Chart:
    if any(isinstance(cell, Suppressed) for row in figure.rows for cell in row.cells):
        words = "Alle aantallen zijn afgeschermd." if language == "nl" else "All numbers are hidden."
    else:
        words = "Geen gegevens om te tonen." if language == "nl" else "No data to show."
    text = alt.Chart(alt.InlineData([{"text": words}])).mark_text(fontSize=13).encode(text="text:N")
    return alt.layer(text).properties(height=STEP)


def svg(figure: Figure, language: str = "nl") -> str:
    """The chart as SVG, without scripts and without anything from elsewhere."""
    drawn: str = vl_convert.vegalite_to_svg(chart(figure, language).to_dict(), vl_version=VEGA_LITE)
    return drawn


def png(figure: Figure, language: str = "nl") -> bytes:
    """The chart as PNG at twice its size."""
    drawn: bytes = vl_convert.vegalite_to_png(chart(figure, language).to_dict(), vl_version=VEGA_LITE, scale=2)
    return drawn


def _people(figure: Figure, language: str) -> Rows:
    """Per programme its people; a programme whose number is hidden has no bar and is named under the figure."""
    return [
        {"bar": row.label, "n": row.people, "text": number(row.people, language), "place": place}
        for place, row in enumerate(figure.rows)
        if isinstance(row.people, int)
    ]


def _answers(figure: Figure, language: str) -> Rows:
    """Per answer the people of all programmes that are shown, most named first; answers with a hidden number not."""
    of = sum(figure.base(row) for row in figure.shown)
    open_places = [
        place for place in occurring(figure) if not any(isinstance(row.cells[place], Suppressed) for row in figure.rows)
    ]
    ranked = sorted(open_places, key=lambda place: -figure.total(place))
    return [
        {
            "bar": figure.categories[place].label(language),
            "n": figure.total(place),
            "text": f"{number(figure.total(place), language)} ({percentage(figure.total(place), of)})",
            "place": rank,
        }
        for rank, place in enumerate(ranked)
    ]


def _bars(rows: Rows, *, figure: Figure, language: str) -> Chart:
    words = "Aantal deelnemers" if language == "nl" else "Number of participants"
    base = alt.Chart(alt.InlineData(rows)).encode(
        y=alt.Y("bar:N", sort=alt.EncodingSortField("place", order="ascending"), title=None),
        x=alt.X("n:Q", title=words, axis=alt.Axis(grid=True, tickMinStep=1)),
    )
    bars = base.mark_bar(color=SINGLE, height={"band": 0.72})
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text="text:N")
    return alt.layer(bars, texts).properties(height=alt.Step(STEP) if rows else STEP)


def _stacks(figure: Figure, language: str) -> Chart:
    rows = _stack_rows(figure, language)
    legend = _legend(figure, language)
    labels, colours = list(legend), list(legend.values())
    base = alt.Chart(alt.InlineData(rows))
    y = alt.Y("bar:N", sort=[row.label for row in figure.shown], title=None)
    bars = base.mark_bar(height={"band": 0.78}, stroke="white", strokeWidth=1).encode(
        y=y,
        x=alt.X(
            "start:Q",
            title=_share_of(figure, language),
            scale=alt.Scale(domain=[0, 1.13], nice=False),
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=False),
        ),
        x2="end:Q",
        color=alt.Color("category:N", sort=labels, scale=alt.Scale(domain=labels, range=colours)),
    )
    inside = [
        base.transform_filter(f"datum.ink == '{ink}' && datum.end - datum.start > {WIDE_ENOUGH_FOR_A_NUMBER}")
        .mark_text(fontSize=11, color=ink)
        .encode(y=y, x=alt.X("middle:Q"), text="text:N")
        for ink in INKS
    ]
    ends = [{"bar": row.label, "x": 1.02, "text": f"n={number(figure.base(row), language)}"} for row in figure.shown]
    tail = alt.Chart(alt.InlineData(ends)).mark_text(align="left", fontSize=11, color="#444444")
    return alt.layer(bars, *inside, tail.encode(y=y, x="x:Q", text="text:N")).properties(
        height=alt.Step(STEP) if figure.shown else STEP
    )


def _share_of(figure: Figure, language: str) -> str:
    if figure.threshold is not None:
        return "Aandeel van alle deelnemers" if language == "nl" else "Share of all participants"
    return "Aandeel van wie het bekend is" if language == "nl" else "Share of those of whom it is known"


def _stack_rows(figure: Figure, language: str) -> Rows:
    """The parts of every bar; what is left of a bar of which parts are hidden is one hidden part."""
    rows: Rows = []
    legend = _legend(figure, language)
    for row in figure.shown:
        start, base = 0, figure.base(row)
        parts = _parts(figure, row, language)
        for label, count in parts:
            if isinstance(count, int) and count:
                part = _part(row.label, label, (start, start + count, base), _ink(legend[label]))
                rows.append({**part, "text": percentage(count, base)})
                start += count
        if start < base and any(isinstance(count, Suppressed) for _, count in parts):
            rows.append(_part(row.label, HIDDEN[language], (start, base, base), INKS[0]))
    return rows


def _part(bar: str, category: str, ends: tuple[int, int, int], ink: str) -> dict[str, Any]:
    start, end, base = ends
    middle = (start + end) / 2 / base
    return {
        "bar": bar,
        "category": category,
        "start": start / base,
        "end": end / base,
        "middle": middle,
        "text": "",
        "ink": ink,
    }


def _parts(figure: Figure, row: Row, language: str) -> list[tuple[str, Number]]:
    """What a row's bar is made of; where small numbers are hidden, everybody of the programme is in it."""
    cells = [(figure.categories[place].label(language), row.cells[place]) for place in occurring(figure)]
    parts = [(label, cell.n if isinstance(cell, Count) else cell) for label, cell in cells]
    counted = [(label, count) for label, count in parts if not isinstance(count, NotAsked)]
    if figure.threshold is None:
        return counted
    return [*counted, (NONE[language], row.none), (NOT_ASKED[language], row.not_asked)]


def _legend(figure: Figure, language: str) -> dict[str, str]:
    """The colour of every part; those beside the categories only where they are drawn."""
    places = occurring(figure)
    labels = [figure.categories[place].label(language) for place in places]
    legend = dict(zip(labels, _colours(figure, len(places)), strict=True))
    if figure.threshold is None:
        return legend
    numbers = [(label, n) for row in figure.shown for label, n in _parts(figure, row, language)]
    drawn = {label for label, n in numbers if isinstance(n, int) and n}
    if any(isinstance(n, Suppressed) for _, n in numbers):
        drawn.add(HIDDEN[language])
    beside = {
        NONE[language]: NONE_COLOUR,
        NOT_ASKED[language]: NOT_ASKED_COLOUR,
        HIDDEN[language]: HIDDEN_COLOUR,
    }
    return {**legend, **{label: colour for label, colour in beside.items() if label in drawn}}


def _colours(figure: Figure, count: int) -> tuple[str, ...]:
    palette = ORDERED if figure.measure.ordered else NOMINAL
    return tuple(palette[place % len(palette)] for place in range(count))


def _ink(colour: str) -> str:
    """Black or white, whichever reads better on the colour (relative luminance, WCAG 2.2)."""

    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    black, white = INKS
    return black if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else white
