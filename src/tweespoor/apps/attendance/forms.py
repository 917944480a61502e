"""What comes in from a list: boxes of a form, or marks that a device kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.attendance.actions import NewMark
from tweespoor.apps.organisations.language import language_now
from tweespoor.core.vocabulary import Absence, AbsenceReason

MOST_MARKS = 500
"""So many marks are taken at once: a device that was long without connection sends the rest after."""

LONGEST_AGE = timedelta(days=90).total_seconds()


class Unreadable(Exception):
    """What a device sent is no list of marks; a sentence says where."""


def reason_choices() -> list[tuple[str, str]]:
    """Why somebody told not to come, with "not said" first."""
    return [("", _("Reden niet gezegd")), *((each.value, each.label(language_now())) for each in AbsenceReason)]


def marks_of_boxes(data: Mapping[str, str], *, listed: Iterable[UUID], key: UUID | None) -> list[NewMark]:
    """The marks of a form: of everybody whose box differs from what the page showed.

    With `allemaal` everybody without a mark is there. The keys follow from the form's own, so that a form that is sent
    twice is kept once.
    """
    everybody = "allemaal" in data
    found = []
    for person in listed:
        was, chosen = data.get(f"was-{person}", ""), data.get(f"mark-{person}", "")
        if everybody and not chosen:
            chosen = Absence.PRESENT.value
        reason = data.get(f"reden-{person}", "") if chosen == Absence.AUTHORISED.value else ""
        if f"{chosen}:{reason}" == (was or ":") or chosen not in {"", *Absence} or reason not in {"", *AbsenceReason}:
            continue
        found.append(
            NewMark(
                key=uuid5(key, str(person)) if key else uuid5(person, f"{was}{chosen}{reason}"),
                person=person,
                absence=Absence(chosen) if chosen else None,
                reason=AbsenceReason(reason) if reason else None,
            )
        )
    return found


def marks_of_device(body: bytes) -> list[NewMark]:
    """The marks that a device kept while it had no connection, or one that was just made.

    Raises:
        Unreadable: if it is no list of marks, or there are too many.
    """
    try:
        marks = json.loads(body)["marks"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unreadable(_("Dit is geen lijst van aanwezigheid.")) from None
    if not isinstance(marks, list) or len(marks) > MOST_MARKS:
        raise Unreadable(_("Stuur hooguit %(count)s keuzes tegelijk.") % {"count": MOST_MARKS})
    return [_mark(each, place=place) for place, each in enumerate(marks, start=1)]


def _mark(given: Any, *, place: int) -> NewMark:
    try:
        age = float(given.get("age", 0))
        if not 0 <= age <= LONGEST_AGE:
            raise ValueError
        return NewMark(
            key=UUID(given["key"]),
            person=UUID(given["person"]),
            absence=Absence(given["absence"]) if given["absence"] else None,
            reason=AbsenceReason(given["reason"]) if given.get("reason") else None,
            age=timedelta(seconds=age),
        )
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise Unreadable(_("Keuze %(place)s van de lijst is niet te lezen.") % {"place": place}) from None


class DayForm(forms.Form):
    """Which day is looked at."""

    dag = forms.DateField(
        label=gettext_lazy("Dag"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2099, 12, 30))],
    )


class AbsenceForm(forms.Form):
    """Absence that somebody told of beforehand."""

    eerste_dag = forms.DateField(
        label=gettext_lazy("Eerste dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    laatste_dag = forms.DateField(
        label=gettext_lazy("Laatste dag"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Deze dag hoort er nog bij."),
    )
    reden = forms.ChoiceField(
        label=gettext_lazy("Reden"),
        required=False,
        help_text=gettext_lazy("Ziekte is hier geen reden: daarover wordt niets vastgelegd."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"eerste_dag": today, "laatste_dag": today}, **kwargs)
        self.fields["reden"].choices = reason_choices()  # type: ignore[attr-defined]  # has choices

    def reason(self) -> AbsenceReason | None:
        """The reason that was chosen, None where none was said."""
        given = self.cleaned_data["reden"]
        return AbsenceReason(given) if given else None
