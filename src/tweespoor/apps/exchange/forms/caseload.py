"""The forms of an import: which file, which sheet, which column holds what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.exchange.queries.caseload import Column, Organisation, Sheet
from tweespoor.apps.exchange.wording import caseload as wording

OLDEST = date(1990, 1, 1)


class UploadForm(forms.Form):
    """The file, and where the user registers in several municipalities, for which one."""

    file = forms.FileField(
        label=_("Bestand met de lijst"),
        help_text=_("Excel (.xlsx) of CSV, hooguit 20 MB. Het bestand zelf wordt niet bewaard."),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("In dit bestand staat niets. Kies het bestand met de lijst."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    organisation = forms.ChoiceField(label=_("Gemeente"))

    def __init__(self, *args: Any, municipalities: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(municipalities) > 1:
            choices = [("", _("Kies een gemeente")), *((str(each.pk), each.name) for each in municipalities)]
            self.fields["organisation"] = forms.ChoiceField(label=_("Gemeente"), choices=choices)
        else:
            del self.fields["organisation"]


class SheetForm(forms.Form):
    """Which sheet holds the people, and in which row the headings stand."""

    sheet = forms.TypedChoiceField(label=_("Blad"), coerce=int)
    heading_row = forms.IntegerField(
        label=_("Rij met de kopjes"),
        min_value=1,
        help_text=_("Het nummer van de rij zoals Excel het telt. Alles daarboven wordt overgeslagen."),
    )

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["sheet"])
        field.choices = [(place, sheet.name or _("Het hele bestand")) for place, sheet in enumerate(sheets)]
        if len(sheets) == 1:
            field.widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """Of which day the list is, and what each column holds: a field `column-3` for the fourth column."""

    list_day = forms.DateField(
        label=_("Van welke dag is deze lijst?"),
        help_text=_("De antwoorden gelden op deze dag."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, columns: Sequence[Column], allowed: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("Niet inlezen")), *((target, wording.target(target)) for target in allowed)]
        for column in columns:
            self.fields[f"column-{column.index}"] = forms.ChoiceField(
                label=column.label, choices=choices, required=False
            )

    def clean_list_day(self) -> date:
        """A day that a list can be of."""
        day = cast(date, self.cleaned_data["list_day"])
        if day < OLDEST:
            raise forms.ValidationError(_("Deze dag ligt te ver terug. Controleer het jaar."))
        return day

    def targets(self) -> dict[int, str]:
        """Which column holds what."""
        said = {column.index: self.cleaned_data.get(f"column-{column.index}", "") for column in self.columns}
        return {index: target for index, target in said.items() if target}
