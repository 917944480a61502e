"""Forms about classes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.forms.facts import check_day
from tweespoor.core.vocabulary import LONGEST_TEXT


class TeachersForm(forms.Form):
    """Who teaches a class; nobody ticked is nobody."""

    teachers = forms.MultipleChoiceField(
        label=_("Wie geeft les aan deze klas?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, possible: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.pk), f"{each.name} ({each.email})") for each in possible]
        cast(forms.ChoiceField, self.fields["teachers"]).choices = choices

    def chosen(self) -> list[UUID]:
        """The ids of who is ticked."""
        return [UUID(key) for key in self.cleaned_data["teachers"]]


ELSEWHERE, NONE = "elders", "geen"


class CourseForm(forms.Form):
    """Which language course somebody follows: a class, a course that is not registered here, or none."""

    course = forms.ChoiceField(label=_("Welke taalcursus volgt de deelnemer?"))
    elsewhere = forms.CharField(
        label=_("Een andere cursus: bij wie, en wanneer?"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Alleen als de klas niet in de lijst staat."),
    )
    since = forms.DateField(
        label=_("In deze klas sinds"),
        required=False,
        help_text=_("Leeg: vandaag bij een andere klas, en anders zoals het was."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, classes: Sequence[tuple[str, list[tuple[str, str]]]], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        others = [(ELSEWHERE, _("Een andere cursus")), (NONE, _("Geen taalcursus"))]
        cast(forms.ChoiceField, self.fields["course"]).choices = [
            ("", _("Kies een antwoord")),
            *classes,
            (_("Niet in de lijst"), others),
        ]
        self.fields["course"].error_messages["required"] = _("Kies een klas, een andere cursus of geen.")

    def clean_since(self) -> date | None:
        """A day that has been."""
        day = cast("date | None", self.cleaned_data["since"])
        if day is not None:
            check_day(day, today=self.today)
        return day

    def clean(self) -> dict[str, Any]:
        """Of a course that is not in the list something is said, and of no other."""
        cleaned = super().clean() or {}
        if cleaned.get("course") != ELSEWHERE and cleaned.get("elsewhere") == self.initial.get("elsewhere"):
            cleaned["elsewhere"] = ""  # what was known stood there already
        if cleaned.get("course") == ELSEWHERE and not cleaned.get("elsewhere"):
            self.add_error("elsewhere", _("Schrijf bij wie de cursus is, en als u het weet wanneer."))
        if cleaned.get("course") not in (ELSEWHERE, None) and cleaned.get("elsewhere"):
            self.add_error("elsewhere", _("U schreef hier iets én koos iets anders. Haal een van de twee weg."))
        return cleaned

    def language_class(self) -> UUID | None:
        """The id of the class chosen; None where it is another course, or none."""
        chosen = self.cleaned_data["course"]
        return None if chosen in (ELSEWHERE, NONE) else UUID(chosen)
