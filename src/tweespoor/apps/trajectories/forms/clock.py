"""The forms of the legal clock: an event of a case, and hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.forms.facts import check_day
from tweespoor.core.vocabulary import CaseEventKind, HoursKind, Route

PERIODS = frozenset(
    {
        CaseEventKind.ILLNESS,
        CaseEventKind.SHELTER,
        CaseEventKind.LITERACY,
        CaseEventKind.HOMELESS,
        CaseEventKind.PROVIDER_STOPPED,
        CaseEventKind.OTHER_NO_FAULT,
        CaseEventKind.ABROAD,
        CaseEventKind.EXTENSION_GRANTED,
    }
)
WITH_MONTHS = frozenset({CaseEventKind.EXTENSION_GRANTED, CaseEventKind.NEW_TERM})
NEW_TERMS = (6, 12, 18, 24)
MOST_HOURS = 2000


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class EventForm(forms.Form):
    """What happened and when; of a few kinds also until when, for how many months, or to which route."""

    kind = forms.ChoiceField(label=_("Wat is er gebeurd?"))
    on = _day(_("Op welke dag?"))
    until = _day(_("Tot en met"), required=False, help_text=_("Alleen bij een periode. Loopt die nog? Laat dit leeg."))
    months = forms.IntegerField(
        label=_("Aantal maanden"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=_("Alleen bij een verlenging of een nieuwe termijn."),
    )
    route = forms.ChoiceField(label=_("Naar welke leerroute?"), required=False, help_text=_("Alleen bij een wissel."))
    by_committee = forms.BooleanField(label=_("Een commissie adviseert over het bezwaar"), required=False)
    evidence = forms.CharField(
        label=_("Bewijs"),
        required=False,
        max_length=200,
        help_text=_("Waar dit uit blijkt: een brief, een beschikking. Geen medische gegevens."),
    )
    about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, *args: Any, kinds: Sequence[CaseEventKind], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        language = language_now()
        choices = [(each.value, each.label(language)) for each in kinds if each is not CaseEventKind.AGREEMENT_KEPT]
        if self.data.get("about") or self.initial.get("about"):
            kept = CaseEventKind.AGREEMENT_KEPT
            choices = [(kept.value, kept.label(language))]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", _("Kies een gebeurtenis")), *choices]
        routes = [(each.value, each.label(language)) for each in Route]
        cast(forms.ChoiceField, self.fields["route"]).choices = [("", _("Kies een leerroute")), *routes]
        self._only_what_the_kind_needs()

    def _only_what_the_kind_needs(self) -> None:
        """Where the kind is chosen beforehand, the fields of other kinds are left out."""
        slug = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        if not slug or slug not in {each.value for each in CaseEventKind} or self.data.get("volledig"):
            return
        kind = CaseEventKind(slug)
        needed = {
            "until": kind in PERIODS,
            "months": kind in WITH_MONTHS,
            "route": kind is CaseEventKind.ROUTE_CHANGED,
            "by_committee": kind is CaseEventKind.OBJECTION,
        }
        for name, is_needed in needed.items():
            if not is_needed:
                del self.fields[name]

    def clean_on(self) -> date:
        """A day that has been."""
        day = cast(date, self.cleaned_data["on"])
        check_day(day, today=self.today)
        return day

    def clean(self) -> dict[str, Any]:
        """What a kind needs is there, and a period ends after it began."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == CaseEventKind.ROUTE_CHANGED and not cleaned.get("route"):
            self.add_error("route", _("Kies naar welke leerroute de deelnemer wisselde."))
        if kind == CaseEventKind.NEW_TERM and cleaned.get("months") not in NEW_TERMS:
            self.add_error("months", _("Een nieuwe termijn is 6, 12, 18 of 24 maanden."))
        until = cleaned.get("until")
        if kind == CaseEventKind.EXTENSION_GRANTED and not cleaned.get("months") and not until:
            self.add_error("months", _("Vul in hoeveel maanden verlenging er is, of tot en met welke dag."))
        if until and cleaned.get("on") and until < cleaned["on"]:
            self.add_error("until", _("Deze dag ligt vóór de eerste dag. Vul de laatste dag in."))
        return cleaned


class HoursForm(forms.Form):
    """Hours of one kind: how many, until when, where, and on what ground they count."""

    kind = forms.ChoiceField(label=_("Waarvoor?"))
    hours = forms.DecimalField(
        label=_("Hoeveel uur?"),
        min_value=Decimal("0.25"),
        max_value=MOST_HOURS,
        max_digits=6,
        decimal_places=2,
        localize=True,
    )
    on = _day(_("Tot en met welke dag?"))
    ground = forms.CharField(
        label=_("Grond"), max_length=120, initial="Bi 3.14", help_text=_("Waarom de uren tellen: het artikel.")
    )
    municipality = forms.CharField(label=_("Gemeente waar de uren zijn gemaakt"), max_length=120)
    dutch_environment = forms.ChoiceField(
        label=_("Nederlandstalige omgeving, niet geïsoleerd?"),
        required=False,
        help_text=_("Alleen bij participatie (Bi 3.14(2)(b)). Zonder antwoord tellen de uren nog niet mee."),
        choices=[("", _("Nog niet nagegaan")), ("ja", _("Ja, de uren tellen mee")), ("nee", _("Nee"))],
    )
    evidence = forms.CharField(label=_("Bewijs"), required=False, max_length=200)

    def __init__(self, *args: Any, municipality: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        language = language_now()
        cast(forms.ChoiceField, self.fields["kind"]).choices = [
            ("", _("Kies een soort")),
            *((each.value, each.label(language)) for each in HoursKind),
        ]
        self.fields["on"].initial = today
        self.fields["municipality"].initial = municipality

    def clean_on(self) -> date:
        """A day that has been."""
        day = cast(date, self.cleaned_data["on"])
        check_day(day, today=self.today)
        return day

    @property
    def minutes(self) -> int:
        """The hours in minutes."""
        return int(self.cleaned_data["hours"] * 60)

    @property
    def environment(self) -> bool | None:
        """Whether participation counts; None where nobody checked, or it was no participation."""
        if self.cleaned_data["kind"] != HoursKind.PARTICIPATION:
            return None
        return {"ja": True, "nee": False}.get(self.cleaned_data["dutch_environment"])
