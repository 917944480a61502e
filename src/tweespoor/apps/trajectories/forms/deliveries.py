"""The form on which a municipality says what it delivered to CBS."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.people.forms.facts import check_day


class DeliveryForm(forms.Form):
    """Of which quarters the figures were delivered, and when."""

    kwartalen = forms.TypedMultipleChoiceField(
        label=_("Welke kwartalen?"),
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kies minstens één kwartaal."),
            "invalid_choice": _("Dit kwartaal is al geleverd, of hoeft nog niet geleverd te worden."),
        },
    )
    geleverd_op = forms.DateField(
        label=_("Geleverd op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kenmerk = forms.CharField(
        label=_("Kenmerk"),
        required=False,
        max_length=80,
        help_text=_("Het kenmerk van de ontvangstbevestiging. Geen namen."),
    )

    def __init__(self, *args: Any, quarters: Sequence[tuple[date, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = cast(forms.TypedMultipleChoiceField, self.fields["kwartalen"])
        field.choices = [(quarter.isoformat(), words) for quarter, words in quarters]

    def clean_geleverd_op(self) -> date:
        """A day that can be."""
        day: date = self.cleaned_data["geleverd_op"]
        check_day(day, today=self.today)
        return day
