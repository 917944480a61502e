"""Forms of travel times: the table of minutes, and how fast people travel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.schedule.models import TravelFactors, Zone
from tweespoor.core.travel import Means

MOST_MINUTES = 600


class TravelForm(forms.Form):
    """Minutes from every zone to every other; an empty field is not known."""

    gezien = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, zones: Sequence[Zone], minutes: Mapping[tuple[str, str], int], seen: str
    ) -> None:
        super().__init__(data, initial={"gezien": seen}, auto_id="reis-%s")
        self.pairs = {f"m-{one.pk}-{other.pk}": (one, other) for one in zones for other in zones}
        for name, (one, other) in self.pairs.items():
            self.fields[name] = forms.IntegerField(
                label=f"{one.name} – {other.name}",
                required=False,
                min_value=0,
                max_value=MOST_MINUTES,
                initial=minutes.get((one.slug, other.slug)),
                widget=forms.NumberInput(attrs={"class": "utrecht-textbox utrecht-textbox--html-input"}),
            )
            self.fields[name].widget.attrs["aria-label"] = f"{one.name} – {other.name}"
        self.zones = zones

    def lines(self) -> list[tuple[Zone, list[tuple[Zone, Any]]]]:
        """Per zone the fields to every zone."""
        return [(one, [(other, self[f"m-{one.pk}-{other.pk}"]) for other in self.zones]) for one in self.zones]

    def minutes(self) -> dict[tuple[str, str], int | None]:
        """What was typed, per pair of zones."""
        return {(one.slug, other.slug): self.cleaned_data[name] for name, (one, other) in self.pairs.items()}


class ReckonForm(forms.Form):
    """By what means people travel, and how many minutes a kilometre takes."""

    means = forms.ChoiceField(
        label=_("Waarmee reist men meestal?"),
        choices=[
            (Means.BICYCLE.value, _("Fiets")),
            (Means.CAR.value, _("Auto")),
            (Means.PUBLIC_TRANSPORT.value, _("Openbaar vervoer")),
        ],
    )
    bicycle = forms.DecimalField(label=_("Minuten per kilometer: fiets"))
    car = forms.DecimalField(label=_("Minuten per kilometer: auto"))
    public_transport = forms.DecimalField(label=_("Minuten per kilometer: openbaar vervoer"))
    everything = forms.BooleanField(label=_("Vervang ook tijden die er al staan"), required=False)

    def __init__(self, data: Any = None, *, factors: TravelFactors) -> None:
        names = ("bicycle", "car", "public_transport")
        super().__init__(data, initial={name: getattr(factors, name) / 10 for name in names}, auto_id="factor-%s")
        for name in names:
            field = forms.DecimalField(
                label=self.fields[name].label, min_value=0.1, max_value=100, decimal_places=1, localize=True
            )
            self.fields[name] = field

    def tenths(self) -> dict[Means, int]:
        """The factors, in tenths of a minute."""
        return {each: round(self.cleaned_data[each.value.replace("-", "_")] * 10) for each in Means}
