"""The evidence of `tweespoor advice --database`: every programme of the database, for whoever runs the installation."""

from __future__ import annotations

from datetime import date

from tweespoor.cli.advice_sources import Found
from tweespoor.cli.web import check_database, start_django


def of_the_database(*, as_of: date | None) -> list[Found]:
    """Every programme with its people, classes and newest timetable; inflow up to a day, today where none is given.

    Raises:
        click.UsageError: if a setting is missing or the database cannot be reached.
    """
    start_django()
    check_database()
    from django.conf import settings  # noqa: PLC0415 - needs Django started
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.schedule.queries import advice_evidence, planner_found  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.trajectories.queries import every_programme  # noqa: PLC0415 - needs Django started

    day = as_of or (settings.DEMO_REFERENCE_DATE if settings.DEMO else timezone.localdate())
    return [
        Found(
            slug=programme.slug,
            evidence=advice_evidence([programme], as_of=day),
            planner=planner_found(programme),
        )
        for programme in every_programme()
    ]
