"""Commands of the web application: load the demonstration, serve, and Django's own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

SETTINGS = "DJANGO_SETTINGS_MODULE"
DEMO_SETTINGS = "tweespoor.site.settings.dev"
WORKERS = 1
THREADS = 8
KEEP_ALIVE_SECONDS = 75
LOOKED_AT_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0


@click.command()
@click.option("--only", metavar="PROGRAMMES", help="Only these programmes, separated by commas.")
@click.option("--seconds", type=click.IntRange(1, 600), default=6, help="Planning time per programme.")
@click.option("--seed", type=click.IntRange(0), default=1, help="Seed of the invented people and the planner.")
def demo(only: str | None, seconds: int, seed: int) -> None:
    """Prepare the database, load the demonstration's nine programmes and plan them.

    What is there already is left as it is: running this twice changes nothing.
    """
    start_django()
    from django.conf import settings  # noqa: PLC0415 - Django is started by this command
    from django.core.management import call_command  # noqa: PLC0415 - Django is started by this command

    if not settings.DEMO:
        raise click.UsageError("the demonstration has users with a known password: it is for demonstrations only")
    from tweespoor.site.demo import UnknownProgramme, load  # noqa: PLC0415 - needs Django started

    check_database()
    click.echo("Preparing the database ...")
    call_command("migrate", verbosity=0)
    try:
        load(
            programmes=[name.strip() for name in only.split(",")] if only else None,
            seconds=seconds,
            seed=seed,
            say=click.echo,
        )
    except UnknownProgramme as problem:
        raise click.UsageError(str(problem)) from None


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the application and work off the planner's jobs, until stopped with Ctrl-C."""
    environment = {**os.environ, SETTINGS: os.environ.get(SETTINGS, DEMO_SETTINGS)}
    start_django()
    from django.core.management import call_command  # noqa: PLC0415 - Django is started by this command
    from django.db import connection  # noqa: PLC0415 - Django is started by this command

    _check_can_listen(host, port=port)
    check_database()
    connection.close()
    call_command("collectstatic", interactive=False, verbosity=0)
    jobs = [sys.executable, "-m", "django", "db_worker", "--interval", "0.5"]
    pages = [
        str(Path(sys.executable).parent / "gunicorn"),
        "tweespoor.site.wsgi:application",
        f"--bind={host}:{port}",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
        f"--keep-alive={KEEP_ALIVE_SECONDS}",
        "--log-level=warning",
    ]
    worker = subprocess.Popen(jobs, env=environment)
    server = subprocess.Popen(pages, env=environment)
    if _answers(host, port=port, while_runs=server):
        click.echo(f"Tweespoor is at http://{host}:{port}/ (stop with Ctrl-C)")
        sys.stdout.flush()
    sys.exit(_wait(server, worker=worker, start_worker=lambda: subprocess.Popen(jobs, env=environment)))


@click.command()
def search_index() -> None:
    """Make anew what a search for people looks in, after names were changed outside the application.

    On PostgreSQL it also makes anew the table of parts of names.
    """
    start_django()
    check_database()
    from tweespoor.apps.people.actions import rebuild_search_index  # noqa: PLC0415 - needs Django started

    rebuilt = rebuild_search_index()
    click.echo(f"{rebuilt.people} people looked at, {rebuilt.mended} mended")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands, such as `migrate` or `createsuperuser`."""
    start_django()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - only this command needs it

    execute_from_command_line(["tweespoor manage", *arguments])


def start_django() -> None:
    """Start Django with the settings named in the environment, the demonstration's where none are.

    Raises:
        click.UsageError: if a setting is missing or wrong; the settings say which and what to do.
    """
    os.environ.setdefault(SETTINGS, DEMO_SETTINGS)
    import django  # noqa: PLC0415 - only the web commands need it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - only the web commands need it

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise click.UsageError(str(problem)) from None
    except ModuleNotFoundError as problem:
        named = os.environ[SETTINGS]
        if problem.name is None or not f"{named}.".startswith(f"{problem.name}."):
            raise
        raise click.UsageError(f"{SETTINGS} names {named!r}, which is not there; see docs/operations.md") from None
    except OSError as problem:
        raise click.UsageError(f"cannot use {problem.filename}: {problem.strerror}; see docs/operations.md") from None


def check_database() -> None:
    """Refuse to go on without a database.

    Raises:
        click.UsageError: if it cannot be reached; in the database's own words, and where the settings are explained.
    """
    from django.db import OperationalError, connection  # noqa: PLC0415 - needs Django started

    if connection.connection is not None:
        return
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        raise click.UsageError(f"the database cannot be used: {problem}; see docs/operations.md") from None


def _check_can_listen(host: str, *, port: int) -> None:
    """Refuse an address at which no server can listen, before anything is started.

    Raises:
        click.UsageError: if something else listens there, or the address is not ours to use.
    """
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            trial.bind(address)
    except OSError as problem:
        raise click.UsageError(
            f"cannot serve at {host}:{port}: {problem.strerror}; stop what uses it, or choose another port with "
            "--port (with make: `make run PORT=8001`)"
        ) from None


def _answers(host: str, *, port: int, while_runs: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes connections; False where it ended instead (its own message says why)."""
    while while_runs.poll() is None:
        try:
            with socket.create_connection((host, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _wait(
    server: subprocess.Popen[bytes],
    *,
    worker: subprocess.Popen[bytes],
    start_worker: Callable[[], subprocess.Popen[bytes]],
) -> int:
    """Wait until the server ends or we are asked to stop, then stop both; return the exit status.

    A worker that was killed, as by a machine that ran out of memory, is started anew: the pages stay, and say of what
    it was planning that it was broken off; each time after a longer pause. One that ends by itself could not start, and
    ends everything.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    pause = LOOKED_AT_SECONDS
    try:
        while server.poll() is None:
            if worker.poll() is not None:
                if worker.returncode >= 0:
                    break
                time.sleep(pause)
                worker, pause = start_worker(), min(2 * pause, LONGEST_PAUSE_SECONDS)
                click.echo("The worker was killed; another is started.", err=True)
            time.sleep(LOOKED_AT_SECONDS)
        status = 1
    except KeyboardInterrupt:
        status = 0
    for process in (worker, server):
        if process.poll() is None:
            process.terminate()
    for process in (worker, server):
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    return status
