"""`tweespoor competition` answers an instance of the timetabling competition of 2007, track 2."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tweespoor.cli.planning import EXISTING_FILE, EXIT_BROKEN, _read, _stop_asked, _write
from tweespoor.core.planning import Budget, Progress
from tweespoor.core.planning.competition import Answer, read_tim, solve, write_sln

SECONDS = 190.0
"""What the literature after the competition allows."""


@click.command()
@click.argument("instance_file", metavar="INSTANCE", type=EXISTING_FILE)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The answer.")
@click.option("--time", "seconds", type=click.FloatRange(min=0), help="Seconds to take at most (190 without --work).")
@click.option(
    "--work", type=click.IntRange(min=0), help="Work to do at most; alone, a seed gives one answer everywhere."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of chance.")
def competition(*, instance_file: Path, output: Path, seconds: float | None, work: int | None, seed: int) -> None:
    """Give the events of INSTANCE (.tim) slots and rooms, and write the answer (.sln).

    Progress goes to the standard error. Ctrl-C, or SIGTERM, ends early: the best answer so far is written. Exit status:
    0 where every event that anybody attends has a place, 1 where some are left out, 2 where a file cannot be read or
    written.
    """
    instance = _read(instance_file, read_tim)
    if not output.absolute().parent.is_dir():
        raise click.UsageError(f"{output}: there is no directory {output.parent}; make it first")
    limit = SECONDS if seconds is None and work is None else seconds
    with _stop_asked() as stop_asked:
        stop = Budget(seconds=limit, work=work)
        answer = solve(instance, stop=stop, seed=seed, progress=_show, cancelled=stop_asked)
        click.echo(err=True)
        _write(output, text=write_sln(answer.assignment))
    _summarise(answer, output=output)
    if answer.distance:
        sys.exit(EXIT_BROKEN)


def _show(progress: Progress) -> None:
    """One line, written over the one before on a terminal."""
    distance = progress.demands - progress.placed
    line = f"{progress.elapsed:6.1f} s  distance {distance}  soft cost {progress.score}"
    terminal = sys.stderr.isatty()
    click.echo(f"\r\033[K{line}" if terminal else line, err=True, nl=not terminal)


def _summarise(answer: Answer, *, output: Path) -> None:
    click.echo(f"distance  {answer.distance} (students who miss an event that is left out)")
    click.echo(f"soft cost {answer.soft}")
    click.echo(f"stopped   by {answer.stopped_by} after {answer.elapsed:.1f} s, {answer.work} units of work")
    click.echo(f"written   {output}")
