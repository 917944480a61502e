"""`tweespoor tell` sends what waits, and asks for the messages of tomorrow."""

from __future__ import annotations

import click

from tweespoor.cli.web import check_database, start_django


@click.command()
@click.option("--tomorrow", is_flag=True, help="First ask for a message to everybody who is expected tomorrow.")
def tell(tomorrow: bool) -> None:
    """Send the messages that wait, to participants and colleagues: to be run every few minutes, once a day with
    --tomorrow.

    Nobody is told the same twice, however often it is run.
    """
    start_django()
    check_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.attendance.actions import tell_of_tomorrow  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.telling.actions import send_waiting  # noqa: PLC0415 - needs Django started

    if tomorrow:
        click.echo(f"asked: {tell_of_tomorrow(now=timezone.now())}")
    for state, count in sorted(send_waiting(clock=timezone.now).items()):
        click.echo(f"{state.value}: {count}")
