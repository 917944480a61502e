"""`tweespoor replan` makes a new plan after a change, near the plan that runs; `difference` tells who is changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from tweespoor.cli.planning import EXISTING_FILE, EXIT_UNREADABLE, _read, _show, _stop_asked, _write
from tweespoor.core.planning import Budget, Instance, Plan, Term, check, read_instance, read_plan, write_plan
from tweespoor.core.planning.difference import Difference
from tweespoor.core.planning.difference import difference as difference_between
from tweespoor.core.planning.pins import PinError, read_pins
from tweespoor.core.planning.replan import Replanned
from tweespoor.core.planning.replan import replan as plan_again
from tweespoor.core.planning.replanning.closures import ClosureError, read_closures
from tweespoor.core.planning.replanning.wording import LANGUAGES

EXIT_IMPOSSIBLE = 1
SECONDS = 2.0
"""Long enough for a small change at some 400 people; with start-up, the plan is there within three seconds."""


@click.command()
@click.argument("instance_file", metavar="INSTANCE", type=EXISTING_FILE)
@click.argument("plan_file", metavar="PLAN", type=EXISTING_FILE)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The new plan.")
@click.option(
    "--keep",
    multiple=True,
    metavar="PIN",
    help="What was promised: person:ID[/ACTIVITY], group:ACTIVITY@PERIOD/SLOTS[:room][:trainer], slots:ACTIVITY@SLOTS.",
)
@click.option(
    "--closed",
    multiple=True,
    metavar="WHAT",
    help="What cannot be used in a period: trainer:ID@PERIOD, room:ID@PERIOD or location:ID@PERIOD.",
)
@click.option(
    "--most-changed",
    type=click.IntRange(min=0),
    help="People whose times may change at most (1.1 times those directly hit).",
)
@click.option("--time", "seconds", type=click.FloatRange(min=0), help="Seconds to take at most (2 without --work).")
@click.option("--work", type=click.IntRange(min=0), help="Work to do at most; alone, a seed gives one plan everywhere.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads to use.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of chance.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Of the differences.")
def replan(
    *,
    instance_file: Path,
    plan_file: Path,
    output: Path,
    keep: tuple[str, ...],
    closed: tuple[str, ...],
    most_changed: int | None,
    seconds: float | None,
    work: int | None,
    workers: int,
    seed: int,
    language: str,
) -> None:
    """Make a new plan for the changed INSTANCE that stays near PLAN, the plan that runs.

    Tells whom the change hits and what becomes different for whom. The score that the new plan claims is that of
    INSTANCE as it is in its file. Exit status: 0 where the plan is written, 1 where a promise cannot be kept, 2 where
    a file cannot be read.
    """
    instance, running = _read(instance_file, read_instance), _read(plan_file, read_plan)
    if not output.absolute().parent.is_dir():
        raise click.UsageError(f"{output}: there is no directory {output.parent}; make it first")
    _refuse_strangers(instance, running, path=plan_file)
    changed = replace(instance, previous=running)
    limit = SECONDS if seconds is None and work is None else seconds
    try:
        pins, closures = read_pins(keep, instance=changed), read_closures(closed, instance=changed)
        with _stop_asked() as stop_asked:
            result = plan_again(
                changed,
                keep=pins,
                closed=closures,
                most_changed=most_changed,
                stop=Budget(seconds=limit, work=work),
                seed=seed,
                workers=workers,
                progress=_show,
                cancelled=stop_asked,
            )
            click.echo(err=True)
            _write(output, text=write_plan(_with_claims(instance, result.plan)))
    except PinError as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        sys.exit(EXIT_IMPOSSIBLE)
    except ClosureError as error:
        raise click.BadParameter(str(error), param_hint="--closed") from None
    found = difference_between(changed, before=running, after=result.plan)
    _summarise(result, difference=found, output=output, language=language)


@click.command()
@click.argument("instance_file", metavar="INSTANCE", type=EXISTING_FILE)
@click.argument("before_file", metavar="BEFORE", type=EXISTING_FILE)
@click.argument("after_file", metavar="AFTER", type=EXISTING_FILE)
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Of the sentences.")
def difference(*, instance_file: Path, before_file: Path, after_file: Path, language: str) -> None:
    """Tell what changes for whom when the plan AFTER takes the place of BEFORE; those who lose something first."""
    instance = _read(instance_file, read_instance)
    before, after = _read(before_file, read_plan), _read(after_file, read_plan)
    _refuse_strangers(instance, before, path=before_file)
    _refuse_strangers(instance, after, path=after_file)
    for line in _lines(difference_between(instance, before=before, after=after), language=language):
        click.echo(line)


def _refuse_strangers(instance: Instance, plan: Plan, *, path: Path) -> None:
    """End where the plan is of another instance: it names people, and none of them is there."""
    named = {*plan.classes, *(name for group in plan.groups for name in group.participants)}
    if named and not named & {each.id for each in instance.participants}:
        example = min(named)
        click.echo(
            f"{path}: is a plan of another instance: none of the {len(named)} people it names (such as {example}) "
            f"is a participant of {instance.name or 'this instance'}",
            err=True,
        )
        sys.exit(EXIT_UNREADABLE)


def _with_claims(instance: Instance, plan: Plan) -> Plan:
    """The plan with its score for the instance of the file, which may have another previous plan or none."""
    report = check(instance, plan)
    terms = {str(term): points for term, points in report.breakdown.items()}
    return replace(plan, score=report.score, breakdown=terms)


def _lines(found: Difference, *, language: str) -> Iterator[str]:
    yield found.summary(language=language)
    for name, sentences in found.sentences(language=language):
        yield f"{name}"
        yield from (f"    {sentence}" for sentence in sentences)
    yield from found.group_sentences(language=language)


def _summarise(result: Replanned, *, difference: Difference, output: Path, language: str) -> None:
    for line in _lines(difference, language=language):
        click.echo(line)
    click.echo(f"hit       {len(result.hit)} directly, {len(result.changed)} changed")
    click.echo(f"score     {result.score}, of which {result.breakdown[Term.MOVED]} for what is moved")
    click.echo(f"placed    {result.placed} of {result.demands} demands in {len(result.plan.groups)} groups")
    for breach in result.below_minimum:
        click.echo(f"promised  {breach}")
    ended = "as nothing more was gained" if result.settled else f"by {result.stopped_by}"
    click.echo(f"stopped   {ended}, after {result.elapsed:.1f} s, {result.work} units of work")
    click.echo(f"written   {output}")
