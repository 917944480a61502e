"""Commands for whoever runs the installation: deleting what is no longer kept, taking a municipality's data along."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click

from tweespoor.cli.web import check_database, start_django


@click.group()
def retention() -> None:
    """Propose what is deleted because its term is over; run `propose` every month."""


@retention.command()
def propose() -> None:
    """Make a proposal for every municipality, and one for the log and what else all share.

    A municipality's proposal is carried out on the page /beheer/bewaartermijnen/; that of the installation with
    `tweespoor retention carry-out`.
    """
    start_django()
    check_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.rights import actions, queries  # noqa: PLC0415 - needs Django started

    now = timezone.now()
    for municipality in queries.municipalities():
        proposal = actions.propose_deletion(municipality=municipality, by=None, now=now)
        found = f"{queries.items_of(proposal).count()} to delete" if proposal else "nothing to delete"
        click.echo(f"{municipality.name}: {found}")
    shared = actions.propose_deletion_for_installation(now=now)
    if shared is None:
        click.echo("installation: nothing to delete")
        return
    found = ", ".join(f"{item.rows} of {item.kind}" for item in queries.items_of(shared))
    click.echo(f"installation: {found}; delete with: tweespoor retention carry-out {shared.pk}")


@retention.command("carry-out")
@click.argument("proposal", type=click.UUID)
def carry_out(proposal: UUID) -> None:
    """Delete what the installation's PROPOSAL names: the oldest part of the log, and old keys of forms."""
    start_django()
    check_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.rights import actions, queries  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.rights.rules import Refused  # noqa: PLC0415 - needs Django started

    row = queries.installation_proposal(proposal)
    if row is None:
        raise click.UsageError(
            f"there is no open proposal {proposal} of the installation; make one with: tweespoor retention propose"
        )
    try:
        done = actions.carry_out_for_installation(proposal=row, now=timezone.now())
    except Refused as refusal:
        raise click.UsageError(str(refusal)) from None
    click.echo(f"Carried out: {done} of the proposal.")


@click.command("organisation-export")
@click.argument("name")
@click.option(
    "--to",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The zip file to write; it holds everything about all participants, so keep it encrypted.",
)
def organisation_export(name: str, file: Path) -> None:
    """Write all data of the municipality NAME to a zip file of CSV and JSON."""
    start_django()
    check_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.rights import actions, queries  # noqa: PLC0415 - needs Django started

    municipality = queries.municipality_named(name)
    if municipality is None:
        there = ", ".join(each.name for each in queries.municipalities()) or "none"
        raise click.UsageError(f"there is no municipality {name!r}; there are {there}")
    partly = file.with_name(f".{file.name}.part")
    try:
        with partly.open("wb") as into:
            counts = actions.take_along(municipality=municipality, into=into, by=None, now=timezone.now())
        partly.replace(file)
    except OSError as problem:
        raise click.UsageError(f"cannot write {file}: {problem.strerror}") from None
    finally:
        partly.unlink(missing_ok=True)
    click.echo(f"Wrote {sum(counts.values())} rows of {len(counts)} tables to {file}.")
