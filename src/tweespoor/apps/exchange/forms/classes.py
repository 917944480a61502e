"""The forms of bringing in language classes: the file, and which column holds what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.exchange.queries.classes import CLASS_TARGETS, NEEDED, Column
from tweespoor.apps.exchange.wording import classes as wording


class ClassFileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Bestand met de klassen"),
        help_text=_("Excel (.xlsx) of CSV, met een rij per klas. Bladen met meer dan 300 rijen worden overgeslagen."),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("In dit bestand staat niets. Kies het bestand met de lijst."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class ClassSheetForm(forms.Form):
    """Which sheet holds the classes."""

    blad = forms.TypedChoiceField(label=_("Blad met de klassen"), coerce=int)

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blad"].choices = list(enumerate(names))  # type: ignore[attr-defined]  # has choices


class ClassColumnsForm(forms.Form):
    """Whose classes they are, in which building where a row does not say, and which column holds what."""

    provider = forms.ChoiceField(label=_("Taalaanbieder"))
    location_for_all = forms.ChoiceField(
        label=_("Gebouw"), help_text=_("Voor nieuwe klassen waarbij geen gebouw staat."), required=True
    )

    def __init__(
        self,
        *args: Any,
        providers: Sequence[Any],
        locations: Sequence[Any],
        columns: Sequence[Column],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [(str(each.pk), each.name) for each in providers]  # type: ignore[attr-defined]  # has choices
        self.fields["location_for_all"].choices = [(str(each.pk), each.name) for each in locations]  # type: ignore[attr-defined]  # has choices
        for target in CLASS_TARGETS:
            choices = [(str(each.index), f"{each.letter}: {each.label}") for each in columns]
            field = forms.ChoiceField(
                label=wording.target(target),
                required=target in NEEDED,
                choices=[("", _("Staat niet in de lijst")), *choices],
                error_messages={"required": _("Kies in welke kolom dit staat.")},
            )
            self.fields[f"kolom-{target}"] = field

    def columns(self) -> dict[str, int]:
        """Per thing that a class has the column that holds it."""
        chosen = {target: self.cleaned_data.get(f"kolom-{target}") for target in CLASS_TARGETS}
        return {target: int(column) for target, column in chosen.items() if column}
