"""Figures as charts, drawn on the server: bars per programme, or per answer where people can have several."""

from __future__ import annotations

from typing import Any

import altair as alt
import vl_convert

from tweespoor.core.evaluation.figures import Count, Figure, Suppressed
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
HIDDEN = {"nl": "Afgeschermd", "en": "Hidden"}
HIDDEN_COLOUR = "#dddddd"
INKS = ("#000000", "#ffffff")
WIDE_ENOUGH_FOR_A_NUMBER = 0.055
Chart = alt.LayerChart | alt.FacetChart
Rows = list[dict[str, Any]]
VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def chart(figure: Figure, language: str = "nl") -> Chart:
    """The figure as an Altair chart."""
    if not _has_something(figure):
        drawn = _nothing(language)
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


def _nothing(language: str) -> Chart:
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
    return [
        {"bar": row.label, "n": row.people, "text": number(row.people, language), "place": place}
        for place, row in enumerate(figure.rows)
    ]


def _answers(figure: Figure, language: str) -> Rows:
    """Per answer the people of all programmes that are shown, most named first; answers with a hidden number not."""
    of = sum(row.of for row in figure.shown)
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
    places = occurring(figure)
    labels = [figure.categories[place].label(language) for place in places]
    colours = _colours(figure, len(places))
    if figure.threshold is not None:
        labels, colours = [*labels, HIDDEN[language]], (*colours, HIDDEN_COLOUR)
    words = "Aandeel van wie het bekend is" if language == "nl" else "Share of those of whom it is known"
    base = alt.Chart(alt.InlineData(rows))
    y = alt.Y("bar:N", sort=[row.label for row in figure.shown], title=None)
    bars = base.mark_bar(height={"band": 0.78}, stroke="white", strokeWidth=1).encode(
        y=y,
        x=alt.X(
            "start:Q",
            title=words,
            scale=alt.Scale(domain=[0, 1.13], nice=False),
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=False),
        ),
        x2="end:Q",
        color=alt.Color("category:N", sort=labels, scale=alt.Scale(domain=labels, range=list(colours))),
    )
    inside = [
        base.transform_filter(f"datum.ink == '{ink}' && datum.end - datum.start > {WIDE_ENOUGH_FOR_A_NUMBER}")
        .mark_text(fontSize=11, color=ink)
        .encode(y=y, x=alt.X("middle:Q"), text="text:N")
        for ink in INKS
    ]
    ends = [{"bar": row.label, "x": 1.02, "text": f"n={number(row.of, language)}"} for row in figure.shown]
    tail = alt.Chart(alt.InlineData(ends)).mark_text(align="left", fontSize=11, color="#444444")
    return alt.layer(bars, *inside, tail.encode(y=y, x="x:Q", text="text:N")).properties(
        height=alt.Step(STEP) if figure.shown else STEP
    )


def _stack_rows(figure: Figure, language: str) -> Rows:
    rows: Rows = []
    places = occurring(figure)
    colours = _colours(figure, len(places))
    for row in figure.shown:
        start = 0.0
        for place, colour in zip(places, colours, strict=True):
            cell = row.cells[place]
            if not isinstance(cell, Count) or not row.of or not cell.n:
                continue
            end = start + cell.n / row.of
            rows.append(
                {
                    "bar": row.label,
                    "category": figure.categories[place].label(language),
                    "start": start,
                    "end": end,
                    "middle": (start + end) / 2,
                    "text": percentage(cell.n, row.of),
                    "ink": _ink(colour),
                }
            )
            start = end
        if any(isinstance(cell, Suppressed) for cell in row.cells):
            rows.append(_hidden(row.label, start, language))
    return rows


def _hidden(label: str, start: float, language: str) -> dict[str, Any]:
    """What is left of a bar whose other parts are hidden: the rest of a published total."""
    return {"bar": label, "category": HIDDEN[language], "start": start, "end": 1, "text": "", "ink": INKS[0]}


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
