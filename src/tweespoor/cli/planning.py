"""`tweespoor plan` solves a roosterpuzzel, `check` holds a plan against its instance, `puzzle` invents an instance."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeVar

import click

from tweespoor.core.planning import (
    FIRST_TIME,
    Budget,
    FormatError,
    Instance,
    Plan,
    Progress,
    Report,
    Result,
    generate,
    is_compiled,
    read_instance,
    read_plan,
    solve,
    write_instance,
    write_plan,
)
from tweespoor.core.planning import check as check_plan

T = TypeVar("T")
EXIT_BROKEN = 1
EXIT_UNREADABLE = 2
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("instance_file", metavar="INSTANCE", type=EXISTING_FILE)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The plan's file.")
@click.option("--time", "seconds", type=click.FloatRange(min=0), help="Seconds to take at most (60 without --work).")
@click.option("--work", type=click.IntRange(min=0), help="Work to do at most; alone, a seed gives one plan everywhere.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads to use.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of chance.")
def plan(
    *, instance_file: Path, output: Path, seconds: float | None, work: int | None, workers: int, seed: int
) -> None:
    """Plan the people of INSTANCE into groups, and write the plan.

    Progress goes to the standard error. Ctrl-C, or SIGTERM, ends early: the best plan so far is written.
    """
    instance = _read(instance_file, read_instance)
    if not output.absolute().parent.is_dir():
        raise click.UsageError(f"{output}: there is no directory {output.parent}; make it first")
    if not is_compiled():
        click.echo(FIRST_TIME, err=True)
    limit = 60.0 if seconds is None and work is None else seconds
    with _stop_asked() as stop_asked:
        result = solve(
            instance,
            stop=Budget(seconds=limit, work=work),
            seed=seed,
            workers=workers,
            progress=_show,
            cancelled=stop_asked,
        )
        click.echo(err=True)
        _write(output, text=write_plan(result.plan))
    _summarise(result, output=output)


@click.command()
@click.argument("instance_file", metavar="INSTANCE", type=EXISTING_FILE)
@click.argument("plan_file", metavar="PLAN", type=EXISTING_FILE)
def check(*, instance_file: Path, plan_file: Path) -> None:
    """Hold PLAN against the rules of INSTANCE and compute its score.

    Exit status: 0 where the plan is valid and what it claims is right, 1 where not, 2 where a file cannot be read.
    """
    instance, claimed = _read(instance_file, read_instance), _read(plan_file, read_plan)
    report = check_plan(instance, claimed)
    for breach in report.broken:
        click.echo(str(breach))
    wrong = list(_wrong_claims(claimed, report=report))
    for sentence in wrong:
        click.echo(sentence)
    _show_terms(instance, claimed, report=report)
    if report.broken or wrong:
        sys.exit(EXIT_BROKEN)


@click.command()
@click.argument("people", type=click.IntRange(0, 100_000))
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of chance.")
@click.option("--providers", type=click.IntRange(1, 100), default=3, show_default=True, help="Language providers.")
@click.option("--periods", type=click.IntRange(1, 12), default=2, show_default=True, help="Periods of ten weeks.")
@click.option(
    "--scarce", type=click.FloatRange(0.05, 10), default=1.0, show_default=True, help="Share of rooms, trainers."
)
@click.option("--integrated", is_flag=True, help="All language classes have the same half-days.")
def puzzle(*, people: int, seed: int, providers: int, periods: int, scarce: float, integrated: bool) -> None:
    """Invent a puzzle for so many PEOPLE and print it."""
    instance = generate(people, seed=seed, providers=providers, periods=periods, scarce=scarce, integrated=integrated)
    click.echo(write_instance(instance), nl=False)


def _read(path: Path, reader: Callable[[str], T]) -> T:
    """What the file holds; ends with a message that names every fault and its place."""
    try:
        return reader(path.read_text(encoding="utf-8-sig"))
    except FormatError as error:
        for fault in error.faults:
            click.echo(f"{path}: {fault}", err=True)
    except (OSError, UnicodeDecodeError) as error:
        click.echo(f"{path}: cannot be read: {error}", err=True)
    sys.exit(EXIT_UNREADABLE)


def _write(path: Path, *, text: str) -> None:
    """Write beside the file first and then put it in place, so that there is never half a plan."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        click.echo(f"{path}: cannot be written: {error.strerror}", err=True)
        sys.exit(EXIT_UNREADABLE)


@contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or SIGTERM came; within this, they end nothing by themselves."""
    asked: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        asked.append(number)

    before = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _show(progress: Progress) -> None:
    """One line, written over the one before on a terminal."""
    line = (
        f"{progress.elapsed:6.1f} s  {progress.phase:<7} score {progress.score}  bound {progress.bound}  "
        f"placed {progress.placed} of {progress.demands}"
    )
    terminal = sys.stderr.isatty()
    click.echo(f"\r\033[K{line}" if terminal else line, err=True, nl=not terminal)


def _summarise(result: Result, *, output: Path) -> None:
    click.echo(f"score     {result.score} ({result.status}, greedy {result.greedy_score})")
    click.echo(f"bound     {result.bound} (gap {result.gap:.1%})")
    click.echo(f"avoidable {result.avoidable} ({result.unavoidable} is forced by people's own limits)")
    click.echo(f"placed    {result.placed} of {result.demands} demands in {len(result.plan.groups)} groups")
    click.echo(f"stopped   by {result.stopped_by} after {result.elapsed:.1f} s, {result.work} units of work")
    click.echo(f"written   {output}")


def _wrong_claims(claimed: Plan, *, report: Report) -> Iterator[str]:
    if claimed.score != report.score:
        yield f"score: the plan claims {claimed.score}, it is {report.score}"
    if claimed.bound > report.score:
        yield f"bound: {claimed.bound} is above the score {report.score}"


def _show_terms(instance: Instance, claimed: Plan, *, report: Report) -> None:
    for term, points in report.breakdown.items():
        click.echo(f"{term:<20}{points:>10}")
    click.echo(f"{'score':<20}{report.score:>10}")
    seats = sum(len(group.participants) for group in claimed.groups)
    click.echo(f"{seats} of {instance.demands} demands placed in {len(claimed.groups)} groups")
    broken = len(report.broken)
    click.echo("valid" if report.valid else f"not valid: a rule is broken {broken} time{'' if broken == 1 else 's'}")
