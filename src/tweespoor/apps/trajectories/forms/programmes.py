"""The form of a programme: what it is called, who takes part and, where it is new, which design it follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.trajectories.forms.seen import SeenForm
from tweespoor.apps.trajectories.rules.progress import EARLIEST, YEARS_AHEAD

Choices = Sequence[tuple[str, str]]


class ProgrammeForm(SeenForm):
    """What a programme says of itself; `gemeente` and `ontwerp` are asked of a new one alone."""

    gemeente = forms.ChoiceField(label=_("Gemeente"))
    naam = forms.CharField(label=_("Naam van het programma"), max_length=160)
    kort = forms.CharField(
        label=_("Korte naam"), max_length=40, help_text=_("Zo heet het programma in figuren, bijvoorbeeld Roermond.")
    )
    begint = forms.DateField(label=_("Begint op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ontwerp = forms.ChoiceField(
        label=_("Ontwerp"),
        help_text=_("De fasen en onderdelen van het traject. U kunt het ontwerp later veranderen, bij Ontwerpen."),
    )
    partners = forms.MultipleChoiceField(
        label=_("Partners"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Een partner ziet alleen wie u met die organisatie deelt, en daarvan alleen wat haar taak vraagt."),
    )

    def __init__(
        self,
        *args: Any,
        partners: Sequence[Organisation],
        municipalities: Sequence[Organisation] = (),
        designs: Sequence[tuple[str, Choices]] = (),
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._partners = {str(each.pk): each for each in partners}
        self._municipalities = {str(each.pk): each for each in municipalities}
        self._choose(
            "partners", [(key, f"{each.name} ({each.get_kind_display()})") for key, each in self._partners.items()]
        )
        if designs:
            self._choose("ontwerp", [("", _("Kies een ontwerp")), *designs])
        else:
            del self.fields["ontwerp"]
        if len(municipalities) > 1:
            self._choose("gemeente", [(key, each.name) for key, each in self._municipalities.items()])
        else:
            del self.fields["gemeente"]
        if not partners:
            del self.fields["partners"]

    def _choose(self, name: str, choices: Any) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean_begint(self) -> date:
        """A day that can be.

        Raises:
            ValidationError: if it is far from now.
        """
        day: date = self.cleaned_data["begint"]
        if not EARLIEST <= day <= self.today.replace(year=self.today.year + YEARS_AHEAD, day=1):
            raise forms.ValidationError(_("Deze datum kan niet. Kijk het jaar na."))
        return day

    def chosen_partners(self) -> list[Organisation]:
        """The organisations that take part."""
        return [self._partners[key] for key in self.cleaned_data.get("partners", ())]

    def municipality(self) -> Organisation:
        """The municipality that was chosen, or the only one."""
        chosen = self.cleaned_data.get("gemeente")
        return self._municipalities[chosen] if chosen else next(iter(self._municipalities.values()))
