"""How much of each block there is, all in one table: what is changed most, with its result beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.designs import Block, Design, Given, Intensity, IntensityUnit, Per, Span, put
from tweespoor.core.facts import FactState
from tweespoor.site.components.forms import ShownField, shown_fields
from tweespoor.site.pages.designs.forms.fields import (
    NUMBER,
    amount_fields,
    amount_names,
    clean_amount,
    kept_or_own,
    shown_amount,
)

MINUTES = 60
AMOUNTS = (
    ("hours:week", _("uur per week")),
    ("half_days:week", _("dagdelen per week")),
    ("days:week", _("dagen per week")),
    ("sessions:week", _("keer per week")),
    ("hours:month", _("uur per maand")),
    ("half_days:month", _("dagdelen per maand")),
    ("days:month", _("dagen per maand")),
    ("sessions:month", _("keer per maand")),
    ("hours:in_all", _("uur in totaal")),
    ("half_days:in_all", _("dagdelen in totaal")),
    ("days:in_all", _("dagen in totaal")),
    ("sessions:in_all", _("keer in totaal")),
)


def intensity_fields(name: str = "intensity") -> dict[str, forms.Field]:
    """The fields of an intensity."""
    fields = amount_fields(name, label=_("Hoeveel"), decimal=True, most=10_000)
    fields[f"{name}_unit"] = forms.ChoiceField(label=_("Hoeveel: eenheid"), choices=AMOUNTS, initial="hours:week")
    return fields


def intensity_names(name: str = "intensity") -> tuple[str, ...]:
    """The names of the fields of an intensity."""
    return (*amount_names(name), f"{name}_unit")


def intensity_initial(given: Given[Intensity], name: str = "intensity") -> dict[str, Any]:
    """An intensity as form values."""
    value = given.value
    span = Given(state=given.state, value=value.amount if value else None)
    state, low, high = shown_amount(span, factor=_factor(value.unit) if value else 1)
    unit = f"{value.unit.value}:{value.per.value}" if value else "hours:week"
    return {f"{name}_state": state, f"{name}_min": low, f"{name}_max": high, f"{name}_unit": unit}


def clean_intensity(
    form: forms.Form, *, before: Given[Intensity] | None, session: Span | None, name: str = "intensity"
) -> Given[Intensity]:
    """The intensity that was typed in; `session` is how long one takes, where sessions are counted."""
    unit, _colon, per = form.cleaned_data.get(f"{name}_unit", "hours:week").partition(":")
    counted = IntensityUnit(unit)
    span = clean_amount(form, name, factor=_factor(counted))
    if span and counted is not IntensityUnit.HOURS:
        for field in (f"{name}_min", f"{name}_max"):
            typed = form.cleaned_data.get(field)
            if typed is not None and typed != int(typed):
                form.add_error(field, _("Gebruik hier een heel getal, of kies uren."))
                return before or Given(state=FactState.NOT_ASKED)
    is_sessions = counted is IntensityUnit.SESSIONS
    length = session if is_sessions else None
    value = Intensity(unit=counted, per=Per(per), amount=span, session=length) if span else None
    kept = kept_or_own(before, state=form.cleaned_data.get(f"{name}_state", NUMBER), value=value)
    assert kept is not None
    return kept


def _factor(unit: IntensityUnit) -> int:
    return MINUTES if unit is IntensityUnit.HOURS else 1


@dataclass(frozen=True)
class IntensityRow:
    """One block in the table, with its fields."""

    block: Block
    label: str
    when: str
    family: str
    fields: tuple[ShownField, ...]
    errors: tuple[str, ...]


class IntensitiesForm(forms.Form):
    """The intensity of every block of a design."""

    use_required_attribute = False

    def __init__(self, *args: Any, design: Design, **kwargs: Any) -> None:
        self.design = design
        initial: dict[str, Any] = {}
        for block in design.blocks:
            initial |= intensity_initial(block.intensity, block.id)
        super().__init__(*args, initial=initial, **kwargs)
        for block in design.blocks:
            self.fields.update(intensity_fields(block.id))

    def clean(self) -> dict[str, Any]:
        """Check every row."""
        self._built = {
            block.id: clean_intensity(self, before=block.intensity, session=_session(block), name=block.id)
            for block in self.design.blocks
        }
        return self.cleaned_data

    def edit(self, design: Design) -> Design:
        """The design with the intensities that were changed."""
        for block_id, intensity in self._built.items():
            block = next((each for each in design.blocks if each.id == block_id), None)
            if block is not None and block.intensity != intensity:
                design = put(design, replace(block, intensity=intensity))
        return design

    @property
    def rows(self) -> list[IntensityRow]:
        """The blocks with their fields, in the design's order."""
        language = language_now()
        shown = {field.bound.name: field for field in shown_fields(self)}
        return [
            IntensityRow(
                block=block,
                label=block.label.text(language),
                when=", ".join(p.label.text(language) for p in self.design.phases if p.id in block.when.phases),
                family=block.kind.family.value,
                fields=tuple(shown[name] for name in intensity_names(block.id)),
                errors=tuple(error for name in intensity_names(block.id) for error in self[name].errors),
            )
            for block in self.design.blocks
        ]


def _session(block: Block) -> Span | None:
    return block.intensity.value.session if block.intensity.value else None
