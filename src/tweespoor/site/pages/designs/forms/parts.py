"""The forms of what holds the blocks together: phases, choices, alternations and the week as a whole."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.designs import (
    Alternation,
    Alternatives,
    ChosenBy,
    Given,
    Phase,
    Section,
    WeeklyTotal,
)
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.site.pages.designs.forms.fields import (
    MORE,
    PartForm,
    add_fields,
    amount_fields,
    amount_initial,
    amount_names,
    clean_amount,
    clean_given_length,
    clean_levels,
    codes,
    given_length_fields,
    given_length_initial,
    kept_or_own,
    named,
    several,
    shown_levels,
    text_fields,
    text_initial,
)

MINUTES, CENTS = 60, 100


class PhaseForm(PartForm):
    """A phase: how long, and to what end."""

    SECTION = Section.PHASES
    DURATION = (*amount_names("duration"), "duration_unit")
    GROUPS: ClassVar = (
        (_("De fase"), ("label_nl", *DURATION, "goal_nl"), False),
        (_("Meer"), ("levels", "label_en", "goal_en", "source"), True),
    )
    levels = several(_("Niveaus die aan het eind bereikt zijn"))

    def read(self, part: Phase) -> dict[str, Any]:
        """The phase as the form's values."""
        return {
            **super().read(part),
            **given_length_initial("duration", part.duration),
            **text_initial("goal", part.goal),
            "levels": shown_levels(part.levels),
        }

    def prepare(self) -> None:
        """The length and the goal."""
        add_fields(self, given_length_fields("duration", label=_("Duur")))
        add_fields(self, text_fields("goal", label=_("Doel aan het eind"), label_en=_("Doel in het Engels")))
        self.fields["levels"].choices = codes(LanguageLevel, language=language_now())

    def clean(self) -> dict[str, Any]:
        """Check the length."""
        before = self.part.duration if isinstance(self.part, Phase) else None
        self._duration = clean_given_length(self, "duration", before=before)
        return self.cleaned_data

    def build(self) -> Phase:
        """The phase as it was typed in."""
        before = self.part if isinstance(self.part, Phase) else None
        return Phase(
            id=self.part_id,
            label=self.name(),
            duration=self._duration or Given(state=FactState.NOT_ASKED),
            goal=self.optional_name(field="goal"),
            levels=clean_levels(self, before.levels if before else None),
            source=self.cleaned_data["source"],
        )


class AlternativesForm(PartForm):
    """A choice between blocks."""

    SECTION = Section.ALTERNATIVES
    GROUPS: ClassVar = ((_("De keuze"), ("label_nl", "blocks", "chosen_by"), False), MORE)
    blocks = several(_("Een van deze bouwstenen"), help_text=_("Kies er minstens twee."))
    chosen_by = forms.ChoiceField(
        label=_("Wie kiest"),
        choices=(
            (ChosenBy.PROFESSIONAL.value, _("een professional")),
            (ChosenBy.CONDITIONS.value, _("de voorwaarden van de bouwstenen")),
            (ChosenBy.PREFERENCE.value, _("vrij: ook de planner mag kiezen")),
        ),
    )

    def read(self, part: Alternatives) -> dict[str, Any]:
        """The choice as the form's values."""
        return {**super().read(part), "blocks": list(part.blocks), "chosen_by": part.chosen_by.value}

    def prepare(self) -> None:
        """The blocks there are."""
        self.fields["blocks"].choices = named(self.design.blocks, language=language_now())

    def clean_blocks(self) -> list[str]:
        """A choice has at least two."""
        return _two(self.cleaned_data["blocks"], before=getattr(self.part, "blocks", ()))

    def build(self) -> Alternatives:
        """The choice as it was typed in."""
        return Alternatives(
            id=self.part_id,
            label=self.name(),
            blocks=tuple(self.cleaned_data["blocks"]),
            chosen_by=ChosenBy(self.cleaned_data["chosen_by"]),
            source=self.cleaned_data["source"],
        )


def _two(typed: list[str], *, before: tuple[str, ...]) -> list[str]:
    if len(typed) < 2:
        raise forms.ValidationError(_("Kies er minstens twee."))
    return list(before) if set(before) == set(typed) else typed


class AlternationForm(PartForm):
    """Blocks that take turns."""

    SECTION = Section.ALTERNATIONS
    GROUPS: ClassVar = ((_("De afwisseling"), ("label_nl", "between", "turn_weeks"), False), MORE)
    between = several(_("Deze bouwstenen of keuzes wisselen elkaar af"), help_text=_("Kies er minstens twee."))
    turn_weeks = forms.IntegerField(label=_("Weken per beurt"), min_value=1, max_value=1200, initial=1)

    def read(self, part: Alternation) -> dict[str, Any]:
        """The alternation as the form's values."""
        return {**super().read(part), "between": list(part.between), "turn_weeks": part.turn_weeks}

    def prepare(self) -> None:
        """The blocks and choices there are."""
        language = language_now()
        both = (*self.design.alternatives, *self.design.blocks)
        self.fields["between"].choices = named(both, language=language)

    def clean_between(self) -> list[str]:
        """Taking turns needs at least two."""
        return _two(self.cleaned_data["between"], before=getattr(self.part, "between", ()))

    def build(self) -> Alternation:
        """The alternation as it was typed in."""
        return Alternation(
            id=self.part_id,
            label=self.name(),
            between=tuple(self.cleaned_data["between"]),
            turn_weeks=self.cleaned_data["turn_weeks"],
            source=self.cleaned_data["source"],
        )


class WeeklyTotalForm(PartForm):
    """What a week takes as a whole."""

    SECTION = Section.WEEKLY_TOTALS
    GROUPS: ClassVar = ((_("De week als geheel"), ("label_nl", *amount_names("hours"), "phases"), False), MORE)
    phases = several(_("In welke fasen"), help_text=_("Niets aangevinkt: in alle fasen."))

    def read(self, part: WeeklyTotal) -> dict[str, Any]:
        """The total as the form's values."""
        hours = amount_initial("hours", part.minutes, factor=MINUTES)
        return {**super().read(part), **hours, "phases": list(part.phases)}

    def prepare(self) -> None:
        """The hours, and the phases there are."""
        add_fields(self, amount_fields("hours", label=_("Uren per week"), decimal=True, most=168))
        self.fields["phases"].choices = named(self.design.phases, language=language_now())

    def clean(self) -> dict[str, Any]:
        """Check the hours."""
        before = self.part.minutes if isinstance(self.part, WeeklyTotal) else None
        state = self.cleaned_data.get("hours_state", "")
        self._minutes = kept_or_own(before, state=state, value=clean_amount(self, "hours", factor=MINUTES))
        return self.cleaned_data

    def build(self) -> WeeklyTotal:
        """The total as it was typed in; its conditions stay."""
        before = self.part if isinstance(self.part, WeeklyTotal) else None
        return WeeklyTotal(
            id=self.part_id,
            label=self.name(),
            minutes=self._minutes or Given(state=FactState.NOT_ASKED),
            phases=tuple(self.cleaned_data["phases"]),
            conditions=before.conditions if before else (),
            source=self.cleaned_data["source"],
        )
