"""The form of an assessment: instrument, date, result, and the report as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.files import LARGEST_FILE, NotThisFile, kind_of
from tweespoor.apps.people.forms.facts import check_day
from tweespoor.core.vocabulary import Assessment as Instrument

TOO_LARGE = _(
    "Dit bestand is groter dan 10 MB. Maak het kleiner, of scan het met minder kleur en een lagere kwaliteit."
)
OTHER_KIND = _("Dit bestand is geen PDF, PNG, JPEG of Word-document (.docx). Bewaar het als PDF en kies het opnieuw.")


class AssessmentForm(forms.Form):
    """What was taken, when, and what came out; a result in words, a file, or both."""

    instrument = forms.ChoiceField(label=_("Welke toets of welk instrument?"))
    taken_on = forms.DateField(
        label=_("Op welke dag?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    result = forms.CharField(
        label=_("Uitslag"),
        max_length=300,
        required=False,
        help_text=_("In een paar woorden, zonder medische gegevens. Zonder bestand is een uitslag nodig."),
    )
    file = forms.FileField(
        label=_("Verslag"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        help_text=_("PDF, PNG, JPEG of Word (.docx), hooguit 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.docx"}),
    )

    def __init__(
        self, *args: Any, instruments: Sequence[Instrument], today: date, was_too_large: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.was_too_large = today, was_too_large
        language = language_now()
        choices = [(each.value, each.label(language)) for each in instruments]
        cast(forms.ChoiceField, self.fields["instrument"]).choices = [("", _("Kies een instrument")), *choices]
        self.fields["taken_on"].initial = today

    def clean_taken_on(self) -> date:
        """A day that has been."""
        day = cast(date, self.cleaned_data["taken_on"])
        check_day(day, today=self.today)
        return day

    def clean_file(self) -> UploadedFile | None:
        """A file of a kind that is kept, by its content, and not too large."""
        file = cast(UploadedFile | None, self.cleaned_data.get("file"))
        if self.was_too_large or (file is not None and (file.size or 0) > LARGEST_FILE):
            raise forms.ValidationError(TOO_LARGE)
        if file is not None:
            try:
                kind_of(cast(Any, file))
            except NotThisFile:
                raise forms.ValidationError(OTHER_KIND) from None
        return file

    def clean(self) -> dict[str, Any]:
        """There is a result, or a file that says it."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("result") and not cleaned.get("file"):
            self.add_error("result", _("Vul een uitslag in, of kies een bestand."))
        return cleaned
