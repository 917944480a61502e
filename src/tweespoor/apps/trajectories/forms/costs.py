"""Forms about what programmes cost. Amounts are typed as people write them, and kept in whole cents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.trajectories.forms.progress import day_field
from tweespoor.apps.trajectories.forms.seen import SeenForm
from tweespoor.apps.trajectories.models.costs import INVOICE
from tweespoor.core.costs import Need, Per

_AMOUNT = re.compile(r"^(-?)€?\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$")
LONGEST = 20


class MoneyField(forms.CharField):
    """An amount in euros as people write it ("1.234,50"), cleaned to whole cents; never a float in between."""

    def __init__(self, *, label: Any, required: bool = True, negative: bool = False, help_text: Any = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, required=required, max_length=LONGEST, widget=widget, help_text=help_text)
        self.negative = negative

    def clean(self, value: Any) -> int | None:  # type: ignore[override]  # cents, not text
        """The amount in cents; None where nothing was typed and nothing is needed.

        Raises:
            ValidationError: if it is no amount.
        """
        text = super().clean(value).replace("\u00a0", " ").strip()
        if not text:
            return None
        found = _AMOUNT.match(text)
        if found is None or (found[1] and not self.negative):
            raise forms.ValidationError(_("Vul een bedrag in euro’s in, bijvoorbeeld 1.234,50."))
        cents = int(found[2].replace(".", "")) * 100 + int((found[3] or "0").ljust(2, "0"))
        return -cents if found[1] else cents


class PriceForm(forms.Form):
    """What a provider is paid for a block."""

    onderdeel = forms.ChoiceField(label=_("Onderdeel"))
    aanbieder = forms.ChoiceField(label=_("Aanbieder"))
    prijs = MoneyField(label=_("Prijs in euro’s"))
    per = forms.ChoiceField(label=_("Per"))
    vanaf = forms.DateField()
    tot = forms.DateField(
        label=_("Tot en met"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self,
        *args: Any,
        blocks: Sequence[tuple[str, str]],
        providers: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs, auto_id="prijs-%s")
        language = language_now()
        self.fields["onderdeel"].choices = blocks  # type: ignore[attr-defined]  # a field of choices
        self.fields["aanbieder"].choices = providers  # type: ignore[attr-defined]  # a field of choices
        self.fields["per"].choices = [(each.value, each.label(language)) for each in Per]  # type: ignore[attr-defined]  # has choices
        self.fields["vanaf"] = day_field(_("Vanaf"), today=today)
        self.order_fields(["onderdeel", "aanbieder", "prijs", "per", "vanaf", "tot"])


class SpendingForm(forms.Form):
    """An amount that was spent, and for whom."""

    bedrag = MoneyField(
        label=_("Bedrag in euro’s"), negative=True, help_text=_("Een creditfactuur begint met een minteken.")
    )
    dag = forms.DateField()
    onderdeel = forms.ChoiceField(label=_("Onderdeel"), required=False)
    aanbieder = forms.ChoiceField(label=_("Aanbieder"), required=False)
    voor = forms.ChoiceField(label=_("Voor wie"), required=False)
    factuur = forms.CharField(
        label=_("Factuurnummer"),
        required=False,
        max_length=40,
        help_text=_("Alleen letters, cijfers en . / _ -, zonder spaties. Geen namen."),
    )

    def __init__(
        self,
        *args: Any,
        blocks: Sequence[tuple[str, str]],
        providers: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, Any]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs, auto_id="uitgave-%s")
        self.fields["dag"] = day_field(_("Betaald op"), today=today)
        nothing = ("", _("Geen of niet bekend"))
        self.fields["onderdeel"].choices = [nothing, *blocks]  # type: ignore[attr-defined]  # a field of choices
        self.fields["aanbieder"].choices = [nothing, *providers]  # type: ignore[attr-defined]  # a field of choices
        self.fields["voor"].choices = [("", _("Het programma als geheel")), *people]  # type: ignore[attr-defined]  # has choices
        self.order_fields(["bedrag", "dag", "onderdeel", "aanbieder", "voor", "factuur"])

    def clean_factuur(self) -> str:
        """The reference, in which no name fits."""
        reference: str = self.cleaned_data["factuur"].strip()
        if reference and not re.match(INVOICE.regex, reference):
            raise forms.ValidationError(
                _("Een factuurnummer heeft alleen letters, cijfers en . / _ -, zonder spaties.")
            )
        return reference


class BudgetForm(SeenForm):
    """What a programme may cost in a year."""

    jaar = forms.IntegerField(label=_("Jaar"), min_value=2000, max_value=2100, widget=forms.HiddenInput)
    bedrag = MoneyField(label=_("Budget in euro’s"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="budget-%s")


class PurseForm(SeenForm):
    """What a purse holds, and the most that one person gets."""

    bedrag = MoneyField(label=_("Doorbraakbudget in euro’s"))
    per_deelnemer = MoneyField(
        label=_("Hooguit per deelnemer"), required=False, help_text=_("Leeg: geen grens per deelnemer.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="pot-%s")


class PurseRequestForm(forms.Form):
    """What is asked, for whom and what for."""

    deelnemer = forms.ChoiceField(label=_("Deelnemer"))
    waarvoor = forms.ChoiceField(label=_("Waarvoor"))
    bedrag = MoneyField(label=_("Bedrag in euro’s"))
    toelichting = forms.CharField(
        label=_("Toelichting"), required=False, max_length=160, help_text=_("Schrijf hier niets over gezondheid.")
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="aanvraag-%s")
        language = language_now()
        self.fields["deelnemer"].choices = [("", _("Kies een deelnemer")), *people]  # type: ignore[attr-defined]  # has choices
        self.fields["waarvoor"].choices = [(each.value, each.label(language)) for each in Need]  # type: ignore[attr-defined]  # has choices


class DecisionForm(forms.Form):
    """What is decided about a request."""

    aanvraag = forms.UUIDField()
    besluit = forms.ChoiceField(choices=[("ja", _("Toekennen")), ("nee", _("Afwijzen"))])
    waarom = forms.CharField(required=False, max_length=160)
