"""From what follows from a design to what its pages show."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.trajectories.queries import Workbench
from tweespoor.core.designs import (
    HoursStand,
    Stretch,
)
from tweespoor.core.vocabulary import ActivityKind
from tweespoor.site.components.data import Column, KeyFigure, LoadChart, LoadColumn, Tracks
from tweespoor.site.pages.designs.words import (
    ProviderRow,
    ShownRemark,
    provider_rows,
    rhythm_text,
    shown_remark,
    staff_text,
    target_text,
)
from tweespoor.site.pages.show import design_tracks, euros, load_text


@dataclass(frozen=True)
class KindRow:
    """One kind of activity: hours a week in each phase, in text."""

    label: str
    family: str
    hours: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StretchRow:
    """Weeks that are equally full: which, how many hours, and how that stands to the limit."""

    weeks: str
    hours: str
    verdict: str
    look: str


@dataclass(frozen=True)
class StatutoryRow:
    """Hours of the law: of which route, how many are asked and given, whether they are reached, and why."""

    route: str
    what: str
    asked: str
    given: str
    verdict: str
    look: str
    why: str
    article: str


@dataclass(frozen=True)
class CostRow:
    """What one block costs per person, in text."""

    label: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class ShownDesign:
    """A design with all that follows from it, as its pages show it."""

    title: str
    summary: str
    figures: tuple[KeyFigure, ...]
    announcement: str
    tracks: Tracks
    load: LoadChart
    phases: tuple[Column, ...]
    kinds: tuple[KindRow, ...]
    total: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    stretches: tuple[StretchRow, ...]
    dual: tuple[str, ...]
    statutory: tuple[StatutoryRow, ...]
    costs: tuple[CostRow, ...]
    cost_person: str
    cost_group: str
    providers: tuple[ProviderRow, ...]
    staff: tuple[tuple[str, str], ...]
    rhythms: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    remarks: tuple[ShownRemark, ...]
    people: int


def shown_design(bench: Workbench, *, language: str, edit_url: str = "") -> ShownDesign:
    """Put everything in words; `edit_url` holds "{block}" where a block's form can be opened."""
    picture = bench.picture
    design = picture.design
    fullest = max(bench.stretches, key=lambda s: (s.load.max_minutes, s.load.min_minutes), default=None)
    hours = load_text([fullest.load]) if fullest else "–"
    dual = picture.duality.dual
    return ShownDesign(
        title=design.title.text(language),
        summary=design.summary.text(language),
        figures=_figures(bench, hours=hours),
        announcement=_("Volste week: %(hours)s uur. Taal en meedoen samen in %(dual)s van %(weeks)s weken.")
        % {"hours": hours, "dual": dual.possible, "weeks": dual.of},
        tracks=design_tracks(picture, language=language),
        load=LoadChart(
            caption=_("Uren per week in de tijd"),
            columns=[_column(each, language=language) for each in bench.stretches],
            limit=design.weekly_limit_hours,
        ),
        phases=(
            Column(label=_("Soort")),
            *(Column(label=phase.label.text(language), numeric=True) for phase in picture.phases),
        ),
        kinds=tuple(_kind_row(kind, bench, language=language) for kind in picture.hours.kinds),
        total=_total(bench, language=language),
        unknown=tuple(b.label.text(language) for b in picture.hours.unknown_in(picture.hours.weeks)),
        stretches=tuple(_stretch_row(each) for each in bench.stretches),
        dual=_duality(bench),
        statutory=tuple(_statutory_row(each, language=language) for each in bench.statutory),
        costs=_costs(bench, language=language),
        cost_person=_cost_person(bench),
        cost_group=_cost_group(bench),
        providers=provider_rows(bench, language=language),
        staff=tuple((s.label.text(language), staff_text(s, language=language)) for s in design.staff),
        rhythms=tuple((c.label.text(language), rhythm_text(c, language=language)) for c in design.cadences),
        targets=tuple(target_text(t, language=language) for t in design.targets),
        remarks=tuple(shown_remark(each, design, language=language, edit_url=edit_url) for each in bench.remarks),
        people=bench.people,
    )


def _figures(bench: Workbench, *, hours: str) -> tuple[KeyFigure, ...]:
    design, cost, dual = bench.picture.design, bench.picture.cost, bench.picture.duality.dual
    certain = ngettext("%(count)s zeker", "%(count)s zeker", dual.certain) % {"count": dual.certain}
    return (
        KeyFigure(
            label=_("Volste week"),
            value=_("%(hours)s uur") % {"hours": hours},
            note=_("grens: %(limit)s") % {"limit": design.weekly_limit_hours},
        ),
        KeyFigure(
            label=_("Taal en meedoen tegelijk"),
            value=ngettext("%(dual)s week", "%(dual)s weken", dual.possible) % {"dual": dual.possible},
            note=_("van %(weeks)s; %(certain)s") % {"weeks": dual.of, "certain": certain},
        ),
        KeyFigure(
            label=_("Kosten per deelnemer"),
            value=_span_euros(cost.known.least, cost.known.max) if cost.known.max else _("niet bekend"),
            note=_("budget: %(budget)s; %(count)s zonder prijs")
            % {"budget": euros(cost.reference), "count": len(cost.unknown)},
        ),
        KeyFigure(label=_("Aandachtspunten"), value=len(bench.remarks)),
    )


def _span_euros(least: int, most: int) -> str:
    return euros(most) if least == most else f"{euros(least)}–{number_format(round(most / 100), use_l10n=True)}"


def _column(each: Stretch, *, language: str) -> LoadColumn:
    parts = [(f, load) for f, load in each.families if load.max_minutes]
    words = ", ".join(f"{f.label(language)} {load_text([load])}" for f, load in parts)
    weeks = _weeks(each.first_week, each.last_week)
    return LoadColumn(
        first_week=each.first_week,
        last_week=each.last_week,
        hours=[(f.value, load.max_hours) for f, load in parts],
        text=f"{weeks}: {words}",
    )


def _weeks(first: int, last: int) -> str:
    return (
        _("week %(week)s") % {"week": first}
        if first == last
        else _("week %(first)s–%(last)s")
        % {
            "first": first,
            "last": last,
        }
    )


def _kind_row(kind: ActivityKind, bench: Workbench, *, language: str) -> KindRow:
    hours = bench.picture.hours
    cells = []
    for phase in bench.picture.phases:
        weeks = range(phase.start_week, phase.shown_until + 1)
        unknown = any(block.kind is kind for block in hours.unknown_in(weeks))
        text = load_text([hours.kind(kind, week=week) for week in weeks], and_unknown=unknown)
        cells.append((phase.label.text(language), text))
    return KindRow(kind.label(language), kind.family.value, tuple(cells))


def _total(bench: Workbench, *, language: str) -> tuple[tuple[str, str], ...]:
    hours = bench.picture.hours
    cells = []
    for phase in bench.picture.phases:
        weeks = range(phase.start_week, phase.shown_until + 1)
        text = load_text([hours.total(week=week) for week in weeks], and_unknown=bool(hours.unknown_in(weeks)))
        cells.append((phase.label.text(language), text))
    return tuple(cells)


def _stretch_row(each: Stretch) -> StretchRow:
    words = {
        True: (_("boven de grens"), "danger"),
        None: (_("voor sommigen boven de grens"), "warning"),
        False: (_("binnen de grens"), "ok"),
    }
    verdict, look = words[each.is_over]
    if each.unknown and each.is_over is False:
        verdict, look = _("binnen de grens, voor zover bekend"), "neutral"
    hours = load_text([each.load], and_unknown=bool(each.unknown))
    return StretchRow(_weeks(each.first_week, each.last_week), hours, verdict, look)


def _duality(bench: Workbench) -> tuple[str, ...]:
    found = bench.picture.duality
    lines = [
        _("Taal en participatie samen: %(possible)s van %(weeks)s weken, waarvan %(certain)s voor iedereen.")
        % {"possible": found.dual.possible, "weeks": found.weeks, "certain": found.dual.certain},
        _("Taal met alleen voorbereiding op werk: %(possible)s weken.")
        % {"possible": found.language_beside_preparation.possible},
    ]
    both, every = found.share_of_hours
    if every:
        share = {"both": _hours(both), "every": _hours(every)}
        lines.append(
            _("Van de %(every)s uur taal en participatie vallen er %(both)s in weken waarin beide lopen.") % share
        )
    if found.open_ended:
        lines.append(_("Een fase zonder einddatum telt hier als 26 weken."))
    return tuple(lines)


def _hours(minutes: int) -> str:
    return number_format(round(minutes / 60), use_l10n=True)


def _statutory_row(each: HoursStand, *, language: str) -> StatutoryRow:
    rule = each.rule
    what = {
        "pvt": _("PVT"),
        "map": _("MAP, praktijkdeel"),
        "course": _("cursusuren"),
        "participation": _("participatie-uren"),
    }[rule.hours_for.value]
    verdict, look = {
        True: (_("gehaald"), "ok"),
        False: (_("niet gehaald"), "danger"),
        None: (_("niet te zeggen"), "warning"),
    }[each.reached]
    return StatutoryRow(
        route=rule.route.label(language),
        what=f"{what} ({rule.group.label(language)})" if rule.group else what,
        asked=str(rule.hours),
        given=load_text([each.given], and_unknown=bool(each.unknown)) if each.blocks else "–",
        verdict=verdict,
        look=look,
        why=_statutory_why(each, language=language),
        article=rule.article,
    )


def _statutory_why(each: HoursStand, *, language: str) -> str:
    if not each.blocks:
        return _("Geen bouwsteen telt hiervoor. Zet het bij een bouwsteen aan onder “Telt voor de wet”.")
    reasons = []
    if each.unknown:
        names = ", ".join(block.label.text(language) for block in each.unknown)
        reasons.append(_("De uren zijn niet bekend van: %(names)s.") % {"names": names})
    if each.open_ended:
        reasons.append(_("Er is geen einddatum; 26 weken zijn geteld."))
    if each.reached is None and not reasons:
        reasons.append(_("Dat hangt af van wat iemand doet."))
    if each.by_kind:
        names = ", ".join(block.label.text(language) for block in each.by_kind)
        reasons.append(_("Telt om de soort: %(names)s.") % {"names": names})
    return " ".join(reasons)


def _costs(bench: Workbench, *, language: str) -> tuple[CostRow, ...]:
    rows = [
        CostRow(
            part.label.text(language),
            _span_euros(part.cents.least, part.cents.max)
            if part.cents
            else (part.why_unknown.text(language) if part.why_unknown else _("niet bekend")),
        )
        for part in bench.picture.cost.parts
    ]
    return tuple(rows)


def _cost_person(bench: Workbench) -> str:
    cost = bench.picture.cost
    verdict = {
        True: _("Dat past in het budget."),
        False: _("Dat is meer dan het budget."),
        None: _("Of het past, is niet te zeggen: %(count)s bouwstenen hebben geen prijs.")
        % {"count": len(cost.unknown)},
    }[cost.within_reference]
    known = _span_euros(cost.known.least, cost.known.max)
    return _("Per deelnemer, voor zover bekend: %(known)s van %(budget)s. %(verdict)s") % {
        "known": known,
        "budget": euros(cost.reference),
        "verdict": verdict,
    }


def _cost_group(bench: Workbench) -> str:
    group = bench.group
    verdict = {
        True: _("Dat past in het budget."),
        False: _("Dat is meer dan het budget."),
        None: _("Of het past, is niet te zeggen."),
    }[group.within_budget]
    return _("Voor %(people)s mensen samen, voor zover bekend: %(known)s van %(budget)s. %(verdict)s") % {
        "people": group.people,
        "known": _span_euros(group.known.least, group.known.max),
        "budget": euros(group.budget),
        "verdict": verdict,
    }
