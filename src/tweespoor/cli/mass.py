"""`tweespoor mass`: is there enough mass for group trainings, for municipalities alone and together?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from math import isinf
from pathlib import Path

import click

from tweespoor.cli.planning import EXISTING_FILE, _read
from tweespoor.core.planning.mass import (
    ASSUMPTIONS,
    FEWEST_REPLICATIONS,
    LANGUAGES,
    Arrangement,
    Comparison,
    Estimate,
    Measure,
    Scenario,
    Summary,
    default_scenario,
    findings,
    read_scenario,
    simulate,
    spelled,
    summarise,
)

BOTH = "both"
TEXTS = {
    "nl": {
        "head": "{towns}, {arrivals}; {requests} aanvragen van {people} mensen in {replications} keer {months} maanden",
        Arrangement.ALONE: "apart",
        Arrangement.TOGETHER: "samen",
        Arrangement.NO_MINIMUM: "apart, zonder minimum",
        "difference": "samen min apart",
        Measure.MEDIAN: "mediane wachttijd, maanden",
        Measure.STILL_3: "wacht na 3 maanden nog, %",
        Measure.STILL_6: "wacht na 6 maanden nog, %",
        Measure.STILL_12: "wacht na 12 maanden nog, %",
        Measure.FIRST_MEDIAN: "tot eerste training, maanden",
        Measure.GROUPS: "groepen per jaar",
        Measure.GROUP_SIZE: "deelnemers per groep",
        "each": "wacht na 6 maanden nog, % per gemeente",
        "foot": "Tussen haakjes: 95%-interval uit {replications} herhalingen met dezelfde instroom. De intervallen "
        "gaan over toeval, niet over de aannames; die staan met hun bron in --json.",
        "mean": "gemiddeld {number} nieuwe mensen per maand",
        "towns": "{number} gemeenten",
        "town": "1 gemeente",
    },
    "en": {
        "head": "{towns}, {arrivals}; {requests} requests of {people} people in {replications} times {months} months",
        Arrangement.ALONE: "alone",
        Arrangement.TOGETHER: "together",
        Arrangement.NO_MINIMUM: "alone, no minimum",
        "difference": "together less alone",
        Measure.MEDIAN: "median wait, months",
        Measure.STILL_3: "still waiting after 3 months, %",
        Measure.STILL_6: "still waiting after 6 months, %",
        Measure.STILL_12: "still waiting after 12 months, %",
        Measure.FIRST_MEDIAN: "to the first training, months",
        Measure.GROUPS: "groups per year",
        Measure.GROUP_SIZE: "participants per group",
        "each": "still waiting after 6 months, % by municipality",
        "foot": "In brackets: 95% interval from {replications} replications with the same arrivals. The intervals are "
        "about chance, not about the assumptions; those stand with their source in --json.",
        "mean": "{number} new people a month on average",
        "towns": "{number} municipalities",
        "town": "1 municipality",
    },
}
ARRANGEMENTS = {
    "alone": (Arrangement.ALONE, Arrangement.NO_MINIMUM),
    "together": (Arrangement.TOGETHER,),
    BOTH: (Arrangement.ALONE, Arrangement.TOGETHER, Arrangement.NO_MINIMUM),
}


@click.command()
@click.argument("file", metavar="[FILE]", type=EXISTING_FILE, required=False)
@click.option("--arrivals", type=click.FloatRange(0, 1000), help="New people a month in each municipality.  [4]")
@click.option("--municipalities", type=click.IntRange(1, 50), help="How many municipalities, all alike.  [3]")
@click.option("--alone", "arrange", flag_value="alone", help="Only each municipality alone.")
@click.option("--together", "arrange", flag_value="together", help="Only all municipalities together.")
@click.option("--both", "arrange", flag_value=BOTH, default=BOTH, help="Both, and the difference (default).")
@click.option("--months", type=click.IntRange(1, 240), help="Months that count, after the warm-up.  [24]")
@click.option("--every", type=click.IntRange(1, 104), help="Weeks between planning moments.  [4]")
@click.option("--replications", type=click.IntRange(FEWEST_REPLICATIONS, 10_000), default=20, show_default=True)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of chance.")
@click.option("--work", type=click.IntRange(0, 1_000_000), help="Search at each planning moment; 0: greedy.  [0]")
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Of the sentences.")
@click.option("--json", "as_json", is_flag=True, help="All estimates, per training and municipality, as JSON.")
def mass(
    *,
    file: Path | None,
    arrivals: float | None,
    municipalities: int | None,
    arrange: str,
    months: int | None,
    every: int | None,
    replications: int,
    seed: int,
    work: int | None,
    language: str,
    as_json: bool,
) -> None:
    """Simulate how long people wait until a group of the required size can start.

    People arrive, every few weeks the planner forms groups of those who wait. FILE (YAML or JSON, see docs/mass.md)
    has your own municipalities, inflow, levels, timetables and trainings; without it, municipalities are alike.
    """
    scenario = _scenario(file, arrivals=arrivals, municipalities=municipalities)
    given = {"months": months, "planning_every_weeks": every, "work": work}
    scenario = replace(scenario, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    arrangements = _arrangements(arrange, scenario=scenario)
    outcome = simulate(
        scenario,
        replications=replications,
        seed=seed,
        arrangements=arrangements,
        progress=lambda done: _show(done, of=replications),
    )
    summary = summarise(outcome)
    if as_json:
        click.echo(json.dumps(_data(summary, language=language), ensure_ascii=False, indent=2))
    else:
        _print(summary, language=language)


def _scenario(file: Path | None, *, arrivals: float | None, municipalities: int | None) -> Scenario:
    if file is not None:
        if arrivals is not None or municipalities is not None:
            raise click.UsageError(f"{file} has the municipalities and their arrivals; leave the options out")
        return _read(file, read_scenario)
    usual = default_scenario()
    return default_scenario(
        arrivals_per_month=4.0 if arrivals is None else arrivals,
        municipalities=len(usual.municipalities) if municipalities is None else municipalities,
    )


def _arrangements(arrange: str, *, scenario: Scenario) -> tuple[Arrangement, ...]:
    """Those asked for; one municipality has nobody to plan with."""
    if len(scenario.municipalities) > 1:
        return ARRANGEMENTS[arrange]
    if arrange == "together":
        raise click.UsageError("one municipality cannot plan together; give more with --municipalities or in the file")
    return ARRANGEMENTS["alone"]


def _show(done: int, *, of: int) -> None:
    """How far it is, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{done} / {of}", err=True, nl=done == of)


def _print(summary: Summary, *, language: str) -> None:
    texts = TEXTS[language]
    click.echo(_head(summary, language=language))
    click.echo()
    _table([(texts[measure], measure, summary.overall) for measure in Measure], summary=summary, language=language)
    if _differ(summary.outcome.scenario):
        click.echo(f"\n{texts['each']}")
        rows = [(name, Measure.STILL_6, each) for name, each in summary.municipalities.items()]
        _table(rows, summary=summary, language=language)
    click.echo()
    for sentence in findings(summary, language=language):
        click.echo(sentence)
    click.echo(texts["foot"].format(replications=summary.outcome.replications))


def _differ(scenario: Scenario) -> bool:
    return len({replace(each, name="") for each in scenario.municipalities}) > 1


def _head(summary: Summary, *, language: str) -> str:
    texts, outcome = TEXTS[language], summary.outcome
    towns = outcome.scenario.municipalities
    rates = [
        sum(each.arrivals_per_month) / len(each.arrivals_per_month)
        if isinstance(each.arrivals_per_month, tuple)
        else each.arrivals_per_month
        for each in towns
    ]
    least, most = (f"{rate:.3g}".replace(".", "," if language == "nl" else ".") for rate in (min(rates), max(rates)))
    return texts["head"].format(
        towns=texts["town"] if len(towns) == 1 else texts["towns"].format(number=len(towns)),
        arrivals=texts["mean"].format(number=least if least == most else f"{least}-{most}"),
        requests=summary.requests,
        people=summary.people,
        replications=outcome.replications,
        months=outcome.scenario.months,
    )


def _table(rows: Iterable[tuple[str, Measure, Comparison]], *, summary: Summary, language: str) -> None:
    texts, arrangements = TEXTS[language], tuple(summary.outcome.histories)
    heads = ["", *(texts[each] for each in arrangements)]
    lines = []
    for label, measure, comparison in rows:
        cells = [
            spelled(comparison.estimates[each][measure], language=language, measure=measure) for each in arrangements
        ]
        cells += [
            spelled(less[measure], language=language, measure=measure)
            for each, less in comparison.minus_alone.items()
            if each is Arrangement.TOGETHER
        ]
        lines.append([label, *cells])
    if len(lines[0]) > len(heads):
        heads.append(texts["difference"])
    widths = [max(len(line[column]) for line in (heads, *lines)) for column in range(len(heads))]
    for line in (heads, *lines):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _data(summary: Summary, *, language: str) -> dict[str, object]:
    """Everything there is; null where it cannot be said, and "not reached" where it takes longer than was followed."""
    outcome = summary.outcome
    return {
        "seed": outcome.seed,
        "replications": outcome.replications,
        "confidence": 0.95,
        "scenario": asdict(outcome.scenario),
        "requests": summary.requests,
        "people": summary.people,
        "overall": _comparison(summary.overall),
        "trainings": {name: _comparison(each) for name, each in summary.trainings.items()},
        "municipalities": {name: _comparison(each) for name, each in summary.municipalities.items()},
        "findings": findings(summary, language=language),
        "assumptions": [
            {"name": each.name, "value": each.value, "source": {"nl": each.nl, "en": each.en}[language]}
            for each in ASSUMPTIONS
        ],
    }


def _comparison(comparison: Comparison) -> dict[str, object]:
    parts = {"estimates": comparison.estimates, "minus_alone": comparison.minus_alone}
    return {
        part: {str(arrangement): dict(_estimates(found.items())) for arrangement, found in each.items()}
        for part, each in parts.items()
    }


def _estimates(found: Iterable[tuple[Measure, Estimate | None]]) -> Iterator[tuple[str, object]]:
    for measure, estimate in found:
        if estimate is None:
            yield str(measure), None
        else:
            values = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
            yield str(measure), {key: "not reached" if isinf(each) else each for key, each in values.items()}
