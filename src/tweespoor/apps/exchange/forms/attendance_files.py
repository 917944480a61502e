"""The forms of an attendance file: which file, which column holds what, what each word means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.exchange.queries.attendance_files import (
    ATTENDANCE_TARGETS,
    AskedWord,
    Column,
    FileAbout,
    Organisation,
    Told,
)
from tweespoor.apps.exchange.wording import attendance_files as wording


class AttendanceUploadForm(forms.Form):
    """The file, and where there is something to choose, of what it is and for which organisation."""

    file = forms.FileField(
        label=_("Bestand met de aanwezigheid"),
        help_text=_("Excel (.xlsx) of CSV, hooguit 20 MB. Het bestand zelf wordt niet bewaard."),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("In dit bestand staat niets. Kies het bestand met de aanwezigheid."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    about = forms.ChoiceField(label=_("Wat staat erin"), widget=forms.RadioSelect)
    organisation = forms.ChoiceField(label=_("Voor welke organisatie"))

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], kinds: Sequence[FileAbout], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(each.value, each.label) for each in kinds]
        self.fields["about"].initial = kinds[0].value
        if len(kinds) == 1:
            del self.fields["about"]
        if len(organisations) > 1:
            choices = [("", _("Kies een organisatie")), *((str(each.pk), each.name) for each in organisations)]
            self.fields["organisation"] = forms.ChoiceField(label=_("Voor welke organisatie"), choices=choices)
        else:
            del self.fields["organisation"]


class AttendanceColumnsForm(forms.Form):
    """What each column holds: a field `column-3` for the fourth column."""

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("Niet inlezen")), *((name, wording.target(name)) for name in ATTENDANCE_TARGETS)]
        for column in columns:
            self.fields[f"column-{column.index}"] = forms.ChoiceField(
                label=column.label, choices=choices, required=False
            )

    def targets(self) -> dict[int, str]:
        """Which column holds what."""
        said = {column.index: self.cleaned_data.get(f"column-{column.index}", "") for column in self.columns}
        return {index: target for index, target in said.items() if target}


class WordsForm(forms.Form):
    """What each word for presence means: a field `word-3` for the fourth word."""

    def __init__(self, *args: Any, asked: Sequence[AskedWord], **kwargs: Any) -> None:
        initial = {f"word-{place}": each.means for place, each in enumerate(asked)}
        super().__init__(*args, initial=initial, **kwargs)
        self.asked = asked
        choices = [("", _("Kies wat dit betekent")), *((each.value, wording.means(each)) for each in Told)]
        for place, each in enumerate(asked):
            self.fields[f"word-{place}"] = forms.ChoiceField(
                label=each.word.text,
                choices=choices,
                error_messages={"required": _("Kies bij elk woord wat het betekent.")},
            )

    def words(self) -> dict[str, str]:
        """What each word means."""
        return {each.word.word: self.cleaned_data[f"word-{place}"] for place, each in enumerate(self.asked)}
