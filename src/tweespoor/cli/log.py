"""Commands that prove the log: verify its chain, and keep its head elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tweespoor.cli.web import check_database, start_django


@click.group()
def log() -> None:
    """Prove that nobody changed the log of who read and did what."""


@log.command()
@click.option(
    "--anchor",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier head of the log, written by `tweespoor log anchor`.",
)
def verify(anchor: Path | None) -> None:
    """Check every entry of the log; say the first that is wrong, and end with status 1."""
    start_django()
    check_database()
    from tweespoor.apps.log import queries  # noqa: PLC0415 - needs Django started

    try:
        earlier = queries.Anchor.read(anchor.read_text("utf-8")) if anchor else None
    except (OSError, ValueError) as problem:
        raise click.UsageError(f"{anchor}: {problem}") from None
    verdict = queries.verify(anchor=earlier)
    if verdict.wrong:
        click.echo(f"The log is not as it was written: {verdict.wrong} ({verdict.entries} entries before it in order).")
        sys.exit(1)
    click.echo(f"The log is as it was written: {verdict.entries} entries.")


@log.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def anchor(file: Path) -> None:
    """Write the head of the log to FILE, to be kept where those who run this database cannot change it."""
    start_django()
    check_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.log import queries  # noqa: PLC0415 - needs Django started

    head = queries.head()
    try:
        file.write_text(head.text(now=timezone.now()), "utf-8")
    except OSError as problem:
        raise click.UsageError(f"cannot write {file}: {problem.strerror}") from None
    click.echo(f"Wrote the head of the log, entry {head.sequence}, to {file}.")
