"""What the pages about costs show: amounts in words, tables, and a chart of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.exchange.queries.tables import Amount, Table
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.models import Group
from tweespoor.apps.trajectories.models import Programme, PurseRequest, Spending, Trajectory
from tweespoor.apps.trajectories.queries import costs as queries
from tweespoor.core.costs import Method, Need, Per, RequestState, WhyUnpriced
from tweespoor.site.components.data import Column, KeyFigure
from tweespoor.site.pages.costs_chart import chart_of, short

SPENDINGS_SHOWN = 50
STATE_BADGES = {
    RequestState.ASKED: "warning",
    RequestState.APPROVED: "ok",
    RequestState.DECLINED: "danger",
    RequestState.WITHDRAWN: "neutral",
}


def money(cents: int) -> str:
    """An amount in euros and cents."""
    sign = "−" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    separator = "." if language_now() == "en" else ","
    return f"€ {sign}{number_format(whole, use_l10n=True, force_grouping=True)}{separator}{rest:02d}"


def plain(cents: int) -> str:
    """An amount as one types it."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{rest:02d}"


def span(least: int, most: int) -> str:
    """A range of amounts."""
    return money(least) if least == most else _("%(least)s tot %(most)s") % {"least": money(least), "most": money(most)}


def _whole_span(least: int, most: int) -> str:
    """A range of amounts in whole euros, short enough for a key figure."""
    return money(least) if least == most else f"{short(least)} – {short(most)}"


@dataclass(frozen=True)
class Row:
    """A line of a table of costs."""

    label: str
    planned: str
    realised: str


def programme(
    found: queries.Costs, *, programme: Programme, names: Mapping[str, str], user: User, language: str
) -> dict[str, Any]:
    """What the page of a programme's costs shows."""
    blocks = queries.block_labels(programme, language=language)
    providers = {str(each.pk): each.name for each in queries.providers_of(programme)}
    return {
        "year": found.year,
        "figures": _figures(found),
        "method": _method(found),
        "columns": _columns(_("Onderdeel")),
        "provider_columns": _columns(_("Aanbieder")),
        "person_columns": _columns(_("Deelnemer")),
        "by_block": _rows(found.by_block, labels=blocks, nothing=_("Zonder onderdeel")),
        "by_provider": _rows(found.by_provider, labels=providers, nothing=_("Zonder aanbieder")),
        "by_person": _rows(found.by_person, labels=names, nothing=_("Het programma als geheel")) if names else (),
        "unpriced": [_unpriced(block, why, count, labels=blocks) for block, why, count in found.unpriced],
        "chart": chart_of(found),
        "month_columns": [
            Column(label=_("Maand")),
            Column(label=_("Gepland"), numeric=True),
            Column(label=_("Uitgegeven"), numeric=True),
            Column(label=_("Gepland tot en met deze maand"), numeric=True),
            Column(label=_("Uitgegeven tot en met deze maand"), numeric=True),
        ],
        "months": [
            (
                str(MONTHS[each.month]),
                money(each.planned),
                "–" if each.realised is None else money(each.realised),
                money(each.planned_so_far),
                "–" if each.realised_so_far is None else money(each.realised_so_far),
            )
            for each in found.months
        ],
        "prices": _prices(programme, user=user, labels=blocks, language=language),
        "spendings": _spendings(programme, user=user, labels=blocks, year=found.year),
    }


def _figures(found: queries.Costs) -> list[KeyFigure]:
    forecast = found.forecast
    over = found.budget is not None and forecast.expected > found.budget
    note = ""
    if found.budget is not None:
        difference = money(abs(found.budget - forecast.expected))
        note = (_("%(amount)s boven het budget") if over else _("%(amount)s onder het budget")) % {"amount": difference}
    return [
        KeyFigure(label=_("Budget"), value=money(found.budget) if found.budget is not None else _("niet vastgelegd")),
        KeyFigure(label=_("Gepland dit jaar"), value=_whole_span(found.least, found.most)),
        KeyFigure(label=_("Uitgegeven"), value=money(found.realised)),
        KeyFigure(label=_("Verwacht aan het einde van het jaar"), value=money(forecast.expected), note=note),
    ]


def _method(found: queries.Costs) -> str:
    forecast = found.forecast
    between = span(forecast.low, forecast.high)
    if forecast.method is Method.AS_PLANNED:
        return _(
            "De verwachting is wat is uitgegeven en wat nog gepland is: %(between)s. "
            "Er zijn nog geen drie hele maanden om van te leren hoe het loopt."
        ) % {"between": between}
    return _(
        "Van wat gepland was, is tot nu toe %(share)s%% uitgegeven (%(months)s hele maanden). "
        "Loopt de rest van het jaar ook zo, dan zit het jaar in de marge van %(between)s. "
        "Die marge komt van de zuinigste en de duurste drie maanden."
    ) % {
        "share": number_format(100 * forecast.spent_of // max(1, forecast.planned_of)),
        "months": forecast.months,
        "between": between,
    }


def _columns(first: str) -> list[Column]:
    return [Column(label=first), Column(label=_("Gepland"), numeric=True), Column(label=_("Uitgegeven"), numeric=True)]


def _rows(rows: Sequence[queries.CostRow], *, labels: Mapping[str, str], nothing: str) -> list[Row]:
    """Rows with their names; who or what the reader has no name for stands together in one line."""
    named = [row for row in rows if row.key in labels]
    others = [row for row in rows if row.key and row.key not in labels]
    without = [row for row in rows if not row.key]
    made = [Row(labels[row.key], span(row.least, row.most), money(row.realised)) for row in named]
    for label, group in ((_("Anderen"), others), (nothing, without)):
        if group:
            least, most = sum(row.least for row in group), sum(row.most for row in group)
            made.append(Row(label, span(least, most), money(sum(row.realised for row in group))))
    return made


def _unpriced(block: str, why: WhyUnpriced, count: int, *, labels: Mapping[str, str]) -> str:
    people = ngettext("%(count)s deelnemer", "%(count)s deelnemers", count) % {"count": count}
    reason = _("geen prijs afgesproken") if why is WhyUnpriced.NO_PRICE else _("uren niet bekend")
    return _("%(block)s: %(reason)s, %(people)s") % {
        "block": labels.get(block, _("Een onderdeel buiten het ontwerp")),
        "reason": reason,
        "people": people,
    }


def _prices(
    programme: Programme, *, user: User, labels: Mapping[str, str], language: str
) -> list[tuple[str, str, str, str]]:
    return [
        (
            labels.get(row.block, row.block),
            row.provider.name,
            _("%(price)s per %(per)s") % {"price": money(row.cents), "per": Per(row.per).label(language)},
            _period(row.valid_from, row.valid_to),
        )
        for row in queries.prices_of(programme, user=user)
    ]


def _period(since: date, until: date | None) -> str:
    start = date_format(since, "j F Y")
    if until is None:
        return _("vanaf %(start)s") % {"start": start}
    return _("%(start)s tot en met %(end)s") % {"start": start, "end": date_format(until, "j F Y")}


def _spendings(programme: Programme, *, user: User, labels: Mapping[str, str], year: int) -> list[dict[str, Any]]:
    rows = [row for row in queries.spendings_of(programme, user=user) if row.spent_on.year == year]
    return [
        {
            "key": str(row.pk),
            "day": row.spent_on,
            "amount": money(row.cents),
            "about": " · ".join(_about(row, labels=labels)) or _("Het programma als geheel"),
        }
        for row in rows[:SPENDINGS_SHOWN]
    ]


def _about(row: Spending, *, labels: Mapping[str, str]) -> list[str]:
    """What is known of an amount: its block, whom it was paid to, and the number of the invoice."""
    provider = row.provider.name if row.provider else ""
    invoice = _("factuur %(number)s") % {"number": row.invoice} if row.invoice else ""
    return [each for each in (labels.get(row.block, ""), provider, invoice) if each]


def own(programme: Programme, *, user: User) -> dict[str, Any]:
    """What a partner sees: the own prices and amounts, without anybody they were for."""
    language = language_now()
    blocks = queries.block_labels(programme, language=language)
    rows = queries.spendings_of(programme, user=user)
    return {
        "programme": programme,
        "prices": _prices(programme, user=user, labels=blocks, language=language),
        "spendings": [
            {
                "day": row.spent_on,
                "amount": money(row.cents),
                "block": blocks.get(row.block, "–"),
                "invoice": row.invoice,
            }
            for row in rows
        ],
        "total": money(sum(row.cents for row in rows)),
    }


def person(found: queries.PersonCosts, *, trajectory: Trajectory, language: str) -> dict[str, Any]:
    """What the page of one person's costs shows."""
    blocks = queries.block_labels(trajectory.programme, language=language)
    return {
        "figures": [
            KeyFigure(label=_("Gepland"), value=span(found.least, found.most)),
            KeyFigure(label=_("Uitgegeven"), value=money(found.realised)),
            KeyFigure(
                label=_("Richtlijn per leerroute"),
                value=money(found.reference),
                note=_("zonder intake, PIP, ontzorgen en begeleiding"),
            ),
        ],
        "columns": _columns(_("Onderdeel")),
        "by_block": _rows(found.by_block, labels=blocks, nothing=_("Zonder onderdeel")),
        "unpriced": [
            _("%(block)s: %(reason)s")
            % {
                "block": blocks.get(block, block),
                "reason": _("geen prijs afgesproken") if why is WhyUnpriced.NO_PRICE else _("uren niet bekend"),
            }
            for block, why in found.unpriced
        ],
    }


def request_row(row: PurseRequest, *, language: str) -> dict[str, Any]:
    """A request from a purse as a list shows it."""
    state = RequestState(row.state)
    return {
        "key": str(row.pk),
        "person": row.person,
        "need": Need(row.need).label(language),
        "what": row.what,
        "amount": money(row.cents),
        "state": state.label(language),
        "badge": STATE_BADGES[state],
        "is_open": state is RequestState.ASKED,
        "asked_at": row.asked_at,
        "asked_by": row.asked_by,
        "decided_at": row.decided_at,
        "why": row.why,
    }


def group_name(group: Group) -> str:
    """A group as one chooses it."""
    name = group.offer.name_en if language_now() == "en" else group.offer.name_nl
    return f"{name} {group.number}, {group.period.name}"


def tables(found: queries.Costs, *, programme: Programme, names: Mapping[str, str], language: str) -> list[Table]:
    """The tables of a programme's costs as files hold them; per person only for who sees people."""
    blocks = queries.block_labels(programme, language=language)
    providers = {str(each.pk): each.name for each in queries.providers_of(programme)}
    forecast = found.forecast
    made = [
        Table(
            name=_("Kosten %(year)s") % {"year": found.year},
            head=(_("Wat"), _("Euro")),
            rows=[
                (_("Budget"), Amount(found.budget) if found.budget is not None else _("niet vastgelegd")),
                (_("Gepland, minstens"), Amount(found.least)),
                (_("Gepland, hooguit"), Amount(found.most)),
                (_("Uitgegeven"), Amount(found.realised)),
                (_("Verwacht aan het einde van het jaar"), Amount(forecast.expected)),
                (_("Verwacht, minstens"), Amount(forecast.low)),
                (_("Verwacht, hooguit"), Amount(forecast.high)),
            ],
        ),
        _table(_("Per onderdeel"), _("Onderdeel"), found.by_block, labels=blocks),
        _table(_("Per aanbieder"), _("Aanbieder"), found.by_provider, labels=providers),
    ]
    if names:
        made.append(_table(_("Per deelnemer"), _("Deelnemer"), found.by_person, labels=names))
    made.append(
        Table(
            name=_("Per maand"),
            head=(_("Maand"), _("Gepland"), _("Uitgegeven")),
            rows=[
                (str(MONTHS[each.month]), Amount(each.planned), "" if each.realised is None else Amount(each.realised))
                for each in found.months
            ],
        )
    )
    return made


def _table(name: str, first: str, rows: Sequence[queries.CostRow], *, labels: Mapping[str, str]) -> Table:
    return Table(
        name=name,
        head=(first, _("Gepland, minstens"), _("Gepland, hooguit"), _("Uitgegeven")),
        rows=[
            (
                labels.get(row.key, _("Anderen") if row.key else _("Geen of niet bekend")),
                Amount(row.least),
                Amount(row.most),
                Amount(row.realised),
            )
            for row in rows
        ],
    )


def own_tables(programme: Programme, *, user: User, language: str) -> list[Table]:
    """The tables of a partner: the own prices and amounts."""
    blocks = queries.block_labels(programme, language=language)
    return [
        Table(
            name=_("Afgesproken prijzen"),
            head=(_("Onderdeel"), _("Per"), _("Vanaf"), _("Prijs")),
            rows=[
                (
                    blocks.get(row.block, row.block),
                    Per(row.per).label(language),
                    row.valid_from.isoformat(),
                    Amount(row.cents),
                )
                for row in queries.prices_of(programme, user=user)
            ],
        ),
        Table(
            name=_("Uitgaven"),
            head=(_("Onderdeel"), _("Betaald op"), _("Factuurnummer"), _("Bedrag")),
            rows=[
                (blocks.get(row.block, "–"), row.spent_on.isoformat(), row.invoice, Amount(row.cents))
                for row in queries.spendings_of(programme, user=user)
            ],
        ),
    ]
