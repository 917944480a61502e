"""The forms of rhythms, targets, costs and staff."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.designs import (
    About,
    Cadence,
    Cost,
    CostPer,
    Given,
    Section,
    Span,
    Staff,
    Target,
)
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import LanguageLevel, Role
from tweespoor.site.pages.designs.forms.fields import (
    MORE,
    PartForm,
    add_fields,
    amount_fields,
    amount_initial,
    amount_names,
    clean_amount,
    clean_length,
    clean_levels,
    codes,
    kept_or_own,
    length_fields,
    length_initial,
    length_names,
    named,
    several,
    shown_levels,
    text_fields,
    text_initial,
)

MINUTES, CENTS = 60, 100


RHYTHMS = (("every", _("telkens na")), ("after", _("één keer, na")), ("within", _("uiterlijk binnen")))


class CadenceForm(PartForm):
    """Something that comes back, comes once, or is due."""

    SECTION = Section.CADENCES
    GROUPS: ClassVar = (
        (_("Het ritme"), ("label_nl", "about", "rhythm", *length_names("length"), "who", "alarm"), False),
        (_("Begin en einde"), ("phase", "block", *length_names("starts_after"), *length_names("lasting")), True),
        MORE,
    )
    about = forms.ChoiceField(
        label=_("Gaat over"),
        choices=((About.PARTICIPANT.value, _("elke deelnemer")), (About.PROGRAMME.value, _("het programma"))),
    )
    rhythm = forms.ChoiceField(label=_("Hoe vaak"), choices=RHYTHMS)
    who = several(_("Wie doet dit"))
    alarm = forms.BooleanField(label=_("Geef een signaal als het wordt gemist"), required=False)
    phase = forms.ChoiceField(label=_("Begint en eindigt met deze fase"), required=False)
    block = forms.ChoiceField(label=_("Begint en eindigt met deze bouwsteen"), required=False)

    def read(self, part: Cadence) -> dict[str, Any]:
        """The rhythm as the form's values."""
        rhythm = next(name for name, _label in RHYTHMS if getattr(part, name))
        return {
            **super().read(part),
            **length_initial("length", getattr(part, rhythm)),
            **length_initial("starts_after", part.starts_after),
            **length_initial("lasting", part.lasting),
            "about": part.about.value,
            "rhythm": rhythm,
            "who": [role.value for role in part.who],
            "alarm": part.alarm,
            "phase": part.phase,
            "block": part.block,
        }

    def prepare(self) -> None:
        """The lengths, and the phases, blocks and roles there are."""
        language = language_now()
        add_fields(self, length_fields("length", label=_("Tijd (van)")))
        add_fields(self, length_fields("starts_after", label=_("Begint zo lang daarna")))
        add_fields(self, length_fields("lasting", label=_("Duurt zo lang")))
        self.fields["length_min"].required = True
        self.fields["who"].choices = codes(Role, language=language)
        nothing = ("", _("het hele traject"))
        self.fields["phase"].choices = [nothing, *named(self.design.phases, language=language)]
        self.fields["block"].choices = [nothing, *named(self.design.blocks, language=language)]

    def clean(self) -> dict[str, Any]:
        """Check the lengths."""
        before = self.part if isinstance(self.part, Cadence) else None
        old = next((getattr(before, name) for name, _l in RHYTHMS if getattr(before, name, None)), None)
        self._length = clean_length(self, "length", before=old)
        self._lengths = {
            name: clean_length(self, name, before=getattr(before, name, None)) for name in ("starts_after", "lasting")
        }
        return self.cleaned_data

    def build(self) -> Cadence:
        """The rhythm as it was typed in."""
        data = self.cleaned_data
        rhythms = {name: self._length if data["rhythm"] == name else None for name, _label in RHYTHMS}
        typed = tuple(Role(role) for role in data["who"])
        before = getattr(self.part, "who", ())
        return Cadence(
            id=self.part_id,
            label=self.name(),
            about=About(data["about"]),
            **rhythms,
            **self._lengths,
            phase=data["phase"],
            block=data["block"],
            alarm=data["alarm"],
            who=before if set(before) == set(typed) else typed,
            source=data["source"],
        )


class TargetForm(PartForm):
    """What the design wants to reach."""

    SECTION = Section.TARGETS
    GROUPS: ClassVar = (
        (
            _("Het doel"),
            ("label_nl", *amount_names("percent")[:2], *amount_names("people"), "levels", *length_names("within")),
            False,
        ),
        MORE,
    )
    levels = several(_("Niveaus"))

    def read(self, part: Target) -> dict[str, Any]:
        """The target as the form's values."""
        share = part.percent
        percent = (
            Given(state=share.state, value=Span.exactly(share.value) if share.value is not None else None)
            if share
            else None
        )
        return {
            **super().read(part),
            **amount_initial("percent", percent),
            **amount_initial("people", part.people),
            **length_initial("within", part.within),
            "levels": shown_levels(part.levels),
        }

    def prepare(self) -> None:
        """The share, the number and the time."""
        add_fields(self, amount_fields("percent", label=_("Procent van de deelnemers"), optional=True, most=100))
        del self.fields["percent_max"]
        add_fields(self, amount_fields("people", label=_("Aantal mensen"), optional=True))
        add_fields(self, length_fields("within", label=_("Binnen")))
        self.fields["levels"].choices = codes(LanguageLevel, language=language_now())

    def clean(self) -> dict[str, Any]:
        """Check the numbers."""
        before = self.part if isinstance(self.part, Target) else None
        state = self.cleaned_data.get("percent_state", "")
        span = clean_amount(self, "percent")
        self._percent = kept_or_own(before.percent if before else None, state=state, value=span.max if span else None)
        state = self.cleaned_data.get("people_state", "")
        people = before.people if before else None
        self._people = kept_or_own(people, state=state, value=clean_amount(self, "people"))
        self._within = clean_length(self, "within", before=before.within if before else None)
        return self.cleaned_data

    def build(self) -> Target:
        """The target as it was typed in."""
        before = self.part if isinstance(self.part, Target) else None
        return Target(
            id=self.part_id,
            label=self.name(),
            percent=self._percent,
            people=self._people,
            levels=clean_levels(self, before.levels if before else None),
            within=self._within,
            source=self.cleaned_data["source"],
        )


class CostForm(PartForm):
    """What a block costs."""

    SECTION = Section.COSTS
    GROUPS: ClassVar = ((_("De kosten"), ("label_nl", "block", *amount_names("euros"), "per"), False), MORE)
    block = forms.ChoiceField(label=_("Van welke bouwsteen"))
    per = forms.ChoiceField(
        label=_("Per"),
        choices=(
            (CostPer.PERSON.value, _("deelnemer")),
            (CostPer.PERSON_HOUR.value, _("deelnemer per uur")),
            (CostPer.GROUP.value, _("groep")),
            (CostPer.GROUP_HOUR.value, _("groep per uur")),
        ),
    )

    def read(self, part: Cost) -> dict[str, Any]:
        """The cost as the form's values."""
        euros = amount_initial("euros", part.cents, factor=CENTS)
        return {**super().read(part), **euros, "block": part.block, "per": part.per.value}

    def prepare(self) -> None:
        """The amount, and the blocks there are."""
        add_fields(self, amount_fields("euros", label=_("Euro"), decimal=True))
        self.fields["block"].choices = named(self.design.blocks, language=language_now())

    def clean(self) -> dict[str, Any]:
        """Check the amount."""
        before = self.part.cents if isinstance(self.part, Cost) else None
        state = self.cleaned_data.get("euros_state", "")
        self._cents = kept_or_own(before, state=state, value=clean_amount(self, "euros", factor=CENTS))
        return self.cleaned_data

    def build(self) -> Cost:
        """The cost as it was typed in."""
        return Cost(
            id=self.part_id,
            label=self.name(),
            block=self.cleaned_data["block"],
            cents=self._cents or Given(state=FactState.NOT_ASKED),
            per=CostPer(self.cleaned_data["per"]),
            source=self.cleaned_data["source"],
        )


class StaffForm(PartForm):
    """Somebody who works in the design."""

    SECTION = Section.STAFF
    GROUPS: ClassVar = (
        (_("De medewerker"), ("label_nl", "role", *amount_names("count"), *amount_names("hours"), "note_nl"), False),
        (_("Meer"), ("label_en", "note_en", "source"), True),
    )
    role = forms.ChoiceField(label=_("Rol"))

    def read(self, part: Staff) -> dict[str, Any]:
        """The member of staff as the form's values."""
        return {
            **super().read(part),
            **amount_initial("count", part.count),
            **amount_initial("hours", part.minutes_per_week, factor=MINUTES),
            **text_initial("note", part.note),
            "role": part.role.value,
        }

    def prepare(self) -> None:
        """The numbers, and the roles there are."""
        add_fields(self, amount_fields("count", label=_("Hoeveel mensen"), optional=True, most=1000))
        add_fields(self, amount_fields("hours", label=_("Uren per week"), optional=True, decimal=True, most=10_000))
        add_fields(self, text_fields("note", label=_("Toelichting"), label_en=_("Toelichting in het Engels")))
        self.fields["role"].choices = codes(Role, language=language_now())

    def clean(self) -> dict[str, Any]:
        """Check the numbers."""
        before = self.part if isinstance(self.part, Staff) else None
        data = self.cleaned_data
        count, minutes = (before.count, before.minutes_per_week) if before else (None, None)
        self._count = kept_or_own(count, state=data.get("count_state", ""), value=clean_amount(self, "count"))
        hours = clean_amount(self, "hours", factor=MINUTES)
        self._minutes = kept_or_own(minutes, state=data.get("hours_state", ""), value=hours)
        return data

    def build(self) -> Staff:
        """The member of staff as it was typed in."""
        return Staff(
            id=self.part_id,
            label=self.name(),
            role=Role(self.cleaned_data["role"]),
            count=self._count,
            minutes_per_week=self._minutes,
            note=self.optional_name(field="note"),
            source=self.cleaned_data["source"],
        )
