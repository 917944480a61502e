"""`tweespoor advice`: the decision tree and the six choices, answered from people's own data."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

import click

from tweespoor.cli.advice_sources import (
    Found,
    evidence_of,
    of_files,
    of_the_pilots,
    planner_found,
    waits_found,
)
from tweespoor.cli.planning import EXISTING_FILE, EXIT_UNREADABLE, _read
from tweespoor.core.advice import Advice, AdviceError, Answer, Finding, Scope, advise, inflow, scopes
from tweespoor.core.advice.thresholds import with_defaults
from tweespoor.core.advice.words import (
    LANGUAGES,
    answer_text,
    certainty_text,
    change_text,
    groups_text,
    inflow_text,
    missing_text,
    number_text,
    outcome_text,
    planner_text,
    threshold_text,
    wait_text,
    whom_text,
)
from tweespoor.core.planning import read_instance, read_plan
from tweespoor.core.population import DISCLAIMER, REFERENCE_DATE, PopulationError

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("programmes", nargs=-1, metavar="[PROGRAMME]...")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with people.csv and facts.csv; left out: the invented people of the nine pilots.",
)
@click.option("--database", is_flag=True, help="The programmes of the database in place of files.")
@click.option("--supply", type=EXISTING_FILE, help="Roosterpuzzel with the classes, and who is in which by person id.")
@click.option(
    "--plan", "plan_file", type=EXISTING_FILE, help="Plan of that roosterpuzzel: what the planner could place."
)
@click.option("--mass", type=EXISTING_FILE, help="Answer of `tweespoor mass --json`: how long people wait.")
@click.option("--together", is_flag=True, help="Answer also for all named programmes together, as neighbours.")
@click.option("--as-of", type=_DAY, help="Day up to which inflow counts, and answers in files.  [today; 2021-02-15]")
@click.option("--set", "settings", multiple=True, metavar="THRESHOLD=N", help="Another threshold than the usual one.")
@click.option("--language", "--lang", "language", type=click.Choice(LANGUAGES), default="nl", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Everything, with whom to ask what by id, as JSON.")
def advice(
    *,
    programmes: tuple[str, ...],
    data: Path | None,
    database: bool,
    supply: Path | None,
    plan_file: Path | None,
    mass: Path | None,
    together: bool,
    as_of: datetime | None,
    settings: tuple[str, ...],
    language: str,
    as_json: bool,
) -> None:
    """Answer the decision tree of the evaluation (section 5.3) and its six choices for PROGRAMMEs (all, where none is
    named).

    Exit status: 0; 2 where something given cannot be read or does not fit.
    """
    day = as_of.date() if as_of else None
    try:
        thresholds = with_defaults(_thresholds(settings))
        found = _found(programmes, data=data, database=database, supply=supply, plan_file=plan_file, day=day)
        if mass is not None:
            found = [replace(each, waits=waits_found(mass)) for each in found]
        if together:
            found = [_with_others(each, every=found) for each in found]
    except (AdviceError, PopulationError) as problem:
        click.echo(str(problem), err=True)
        sys.exit(EXIT_UNREADABLE)
    if as_json:
        answer = [_data(each, thresholds=thresholds, language=language) for each in found]
        click.echo(json.dumps({"programmes": answer, "thresholds": thresholds}, ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo("\n".join(_lines(each, thresholds=thresholds, language=language)))
        click.echo()
    if data is None and not database:
        click.echo(DISCLAIMER[language])


def _thresholds(settings: tuple[str, ...]) -> dict[str, int]:
    given = {}
    for each in settings:
        name, _, value = each.partition("=")
        if not value.strip().isascii() or not value.strip().isdigit():
            raise AdviceError(f"--set {each}: write a threshold, = and a whole number, like group-size=10")
        given[name.strip()] = int(value)
    return given


def _found(
    programmes: tuple[str, ...],
    *,
    data: Path | None,
    database: bool,
    supply: Path | None,
    plan_file: Path | None,
    day: date | None,
) -> list[Found]:
    """The evidence about each programme that is named."""
    if plan_file is not None and supply is None:
        raise click.UsageError("--plan needs the roosterpuzzel it is a plan of: give --supply too")
    if database:
        if data is not None or supply is not None:
            raise click.UsageError("--database has people and classes of its own; leave out --data and --supply")
        from tweespoor.cli.advice_database import of_the_database  # noqa: PLC0415 - starts Django

        return _chosen(of_the_database(as_of=day), programmes)
    if data is None:
        every = of_the_pilots(as_of=day, latest=REFERENCE_DATE)
    else:
        every = of_files(data, as_of=day or date.today())  # noqa: DTZ011 - the day of whoever asks
    names = [each.slug for each in every]
    chosen = [each for each in every if each.slug in (programmes or names)]
    _check_names(programmes, names)
    if supply is None:
        return [Found(slug=each.slug, evidence=evidence_of(each)) for each in chosen]
    if len(chosen) != 1:
        raise click.UsageError(f"--supply is for one programme; name one of {', '.join(names)}")
    puzzle = _read(supply, read_instance)
    planner = planner_found(puzzle, _read(plan_file, read_plan)) if plan_file else None
    return [Found(slug=chosen[0].slug, evidence=evidence_of(chosen[0], puzzle=puzzle), planner=planner)]


def _chosen(every: list[Found], programmes: tuple[str, ...]) -> list[Found]:
    names = [each.slug for each in every]
    _check_names(programmes, names)
    return [each for each in every if each.slug in (programmes or names)]


def _with_others(found: Found, *, every: list[Found]) -> Found:
    """The same with the evidence of all together beside it.

    Raises:
        click.UsageError: if there is no other programme.
    """
    others = [each for each in every if each is not found]
    if not others:
        raise click.UsageError("--together needs two programmes or more")
    return replace(found, together=found.evidence.with_neighbours(each.evidence for each in others))


def _check_names(programmes: tuple[str, ...], names: list[str]) -> None:
    for each in programmes:
        if each not in names:
            raise AdviceError(f"there is no programme {each!r}; there are {', '.join(names) or 'none'}")


def _lines(found: Found, *, thresholds: Mapping[str, int], language: str) -> Iterator[str]:
    yield f"# {found.slug}"
    for each in advise(found.evidence, thresholds=thresholds):
        yield ""
        yield f"{each.choice.text.text(language)} ({each.choice.section})"
        yield f"  => {outcome_text(each, language)}"
        for name in each.path:
            yield from _question(each.findings[name], advice=each, language=language)
        yield from (f"  ! {missing_text(missing, language)}" for missing in each.to_ask)
    yield ""
    for scope in scopes(found.evidence, thresholds=thresholds, together=found.together):
        yield f"{whom_text(scope, language)}: {outcome_text(scope.advice, language)}"
        yield f"  {groups_text(scope.groups, language)}"
    yield inflow_text(inflow(found.evidence), language, size=thresholds["group-size"])
    if found.planner is not None:
        yield planner_text(found.planner, language)
    yield from (wait_text(each, language) for each in found.waits)


def _question(finding: Finding, *, advice: Advice, language: str) -> Iterator[str]:
    """A question with its answer, number and certainty, and below it what would change where the tree ends."""
    yield f"  - {finding.question.text.text(language)} {answer_text(finding.answer, language)}."
    texts = (number_text(finding, language), threshold_text(finding, language), certainty_text(finding, language))
    yield f"    {' '.join(each for each in texts if each)}"
    ends = tuple(end.id for end in advice.outcomes)
    for change in advice.changes:
        if change.question == finding.question.id and change.outcomes != ends:
            yield f"    ~ {change_text(change, advice, language)}"


def _data(found: Found, *, thresholds: Mapping[str, int], language: str) -> dict[str, object]:
    months = inflow(found.evidence)
    return {
        "programme": found.slug,
        "as_of": found.evidence.as_of.isoformat(),
        "people": len(found.evidence.people),
        "choices": [_advice(each, language=language) for each in advise(found.evidence, thresholds=thresholds)],
        "scopes": [_scope(each) for each in scopes(found.evidence, thresholds=thresholds, together=found.together)],
        "inflow": {
            "months": {f"{year}-{month:02}": count for (year, month), count in months.months},
            "unknown": months.unknown,
            "weeks_to_fill_a_group": months.weeks_to_fill(thresholds["group-size"]),
        },
        "planner": asdict(found.planner) if found.planner else None,
        "waits": [asdict(each) for each in found.waits],
    }


def _scope(scope: Scope) -> dict[str, object]:
    return {
        "whom": scope.whom.value,
        "outcomes": [each.id for each in scope.advice.outcomes],
        "groups": asdict(scope.groups),
    }


def _advice(each: Advice, *, language: str) -> dict[str, object]:
    return {
        "choice": each.choice.id,
        "question": each.choice.text.text(language),
        "section": each.choice.section,
        "outcomes": [{"id": end.id, "text": end.text.text(language), "section": end.section} for end in each.outcomes],
        "path": list(each.path),
        "questions": [_finding(finding, language=language) for finding in each.findings.values()],
        "changes": [asdict(change) for change in each.changes],
        "to_ask": [asdict(missing) for missing in each.to_ask],
    }


def _finding(finding: Finding, *, language: str) -> dict[str, object]:
    measured = finding.measured
    return {
        "id": finding.question.id,
        "question": finding.question.text.text(language),
        "section": finding.question.section,
        "basis": finding.question.basis.value,
        "answer": None if finding.answer is Answer.UNKNOWN else finding.answer.value,
        "low": measured.low,
        "high": measured.high,
        "of": measured.of,
        "known": measured.known,
        "needed": finding.needed,
        "thresholds": dict(finding.thresholds),
        "missing": {missing.variable: len(missing.people) for missing in measured.missing},
        "distributions": {each.kind: [asdict(bar) for bar in each.bars] for each in measured.spreads},
    }
