"""The form of what a design says as a whole: its name, whom it is for, its limits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.designs import Approach, Design, Joining, Label
from tweespoor.core.vocabulary import TargetGroup
from tweespoor.site.components.forms import ShownField, shown_fields
from tweespoor.site.pages.designs.forms.fields import (
    FieldGroup,
    add_fields,
    amount_fields,
    amount_initial,
    amount_names,
    clean_amount,
    codes,
    kept_or_own,
    several,
    text_fields,
    text_initial,
)

CENTS = 100
APPROACHES = (
    (Approach.INDIVIDUAL.value, _("individueel")),
    (Approach.GROUP.value, _("groep")),
    (Approach.MIXED.value, _("individueel en groep")),
)
JOININGS = (
    (Joining.VOLUNTARY.value, _("vrijwillig")),
    (Joining.COMPULSORY.value, _("verplicht")),
    (Joining.BOTH.value, _("vrijwillig of verplicht")),
    (Joining.UNKNOWN.value, _("niet bekend")),
)


class GeneralForm(forms.Form):
    """Name, summary, participants, approach, and the limits a week and a budget have."""

    use_required_attribute = False
    GROUPS: ClassVar = (
        (_("Het ontwerp"), ("title_nl", "summary_nl", "approach", "joining"), False),
        (_("Grenzen"), ("weekly_limit_hours", "budget_euros", "half_day_hours"), False),
        (_("Deelnemers"), ("people_nl", "groups_of", *amount_names("target"), *amount_names("age")), False),
        (_("In het Engels"), ("title_en", "summary_en", "people_en"), True),
    )
    approach = forms.ChoiceField(label=_("Aanpak"), choices=APPROACHES)
    joining = forms.ChoiceField(label=_("Meedoen is"), choices=JOININGS)
    weekly_limit_hours = forms.IntegerField(label=_("Grens: hoogstens zoveel uur per week"), min_value=1, max_value=100)
    budget_euros = forms.IntegerField(
        label=_("Budget per deelnemer, in hele euro’s"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("Het rapport noemt € 10.000 per leerroute (paragraaf 5.4)."),
    )
    half_day_hours = forms.IntegerField(label=_("Uren in een dagdeel"), min_value=1, max_value=6)
    groups_of = several(_("Doelgroepen"), help_text=_("Kies er minstens één."))

    def __init__(self, *args: Any, design: Design, **kwargs: Any) -> None:
        self.design = design
        people = design.participants
        initial = {
            **text_initial("title", design.title),
            **text_initial("summary", design.summary),
            **text_initial("people", people.label),
            **amount_initial("target", people.target),
            **amount_initial("age", people.age),
            "approach": design.approach.value,
            "joining": design.joining.value,
            "weekly_limit_hours": design.weekly_limit_hours,
            "budget_euros": design.budget_cents // CENTS,
            "half_day_hours": design.half_day_hours,
            "groups_of": [group.value for group in people.groups],
        }
        super().__init__(*args, initial=initial, **kwargs)
        add_fields(self, text_fields("title", label=_("Naam"), label_en=_("Naam in het Engels"), required=True))
        add_fields(
            self, text_fields("summary", label=_("In één zin"), label_en=_("In één zin, in het Engels"), required=True)
        )
        add_fields(
            self, text_fields("people", label=_("Voor wie"), label_en=_("Voor wie, in het Engels"), required=True)
        )
        add_fields(self, amount_fields("target", label=_("Beoogd aantal deelnemers")))
        add_fields(self, amount_fields("age", label=_("Leeftijd"), optional=True, most=120))
        self.fields["groups_of"].choices = codes(TargetGroup, language=language_now())
        self.fields["groups_of"].required = True

    def clean(self) -> dict[str, Any]:
        """Check the numbers."""
        people, data = self.design.participants, self.cleaned_data
        self._target = kept_or_own(
            people.target, state=data.get("target_state", ""), value=clean_amount(self, "target")
        )
        self._age = kept_or_own(people.age, state=data.get("age_state", ""), value=clean_amount(self, "age"))
        return data

    def edit(self, design: Design) -> Design:
        """The design with what was typed in."""
        data = self.cleaned_data
        people = replace(
            design.participants,
            label=self._label("people"),
            groups=tuple(TargetGroup(group) for group in data["groups_of"]),
            target=self._target or design.participants.target,
            age=self._age,
        )
        return replace(
            design,
            title=self._label("title"),
            summary=self._label("summary"),
            participants=people,
            approach=Approach(data["approach"]),
            joining=Joining(data["joining"]),
            weekly_limit_hours=data["weekly_limit_hours"],
            budget_cents=data["budget_euros"] * CENTS,
            half_day_hours=data["half_day_hours"],
            lines={},
        )

    @property
    def groups(self) -> tuple[FieldGroup, ...]:
        """The fields in their groups."""
        shown = {field.bound.name: field for field in shown_fields(self)}
        return tuple(
            FieldGroup(str(title), tuple(shown[name] for name in names), folded) for title, names, folded in self.GROUPS
        )

    @property
    def wrong(self) -> tuple[ShownField, ...]:
        """The fields with an error."""
        return tuple(field for field in shown_fields(self) if field.bound.errors)

    def _label(self, name: str) -> Label:
        dutch = self.cleaned_data[f"{name}_nl"].strip()
        return Label(dutch, self.cleaned_data[f"{name}_en"].strip() or dutch)
