"""What happened, read from an address or a form, and what was chosen for every meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.change.lockdown import WORDS, Treatment, default_of
from tweespoor.apps.change.queries import (
    Key,
    earliest_day,
    groups_in_force,
    kinds_in_force,
    people_that_can,
    rows_that_can,
)
from tweespoor.apps.change.rules import LONGEST, Choice
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.forms.fields import HalfDaysField
from tweespoor.apps.schedule.models import Disruption, DisruptionKind
from tweespoor.apps.schedule.wording import group_in_words
from tweespoor.apps.trajectories.models import Programme

WHO = {
    DisruptionKind.TRAINER: ("trainer", gettext_lazy("Trainer")),
    DisruptionKind.ROOM: ("room", gettext_lazy("Lokaal")),
    DisruptionKind.LOCATION: ("location", gettext_lazy("Gebouw")),
    DisruptionKind.CLASS: ("language_class", gettext_lazy("Taalklas")),
    DisruptionKind.JOB: ("person", gettext_lazy("Deelnemer")),
}
"""Per kind what it happens to: the column, and what the field is called."""

CHOSEN = "doe-"
TREATED = "soort-"


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


TIMES = (DisruptionKind.CLASS, DisruptionKind.JOB)
"""What is about half-days of the week, and asks for a draft."""


class DaysForm(forms.Form):
    """Something that happened in a programme, from a day up to and including another."""

    van = _day(gettext_lazy("Eerste dag"))
    tot = _day(gettext_lazy("Laatste dag"))

    def __init__(
        self, *args: Any, programme: Programme, kind: DisruptionKind, today: date, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.kind = programme, kind
        self.earliest = earliest_day(programme, today=today)
        self.say_what(today=today, by=by)

    def say_what(self, *, today: date, by: User) -> None:
        """Fill in what can be chosen, beside the days."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """The days are in order, not too long ago, and not too far apart."""
        found = super().clean() or {}
        self._check_days(found.get("van"), found.get("tot"))
        return found

    def _check_days(self, first: date | None, last: date | None) -> None:
        if first and last and last < first:
            self.add_error("tot", _("De laatste dag ligt voor de eerste. Draai ze om."))
        elif first and first < self.earliest:
            told = {"day": date_format(self.earliest, "j F Y")}
            self.add_error("van", _("Dit is te lang geleden. Kies een eerste dag vanaf %(day)s.") % told)
        elif first and last and last - first > LONGEST:
            self.add_error("tot", _("Kies hooguit een jaar."))

    @property
    def disruption(self) -> Disruption:
        """What happened, not kept yet."""
        return Disruption(
            programme=self.programme,
            kind=self.kind,
            first_day=self.cleaned_data["van"],
            last_day=self.cleaned_data["tot"],
            **self.what(),
        )

    def what(self) -> dict[str, Any]:
        """The columns that say what happened, beside the days."""
        raise NotImplementedError


class HappenedForm(DaysForm):
    """Who or what cannot, from a day up to and including another."""

    field_order = ("wie",)
    wie = forms.ChoiceField()

    def say_what(self, *, today: date, by: User) -> None:
        """Fill in who or what it can be."""
        self.column, label = WHO[self.kind]
        rows = (
            people_that_can(by, programme=self.programme)
            if self.kind == DisruptionKind.JOB
            else rows_that_can(self.programme, kind=self.kind)
        )
        self.rows = {str(row.pk): row for row in rows}
        field = self.fields["wie"]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = [("", _("Kies")), *((pk, name_of(row)) for pk, row in self.rows.items())]

    def what(self) -> dict[str, Any]:
        """Who or what it is about, and at which half-days."""
        whom = self.rows[self.cleaned_data["wie"]]
        return {self.column: whom, "half_days": self.cleaned_data.get("dagdelen", [])}


class TimesForm(HappenedForm):
    """Which class has other half-days from a day on, or which participant works at them, perhaps up to another day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Nieuwe dagdelen van de lessen") if self.kind == DisruptionKind.CLASS else _("Wanneer het werk is")
        half_days = HalfDaysField(label=label)
        half_days.name_choices()
        self.fields["dagdelen"] = half_days
        if self.kind == DisruptionKind.CLASS:
            del self.fields["tot"]
        else:
            self.fields["tot"].required = False
            self.fields["tot"].help_text = _("Leeg is: voorgoed.")

    def clean(self) -> dict[str, Any]:
        """As above; without a last day it is for good."""
        found = super().clean()
        found.setdefault("tot", None)
        return found


class LockdownForm(DaysForm):
    """From when to when, and per kind of activity of the groups in force what is done with it."""

    def say_what(self, *, today: date, by: User) -> None:
        """Ask of each kind of activity what is done with it."""
        self.activities = kinds_in_force(self.programme)
        for activity in self.activities:
            proposed = default_of(activity)
            self.fields[f"{TREATED}{activity.value}"] = forms.ChoiceField(
                label=activity.label(language_now()),
                help_text=proposed.why,
                choices=[(each.value, words) for each, words in WORDS.items()],
                initial=proposed.treatment.value,
            )

    def what(self) -> dict[str, Any]:
        """What is done, per kind of activity."""
        return {"treatments": {each.value: self.cleaned_data[f"{TREATED}{each.value}"] for each in self.activities}}


OF_A_GROUP = (Treatment.ONLINE, Treatment.HYBRID, Treatment.AS_IT_WAS)
"""What can be done with one group on its own: where its people are."""


class GroupForm(DaysForm):
    """Which group is online, partly online or on site, from a day up to and including another."""

    field_order = ("groep", "doe")
    groep = forms.ChoiceField(label=gettext_lazy("Groep"))
    doe = forms.ChoiceField(
        label=gettext_lazy("Waar de deelnemers zijn"), choices=[(each.value, WORDS[each]) for each in OF_A_GROUP]
    )

    def say_what(self, *, today: date, by: User) -> None:
        """Fill in which groups there are."""
        self.groups = {str(row.pk): row for row in groups_in_force(self.programme, today=today)}
        field = self.fields["groep"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Kies")),
            *((pk, f"{group_in_words(row)} ({row.period.name})") for pk, row in self.groups.items()),
        ]

    def what(self) -> dict[str, Any]:
        """The group, and where its people are."""
        group = self.groups[self.cleaned_data["groep"]]
        return {"group": group, "treatments": {group.offer.kind: self.cleaned_data["doe"]}}


def name_of(row: Any) -> str:
    """What somebody or something is called; a room with its building, a participant with the number."""
    if isinstance(row, Person):
        return f"{row.given_name} {row.family_name} ({row.number})"
    return f"{row.location.name}, {row.name}" if hasattr(row, "capacity") else str(row)


def field_of(key: Key) -> str:
    """The name of the field in which the choice for a meeting is sent."""
    whole, day, half_day = key
    return f"{CHOSEN}{whole}_{day.isoformat()}_{half_day}"


def chosen_in(data: Mapping[str, str]) -> dict[Key, Choice] | None:
    """Per meeting what was chosen; None where a field cannot be read."""
    found: dict[Key, Choice] = {}
    for name, word in data.items():
        if not name.startswith(CHOSEN):
            continue
        choice = Choice.read(word)
        try:
            whole, day, half_day = name.removeprefix(CHOSEN).split("_")
            key = UUID(whole), date.fromisoformat(day), half_day
        except ValueError:
            return None
        if choice is None:
            return None
        found[key] = choice
    return found
