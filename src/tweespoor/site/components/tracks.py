"""Lays out a design as two tracks along weeks: language on top, participation below, the other families between.

Horizontal places are percentages, so that the picture takes any width while its texts keep their size; whether a
text fits is judged at `NARROWEST` pixels, below which the page scrolls the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tweespoor.core.vocabulary import ActivityFamily
from tweespoor.site.components.data import TrackBar, TrackPhase, Tracks

NARROWEST = 720
"""Pixels: as narrow as the picture gets; the style sheet holds the same number."""

LANES = (
    ActivityFamily.LANGUAGE,
    ActivityFamily.GUIDANCE,
    ActivityFamily.SELF_RELIANCE,
    ActivityFamily.PREPARATION,
    ActivityFamily.PARTICIPATION,
    ActivityFamily.AFTERCARE,
)
TRACKS = (ActivityFamily.LANGUAGE, ActivityFamily.PARTICIPATION)
TICK_STEPS = (1, 2, 4, 8, 13, 26, 52)
MOST_TICKS = 14
SHOWN_SHARE = 97.0
"""Per cent of the width that the known weeks take; the rest is for the arrows of what goes on."""

CHARACTER = 7.3
PADDING = 10
PHASE_ROW = 20
TICK_ROW = 20
NOW_ROW = 18
LANE_HEAD = 26
LANE_GAP = 6


@dataclass(frozen=True, kw_only=True)
class DrawnText:
    """A text at a share of the width, with a distance in pixels from there; `anchor` is SVG's text-anchor."""

    text: str
    x: str
    dx: int
    y: int
    anchor: str = "start"


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """A block's bar and its text; `inside` where the text stands on the bar."""

    bar: TrackBar
    full_text: str
    x: str
    y: int
    width: str
    height: int
    text: DrawnText
    inside: bool
    arrow: str


@dataclass(frozen=True, kw_only=True)
class DrawnPhase:
    """A phase's name, and the line from `top` down where it begins."""

    name: DrawnText
    x: str
    top: int


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A family's band over the whole width."""

    family: ActivityFamily
    name: str
    y: int
    height: int
    is_track: bool
    bars: Sequence[DrawnBar]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Everything the SVG draws."""

    height: int
    top: int
    phases: Sequence[DrawnPhase]
    ticks: Sequence[DrawnText]
    lanes: Sequence[Lane]
    now: DrawnText | None


@dataclass(frozen=True, kw_only=True)
class _Scale:
    """How many weeks the picture shows, and up to which of them something is known."""

    weeks: int
    known: int

    def share(self, week: float) -> float:
        """Where a week begins, in per cent of the width."""
        return (week - 1) / self.weeks * SHOWN_SHARE

    def pixels(self, week: float) -> float:
        return self.share(week) / 100 * NARROWEST


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a bar's text goes ("inside", "after" or "before" the bar), and the pixels that each takes."""

    text: str
    side: str
    left: float
    right: float
    length: float

    @property
    def extent(self) -> tuple[float, float]:
        """From the left of what stands first to the right of what stands last."""
        before, after = self.side == "before", self.side == "after"
        return self.left - self.length * before, self.right + self.length * after


def draw(tracks: Tracks, *, language: str) -> Picture:
    """The picture of a design or a plan."""
    scale = _scale(tracks)
    phases, phase_rows = _phases(tracks.phases, scale=scale)
    ticks_y = phase_rows * PHASE_ROW + TICK_ROW
    top = ticks_y + LANE_GAP + (NOW_ROW if tracks.current_week is not None else 0)
    lanes = _lanes(tracks.bars, scale=scale, top=top, language=language)
    return Picture(
        height=lanes[-1].y + lanes[-1].height if lanes else top,
        top=top,
        phases=phases,
        ticks=_ticks(scale, y=ticks_y - 6),
        lanes=lanes,
        now=_now(tracks.current_day or _("nu"), scale.share(tracks.current_week + 0.5), y=top - 10)
        if tracks.current_week is not None
        else None,
    )


def hours_text(bar: TrackBar) -> str:
    """The intensity in words: "9–12 uur per week"; empty where it is not known."""
    numbers = sorted({hours for hours in (bar.hours_min, bar.hours_max) if hours is not None})
    if not numbers:
        return ""
    unit = bar.unit or _("uur per week")
    return "–".join(_number(hours) for hours in numbers) + f" {unit}"


def weeks_text(start_week: int, *, end_week: int | None) -> str:
    """When it runs, in words."""
    if end_week is None:
        return _("vanaf week %(start)s") % {"start": start_week}
    if end_week == start_week:
        return _("week %(start)s") % {"start": start_week}
    return _("week %(start)s tot en met %(end)s") % {"start": start_week, "end": end_week}


def full_text(bar: TrackBar) -> str:
    """A block's name and its intensity."""
    return " · ".join(part for part in (bar.label, hours_text(bar)) if part)


def _scale(tracks: Tracks) -> _Scale:
    spans = (*tracks.bars, *tracks.phases)
    begun = [span.start_week for span in spans if span.end_week is None]
    known = max([1, tracks.current_week or 1, *begun, *(span.end_week or 1 for span in spans)])
    return _Scale(weeks=max([known, *(week + week // 8 + 3 for week in begun)]), known=known)


def _lanes(bars: Sequence[TrackBar], *, scale: _Scale, top: int, language: str) -> tuple[Lane, ...]:
    lanes: list[Lane] = []
    y = top
    for family in LANES:
        mine = sorted((bar for bar in bars if bar.family == family), key=lambda bar: (bar.start_week, bar.label))
        if not mine:
            continue
        is_track = family in TRACKS
        row = 30 if is_track else 27
        places = [_place(bar, scale=scale) for bar in mine]
        rows = pack(place.extent for place in places)
        drawn = [
            _drawn(bar, place=place, scale=scale, y=y + LANE_HEAD + line * row, height=row - 5)
            for bar, place, line in zip(mine, places, rows, strict=True)
        ]
        height = LANE_HEAD + (max(rows) + 1) * row + 3
        lanes.append(
            Lane(family=family, name=family.label(language), y=y, height=height, is_track=is_track, bars=drawn)
        )
        y += height + LANE_GAP
    return tuple(lanes)


def pack(extents: Iterable[tuple[float, float]]) -> list[int]:
    """For each extent (left, right) the first row in which it overlaps none before it."""
    taken: list[list[tuple[float, float]]] = []
    rows = []
    for left, right in extents:
        row = next(
            (n for n, used in enumerate(taken) if all(right <= start or left >= end for start, end in used)),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        rows.append(row)
    return rows


def _place(bar: TrackBar, *, scale: _Scale) -> _Place:
    """On the bar if the text fits there, else after or before it; without its hours, or cut off, if it must."""
    end = scale.weeks + 1 if bar.end_week is None else bar.end_week + 1
    left, right = scale.pixels(bar.start_week), scale.pixels(end)
    room = {"inside": right - left, "after": NARROWEST - right, "before": left}
    for text in (full_text(bar), bar.label):
        length = len(text) * CHARACTER + 2 * PADDING
        for side, space in room.items():
            if length <= space:
                return _Place(text=text, side=side, left=left, right=right, length=length)
    side = max(room, key=lambda each: room[each])
    letters = int((room[side] - 2 * PADDING) / CHARACTER) - 1
    return _Place(text=f"{bar.label[:letters].rstrip()}…", side=side, left=left, right=right, length=room[side])


def _drawn(bar: TrackBar, *, place: _Place, scale: _Scale, y: int, height: int) -> DrawnBar:
    start = _percent(scale.share(bar.start_week))
    end = scale.share(scale.weeks + 1 if bar.end_week is None else bar.end_week + 1)
    before = place.side == "before"
    return DrawnBar(
        bar=bar,
        full_text=full_text(bar),
        x=start,
        y=y,
        width=_percent(end - scale.share(bar.start_week)),
        height=height,
        text=DrawnText(
            text=place.text,
            x=_percent(end) if place.side == "after" else start,
            dx=-PADDING if before else PADDING,
            y=y + height // 2,
            anchor="end" if before else "start",
        ),
        inside=place.side == "inside",
        arrow=_percent(end) if bar.end_week is None else "",
    )


def _phases(phases: Sequence[TrackPhase], *, scale: _Scale) -> tuple[tuple[DrawnPhase, ...], int]:
    ordered = sorted(phases, key=lambda phase: phase.start_week)
    extents = []
    for phase in ordered:
        start, length = scale.pixels(phase.start_week), len(phase.name) * CHARACTER + PADDING
        extents.append((start, start + length) if start + length <= NARROWEST else (NARROWEST - length, NARROWEST))
    rows = pack(extents)
    drawn = []
    for phase, row, (_left, right) in zip(ordered, rows, extents, strict=True):
        start = _percent(scale.share(phase.start_week))
        at_end = right == NARROWEST
        name = DrawnText(
            text=phase.name,
            x="100%" if at_end else start,
            dx=0 if at_end else 5,
            y=row * PHASE_ROW + 14,
            anchor="end" if at_end else "start",
        )
        drawn.append(DrawnPhase(name=name, x=start, top=row * PHASE_ROW + 2))
    return tuple(drawn), max(rows, default=-1) + 1


def _ticks(scale: _Scale, *, y: int) -> tuple[DrawnText, ...]:
    step = next((step for step in TICK_STEPS if scale.weeks / step <= MOST_TICKS), TICK_STEPS[-1])
    return tuple(
        DrawnText(
            text=_("week %(start)s") % {"start": week} if week == 1 else str(week),
            x=_percent(scale.share(week)),
            dx=5,
            y=y,
        )
        for week in range(1, scale.known + 1, step)
    )


def _now(text: str, share: float, *, y: int) -> DrawnText:
    """The mark of where somebody is; its text stays within the picture at either end."""
    half = 50 * len(text) * CHARACTER / NARROWEST
    anchor = "start" if share < half else "end" if share > 100 - half else "middle"
    return DrawnText(text=text, x=_percent(share), dx=0, y=y, anchor=anchor)


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def _number(hours: float) -> str:
    return number_format(int(hours) if hours == int(hours) else round(hours, 1))
