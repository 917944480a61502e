"""Addresses of lists of who is there."""

from datetime import date

from django.urls import path, register_converter

from tweespoor.apps.attendance.views import kept, lists


class Day:
    """A day of this century in an address: 2026-11-26."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; one that does not exist is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """The day as text."""
        return value if isinstance(value, str) else value.isoformat()


register_converter(Day, "day")

OF_GROUP = "aanwezigheid/groep/<uuid:group_id>/<day:day>/<slug:half_day>/"
OF_CLASS = "aanwezigheid/klas/<uuid:class_id>/<day:day>/<slug:half_day>/"

urlpatterns = [
    path("aanwezigheid/", lists.overview, name="attendance"),
    path("aanwezigheid/bewaard/", kept.kept_page, name="attendance-kept"),
    path("aanwezigheid/worker.js", kept.worker, name="attendance-worker"),
    path(OF_GROUP, lists.list_page, name="group-attendance"),
    path(f"{OF_GROUP}afzeggen/", lists.call_off, name="group-call-off"),
    path(f"{OF_GROUP}link/", lists.make_link, name="group-link"),
    path(OF_CLASS, lists.list_page, name="class-attendance"),
    path(f"{OF_CLASS}afzeggen/", lists.call_off, name="class-call-off"),
    path(f"{OF_CLASS}link/", lists.make_link, name="class-link"),
    path("aanwezig/<slug:secret>/", lists.by_link, name="attendance-by-link"),
]
